"""Data of a description in; every object that it uses out, wherever that stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..pointer import NotFoundError, Pointer, follow, parse_pointer
from ..read.grammar import Node, field_of, walk
from ..read.references import Use, uses


def reachable(root: dict[str, Any]) -> Iterator[Node]:
    """Yield the objects of ``root``, parents first, then those that only references lead to.

    Such stand below an extension, or where Swagger 2.0 had its definitions. A node may be changed
    in place while it is visited.
    """
    pending = [Node(root, "openapi", ())]
    found: set[Pointer] = set()
    while pending:
        for node in walk(*pending.pop()):
            yield node
            if node.value.__class__ is dict and "$ref" in node.value:
                targets = [target for use in uses(node) if (target := outside(root, use))]
                pending += [target for target in targets if target.pointer not in found]
                found.update(target.pointer for target in targets)


def outside(root: dict[str, Any], use: Use) -> Node | None:
    """Return what ``use`` refers to if it stands where no such object is expected."""
    reference = use.reference
    if not reference.startswith("#") or _is_component(reference):
        return None
    pointer = parse_pointer(reference[1:])
    try:
        value, place = follow(root, pointer or ())
    except NotFoundError:
        return None  # reported by the reader
    return None if field_of(place) == (use.kind, place, "") else Node(value, use.kind, place)


def _is_component(reference: str) -> bool:
    return reference.startswith("#/components/") and reference.count("/") == 3
