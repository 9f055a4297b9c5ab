"""Polymorphism by `allOf`: which schemas extend which, and what a base stands for.

OpenAPI 3.1, 4.8.25.2: a base with a discriminator, or with a `oneOf` of those that extend it,
stands for any of them. Those that extend it take its properties, not its choice.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ...data import as_list, as_object
from ...pointer import Pointer, local_target, value_at
from .merge import is_significant

_CHOICE = frozenset({"oneOf", "anyOf", "discriminator"})


class Inheritance:
    """The `allOf` relations between the component schemas of a document."""

    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root
        self._bases: dict[Pointer, set[Pointer]] = {}
        self._ends: dict[Pointer, Pointer] = {}
        self._children: dict[Pointer, list[Pointer]] = defaultdict(list)
        for name in as_object(as_object(root.get("components")).get("schemas")):
            pointer: Pointer = ("components", "schemas", name)
            for base in self._bases_of(pointer):
                self._children[base].append(pointer)

    def _bases_of(self, pointer: Pointer) -> set[Pointer]:
        """What the schema at `pointer` takes the whole of, as of what it extends."""
        known = self._bases.get(pointer)
        if known is None:
            whole = _whole(as_object(value_at(self._root, pointer)))
            known = self._bases[pointer] = set(map(self._settled, whole))
        return known

    def _settled(self, pointer: Pointer) -> Pointer:
        """Where what is no more than another name for a schema leads."""
        known = self._ends.get(pointer)
        if known is None:
            way = [pointer]
            while target := _name(as_object(value_at(self._root, way[-1]))):
                way.append(target)
            known = way[-1]
            self._ends.update(dict.fromkeys(way, known))
        return known

    def extends(self, pointer: Pointer, base: Pointer) -> bool:
        """Whether the schema at `pointer` extends `base`, directly or not."""
        pending, seen = [self._settled(pointer)], set[Pointer]()
        while pending:
            bases = self._bases_of(pending.pop()) - seen
            if base in bases:
                return True
            seen |= bases
            pending.extend(bases)
        return False

    def inherited(self, base: Pointer) -> dict[str, Any]:
        """What a schema takes from `base`: all but the choice between those that extend it."""
        base = self._settled(base)
        schema = as_object(value_at(self._root, base))
        if any(self.extends(variant, base) for variant in _chosen(schema)):
            return {key: value for key, value in schema.items() if key not in _CHOICE}
        return schema

    def is_choice(self, pointer: Pointer, base: Pointer) -> bool:
        """Whether the schema at `pointer` extends `base`, and is one of those it stands for."""
        base = self._settled(base)
        listed = [*_chosen(as_object(value_at(self._root, base))), *self.variants(base)]
        return pointer in listed and self.extends(pointer, base)

    def variants(self, base: Pointer) -> list[Pointer]:
        """Those that extend a base with a discriminator and no choice of its own; all levels."""
        schema = as_object(value_at(self._root, base))
        if "discriminator" not in schema or "oneOf" in schema or "anyOf" in schema:
            return []
        found: dict[Pointer, None] = {}
        pending = list(self._children[base])
        while pending:
            child = pending.pop(0)
            if child not in found:
                found[child] = None
                pending.extend(self._children[child])
        return list(found)


def _name(schema: dict[str, Any]) -> Pointer | None:
    """Where a schema points that is a reference and nothing else."""
    is_name = not _significant(schema) - {"$ref", "nullable"}
    return local_target(schema.get("$ref")) if is_name else None


def _significant(schema: dict[str, Any]) -> set[str]:
    return set(filter(is_significant, schema))


def _whole(schema: dict[str, Any]) -> list[Pointer]:
    """Where the references point that a schema is made of: in its `allOf`, or beside keywords."""
    found = [] if _name(schema) else _references([schema])
    for part in map(as_object, as_list(schema.get("allOf"))):
        found += _references([part]) if _name(part) else _whole(part)
    return found


def _chosen(schema: dict[str, Any]) -> list[Pointer]:
    """Where those of the variants of a schema point that are references."""
    return [*_references(schema.get("oneOf")), *_references(schema.get("anyOf"))]


def _references(schemas: Any) -> list[Pointer]:
    """Where those of `schemas` point that are references."""
    found = (local_target(as_object(schema).get("$ref")) for schema in as_list(schemas))
    return [target for target in found if target]
