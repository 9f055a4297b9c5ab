"""What is put together of parts of several files, and where each part came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..pointer import Pointer
from .reference_places import Place
from .source import Source
from .source_map import Origin


@dataclass(eq=False, slots=True)
class Tree:
    """What is bundled as a whole: the document, or one target. Pointers are those in the tree.

    ``origins`` are where parts of it came from, later ones in place of earlier ones; ``left_out``
    is what leads to something of another kind, with what is said of it.
    """

    origins: list[tuple[Pointer, Origin]] = field(default_factory=list[tuple[Pointer, Origin]])
    left_out: list[tuple[Pointer, str]] = field(default_factory=list[tuple[Pointer, str]])


class Region(NamedTuple):
    """A part of a tree that one file holds in one piece.

    ``start`` has the pointer that it has in ``source``, ``at`` is that in the tree. ``through``
    are the places that stand around it in place of references.
    """

    start: Place
    source: Source
    tree: Tree
    at: Pointer = ()
    through: frozenset[tuple[str, Pointer]] = frozenset()

    def in_tree(self, pointer: Pointer) -> Pointer:
        """Return the pointer in the tree of what is at ``pointer`` of the file."""
        return (*self.at, *pointer[len(self.start.pointer) :])
