"""Words of a command line in, the arguments of an operation out."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..data.values import is_array
from .failure import Usage

_TEXT = re.compile(r"str|Literal\[['\"].*|_?(datetime|decimal|uuid|ipaddress)\..*")
_LIST = re.compile(r"(?:Sequence|SequenceNotStr|list|_?builtins\.list)\[(.*)\]")
_FILE = re.compile(r"\b(?:FileInput|BinaryInput|bytes)\b")


def arguments(
    words: Sequence[str], parameters: Mapping[str, inspect.Parameter]
) -> tuple[dict[str, Any], list[str]]:
    """Read the options of an operation.

    Args:
        words: `--name value` or `--name=value`; a name that is given again adds to a list.
        parameters: Of the method, by name.

    Returns:
        The values by name, and the words that are for none of them.

    Raises:
        Usage: An option has no value, or one that is not of its type.
    """
    given: dict[str, Any] = {}
    left: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        option, equals, text = word.partition("=")
        name = _name(option, parameters)
        if name is None:
            left.append(word)
            continue
        annotation = str(parameters[name].annotation)
        members = _members(annotation)
        if not equals and "bool" in members and (not waiting or waiting[0].startswith("--")):
            text = "true"
        elif not equals:
            if not waiting:
                raise Usage(f"{option} needs a value: {annotation}")
            text = waiting.pop(0)
        value: Any = _value(text, members)
        if is_array(value) and is_array(given.get(name)):
            value = [*given[name], *value]
        elif name in given:
            raise Usage(f"{option} is given twice")
        given[name] = value
    return given, left


def _name(option: str, parameters: Mapping[str, inspect.Parameter]) -> str | None:
    if not option.startswith("--"):
        return None
    own = option[2:]
    return next((name for name in (own, own.replace("-", "_")) if name in parameters), None)


def _members(annotation: str) -> list[str]:
    """Take a union apart; what is within brackets or quotes stays whole."""
    parts, depth, start, quote = list[str](), 0, 0, ""
    for place, one in enumerate(annotation):
        if quote or one in "'\"":
            quote = "" if one == quote else quote or one
        elif one in "[]":
            depth += 1 if one == "[" else -1
        elif one == "|" and not depth:
            parts.append(annotation[start:place].strip())
            start = place + 1
    return [part for part in [*parts, annotation[start:].strip()] if part != "None"]


def _value(text: str, members: Sequence[str]) -> Any:
    """Read a text as what it is to be: JSON, but for what is text anyway."""
    if text.startswith("@") and any(map(_FILE.search, members)):
        return Path(text[1:])
    if any(map(_TEXT.fullmatch, members)):
        return text
    items = next((found[1] for found in map(_LIST.fullmatch, members) if found), None)
    if items is not None and not text.lstrip().startswith("["):
        return [_value(text, _members(items))]
    try:
        return json.loads(text)
    except ValueError:
        return text  # an open enum, or wrong: the request is checked before it is sent


def body(text: str) -> Any:
    """Read a body: JSON, `@` and the file that has it, or `-` for standard input.

    Raises:
        Usage: The file cannot be read, or it is no JSON.
    """
    try:
        if text == "-":
            text = sys.stdin.read()
        elif text.startswith("@"):
            text = Path(text[1:]).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as error:
        raise Usage(f"--json: {error.filename}: {error.strerror}") from None
    except ValueError as error:
        raise Usage(f"--json: this is no JSON: {error}") from None
