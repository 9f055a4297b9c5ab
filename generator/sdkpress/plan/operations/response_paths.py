"""Paths into responses: the type of a response and a path in, what is there out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..model.definitions import Alias, Definition, Model
from ..model.operation import Path
from ..model.types import NONE, ListOf, Ref, Type, UnionOf, children

_STEP = re.compile(r"""\.([A-Za-z_][\w-]*)|\[(-?\d{1,9})\]|\[(?:'([^'\\]*)'|"([^"\\]*)")\]""")


@dataclass(frozen=True, slots=True)
class Place:
    """What a path leads to; `attributes` is that path in Python."""

    type: Type
    attributes: Path


def parse_path(path: str) -> Path | None:
    """The names and indices of a JSONPath that leads to one value; None for any other."""
    steps: list[str | int] = []
    place = 1
    if not path.startswith("$"):
        return None
    while place < len(path):
        match = _STEP.match(path, place)
        if match is None:
            return None
        name, index, *quoted = match.groups()
        names = [part for part in (name, *quoted) if part is not None]
        steps.append(names[0] if names else int(index))
        place = match.end()
    return tuple(steps)


def follow(node: Type, path: Path, definitions: Mapping[str, Definition]) -> Place | None:
    """What a path into a value of this type leads to; None where the description has nothing."""
    attributes: list[str | int] = []
    for step in path:
        owner = solid(node, definitions)
        if isinstance(owner, ListOf) and isinstance(step, int):
            node = owner.items
            attributes.append(step)
            continue
        model = definitions[owner.name] if isinstance(owner, Ref) else None
        fields = model.fields if isinstance(model, Model) else ()
        found = next((item for item in fields if item.wire == step), None)
        if found is None:
            return None
        node = found.type
        attributes.append(found.name)
    return Place(solid(node, definitions), tuple(attributes))


def results_in(node: Type, definitions: Mapping[str, Definition]) -> Path | None:
    """Where a response has its results, if that is evident: it is an array, or has just one."""
    owner = solid(node, definitions)
    if isinstance(owner, ListOf):
        return ()
    model = definitions[owner.name] if isinstance(owner, Ref) else None
    fields = model.fields if isinstance(model, Model) else ()
    arrays = [item for item in fields if isinstance(solid(item.type, definitions), ListOf)]
    return (arrays[0].wire,) if len(arrays) == 1 else None


def solid(node: Type, definitions: Mapping[str, Definition]) -> Type:
    """A type without names that stand for it, and without None beside it."""
    while True:
        if isinstance(node, UnionOf):
            rest = [part for part in children(node) if part != NONE]
            if len(rest) != 1:
                return node
            node = rest[0]
        elif isinstance(node, Ref) and isinstance(found := definitions.get(node.name), Alias):
            node = found.type
        else:
            return node
