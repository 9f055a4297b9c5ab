"""Operations in, the same with the value that they give: one field of what the response has.

`unwrap` says which, of one operation or of all. What comes in pages has its items anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ...config import Config, OperationConfig
from ...config.report import report
from ...problems import Problems
from ...read.suggest import nearest
from ..model.definitions import Alias, Definition, Field, Model
from ..model.operation import Operation, Response
from ..model.types import NONE, Ref, Type, UnionOf, children, union
from ..operations.naming import Names
from .chosen import place_of


def with_unwrapped(
    operations: Sequence[Operation],
    names: Names,
    definitions: Mapping[str, Definition],
    config: Config,
    problems: Problems,
) -> tuple[Operation, ...]:
    """The operations whose responses are to be unwrapped, with that field; and all others."""
    common = config.responses.unwrap or ()
    used: set[str] = set()
    found: list[Operation] = []
    for operation, (raw, _) in zip(operations, names.operations, strict=True):
        own = names.settings.get(raw.key, OperationConfig())
        wanted = common if own.unwrap is None else _given(own.unwrap)
        fitting = (one for one in wanted if operation.pagination is None)
        made = next(_unwrapped(operation, fitting, definitions), operation)
        if own.unwrap and made is operation:
            message, hint = _complaint(operation, str(own.unwrap), definitions)
            report(message, hint, place_of(own, config, "unwrap"), config, problems)
        used.update(one.unwrap for one in _unwrapped(operation, common, definitions))
        found.append(made)
    for index, name in enumerate(common):
        if name not in used:
            message = f"no operation has a response with a field {name} to unwrap"
            place = ("responses", "unwrap", index)
            report(message, "leave it out", place, config, problems)
    return tuple(found)


def _given(unwrap: str | bool) -> tuple[str, ...]:
    return (unwrap,) if isinstance(unwrap, str) else ()


def _unwrapped(
    operation: Operation, wanted: Iterable[str], definitions: Mapping[str, Definition]
) -> Iterator[Operation]:
    """The operation with each of the fields that all of its responses have, in their order."""
    rows = _successes(operation)
    if any(row.kind != "json" for row in rows):
        return
    for wire in wanted:
        fields = [field for row in rows for field in _fields(row.type, wire, definitions)]
        if fields and None not in fields:
            known = [field for field in fields if field is not None]
            types = [one.type if one.required else union([one.type, NONE]) for one in known]
            types += [NONE] if _may_be_nothing(operation) else []
            attributes = {one.name for one in known}
            if len(attributes) == 1:
                result = union(types)
                yield replace(operation, result=result, unwrap=wire, unwrapped=known[0].name)


def _successes(operation: Operation) -> list[Response]:
    return [row for row in operation.responses if row.error is None and row.kind != "empty"]


def _may_be_nothing(operation: Operation) -> bool:
    result = operation.result
    return NONE in (children(result) if isinstance(result, UnionOf) else (result,))


def _fields(
    node: Type | None, wire: str, definitions: Mapping[str, Definition]
) -> list[Field | None]:
    """That field of each model that a value may be; None for one that has none."""
    if isinstance(node, UnionOf):
        parts = (part for part in children(node) if part != NONE)
        return [field for part in parts for field in _fields(part, wire, definitions)]
    found = definitions.get(node.name) if isinstance(node, Ref) else None
    if isinstance(found, Alias):
        return _fields(found.type, wire, definitions)
    fields = found.fields if isinstance(found, Model) else ()
    return [next((one for one in fields if one.wire == wire), None)]


def _complaint(
    operation: Operation, wire: str, definitions: Mapping[str, Definition]
) -> tuple[str, str]:
    """Why an operation cannot be unwrapped, and what to do."""
    if operation.pagination is not None:
        return "the operation has pages, which give what is in them", "say pagination = false"
    models = [
        found.fields
        for row in _successes(operation)
        if isinstance(row.type, Ref) and isinstance(found := definitions.get(row.type.name), Model)
    ]
    known = [one.wire for one in (models[0] if models else ())]
    near = nearest(wire, known)
    listed = f"there is {', '.join(known)}" if known else "leave it out"
    hint = f'did you mean "{near}"?' if near else listed
    return f"not every response of the operation is an object with a field {wire}", hint
