"""`with_raw_response`: status, headers and body beside the value."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest
from openrouter_sdk import APIResponse, AsyncOpenRouter, OpenRouter
from openrouter_sdk.errors import UnauthorizedResponseError

from support.sdk import ManifestOperation, operations
from support.server import ApiServer, Reply
from support.transports import TransportKind

Call = Callable[[ApiServer, ManifestOperation], APIResponse[object]]
every_operation = pytest.mark.parametrize("operation", operations(), ids=lambda one: one.id)


def raw_sync(api: ApiServer, operation: ManifestOperation) -> APIResponse[object]:
    """Call the raw twin of the method."""
    with OpenRouter(server_url=api.url, api_key="sk-any") as client:
        return getattr(client.analytics.with_raw_response, name_of(operation))(**some(operation))


def raw_async(api: ApiServer, operation: ManifestOperation) -> APIResponse[object]:
    """Await the raw twin of the asynchronous method."""

    async def run() -> APIResponse[object]:
        async with AsyncOpenRouter(server_url=api.url, api_key="sk-any") as client:
            raw = client.analytics.with_raw_response
            return await getattr(raw, name_of(operation))(**some(operation))

    return asyncio.run(run())


def name_of(operation: ManifestOperation) -> str:
    """Return the name of the method."""
    resource, _, name = str(operation.entry["call"]).rpartition(".")
    assert resource == "analytics"
    return name


def some(operation: ManifestOperation) -> dict[str, object]:
    """Return the fewest arguments."""
    return {"metrics": ["request_count"]} if "metrics" in operation.entry["arguments"] else {}


every_call = pytest.mark.parametrize("call", [raw_sync, raw_async])


@every_call
@every_operation
def test_the_value_comes_with_its_response(
    operation: ManifestOperation, call: Call, api: ApiServer, transport: TransportKind
) -> None:
    api.script(Reply(headers={"X-Request-Id": "req-3", "X-Rate-Left": "12"}))
    raw = call(api, operation)
    assert isinstance(raw, APIResponse)
    assert raw.status_code == 200
    assert raw.headers["x-rate-left"] == "12"
    assert raw.request_id == "req-3"
    described = api.description.operation(operation.id)
    assert json.loads(raw.body) == api.description.response_example(described, 200)
    assert type(raw.value) is operation.response
    assert isinstance(raw.http_response, transport.response)
    assert raw.drift == ()


@every_call
def test_drift_can_be_read_on_the_response(call: Call, api: ApiServer) -> None:
    api.script(Reply(200, b'{"data": [{}]}'))
    raw = call(api, operations()[0])
    assert len(raw.drift) == 11
    assert {one.type for one in raw.drift} == {"missing"}
    assert raw.body == b'{"data": [{}]}'


@every_call
def test_errors_are_raised_as_ever(call: Call, api: ApiServer) -> None:
    api.script(Reply(401))
    with pytest.raises(UnauthorizedResponseError):
        call(api, operations()[0])


def test_the_resource_itself_goes_on_returning_values(api: ApiServer) -> None:
    with OpenRouter(server_url=api.url, api_key="sk-any") as client:
        raw = client.analytics.with_raw_response.get_analytics_meta()
        assert client.analytics.get_analytics_meta() == raw.value
