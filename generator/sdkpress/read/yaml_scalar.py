"""A YAML scalar in, its JSON value out, by the core schema of YAML 1.2.

Only ``true`` and ``false`` are booleans, and dates are text: that is what OpenAPI asks for.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from .unreadable import UnreadableError


class Mark(Protocol):
    """A place in the text; line and column count from 0."""

    line: int
    column: int


class Event(Protocol):
    """What libyaml's parser reports; which of the fields exist depends on its class."""

    anchor: str | None
    tag: str | None
    value: str
    implicit: tuple[bool, bool]
    start_mark: Mark


YAML_TAG = "tag:yaml.org,2002:"
_PLAIN: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START = frozenset("-+.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def scalar_value(event: Event) -> Any:
    """Return the JSON value of a scalar event by YAML's core schema."""
    if event.tag:
        return _tagged(event)
    text = event.value
    if not event.implicit[0]:
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if text[0] not in _NUMBER_START:
        return text
    return _number(event, text)


def _number(event: Event, text: str) -> Any:
    mark = event.start_mark
    if _INTEGER.fullmatch(text):
        base = {"0x": 16, "0o": 8}.get(text[:2], 10)
        try:
            return int(text, base)
        except ValueError:
            raise UnreadableError(
                "the number has too many digits", mark.line + 1, mark.column + 1
            ) from None
    if _FLOAT.fullmatch(text):
        number = float(text)
        if number in (float("inf"), float("-inf")):
            raise UnreadableError("the number is too large", mark.line + 1, mark.column + 1)
        return number
    return text


def _tagged(event: Event) -> Any:
    tag = str(event.tag).removeprefix(YAML_TAG)
    text = event.value
    mark = event.start_mark
    if tag in ("str", "!"):
        return text
    value: Any = _PLAIN[text] if text in _PLAIN else _number(event, text)
    types = {"int": (int,), "float": (int, float), "bool": (bool,), "null": (type(None),)}
    if tag in types and value.__class__ in types[tag]:
        return float(value) if tag == "float" else value
    raise UnreadableError(
        f"unknown YAML tag {event.tag!r}" if tag not in types else f"{text!r} is no YAML {tag}",
        mark.line + 1,
        mark.column + 1,
        hint="JSON has no such type",
    )
