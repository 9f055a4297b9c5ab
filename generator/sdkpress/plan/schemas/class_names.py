"""Who is called what: one name for each schema, components before the inline ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...data import as_object
from ...pointer import Pointer
from ...problems import Problems
from ..dialects import name_override
from ..names.identifiers import class_name, pascal

SUFFIXES = ("Value", "Item", "Variant", "Property", "Body")
"""What is tried for a schema whose name and the one with its own suffix are both taken."""

_PLACES = frozenset(
    {
        "$defs",
        "additionalProperties",
        "allOf",
        "anyOf",
        "application/json",
        "components",
        "content",
        "items",
        "oneOf",
        "paths",
        "properties",
        "schema",
        "schemas",
    }
)
"""Segments of a pointer that say nothing about what is there."""

_COMPONENT = len(("components", "schemas", "Name"))

_BY_LAST = {"items": "Item", "request": "Arguments", "schema": "Body", "itemSchema": "Item"}
_BY_PARENT = {
    "prefixItems": "Item",
    "properties": "Property",
    "allOf": "Variant",
    "anyOf": "Variant",
    "oneOf": "Variant",
}
"""What a schema is to the one around it, by the last two segments of its pointer."""


class ClassNames:
    """The names given so far. Two equal inline schemas that want one name share it.

    What has a name in `given` is called so, and nothing else is.
    """

    def __init__(
        self,
        components: Mapping[str, Any],
        problems: Problems,
        given: Mapping[Pointer, str] | None = None,
    ) -> None:
        self._problems = problems
        self._given = given or {}
        self._by_pointer: dict[Pointer, str] = {}
        self._owners: dict[str, tuple[Pointer, Any]] = {}
        self._components: frozenset[str] = frozenset()
        for pointer, name in self._given.items():
            self._owners[name] = (pointer, None)
            self._by_pointer[pointer] = name
        exact = [key for key in components if class_name(key) == key]
        for key in [*exact, *(key for key in components if key not in exact)]:
            wanted = name_override(as_object(components[key])) or key
            self.claim(class_name(wanted), ("components", "schemas", key), components[key])
        self._components = frozenset(self._owners)

    def known(self, pointer: Pointer) -> str | None:
        """The name of the schema at `pointer`, if it has one."""
        return self._by_pointer.get(pointer)

    def places(self) -> dict[str, Pointer]:
        """Where the schema is that has each name."""
        return {name: pointer for name, (pointer, _) in self._owners.items()}

    def claim(self, wanted: str, pointer: Pointer, schema: Any) -> str:
        """The name for the schema at `pointer`: `wanted`, or one that says a little more.

        A name that is taken gets what the schema is where it stands (`…Item`, `…Body`); after that
        the whole way to it is its name. Where none is left, that is an error with its place.
        """
        if pointer in self._given:
            return self._given[pointer]
        for name in self._candidates(wanted, pointer):
            owner, owned = self._owners.setdefault(name, (pointer, schema))
            if owner == pointer or (owned == schema and name not in self._components):
                self._by_pointer[pointer] = name
                return name
        self._problems.error(
            f"no class name is left for this schema: {wanted} and its variants are taken",
            pointer,
            "rename one of the schemas, or give this one a place among the components",
        )
        self._by_pointer[pointer] = wanted
        return wanted

    def claim_place(self, pointer: Pointer, schema: Any) -> str:
        """A name for a schema that something refers to where it stands, out of its pointer."""
        return self.claim(_place(pointer), pointer, schema)

    def _candidates(self, wanted: str, pointer: Pointer) -> list[str]:
        if len(pointer) == _COMPONENT:
            return [wanted, *(f"{wanted}{suffix}" for suffix in ("Model", "Schema"))]
        own = self._part(wanted, pointer)
        suffixes = ("", own, *(suffix for suffix in SUFFIXES if suffix != own))
        return [*(f"{wanted}{suffix}" for suffix in suffixes), _place(pointer)]

    def _part(self, wanted: str, pointer: Pointer) -> str:
        """What the schema at `pointer` is to the one around it."""
        holder = self._owners.get(wanted)
        if holder is not None and pointer[: len(holder[0])] == holder[0]:
            return "Value"  # the holder of the name adds no more than null, or a name, to this one
        # A reference may lead to the root of the document, too.
        parent, last = ["", "", *map(str, pointer)][-2:]
        return _BY_LAST.get(last) or _BY_PARENT.get(parent, "Value")


def _place(pointer: Pointer) -> str:
    parts = [str(part) for part in pointer if str(part) not in _PLACES]
    return class_name("".join(pascal(part) for part in parts))
