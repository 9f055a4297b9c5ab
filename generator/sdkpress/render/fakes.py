"""The plan in, what `<package>.testing` prints out: types of fakes, and what they know as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..plan.model.operation import Operation
from ..plan.model.sdk import Resource, Sdk
from .annotations import returned
from .call_options import call_options
from .views import OperationView, async_names

LONGEST_EXAMPLE = 8000
"""Characters of an example's JSON; longer ones would weigh more than the package."""


@dataclass(frozen=True, slots=True)
class FakeResource:
    """The class of a fake resource: each line declares a method, or a resource below it."""

    name: str
    module: str
    lines: tuple[str, ...]


def fake_resources(sdk: Sdk, views: Mapping[str, OperationView]) -> list[FakeResource]:
    """The classes of all fake resources, and last what the clients have, without a module."""
    resources = [inner for one in sdk.resources for inner in one.descendants()]
    classes = [
        FakeResource(
            f"_Fake{one.class_name}",
            one.module,
            (
                *(_child(child) for child in one.children),
                *(_method(item, one, views[item.function_name]) for item in one.operations),
                *(f"{views[item.function_name].async_name}: Any" for item in _twice(one, sdk)),
                *_old_members(sdk, one, views),
                *(_unwrap(sdk) if one.unwraps else ()),
            ),
        )
        for one in resources
    ]
    top = (*(_child(one) for one in sdk.resources), *_old_children(sdk, ""))
    return [*classes, FakeResource("_Resources", "", top)]


def _twice(resource: Resource, sdk: Sdk) -> tuple[Operation, ...]:
    """The operations that have a method of the synchronous client that is awaited."""
    return resource.operations if sdk.manners.async_methods == "suffix" else ()


def _child(resource: Resource) -> str:
    return f"{resource.name}: _Fake{resource.class_name}[Kind]"


def _old_children(sdk: Sdk, owner: str) -> Iterator[str]:
    resources = sdk.dotted_resources
    for one in sdk.renamed.of("resource", owner):
        yield _child(replace(resources[one.new], name=one.name))


def _old_members(sdk: Sdk, resource: Resource, views: Mapping[str, OperationView]) -> Iterator[str]:
    """What a resource has by old names."""
    owner = next(name for name, one in sdk.dotted_resources.items() if one is resource)
    yield from _old_children(sdk, owner)
    for one in sdk.renamed.of("method", owner):
        operation = sdk.calls[one.new]
        named = replace(operation, method_name=one.name)
        yield _method(named, resource, views[operation.function_name])


def _unwrap(sdk: Sdk) -> tuple[str, ...]:
    """What reads webhooks, as the client's own."""
    return (f"unwrap: Callable[..., {returned(sdk.webhooks.event)}]",) if sdk.webhooks else ()


def _method(operation: Operation, resource: Resource, view: OperationView) -> str:
    if view.choice:
        whole, item = view.choice
        return f"{operation.method_name}: ToldChoice[{whole}, {item}]"
    kind = "_variants" if view.overloads else "_method"
    real, later = (
        f"_{resource.module}_.{prefix}{resource.class_name}.{operation.method_name}"
        for prefix in ("", "Async")
    )
    if operation.pagination and not view.overloads:
        return f"{operation.method_name} = _paged({real}, {later}, {real})"
    return f"{operation.method_name} = {kind}({real})"


def described_methods(sdk: Sdk) -> str:
    """Each method by its place on the client, with its operation and its examples, as JSON."""
    lines = [
        f"{json.dumps(path)}: {json.dumps(_described(item, sdk), separators=(',', ':'))}"
        for resource in sdk.resources
        for path, item in _operations(resource, "")
    ]
    lines += [
        f"{json.dumps(path)}: {json.dumps(_named(item, sdk), separators=(',', ':'))}"
        for path, item in _awaited(sdk)
    ]
    lines += [
        f"{json.dumps(path)}: {json.dumps(_named(item, sdk), separators=(',', ':'))}"
        for path, item in _old_methods(sdk)
    ]
    return ",\n".join(lines)


def _operations(resource: Resource, parent: str) -> Iterator[tuple[str, Operation]]:
    path = f"{parent}{resource.name}."
    for item in resource.operations:
        yield f"{path}{item.method_name}", item
    for child in resource.children:
        yield from _operations(child, path)


def _awaited(sdk: Sdk) -> Iterator[tuple[str, Operation]]:
    """Methods of the synchronous client that are awaited."""
    calls = sdk.calls
    for call, name in async_names(sdk).items():
        yield f"{call.rpartition('.')[0]}.{name}", calls[call]


def _old_methods(sdk: Sdk) -> Iterator[tuple[str, Operation]]:
    """Methods by old names, by the places on the client that have them."""
    calls, renamed = sdk.calls, sdk.renamed
    methods = {one.call: one for one in sdk.operations}
    for one in (old for owner in sdk.dotted_resources for old in renamed.of("method", owner)):
        methods[f"{one.owner}.{one.name}"] = calls[one.new]
    nested = [old for owner in sdk.dotted_resources for old in renamed.of("resource", owner)]
    for one in nested:
        place, prefix = f"{one.owner}.{one.name}", f"{one.new}."
        below = [call for call in methods if call.startswith(prefix)]
        methods |= {f"{place}.{call.removeprefix(prefix)}": methods[call] for call in below}
    yield from ((path, one) for path, one in methods.items() if path not in calls)


def _named(operation: Operation, sdk: Sdk) -> dict[str, Any]:
    """The operation of a method, and what it takes besides where that is not `options`."""
    names = call_options(operation, sdk.manners).names
    return {"operation": operation.id, **({} if names == ("options",) else {"options": names})}


def _described(operation: Operation, sdk: Sdk) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for row in operation.responses:
        if row.example is not None and row.status not in shown and _is_short(row.example):
            shown[row.status] = row.example
    return {**_named(operation, sdk), **({"examples": shown} if shown else {})}


def _is_short(example: Any) -> bool:
    """Whether an example is JSON, and not too long."""
    try:
        text = json.dumps(example, allow_nan=False)
    except (ValueError, RecursionError):
        return False
    return len(text) <= LONGEST_EXAMPLE
