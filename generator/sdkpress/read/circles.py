"""What schemas refer to in, the circles among them that mean nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..data import as_list, as_object
from ..pointer import Pointer, value_at

Graph: TypeAlias = dict[Pointer, list[Pointer]]

_CHOICES = ("oneOf", "anyOf")
_SAYING = frozenset(
    (
        *("type", "enum", "const", "format", "required", "properties", "patternProperties"),
        *("additionalProperties", "items", "prefixItems", "not", "if"),
    )
)
"""Keywords by which a schema says what a value is, rather than which other schema does."""


@dataclass(slots=True)
class Circles:
    """Collects which schemas are what others say: wholly, or as one of several choices."""

    root: dict[str, Any]
    refers: Graph = field(default_factory=Graph)
    chooses: Graph = field(default_factory=Graph)

    def refer(self, place: Pointer, target: Pointer) -> None:
        """Note that what is at ``place`` is a ``$ref`` to ``target``, or that and more."""
        self.refers.setdefault(place, []).append(target)

    def combine(self, schema: dict[str, Any], place: Pointer) -> None:
        """Note what a schema at ``place`` is made of by ``allOf``, ``oneOf`` and ``anyOf``."""
        for keyword in ("allOf", *_CHOICES):
            graph = self.chooses if keyword in _CHOICES else self.refers
            for index in range(len(as_list(schema.get(keyword)))):
                graph.setdefault(place, []).append((*place, keyword, index))

    def found(self) -> Iterator[list[Pointer]]:
        """Yield the circles in which none says what it is.

        Those that extend a base, and are what it lets choose from, make no such circle.
        """
        yield from cycles(self.refers)
        for cycle in cycles(self._graph(extending=True)) and cycles(self._graph(extending=False)):
            steps = zip(cycle, [*cycle[1:], cycle[0]], strict=True)
            if any(target in self.chooses.get(place, ()) for place, target in steps):
                yield cycle

    def _graph(self, extending: bool) -> Graph:
        """All edges; with or without those to variants that extend the union."""
        graph = dict(self.refers)
        for union, listed in self.chooses.items():
            kept = [one for one in listed if extending or not self._extends(one, union)]
            graph[union] = [*graph.get(union, ()), *kept]
        return graph

    def _extends(self, variant: Pointer, union: Pointer) -> bool:
        """Whether a variant refers to a schema that has the union as its base, and adds to it."""
        extending = variant
        while self._is_name(extending):
            (extending,) = self.refers.get(extending, [union])
        if extending in (variant, union):
            return False
        pending, seen = [extending], set[Pointer]()
        while pending:
            place = pending.pop()
            if place not in seen:
                seen.add(place)
                pending += self.refers.get(place, ())
        return union in seen and any(self._says(place, union) for place in seen)

    def _is_name(self, place: Pointer) -> bool:
        """Whether a reference is all that is at ``place``."""
        schema = as_object(value_at(self.root, place))
        return "$ref" in schema and schema.keys().isdisjoint((*_SAYING, *_CHOICES, "allOf"))

    def _says(self, place: Pointer, union: Pointer) -> bool:
        keywords = as_object(value_at(self.root, place)).keys()
        is_other_choice = place != union and not keywords.isdisjoint(_CHOICES)
        return is_other_choice or not keywords.isdisjoint(_SAYING)


def cycles(graph: Graph) -> Iterator[list[Pointer]]:
    """Yield cycles of ``graph``, no two with the same first node met."""
    done: set[Pointer] = set()
    for start in graph:
        path: list[Pointer] = []
        on_path: set[Pointer] = set()
        stack: list[tuple[Pointer, bool]] = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                on_path.discard(path.pop())
                done.add(node)
            elif node in on_path:
                yield path[path.index(node) :]
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack.extend((below, False) for below in reversed(graph.get(node, ())))
