"""Which enums are open: those that a response can carry, so that a new value breaks no one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model.definitions import Alias, Definition, definition_types, retyped
from ..model.types import LiteralOf, Type, references, transform


def reachable(roots: Iterable[Type], definitions: dict[str, Definition]) -> set[str]:
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


def opened(node: Type) -> Type:
    """`node` with every enum in it open. A constant stays closed: it tells variants apart."""
    return transform(
        node,
        lambda part: (
            replace(part, open=True)
            if isinstance(part, LiteralOf) and part.open is None and len(part.values) > 1
            else part
        ),
    )


def open_definition(definition: Definition, tags: set[tuple[str, str]]) -> Definition:
    """`definition` with every enum in it open but `tags`, by model and attribute."""
    if isinstance(definition, Alias):
        return replace(definition, type=opened(definition.type))
    fields = tuple(
        field if (definition.name, field.name) in tags else retyped(field, opened(field.type))
        for field in definition.fields
    )
    extra = None if definition.extra is None else opened(definition.extra)
    return replace(definition, fields=fields, extra=extra)
