"""Where the values of a file are written: needed only once something must be reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..pointer import Pointer

LineColumn: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(slots=True)
class Place:
    """Where one value is written; ``key`` is where its key is, for a member of a mapping.

    ``members`` are the places of what is inside of a container, by key or index.
    """

    start: LineColumn
    key: LineColumn | None = None
    members: Mapping[str | int, Place] | None = None

    def at(self) -> LineColumn:
        """Return where to point a reader: at a scalar itself, at the key of a container."""
        return self.start if self.members is None or self.key is None else self.key

    def find(self, pointer: Pointer, *, key: bool = False) -> LineColumn:
        """Return the place of ``pointer``, or of its nearest parent that exists.

        With ``key`` it is the place of the key instead of the value.
        """
        place = self
        for segment in pointer:
            below = (place.members or {}).get(segment)
            if below is None:
                return place.at()
            place = below
        return place.key if key and place.key else place.at()
