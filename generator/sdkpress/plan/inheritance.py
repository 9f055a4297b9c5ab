"""Polymorphism by `allOf`: which schemas extend which, and what a base stands for.

OpenAPI 3.1, 4.8.25.2: a base with a discriminator, or with a `oneOf` of those that extend it,
stands for any of them. Those that extend it take its properties, not its choice.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .raw import Pointer, at, mapping, parse_reference, sequence, string

_CHOICE = frozenset({"oneOf", "anyOf", "discriminator"})


class Inheritance:
    """The `allOf` relations between the component schemas of a document."""

    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root
        self._bases: dict[Pointer, set[Pointer]] = {}
        self._children: dict[Pointer, list[Pointer]] = defaultdict(list)
        for name, schema in mapping(mapping(root.get("components")).get("schemas")).items():
            pointer: Pointer = ("components", "schemas", name)
            self._bases[pointer] = set(_references(mapping(schema).get("allOf")))
            for base in self._bases[pointer]:
                self._children[base].append(pointer)

    def extends(self, pointer: Pointer, base: Pointer) -> bool:
        """Whether the schema at `pointer` extends `base`, directly or not."""
        pending, seen = [pointer], set[Pointer]()
        while pending:
            bases = self._bases.get(pending.pop(), set()) - seen
            if base in bases:
                return True
            seen |= bases
            pending.extend(bases)
        return False

    def inherited(self, base: Pointer) -> dict[str, Any]:
        """What a schema takes from `base`: all but the choice between those that extend it."""
        schema = mapping(at(self._root, base))
        chosen = [*_references(schema.get("oneOf")), *_references(schema.get("anyOf"))]
        if any(self.extends(variant, base) for variant in chosen):
            return {key: value for key, value in schema.items() if key not in _CHOICE}
        return schema

    def variants(self, base: Pointer) -> list[Pointer]:
        """Those that extend a base with a discriminator and no choice of its own; all levels."""
        schema = mapping(at(self._root, base))
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


def _references(schemas: Any) -> list[Pointer]:
    """Where those of `schemas` point that are references."""
    found = [string(mapping(schema).get("$ref")) for schema in sequence(schemas)]
    return [parse_reference(reference) for reference in found if reference]
