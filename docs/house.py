"""Draws docs/house.svg: the import contracts of pyproject.toml as houses, floor above floor.

A room may import from the floors below it, never from those above, nor from its neighbours. Run it
by `make house`; a test compares the drawing with the contracts.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from pathlib import Path
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

_ROOT = Path(__file__).parents[1]
_LINE, _GAP, _PAD, _CHARACTER = 26, 8, 10, 7.3

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Room:
    """A module or a package; what has a contract of its own has floors, the highest first."""

    name: str
    floors: tuple[tuple[Room, ...], ...] = ()

    @property
    def width(self) -> float:
        """What it takes at least."""
        own = len(self.name) * _CHARACTER + 2 * _PAD
        return (
            max(own, *(_row_width(row) + 2 * _PAD for row in self.floors)) if self.floors else own
        )

    @property
    def height(self) -> float:
        """What it takes at least."""
        rows = (max(room.height for room in row) + _GAP for row in self.floors)
        return _LINE + fsum(rows)


def houses(pyproject: Mapping[str, Any]) -> list[Room]:
    """The houses that the contracts describe, those within others in their places.

    Args:
        pyproject: With the contracts of import-linter, of which those with layers are drawn.
    """
    contracts = {
        container: contract["layers"]
        for contract in pyproject["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
    }
    inner = {f"{outer}.{name}" for outer, rows in contracts.items() for name in _names(rows)}
    return [_room(name, name, contracts) for name in contracts if name not in inner]


def drawing(rooms: list[Room]) -> str:
    """The houses as an SVG, beside one another."""
    width = fsum(room.width + 2 * _PAD for room in rooms) + 2 * _PAD
    height = max(room.height for room in rooms) + 4 * _PAD
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        'font-family="ui-monospace, monospace" font-size="12">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    left = 2.0 * _PAD
    for room in rooms:
        parts += _drawn(room, (left, 2 * _PAD, room.width, room.height), 0)
        left += room.width + 2 * _PAD
    return "\n".join([*parts, "</svg>", ""])


def _names(rows: list[str]) -> Iterator[str]:
    for row in rows:
        yield from (name.strip(" ()") for name in row.replace(":", "|").split("|"))


def _room(full: str, name: str, contracts: Mapping[str, list[str]]) -> Room:
    rows = contracts.get(full, [])
    floors = (
        tuple(_room(f"{full}.{inner}", inner, contracts) for inner in _names([row])) for row in rows
    )
    return Room(name, tuple(floors))


def _row_width(row: tuple[Room, ...]) -> float:
    return fsum(room.width for room in row) + _GAP * (len(row) - 1)


def _drawn(room: Room, box: Box, depth: int) -> Iterator[str]:
    left, top, width, height = box
    fill = ("#eef2f7", "#dbe6f3", "#ffffff", "#f6f8fa")[min(depth, 3)]
    yield (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'rx="4" fill="{fill}" stroke="#56708f"/>'
    )
    weight = ' font-weight="bold"' if room.floors else ""
    yield f'<text x="{left + _PAD:.1f}" y="{top + 17:.1f}"{weight}>{escape(room.name)}</text>'
    down = top + _LINE
    for row in room.floors:
        tall = max(inner.height for inner in row)
        spare = (width - 2 * _PAD - _row_width(row)) / len(row)
        across = left + _PAD
        for inner in row:
            wide = inner.width + spare
            yield from _drawn(inner, (across, down, wide, tall), depth + 1)
            across += wide + _GAP
        down += tall + _GAP


def main(arguments: list[str]) -> None:
    """Write the drawing, or print it where the argument is "-"."""
    pyproject = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = drawing(houses(pyproject))
    if arguments == ["-"]:
        sys.stdout.write(text)
    else:
        (_ROOT / "docs" / "house.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
