"""The client: options, results, raw views, log lines."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from sdk_runtime.client.resource import (
    AsyncResource,
    Resource,
    async_raw_method,
    raw_method,
    raw_resource,
)
from sdk_runtime.client.result import Err, Ok
from sdk_runtime.reply.response import APIResponse

from runtime.lab import (
    GET,
    POST,
    AsyncClient,
    BadRequestError,
    Body,
    ByteServer,
    Item,
    Items,
    Model,
    Parameter,
    RequestInvalid,
    SyncClient,
    answer,
    operation,
    spec,
)

Call = Callable[..., Any]
MIXED = operation(
    id="mixed",
    method="PUT",
    path="/items/{id}",
    parameters=(
        Parameter("item_id", "id", "path", required=True),
        Parameter("page_size", "pageSize", "query"),
    ),
    bodies=(Body("application/json", "json", lambda: Item, ("date", "usage", "model_name")),),
)


class MixedRequest(Model):
    item_id: str
    page_size: int | None = None
    date: str
    usage: float


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"header": {}}, TypeError, "did you mean 'headers'"),
        ({"zzz": 1}, TypeError, "known are body, deadline, headers"),
        ({"retries": {"max_attempt": 1}}, TypeError, "did you mean 'max_attempts'"),
        ({"retries": {"max_attempts": 0}}, ValueError, "at least 1"),
        ({"retries": {"max_attempts": "3"}}, TypeError, "number"),
        ({"retries": {"factor": -1}}, ValueError, "negative"),
        ({"retries": 3}, TypeError, "mapping"),
        ({"timeout": "5"}, TypeError, "timeout"),
        ({"timeout": -1}, ValueError, "timeout"),
        ({"deadline": float("nan")}, ValueError, "deadline"),
        ({"server_url": "nowhere"}, ValueError, "server_url"),
    ],
)
def test_wrong_options(
    call: Call, server: ByteServer, options: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        call(options=options)
    assert not server.received


def test_wrong_client_arguments() -> None:
    for given in ({"retries": {"attempts": 1}}, {"timeout": "x"}):
        with pytest.raises(TypeError):
            SyncClient(spec("http://x"), **given)


def by_habit(name: str) -> Any:
    """Return what passes for an object of httpx, which is not installed."""
    return type(name, (), {"__module__": "httpx", "build_request": None, "send": None})()


def test_what_is_of_httpx_is_refused_with_what_to_pass(call: Call, server: ByteServer) -> None:
    refused: list[tuple[Any, dict[str, Any], str]] = [
        (SyncClient, {"timeout": by_habit("Timeout")}, "not Timeout.*pass httpx2.Timeout$"),
        (AsyncClient, {"timeout": by_habit("Timeout")}, "not Timeout.*pass httpx2.Timeout$"),
        (SyncClient, {"http_client": by_habit("Client")}, "not httpx.Client.*pass httpx2.Client$"),
        (
            AsyncClient,
            {"http_client": by_habit("AsyncClient")},
            "not httpx.AsyncClient: this SDK is built on httpx2.*pass httpx2.AsyncClient$",
        ),
        (SyncClient, {"server_url": httpx2.URL("http://x")}, r"not URL: pass str\(url\)"),
    ]
    for kind, given, message in refused:
        with pytest.raises(TypeError, match=message):
            kind(spec("http://x"), **given)
    for option, message in (("timeout", "pass httpx2.Timeout"), ("deadline", "pass seconds")):
        with pytest.raises(TypeError, match=message):
            call(options={option: by_habit("Timeout")})
    with pytest.raises(RequestInvalid, match=r"not URL: pass str\(url\)"):
        call(options={"server_url": httpx2.URL(server.url)})
    assert not server.received


def test_ok_and_err(client: SyncClient, server: ByteServer) -> None:
    result = client.call_result(GET)
    assert result.ok
    assert isinstance(result.value, Items)
    assert result.unwrap() is result.value
    server.answers = [answer({"error": {"code": 1, "message": "m"}}, 400)]
    match client.call_result(GET):
        case Err(error):
            assert isinstance(error, BadRequestError)
        case Ok(_):
            pytest.fail("a 400 is no success")
    with pytest.raises(BadRequestError):
        client.call_result(GET).unwrap()


def test_results_are_values(client: SyncClient) -> None:
    result = client.call_result(GET)
    assert pickle.loads(pickle.dumps(result)) == result
    assert repr(Ok(1)) == "Ok(value=1)"
    assert Ok[int](1) == Ok(1)
    assert not hasattr(Ok(1), "error")
    failed = Err(RequestInvalid("no"))
    assert not failed.ok
    assert str(pickle.loads(pickle.dumps(failed)).error) == "no"
    for value, name in ((Ok(1), "value"), (failed, "error")):
        with pytest.raises(AttributeError):
            setattr(value, name, 2)


def test_asynchronous_results(server: ByteServer) -> None:
    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            assert (await client.call_result(GET)).ok
            assert not (await client.call_result(GET, {"no": 1})).ok

    asyncio.run(run())


@pytest.mark.parametrize(
    "request_",
    [
        {"item_id": "x", "page_size": 5, "date": "d", "usage": 1},
        {"id": "x", "pageSize": 5, "date": "d", "usage": 1},
        MixedRequest(item_id="x", page_size=5, date="d", usage=1),
    ],
)
def test_requests_as_dicts_and_models(
    client: SyncClient, server: ByteServer, request_: object
) -> None:
    assert client.call_result(MIXED, request_).unwrap()
    assert server.last.target == "/items/x?pageSize=5"
    assert server.last.body == b'{"date":"d","usage":1.0}'


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"item_idd": "x"}, r"unknown argument 'item_idd' of mixed; did you mean 'item_id'\?"),
        ({"item_id": "x", "id": "y"}, "given twice"),
        ({"date": "d"}, "usage|item_id"),
        (None, "item_id|usage"),
        ([1], "model or a dict"),
    ],
)
def test_wrong_requests(
    client: SyncClient, server: ByteServer, request_: object, message: str
) -> None:
    result = client.call_result(MIXED, request_)
    assert isinstance(result, Err)
    assert isinstance(result.error, RequestInvalid)
    with pytest.raises(RequestInvalid, match=message):
        result.unwrap()
    assert not server.received


@pytest.mark.parametrize(
    "request_",
    [Item(date="d", usage=1, modelName="m"), {"date": "d", "usage": 1, "modelName": "m"}],
)
def test_a_request_that_is_the_body(
    client: SyncClient, server: ByteServer, request_: object
) -> None:
    assert client.call_result(POST, request_).ok
    assert server.last.body == b'{"date":"d","usage":1.0,"modelName":"m"}'
    assert client.call_result(POST, Item(date="d", usage=1, modelName=None, more=1)).ok
    assert server.last.body == b'{"date":"d","usage":1.0,"more":1}'
    whole = operation(method="POST", bodies=(Body("application/json", "json", lambda: Item),))
    assert client.call_result(whole, request_).ok
    assert server.last.body == b'{"date":"d","usage":1.0,"modelName":"m"}'


class Analytics(Resource):
    def get(self, *, value: int | None = None) -> Items:
        return self._client.call(GET, {"value": value})


class AsyncAnalytics(AsyncResource):
    async def get(self) -> Items:
        return await self._client.call(GET, {})


def test_raw_views(client: SyncClient, server: ByteServer) -> None:
    analytics = Analytics(client)
    get = raw_method(raw_resource(analytics).get)
    response = get(value=1)
    assert isinstance(response, APIResponse)
    assert isinstance(response.value, Items)
    assert isinstance(analytics.get(), Items)

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as asynchronous:
            get = async_raw_method(raw_resource(AsyncAnalytics(asynchronous)).get)
            assert (await get()).status_code == 200

    asyncio.run(run())


def test_log_lines(call: Call, server: ByteServer, clock: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG, logger="sdk")
    server.answers = [answer(status=503), answer({"data": []}, headers={"Set-Cookie": "S3CRET"})]
    call(options={"query": {"q": "x", "token": "S3CRET"}}, credentials={"bearer": "S3CRET"})
    lines = [(r.levelname, r.getMessage()) for r in caplog.records if r.name == "sdk"]
    assert [level for level, _ in lines] == ["DEBUG", "DEBUG", "INFO", "DEBUG", "DEBUG"]
    assert f"getItems: request GET {server.url}/items?q=x&token=***" in lines[0][1]
    assert "'authorization': '***'" in lines[0][1]
    assert "getItems: response 503 in " in lines[1][1]
    assert lines[2][1] == "getItems: attempt 1 failed (status 503), trying again in 0.50 s"
    assert "S3CRET" not in caplog.text


def test_a_client_works_without_with(server: ByteServer) -> None:
    client = SyncClient(spec(server.url))
    assert client.call(GET, {}).data
    assert repr(client) == f"SyncClient(server_url={server.url!r})"
    client.close()


def test_operations_are_constants() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        GET.path = "/elsewhere"
    assert repr(GET) == "<Operation getItems: GET /items>"
    assert operation() != GET
