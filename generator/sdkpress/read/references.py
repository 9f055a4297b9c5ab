"""The references that one object makes: its ``$ref``, the mapping of its discriminator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..data import as_object
from ..pointer import Pointer
from .grammar import SECTIONS, Kind, Node


@dataclass(frozen=True, slots=True)
class Use:
    """One reference: the member ``field`` of ``holder``, whose value is its text."""

    holder: dict[str, Any]
    field: str
    kind: Kind
    pointer: Pointer

    @property
    def reference(self) -> str:
        """The text of the reference."""
        return str(self.holder[self.field])


def uses(node: Node) -> list[Use]:
    """Return the references that ``node`` itself makes: ``$ref``, a discriminator's mapping."""
    value, kind, pointer = node
    if value.__class__ is not dict or not ("$ref" in value or "discriminator" in value):
        return []
    found = own_uses(node)
    if kind == "schema" and "discriminator" in value:
        below = Node(value["discriminator"], "discriminator", (*pointer, "discriminator"))
        found += own_uses(below)
    return found


def own_uses(node: Node) -> list[Use]:
    """Return what :func:`uses` does, where a discriminator is an object of its own."""
    value, kind, pointer = node
    if kind == "discriminator":
        # The other form of a mapping value is the bare name of a component.
        return [use for use in mapping_uses(node) if _names_a_file(use.reference)]
    if value.__class__ is dict and kind in SECTIONS and isinstance(value.get("$ref"), str):
        return [Use(value, "$ref", kind, (*pointer, "$ref"))]
    return []


def mapping_uses(node: Node) -> list[Use]:
    """Return the values of the mapping of a discriminator, whatever they are."""
    mapping = as_object(as_object(node.value).get("mapping"))
    return [
        Use(mapping, name, "schema", (*node.pointer, "mapping", name))
        for name, reference in mapping.items()
        if name != "$ref" and isinstance(reference, str)
    ]


def settle_dynamic(node: Node) -> None:
    """Give a ``$dynamicRef`` its static meaning, that which nothing overrides: a ``$ref``."""
    value = node.value
    if node.kind == "schema" and value.__class__ is dict and "$dynamicRef" in value:
        value.setdefault("$ref", value.pop("$dynamicRef"))


def _names_a_file(reference: str) -> bool:
    return "#" in reference or reference.lower().endswith((".yaml", ".yml", ".json"))
