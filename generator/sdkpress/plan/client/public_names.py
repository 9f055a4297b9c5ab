"""The plan of an SDK in, its public names out, as changes and old names are told."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.definitions import INPUT_SUFFIX, Model
from ..model.operation import Operation
from ..model.renames import Kind, last_part
from ..model.sdk import (
    API_ERROR,
    RUNTIME_ERRORS,
    STATUS_ERROR,
    STATUS_ERRORS,
    VALIDATION_ERROR,
    WEBHOOK_ERROR,
    Client,
    Sdk,
)


def public_names(sdk: Sdk) -> dict[str, Kind]:
    """The kind of each public name; a resource called as a module is comes before that."""
    names: dict[str, Kind] = {}
    names.update(dict.fromkeys((f"models.{module.name}" for module in sdk.modules), "module"))
    names.update(_members(sdk))
    names.update(dict.fromkeys((f"models.{one}" for one in _fields(sdk)), "field"))
    for dotted, resource in sdk.dotted_resources.items():
        names[dotted] = "resource"
        for operation in resource.operations:
            names.update(_of_operation(operation))
    names[sdk.client.name] = "client"
    for one in constructor_names(sdk.client):
        names[f"{sdk.client.name}({one})"] = "constructor argument"
    return names


def constructor_names(client: Client) -> tuple[str, ...]:
    """What of the constructor's arguments is the API's own."""
    return (
        *(item.argument for item in client.security_schemes),
        *(item.name for item in client.variables),
        *(item.name for item in client.globals),
    )


def members(sdk: Sdk, kind: Kind) -> frozenset[str]:
    """The names of one kind that are members of a module of the package."""
    return frozenset(last_part(name) for name, one in _members(sdk) if one == kind)


def _members(sdk: Sdk) -> Iterator[tuple[str, Kind]]:
    for name in sdk.definitions:
        yield f"models.{name}", "model"
    for module in sdk.dict_modules:
        for item in module.definitions:
            yield f"types.{item.name}", "type"
    for name in sdk.inputs.all_names:
        yield f"types.{name}{INPUT_SUFFIX}", "type"
    for name in _error_names(sdk):
        yield f"errors.{name}", "error"
    for operation in sdk.operations:
        yield f"funcs.{operation.function_name}", "function"
        if operation.pagination:
            yield f"pages.{operation.pagination.class_name}", "page"


def _error_names(sdk: Sdk) -> Iterator[str]:
    yield from (sdk.client.base_error, sdk.client.default_error, STATUS_ERROR)
    yield from (*STATUS_ERRORS.values(), *RUNTIME_ERRORS)
    if sdk.manners.errors == "root":
        yield from (API_ERROR, VALIDATION_ERROR)
    yield from (error.name for error in sdk.errors)
    yield from (operation.error_union for operation in sdk.operations)
    if sdk.webhooks:
        yield WEBHOOK_ERROR


def _fields(sdk: Sdk) -> Iterator[str]:
    for item in sdk.definitions.values():
        if isinstance(item, Model):
            yield from (f"{item.name}.{one.name}" for one in item.fields)


def _of_operation(operation: Operation) -> Iterator[tuple[str, Kind]]:
    yield operation.call, "method"
    if operation.pagination:
        yield f"{operation.resource}.{operation.pagination.method}", "pages method"
    for argument in operation.arguments:
        yield f"{operation.call}({argument.name})", "argument"
