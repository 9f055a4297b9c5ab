"""JSON text in, the places of its values out: each container is looked into when asked for.

What is not asked for is skipped by the standard library's scanner, so that a place in megabytes
of JSON is found about as fast as they are parsed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..pointer import Pointer
from .places import LineColumn, Place

_SPACE = re.compile(r"[ \t\n\r]*")
_decoder: Any = json.JSONDecoder()
# Gives the value that begins at an offset, and the offset behind it.
_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once


def json_places(text: str) -> Place:
    """Return the place of the root of ``text``, which must be valid JSON."""
    return _Lines(text).place(_space(text, 0))


def repeated_keys(text: str) -> list[tuple[Pointer, LineColumn]]:
    """Return every key of ``text`` that its object has already, in the order of the text."""
    found: list[tuple[Pointer, LineColumn]] = []
    pending: list[tuple[Pointer, Place]] = [((), json_places(text))]
    while pending:
        pointer, place = pending.pop()
        if isinstance(place.members, _Members):
            found += [((*pointer, key), at) for key, at in place.members.repeated()]
            pending += [((*pointer, key), below) for key, below in place.members.items()]
    return sorted(found, key=lambda item: item[1])


def _space(text: str, offset: int) -> int:
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


@dataclass(slots=True)
class _Lines:
    """Turns rising offsets into lines and columns without counting from the start each time."""

    text: str
    line: int = 1
    line_start: int = 0
    counted: int = 0

    def at(self, offset: int) -> LineColumn:
        self.line += self.text.count("\n", self.counted, offset)
        self.line_start = max(self.line_start, self.text.rfind("\n", self.counted, offset) + 1)
        self.counted = offset
        return self.line, offset - self.line_start + 1

    def place(self, offset: int, key: LineColumn | None = None) -> Place:
        start = self.at(offset)
        here = _Lines(self.text, self.line, self.line_start, self.counted)
        is_container = self.text[offset : offset + 1] in ("{", "[")
        return Place(start, key, _Members(here, offset) if is_container else None)


@dataclass(slots=True)
class _Members(Mapping[str | int, Place]):
    """The members of the container at ``offset``, found on first use."""

    lines: _Lines
    offset: int
    found: list[tuple[str | int, Place]] | None = None
    index: dict[str | int, Place] = field(default_factory=dict[str | int, Place])

    def __getitem__(self, segment: str | int) -> Place:
        self.look()
        return self.index[segment]

    def __iter__(self) -> Iterator[str | int]:
        self.look()
        return iter(self.index)

    def __len__(self) -> int:
        self.look()
        return len(self.index)

    def repeated(self) -> list[tuple[str | int, LineColumn]]:
        """Return the keys that come again, with where they do."""
        again = [(key, place) for key, place in self.look() if self.index[key] is not place]
        return [(key, place.key) for key, place in again if place.key is not None]

    def look(self) -> list[tuple[str | int, Place]]:
        if self.found is None:
            is_object = self.lines.text[self.offset] == "{"
            self.found = list(self.in_object() if is_object else self.in_array())
            for key, place in self.found:
                self.index.setdefault(key, place)
        return self.found

    def in_object(self) -> Iterator[tuple[str, Place]]:
        text = self.lines.text
        offset = _space(text, self.offset + 1)
        while text[offset] != "}":
            key_at = self.lines.at(offset)
            key, offset = _scan(text, offset)
            offset = _space(text, _space(text, offset) + 1)
            yield key, self.lines.place(offset, key_at)
            offset = self.next(offset)

    def in_array(self) -> Iterator[tuple[int, Place]]:
        text = self.lines.text
        offset = _space(text, self.offset + 1)
        index = 0
        while text[offset] != "]":
            yield index, self.lines.place(offset)
            index += 1
            offset = self.next(offset)

    def next(self, offset: int) -> int:
        """Return where the member after the one at ``offset`` begins, or the container ends."""
        text = self.lines.text
        end = _space(text, _scan(text, offset)[1])
        return _space(text, end + 1) if text[end] == "," else end
