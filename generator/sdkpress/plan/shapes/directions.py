"""`readOnly` and `writeOnly`: a schema that is sent and received in two shapes becomes two models.

OpenAPI 3.1, 4.8.24: a read-only property is no part of a request, a write-only one no part of a
response. The received shape keeps the schema's name; the sent one is called `…Input` where both
are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model.definitions import Alias, Definition, Field, definition_types, renamed_definition
from ..model.graph import reachable
from ..model.operation import renamed_operation
from ..model.types import references
from .planned import Planned

SENT_SUFFIX = "Input"


def with_directions(planned: Planned) -> Planned:
    """Definitions come in the shapes that are sent and received, as operations need them."""
    definitions = planned.definitions
    affected = _affected(definitions)
    if not affected:
        return planned
    requests = [node for operation in planned.operations for node in operation.sent_types]
    responses = [node for operation in planned.operations for node in operation.received_types]
    sent = affected & reachable(requests, definitions)
    received = affected & reachable(responses, definitions)
    inputs = {name: _input_name(name, definitions) for name in sorted(sent & received)}
    operations = tuple(renamed_operation(operation, inputs) for operation in planned.operations)
    shapes = _shapes(definitions, inputs, sent, received)
    return replace(planned, definitions=shapes, operations=operations)


def _shapes(
    definitions: Mapping[str, Definition],
    inputs: Mapping[str, str],
    sent: set[str],
    received: set[str],
) -> dict[str, Definition]:
    """The definitions as they are `sent` and `received`; `inputs` are both, by two names."""
    shapes: dict[str, Definition] = {}
    for name, definition in definitions.items():
        if name in inputs:
            sent_shape = _shape(definition, inputs, inputs[name], is_sent=True)
            shapes[inputs[name]] = replace(sent_shape, received=name)
            shapes[name] = _shape(definition, {}, name, is_sent=False)
        elif name in sent or name in received:
            shapes[name] = _shape(definition, inputs if name in sent else {}, name, name in sent)
        else:
            shapes[name] = definition
    return shapes


def _affected(definitions: Mapping[str, Definition]) -> set[str]:
    """The definitions that have such a property, or lead to one that has."""
    users: dict[str, set[str]] = {}
    for name, definition in definitions.items():
        for node in definition_types(definition):
            for inner in references(node):
                users.setdefault(inner, set()).add(name)
    pending = [name for name, item in definitions.items() if any(map(_is_one_way, _fields(item)))]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(users.get(name, ()))
    return found


def _fields(definition: Definition) -> tuple[Field, ...]:
    return () if isinstance(definition, Alias) else definition.fields


def _is_one_way(field: Field) -> bool:
    return field.read_only or field.write_only


def _input_name(name: str, definitions: Mapping[str, Definition]) -> str:
    wanted = f"{name}{SENT_SUFFIX}"
    while wanted in definitions:
        wanted = f"{wanted}{SENT_SUFFIX}"
    return wanted


def _shape(
    definition: Definition, names: Mapping[str, str], name: str, is_sent: bool
) -> Definition:
    """`definition` as it is sent or received, called `name`."""
    if not isinstance(definition, Alias):
        fields = tuple(
            field
            for field in definition.fields
            if not (field.read_only if is_sent else field.write_only)
        )
        not_sent = tuple(field.wire for field in definition.fields if field.read_only)
        definition = replace(definition, fields=fields, not_sent=not_sent if is_sent else ())
    return renamed_definition(definition, names, name)
