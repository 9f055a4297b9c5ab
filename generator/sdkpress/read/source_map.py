"""Where each part of the bundled document came from: a sparse tree beside its root."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..pointer import Pointer
from .source import Source


class Origin(NamedTuple):
    """A value in a file that was read."""

    source: Source
    pointer: Pointer


@dataclass(slots=True)
class _Node:
    """What is known about one value: nothing means that it is where its parent is."""

    origin: Origin | None = None
    below: dict[str | int, _Node] = field(default_factory=dict[str | int, "_Node"])
    # For a list whose items moved: the original index of each item, None for added ones.
    indices: list[int | None] | None = None

    def copy(self) -> _Node:
        below = {segment: node.copy() for segment, node in self.below.items()}
        indices = None if self.indices is None else [*self.indices]
        return _Node(self.origin, below, indices)


@dataclass(slots=True)
class SourceMap:
    """Maps pointers into the bundled document to files; it is told of every change to the root."""

    main: Source
    _root: _Node = field(default_factory=_Node)

    def copy(self) -> SourceMap:
        """Return one that is told of further changes, which this one knows nothing of."""
        return SourceMap(self.main, self._root.copy())

    def put(self, pointer: Pointer, origin: Origin) -> None:
        """Note that the value at ``pointer`` was taken from ``origin``."""
        node = self._node(pointer)
        node.origin = origin
        node.below = {}
        node.indices = None

    def remove_item(self, pointer: Pointer, index: int, length: int) -> None:
        """Note that the list at ``pointer``, of ``length`` items until now, lost one."""
        node = self._node(pointer)
        if node.indices is None:
            node.indices = list(range(length))
        del node.indices[index]
        node.below = {
            key - 1 if isinstance(key, int) and key > index else key: below
            for key, below in node.below.items()
            if key != index
        }

    def append_item(self, pointer: Pointer, length: int, origin: Origin) -> None:
        """Note that the list at ``pointer``, of ``length`` items until now, got another."""
        node = self._node(pointer)
        if node.indices is not None:
            node.indices.append(None)
        self.put((*pointer, length), origin)

    def forget(self, pointer: Pointer) -> None:
        """Note that the member at ``pointer`` is gone."""
        self._node(pointer[:-1]).below.pop(pointer[-1], None)

    def origin(self, pointer: Pointer) -> Origin:
        """Return the file and the pointer in it of what is at ``pointer`` in the document."""
        source = self.main
        found: list[str | int] = []
        node: _Node | None = self._root
        for segment in pointer:
            indices = node.indices if node else None
            original = segment
            if indices is not None and isinstance(segment, int) and segment < len(indices):
                moved = indices[segment]
                original = segment if moved is None else moved
            found.append(original)
            node = node.below.get(segment) if node else None
            if node is not None and node.origin is not None:
                source, found = node.origin.source, list(node.origin.pointer)
        return Origin(source, tuple(found))

    def _node(self, pointer: Pointer) -> _Node:
        node = self._root
        for segment in pointer:
            node = node.below.setdefault(segment, _Node())
        return node
