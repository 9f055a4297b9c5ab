"""What reading gives: the bundled data of a description, and the places of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..data import copy_data
from ..pointer import Pointer
from ..problems import Location
from .source_map import SourceMap


@dataclass(frozen=True, slots=True)
class Document:
    """A description as plain JSON-like data: overlays applied, every reference local.

    ``sha256`` covers all files that were read; ``files`` are the local ones among them.
    ``left_out`` says what leads to something of another kind, by the place where it is missing.
    """

    root: dict[str, Any] = field(repr=False)
    path: Path
    sha256: str
    sources: SourceMap = field(repr=False)
    files: tuple[Path, ...] = ()
    left_out: dict[Pointer, str] = field(default_factory=dict[Pointer, str], repr=False)

    def copy(self) -> Document:
        """Return an equal one whose data and places can be changed, and this one stays."""
        root, left_out = copy_data(self.root), dict(self.left_out)
        return replace(self, root=root, sources=self.sources.copy(), left_out=left_out)

    def locate(self, pointer: Pointer) -> Location:
        """Return the file, line and column of what is at ``pointer``, or of its nearest parent.

        The location's own pointer is that into the file. The text is looked at again on the first
        call only.
        """
        source, inside = self.sources.origin(pointer)
        return source.locate(inside)
