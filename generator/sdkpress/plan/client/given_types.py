"""What sdk.toml calls the types of schemas, values and arguments: names, and what each is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...config import Config, OperationConfig
from ...pointer import Pointer
from ..model.manners import Manners
from ..model.operation import Operation
from ..model.types import Ref, StreamOf, Type, UnionOf, children, union
from ..operations.naming import Names
from .chosen import place_of
from .named_schemas import NamedSchema

ROOT, SHARED = "types", "shared"
"""The package with names for types, and the resource of what is for all."""


@dataclass(frozen=True, slots=True)
class GivenType:
    """A name for a type.

    Attributes:
        name: The name.
        path: The namespace that it is in: `types.chat`.
        place: Where sdk.toml has it.
        type: What it is for; of a dict, what that is the dict of.
        kind: Of what it is the type: of a schema, which the plan calls so already if it can, of a
            value, or of arguments, which is a dict.
    """

    name: str
    path: str
    place: Pointer
    type: Type
    kind: str


def given_types(
    schemas: Iterable[NamedSchema],
    names: Names,
    operations: Iterable[Operation],
    config: Config,
    manners: Manners,
) -> list[GivenType]:
    """All names that sdk.toml gives to types, those of schemas first.

    Where types have no modules by resource, all are in one.
    """
    found = [
        GivenType(
            item.name or item.definition,
            space_of(item.resource),
            item.place,
            Ref(item.definition),
            "schema",
        )
        for item in schemas
    ]
    own = dict.fromkeys(raw.key for raw, _ in names.operations)
    for (raw, _), operation in zip(names.operations, operations, strict=True):
        if own.pop(raw.key, ...) is None:  # in the first of its resources
            home = ROOT if manners.types == "flat" else space_of(operation.resource)
            found.extend(_of_operation(names.settings.get(raw.key), operation, home, config))
    return found


def space_of(resource: str) -> str:
    """The namespace of a resource: types of `chat.completions` are in `types.chat`."""
    parent = SHARED if resource == SHARED else resource.rpartition(".")[0]
    return f"{ROOT}.{parent}" if parent else ROOT


def _of_operation(
    own: OperationConfig | None, operation: Operation, home: str, config: Config
) -> Iterator[GivenType]:
    if own is None:
        return
    for kind, said, node in (
        ("response", own.response, value_type(operation)),
        ("request", own.request, Ref(operation.request)),
    ):
        for text in (said,) if isinstance(said, str) else said or ():
            space, _, name = text.rpartition(".")
            path = f"{ROOT}.{space}" if space else home
            yield GivenType(name, path, place_of(own, config, kind), node, kind)


def value_type(operation: Operation) -> Type:
    """The type of what an operation gives: of the items, where they come in pages or a stream."""
    if operation.pagination is not None:
        return operation.pagination.item
    result = operation.result
    parts = children(result) if isinstance(result, UnionOf) else (result,)
    whole = [part for part in parts if not isinstance(part, StreamOf)]
    if len(whole) == len(parts):
        return result
    return union(whole or [part.items for part in parts if isinstance(part, StreamOf)])
