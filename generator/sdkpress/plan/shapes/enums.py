"""Which enums are open: those that a response can carry, so that a new value breaks no one."""

from __future__ import annotations

from dataclasses import replace

from ..model.definitions import Alias, Definition, retyped
from ..model.types import LiteralOf, Type, transform


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
