"""`readOnly` and `writeOnly`: a schema that is sent and received in two shapes becomes two models.

OpenAPI 3.1, 4.8.24: a read-only property is no part of a request, a write-only one no part of a
response. The received shape keeps the schema's name; the sent one is called `…Input` where both
are needed.
"""

from __future__ import annotations

from dataclasses import replace

from ..model.definitions import Alias, Definition, Field, definition_types, renamed_definition
from ..model.graph import reachable
from ..model.operation import Operation, renamed_operation
from ..model.types import references

SENT_SUFFIX = "Input"


def split_directions(
    definitions: dict[str, Definition], operations: list[Operation]
) -> tuple[dict[str, Definition], list[Operation]]:
    """The definitions in the shapes that are sent and received, and their operations."""
    affected = _affected(definitions)
    if not affected:
        return definitions, operations
    requests = [node for operation in operations for node in operation.sent_types]
    responses = [node for operation in operations for node in operation.received_types]
    sent = affected & reachable(requests, definitions)
    received = affected & reachable(responses, definitions)
    inputs = {name: _input_name(name, definitions) for name in sorted(sent & received)}
    result: dict[str, Definition] = {}
    for name, definition in definitions.items():
        if name in inputs:
            sent_shape = _shape(definition, inputs, inputs[name], is_sent=True)
            result[inputs[name]] = replace(sent_shape, received=name)
            result[name] = _shape(definition, {}, name, is_sent=False)
        elif name in sent or name in received:
            result[name] = _shape(definition, inputs if name in sent else {}, name, name in sent)
        else:
            result[name] = definition
    return result, [renamed_operation(operation, inputs) for operation in operations]


def _affected(definitions: dict[str, Definition]) -> set[str]:
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


def _input_name(name: str, definitions: dict[str, Definition]) -> str:
    wanted = f"{name}{SENT_SUFFIX}"
    while wanted in definitions:
        wanted = f"{wanted}{SENT_SUFFIX}"
    return wanted


def _shape(definition: Definition, names: dict[str, str], name: str, is_sent: bool) -> Definition:
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
