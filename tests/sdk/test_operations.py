"""Every operation of the manifest, in each of the four ways to call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from support.sdk import STYLES, ManifestOperation, manifest, operations
from support.server import ApiServer, Recorded

every_operation = pytest.mark.parametrize("operation", operations(), ids=lambda one: one.id)
every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
Style = Callable[..., Any]


def arguments_of(operation: ManifestOperation, api: ApiServer) -> dict[str, Any]:
    """Return an example of every argument that a request does not have without being asked."""
    described = api.description.operation(operation.id)
    names = operation.python_names()
    examples = api.description.arguments(described)
    return {names[place]: value for place, value in examples.items() if place in names}


def expected_request(operation: ManifestOperation, api: ApiServer) -> dict[tuple[str, str], Any]:
    """Return the same examples by place and wire name."""
    return api.description.arguments(api.description.operation(operation.id))


def sent(request: Recorded) -> dict[tuple[str, str], Any]:
    """Return what a request carries by place and wire name."""
    body: dict[str, Any] = json.loads(request.body) if request.body else {}
    return {
        **{("query", name): value for name, value in request.query},
        **{("body", name): value for name, value in body.items()},
    }


def test_the_manifest_has_every_operation_of_the_description(api: ApiServer) -> None:
    described = {found["operationId"] for *_, found in api.description.operations()}
    assert {one["id"]: one["status"] for one in manifest()["operations"]} == dict.fromkeys(
        described, "kept"
    )


@every_style
@every_operation
def test_a_call_sends_all_arguments_and_returns_the_example(
    operation: ManifestOperation, style: Style, api: ApiServer, key: str
) -> None:
    arguments = arguments_of(operation, api)
    value = style(operation, arguments, server_url=api.url, api_key=key, strict=True)
    described = api.description.operation(operation.id)
    status = api.description.success_status(described)
    assert type(value) is operation.response
    dumped = value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert dumped == api.description.response_example(described, status)
    wanted = expected_request(operation, api)
    in_headers = {name: value for (place, name), value in wanted.items() if place == "header"}
    assert sent(api.last) == {place: wanted[place] for place in wanted if place[0] != "header"}
    assert {name: api.last.headers[name.lower()] for name in in_headers} == in_headers


@every_style
@every_operation
def test_a_call_with_the_fewest_arguments_sends_nothing_else(
    operation: ManifestOperation, style: Style, api: ApiServer, key: str
) -> None:
    required = {name for name, one in operation.entry["arguments"].items() if one["required"]}
    examples = arguments_of(operation, api)
    arguments = {name: examples[name] for name in required}
    style(operation, arguments, server_url=api.url, api_key=key, strict=True)
    assert len(sent(api.last)) == len(required)
    assert api.last.headers["authorization"] == f"Bearer {key}"
    assert api.last.headers["accept"] == "application/json"
    assert api.last.headers["user-agent"].startswith("openrouter-sdk/")
    assert not [name for name in api.last.headers if name.startswith(("x-", "http-"))]


@every_operation
def test_methods_and_functions_send_the_same_bytes(
    operation: ManifestOperation, api: ApiServer, key: str
) -> None:
    arguments = arguments_of(operation, api)
    model = operation.request(**arguments)
    for style in STYLES.values():
        style(operation, arguments, server_url=api.url, api_key=key)
    for name in ("function", "async-function"):
        STYLES[name](operation, model, server_url=api.url, api_key=key)
    first, *others = [(one.query, one.headers, one.body) for one in api.requests]
    assert len(others) == 5
    assert others == [first] * 5


@pytest.mark.parametrize("name", ["function", "async-function"])
@every_operation
def test_functions_take_no_request_where_nothing_is_required(
    operation: ManifestOperation, name: str, api: ApiServer, key: str
) -> None:
    if any(one["required"] for one in operation.entry["arguments"].values()):
        with pytest.raises(ValueError, match="missing required argument|metrics: Field required"):
            STYLES[name](operation, None, server_url=api.url, api_key=key)
        assert api.requests == []
    else:
        value = STYLES[name](operation, None, server_url=api.url, api_key=key)
        assert type(value) is operation.response
