"""`with_streaming_response` and `with_raw_response`: every operation, before its body has come."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.transports import TransportKind
from support.wire import PressWire, Wire

API = """
info: {title: Inline, version: 1.0.0}
security: [{key: []}]
paths:
  /x:
    get:
      operationId: get
      tags: [x]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}
    put:
      operationId: watch
      tags: [x]
      responses: {'200': {description: ok, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Cat'}}}}}
    delete:
      operationId: remove
      tags: [x]
      responses: {'204': {description: gone}}
components:
  schemas: {Cat: {type: object, required: [name], properties: {name: {type: string}}}}
  securitySchemes: {key: {type: apiKey, in: query, name: k}}
"""
CAT = json.dumps({"name": "Mia"}).encode()


@pytest.fixture
def api(wire: PressWire, transport: TransportKind) -> Wire:
    return wire(API)


def streamed(api: Wire, method: str, read: str, *arguments: Any, items: bool = False) -> Any:
    """Call a method's streaming view, and read the body in one of its ways."""

    def sync(client: Any) -> Any:
        with getattr(client.x.with_streaming_response, method)() as response:
            found = getattr(response, read)(*arguments)
            return list(found) if items else found

    async def asynchronous(client: Any) -> Any:
        async with await getattr(client.x.with_streaming_response, method)() as response:
            found = getattr(response, read)(*arguments)
            return [item async for item in found] if items else await found

    return api.call(asynchronous if api.asynchronous else sync, api_key="s3cret")


@with_both_libraries
def test_parse_gives_what_the_call_gives(api: Wire) -> None:
    api.server.answers = [answer(CAT)]
    assert streamed(api, "get", "parse") == api.package.models.Cat(name="Mia")
    api.server.answers = [answer(status=204, content_type=None)]
    assert streamed(api, "remove", "parse") is None
    api.server.answers = [answer(b"<html>", content_type="text/html")]
    with pytest.raises(api.package.errors.ResponseValidationError):
        streamed(api, "get", "parse")


def test_parse_gives_a_stream_where_the_call_does(api: Wire) -> None:
    events = b'data: {"name": "a"}\n\ndata: {"name": "b"}\n\n'
    api.server.answers = [answer(events, content_type="text/event-stream")]

    def sync(client: Any) -> list[str]:
        with client.x.with_streaming_response.watch() as response:
            return [cat.name for cat in response.parse()]

    async def asynchronous(client: Any) -> list[str]:
        async with await client.x.with_streaming_response.watch() as response:
            return [cat.name async for cat in await response.parse()]

    assert api.call(asynchronous if api.asynchronous else sync, api_key="k") == ["a", "b"]


@pytest.mark.parametrize(
    ("read", "arguments", "media_type", "body", "expected"),
    [
        ("iter_bytes", (3,), "a/b", b"abcdefgh", [b"abc", b"def", b"gh"]),
        ("iter_lines", (), "text/plain", b"a\r\n\nb\xc3\xa4", ["a", "", "b\u00e4"]),
        (
            "iter_lines",
            (),
            "text/plain; charset=utf-16-le",
            "a\nb\n".encode("utf-16-le"),
            ["a", "b"],
        ),
        ("iter_json", (), "application/json", b'[{"a": 1}]', [[{"a": 1}]]),
        ("iter_json", (), "application/x-ndjson", b'{"a": 1}\n\n[2]', [{"a": 1}, [2]]),
        ("iter_json", (), "application/json; charset=latin-1", b'"\xe4"', ["\u00e4"]),
        ("iter_json", (), "application/json", b"", []),
    ],
)
def test_bodies_are_read_in_pieces(
    api: Wire, read: str, arguments: Any, media_type: str, body: bytes, expected: list[Any]
) -> None:
    api.server.answers = [answer(body, content_type=media_type)]
    assert streamed(api, "get", read, *arguments, items=True) == expected


def test_what_is_no_json_is_an_error_of_ours(api: Wire) -> None:
    api.server.answers = [answer(b'{"a": 1}\nno', content_type="application/jsonl")]
    with pytest.raises(api.package.errors.ResponseValidationError, match="not JSON"):
        streamed(api, "get", "iter_json", items=True)


def test_the_connection_is_given_back_however_much_was_read(api: Wire) -> None:
    large = json.dumps({"name": "x" * 200_000}).encode()
    api.server.answers = [answer(large)]

    def sync(client: Any) -> None:
        for _ in range(3):
            with client.x.with_streaming_response.get() as response:
                next(response.iter_bytes())
            with client.x.with_streaming_response.get():
                pass
        assert client.x.get().name

    async def asynchronous(client: Any) -> None:
        for _ in range(3):
            async with await client.x.with_streaming_response.get() as response:
                async for _ in response.iter_bytes():
                    break
            async with await client.x.with_streaming_response.get():
                pass
        assert (await client.x.get()).name

    api.call(asynchronous if api.asynchronous else sync, api_key="k")
    assert api.server.leaves_open(0)


def test_both_views_say_what_was_sent_and_what_came(api: Wire) -> None:
    api.server.answers = [answer(CAT, headers={"X-Request-Id": "7"})]

    def sync(client: Any) -> Any:
        with client.x.with_streaming_response.get() as response:
            return response, client.x.with_raw_response.get()

    async def asynchronous(client: Any) -> Any:
        async with await client.x.with_streaming_response.get() as response:
            return response, await client.x.with_raw_response.get()

    for response in api.call(asynchronous if api.asynchronous else sync, api_key="s3cret"):
        assert (response.status_code, response.request_id) == (200, "7")
        assert response.headers["content-type"] == "application/json"
        assert response.http_request.method == "GET"
        assert response.http_request.url == f"{api.server.url}/x?k=***"
        assert response.http_request.headers["Accept"] == "application/json"
    raw = api.call(lambda client: client.x.with_raw_response.get(), api_key="k")
    assert raw.parse() is raw.value
