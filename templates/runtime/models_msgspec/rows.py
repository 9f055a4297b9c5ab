"""Long arrays of objects, cut between their items without a look at what is in them.

Where one item ends and the next begins with the same name is a place to cut: `},{"id":`. No string
holds that, for its quotes would be escaped. Inside an item it may stand, and then what is before
the cut is no JSON: if all pieces are, each after a comma, the whole is, and has just these items.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from msgspec import Raw
from msgspec.json import decode

_PIECE = 65_536  # bytes, at least, of what is decoded at once
_NEAR = 4096  # bytes from the beginning within which the array must begin
_TRIES = 16  # of what may be the array, and of where it may end
_BLANK = b" \t\r\n"
_GAP = rb"[ \t\r\n]*"
_TEXT = rb'("(?:[^"\\]|\\.)*")'
_FIRST = rb"%b\[%b\{%b%b%b:" % (_GAP, _GAP, _GAP, _TEXT, _GAP)
_ARRAY = re.compile(_FIRST)
_PROPERTY = re.compile(rb"%b%b:(?=%b)" % (_TEXT, _GAP, _FIRST))


class Rows(NamedTuple):
    """An array: its items, many at a time, as JSON without the brackets; where it ends."""

    pieces: list[memoryview]
    end: int


def rows_of(data: bytes) -> Rows | None:
    """Cut the array that a body is; None if there is no place for it."""
    rows = _cut(data, 0)
    return None if rows is None or data[rows.end :].strip(_BLANK) else rows


def rows_in(data: bytes, names: Collection[str | None]) -> dict[str, Raw | Rows] | None:
    """Open the object that a body is, and cut the array that is most of it.

    Args:
        data: JSON.
        names: The properties that may be cut.

    Returns:
        Its properties, that one as `Rows`; None if there is none.

    Raises:
        ValueError: It is no object, or what may be that array is another's.
    """
    for found in islice(_PROPERTY.finditer(data, 0, _NEAR), _TRIES):
        name = decode(found[1], type=str)
        rows = _cut(data, found.end()) if name in names else None
        if rows is not None and rows.end - found.end() > len(data) // 2:
            before = decode(data[: found.end()] + b"null}", type=dict[str, Raw])
            rest = data[rows.end :].lstrip(_BLANK)
            after = decode(b"{" + rest.removeprefix(b","), type=dict[str, Raw])
            if bool(after) is rest.startswith(b","):
                return {**before, name: rows, **after}
    return None


def _cut(data: bytes, start: int) -> Rows | None:
    first = _ARRAY.match(data, start)
    if first is None:
        return None
    near = start + _PIECE
    same = _edge(re.escape(first[1])).search(data, start, near)
    found = same or _edge(_TEXT).search(data, start, near)
    if found is None:
        return None
    between, skipped = found[0], 1 + len(found[1])
    last = data.rfind(between)
    end = _end(data, last + skipped)
    if end is None:
        return None
    view, pieces = memoryview(data), list[memoryview]()
    row = data.index(b"[", start) + 1
    while (at := data.find(between, row + _PIECE, last + len(between))) >= 0:
        pieces.append(view[row : at + 1])
        row = at + skipped
    return Rows([*pieces, view[row:end]], end + 1)


def _edge(name: bytes) -> re.Pattern[bytes]:
    """Return the pattern of where one item ends and the next begins with a name."""
    return re.compile(rb"\}(%b,%b)\{%b%b%b:" % (_GAP, _GAP, _GAP, name, _GAP))


def _end(data: bytes, row: int) -> int | None:
    """Return where the array ends of which this is the last item."""
    end = row
    for _ in range(_TRIES):
        end = data.find(b"]", end + 1, row + _PIECE)
        if end < 0:
            return None
        with suppress(ValueError):
            decode(b"[%b]" % data[row:end], type=list[Raw])
            return end
    return None
