"""Definitions as a graph: what they lead to, and in which order each follows what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .definitions import Definition, definition_types
from .types import Type, references


def reachable(roots: Iterable[Type], definitions: Mapping[str, Definition]) -> set[str]:
    """The names of the definitions that `roots` lead to."""
    found: set[str] = set()
    pending = [name for root in roots for name in references(root)]
    while pending:
        name = pending.pop()
        if name in found or name not in definitions:
            continue
        found.add(name)
        for inner in definition_types(definitions[name]):
            pending.extend(references(inner))
    return found


def in_order(definitions: Mapping[str, Definition]) -> list[str]:
    """The names of `definitions`, each after those it needs, save where they need each other."""
    return [name for component in components(definitions) for name in component]


def components(definitions: Mapping[str, Definition]) -> Iterator[list[str]]:
    """Strongly connected components, each after those that it needs (Tarjan, without recursion)."""
    needs = _needs(definitions)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in sorted(needs):
        if root in index:
            continue
        work = [(root, iter(needs[root]))]
        _enter(root, index, low, stack, on_stack)
        while work:
            name, pending = work[-1]
            child = next((item for item in pending if item not in index or item in on_stack), None)
            if child is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    yield _popped(name, stack, on_stack)
            elif child in index:
                low[name] = min(low[name], index[child])
            else:
                _enter(child, index, low, stack, on_stack)
                work.append((child, iter(needs[child])))


def _needs(definitions: Mapping[str, Definition]) -> dict[str, list[str]]:
    return {
        name: sorted(
            {
                inner
                for node in definition_types(definition)
                for inner in references(node)
                if inner in definitions
            }
        )
        for name, definition in definitions.items()
    }


def _enter(
    name: str, index: dict[str, int], low: dict[str, int], stack: list[str], on_stack: set[str]
) -> None:
    index[name] = low[name] = len(index)
    stack.append(name)
    on_stack.add(name)


def _popped(name: str, stack: list[str], on_stack: set[str]) -> list[str]:
    """The component whose first member is `name`, taken off the stack."""
    component: list[str] = []
    while not component or component[-1] != name:
        component.append(stack.pop())
        on_stack.discard(component[-1])
    return sorted(component)
