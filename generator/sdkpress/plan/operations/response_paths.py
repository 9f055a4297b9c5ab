"""Paths into responses: the type of a response and a path in, what is there out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..model.definitions import Alias, Definition, Field, Model
from ..model.operation import Path
from ..model.types import NONE, ListOf, Ref, Scalar, Type, UnionOf, children, union

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
    """What a path into a value of this type leads to; None where the description has nothing.

    Through a union it leads to what all of its members have there, by the same names.
    """
    owner = solid(node, definitions)
    if isinstance(owner, UnionOf):
        places = [follow(part, path, definitions) for part in children(owner) if part != NONE]
        found = [place for place in places if place is not None]
        if len(found) < len(places) or len({place.attributes for place in found}) != 1:
            return None
        return Place(union(place.type for place in found), found[0].attributes)
    if not path:
        return Place(owner, ())
    inner, attribute = _member(owner, path[0], definitions)
    rest = None if inner is None else follow(inner, path[1:], definitions)
    return rest and Place(rest.type, (attribute, *rest.attributes))


def _member(
    owner: Type, step: str | int, definitions: Mapping[str, Definition]
) -> tuple[Type | None, str | int]:
    """What one step leads to, and how it is called in Python."""
    if isinstance(owner, ListOf) and isinstance(step, int):
        return owner.items, step
    found = next((item for item in _fields(owner, definitions) if item.wire == step), None)
    return (None, step) if found is None else (found.type, found.name)


def _fields(node: Type, definitions: Mapping[str, Definition]) -> tuple[Field, ...]:
    model = definitions.get(node.name) if isinstance(node, Ref) else None
    return model.fields if isinstance(model, Model) else ()


def results_in(node: Type, definitions: Mapping[str, Definition]) -> Path | None:
    """Where a response has its results, if that is evident.

    It is an array, or has just one, or just one of objects.
    """
    owner = solid(node, definitions)
    if items_of(owner, definitions) is not None:
        return ()
    arrays = {
        field.wire: items
        for field in _fields(owner, definitions)
        if (items := items_of(field.type, definitions)) is not None
    }
    objects = [wire for wire, items in arrays.items() if isinstance(solid(items, definitions), Ref)]
    found = objects if len(arrays) > 1 else list(arrays)
    return (found[0],) if len(found) == 1 else None


def items_of(node: Type, definitions: Mapping[str, Definition]) -> Type | None:
    """The type of the items of an array, or of a union of arrays; None for all else."""
    owner = solid(node, definitions)
    if isinstance(owner, ListOf):
        return owner.items
    if not isinstance(owner, UnionOf):
        return None
    parts = [items_of(part, definitions) for part in children(owner) if part != NONE]
    found = [part for part in parts if part is not None]
    return union(found) if len(found) == len(parts) else None


def solid(node: Type, definitions: Mapping[str, Definition]) -> Type:
    """A type without names that stand for it, and without None, text or bytes beside it."""
    while True:
        if isinstance(node, UnionOf):
            parts = [part for part in children(node) if part != NONE]
            rest = [part for part in parts if not isinstance(part, Scalar)] or parts
            if len(rest) != 1:
                return node
            node = rest[0]
        elif isinstance(node, Ref) and isinstance(found := definitions.get(node.name), Alias):
            node = found.type
        else:
            return node
