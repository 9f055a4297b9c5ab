"""Which enums are open: those that a response can carry, so that a new value breaks no one."""

from __future__ import annotations

from dataclasses import replace

from ..model.definitions import Alias, Definition, retyped
from ..model.graph import reachable
from ..model.operation import Operation
from ..model.types import LiteralOf, Type, transform
from .planned import Planned


def with_open_enums(planned: Planned) -> Planned:
    """The enums that a response can carry are open, but for what tells variants apart."""
    roots = [node for operation in planned.operations for node in operation.received_types]
    received = reachable(roots, planned.definitions)
    definitions = {
        name: _open_definition(definition, planned.tags) if name in received else definition
        for name, definition in planned.definitions.items()
    }
    operations = tuple(map(_with_open_result, planned.operations))
    return replace(planned, definitions=definitions, operations=operations)


def _with_open_result(operation: Operation) -> Operation:
    rows = tuple(
        replace(row, type=None if row.type is None else _opened(row.type))
        for row in operation.responses
    )
    return replace(operation, responses=rows, result=_opened(operation.result))


def _opened(node: Type) -> Type:
    """`node` with every enum in it open. A constant stays closed: it tells variants apart."""
    return transform(
        node,
        lambda part: (
            replace(part, open=True)
            if isinstance(part, LiteralOf) and part.open is None and len(part.values) > 1
            else part
        ),
    )


def _open_definition(definition: Definition, tags: frozenset[tuple[str, str]]) -> Definition:
    """`definition` with every enum in it open but `tags`, by model and attribute."""
    if isinstance(definition, Alias):
        return replace(definition, type=_opened(definition.type))
    fields = tuple(
        field if (definition.name, field.name) in tags else retyped(field, _opened(field.type))
        for field in definition.fields
    )
    extra = None if definition.extra is None else _opened(definition.extra)
    return replace(definition, fields=fields, extra=extra)
