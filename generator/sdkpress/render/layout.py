"""Values and calls in, Python code out: on one line where that fits, else one part to a line."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, cast

from .. import encode

WIDTH = 80
"""Columns of code; blocks may be indented twice within the 88 columns that formatters allow."""

INDENT = 4

PACKED_WIDTH = 100
"""Columns of code that formatters leave as it is."""


def laid_out(head: str, value: Any, indent: int = 0) -> str:
    """`head` followed by JSON-like data as code; `indent` is where the line starts."""
    flat = f"{head}{encode.literal(value)}"
    if indent + columns(flat) < WIDTH or not value or not isinstance(value, dict | list | tuple):
        return flat
    inner = indent + INDENT
    if isinstance(value, dict):
        items = cast("dict[Any, Any]", value).items()
        parts = [laid_out(f"{encode.literal(key)}: ", item, inner) for key, item in items]
        return exploded(f"{head}{{", parts, "}", indent)
    members = cast("Sequence[Any]", value)
    brackets = "[]" if isinstance(value, list) else "()"
    parts = [laid_out("", item, inner) for item in members]
    return exploded(f"{head}{brackets[0]}", parts, brackets[1], indent)


def call(function: str, arguments: Sequence[str], head: str = "") -> str:
    """A call with arguments that are code already; `head` is what may stand before it."""
    flat = f"{function}({', '.join(arguments)})"
    if "\n" not in flat and columns(head) + columns(flat) <= WIDTH:
        return flat
    return exploded(f"{function}(", arguments, ")") if arguments else flat


def imported(module: str, *names: str) -> str:
    """The import of some names, on a line that is not indented."""
    ordered = sorted(names, key=_import_order)
    flat = f"from {module} import {', '.join(ordered)}"
    if columns(flat) <= WIDTH + 2 * INDENT:
        return flat
    return exploded(f"from {module} import (", ordered, ")")


def imports(modules: Mapping[str, Sequence[str]]) -> str:
    """The imports from modules of the same package, as many names on a line as fit."""
    ordered = {name: sorted(modules[name], key=_import_order) for name in sorted(modules)}
    flat = [f"from .{name} import {', '.join(names)}" for name, names in ordered.items()]
    if all(columns(line) <= PACKED_WIDTH for line in flat):
        return "\n".join(flat)
    lines = [
        line
        if columns(line) <= PACKED_WIDTH
        else filled(f"from .{name} import (", names, ")") + "  # fmt: skip"
        for line, (name, names) in zip(flat, ordered.items(), strict=True)
    ]
    return "\n".join(["# isort: off", *lines])


def packed(parts: Sequence[str], indent: int) -> str:
    """Code without line breaks of its own, as much on a line as fits, after an indent."""
    space = " " * indent
    return textwrap.fill(
        " ".join(parts),
        PACKED_WIDTH,
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    ).lstrip()


def filled(opening: str, parts: Sequence[str], closing: str, indent: int = 0) -> str:
    """Brackets with parts that stay whole, on one line where that fits, else as many as do fit."""
    flat = f"{opening}{', '.join(parts)}{closing}"
    if "\n" not in flat and indent + columns(flat) <= PACKED_WIDTH:
        return flat
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} {part},".strip()
        too_long = "\n" in longer or indent + INDENT + columns(longer) > PACKED_WIDTH
        if lines[-1] and too_long:
            lines.append(f"{part},")
        else:
            lines[-1] = longer
    inner = " " * (indent + INDENT)
    text = "".join(f"{inner}{line}\n" for line in lines if line)
    return f"{opening}\n{text}{' ' * indent}{closing}"


def wrapped(statement: str, indent: int) -> str:
    """A statement on one line; where it is too long, what its longest brackets hold is filled in.

    What has no brackets that are long enough is left for formatters to break.
    """
    if "\n" in statement or indent + columns(statement) <= PACKED_WIDTH:
        return statement
    code = _TOKEN.sub(_requoted, statement)
    depths = list(_depths(code))
    start, end = _longest_brackets(code, depths)
    parts = _pieces(code[start:end], depths[start:end])
    opening, closing = code[:start], f"{code[end:]}  # fmt: skip"
    if indent + max(columns(opening), columns(closing)) > PACKED_WIDTH or len(parts) < 2:
        return statement
    inner = " " * (indent + INDENT)
    lines = "".join(f"{inner}{line}\n" for line in _lines(parts, PACKED_WIDTH - len(inner)))
    return f"{opening}\n{lines}{' ' * indent}{closing}"


_TOKEN = re.compile(r"""[rb]*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|.""")
"""A string, or one character of what is none."""


def _requoted(token: re.Match[str]) -> str:
    """A string as formatters write it."""
    return token[0] if len(token[0]) == 1 else encode.literal(literal_eval(token[0]))


def _depths(code: str) -> Iterator[int]:
    """For each character how many brackets it is in; within strings, the number is negative."""
    depth = 0
    for token in _TOKEN.findall(code):
        if len(token) > 1:
            yield from repeat(-1, len(token))
            continue
        depth -= token in ")]}"
        yield depth
        depth += token in "([{"


def _longest_brackets(code: str, depths: Sequence[int]) -> tuple[int, int]:
    """Where what is in the longest outermost brackets begins and ends."""
    outer = [
        place
        for place, (one, depth) in enumerate(zip(code, depths, strict=True))
        if depth == 0 and one in "()[]{}"
    ]
    spans = [(start + 1, end) for start, end in zip(outer[::2], outer[1::2], strict=True)]
    return max(spans, key=lambda span: span[1] - span[0], default=(0, 0))


def _pieces(code: str, depths: Sequence[int]) -> list[str]:
    """What is within brackets, divided at spaces that are not in strings."""
    places = [place for place, one in enumerate(code) if one == " " and depths[place] >= 0]
    ends = zip([-1, *places], [*places, len(code)], strict=True)
    return [code[start + 1 : end] for start, end in ends]


def _lines(parts: Sequence[str], width: int) -> list[str]:
    """As many parts to a line as fit; an operator stands before what it joins."""
    lines = [""]
    for part in "\0".join(parts).replace("|\0", "| ").split("\0"):
        longer = f"{lines[-1]} {part}".strip()
        if lines[-1] and columns(longer) > width:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def literals(names: Sequence[str], indent: int) -> str:
    """Identifiers as the elements of a list."""
    return packed([f"{encode.literal(name)}," for name in names], indent)


def joined_names(names: Sequence[str], indent: int) -> str:
    """Identifiers as one string with spaces between, in pieces."""
    lines = packed(names, indent + 3).splitlines()
    pieces = [line.strip() for line in lines]
    return f"\n{' ' * indent}".join(
        encode.literal(piece if piece is pieces[-1] else f"{piece} ") for piece in pieces
    )


def _import_order(name: str) -> tuple[bool, bool, str]:
    """Where isort puts a name: constants first, then classes, then the rest."""
    is_constant = name.isupper() and len(name) > 1
    return not is_constant, not name[0].isupper(), name.lower()


def exploded(opening: str, parts: Sequence[str], closing: str, indent: int = 0) -> str:
    """Brackets with one part to a line."""
    inner, outer = " " * (indent + INDENT), " " * indent
    lines = "".join(f"{inner}{part},\n" for part in parts)
    return f"{opening}\n{lines}{outer}{closing}"


def columns(text: str) -> int:
    """The columns that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(part) in "WF" else 1 for part in text)
