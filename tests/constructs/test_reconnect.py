"""Streams over sockets: those that go on where they broke off, and those that are left early."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import answer
from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import PressFiles
from support.transports import TransportKind
from support.wire import PressWire

API = """
info: {title: Inline, version: 1.0.0}
paths:
  /watch:
    post:
      operationId: watch
      tags: [x]
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses: {'200': {description: ok, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Cat'}}}}}
components:
  schemas: {Cat: {type: object, required: [name], properties: {name: {type: string}}}}
"""
SAID = "[operations.watch]\nreconnect = true\n"


def broken(*events: str) -> bytes:
    """Write a response that is cut off after some events."""
    text = "".join(events).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
    return head + b"Connection: close\r\n\r\n%x\r\n%s\r\n" % (len(text), text)


def cat(name: str, id: int) -> str:
    return f'id: {id}\nretry: 1\ndata: {{"name": "{name}"}}\n\n'


def whole(*events: str) -> bytes:
    return answer("".join(events), content_type="text/event-stream")


@with_both_libraries
def test_it_goes_on_where_sdk_toml_or_the_caller_says_so(
    wire: PressWire, transport: TransportKind
) -> None:
    for config, options in ((SAID, None), ("", {"reconnect": True})):
        api = wire(API, config)
        api.server.answers = [broken(cat("a", 1), cat("b", 2)), whole(cat("c", 3))]
        api.server.received.clear()
        api.server._count = 0
        found = api.items(lambda client, o=options: client.x.watch(body={"n": 1}, options=o))
        assert found == [api.package.models.Cat(name=name) for name in "abc"]
        assert [one.headers.get("last-event-id") for one in api.server.received] == [None, "2"]
        assert [one.body for one in api.server.received] == [b'{"n":1}'] * 2
    api = wire(API, SAID)
    api.server._count = 0
    with pytest.raises(api.package.errors.APIConnectionError):
        off = {"reconnect": False}
        api.items(lambda client: client.x.watch(body={}, options=off))
    assert len(api.server.received) == 3


def test_the_server_may_say_that_there_is_no_more(
    wire: PressWire, transport: TransportKind
) -> None:
    api = wire(API, SAID)
    api.server.answers = [broken(cat("a", 1)), answer(status=204, content_type=None)]

    def sync(client: Any) -> None:
        assert [one.name for one in client.x.watch(body={})] == ["a"]
        time.sleep(0.05)  # hyper gives a connection back in a thread of its own
        assert [one.name for one in client.x.watch(body={})] == ["b"]

    async def asynchronous(client: Any) -> None:
        assert [one.name async for one in await client.x.watch(body={})] == ["a"]
        await asyncio.sleep(0.05)
        assert [one.name async for one in await client.x.watch(body={})] == ["b"]

    api.server.answers.append(whole(cat("b", 1)))
    api.call(asynchronous if api.asynchronous else sync)
    # The one that broke, and one that was given back for the last request.
    assert len(api.server._connections) == 2


def test_leaving_early_gives_the_connection_back(wire: PressWire, transport: TransportKind) -> None:
    api = wire(API)
    api.server.answers = [whole(*[cat("x" * 50, number) for number in range(20_000)])]
    left = api.server.leaves_open

    def sync(client: Any) -> None:
        for _ in range(3):
            for _ in client.x.watch(body={}):
                break
            assert left(0)
            with pytest.raises(LookupError), client.x.watch(body={}) as stream:
                for _ in stream.events():
                    raise LookupError
            assert left(0)
            stream = client.x.watch(body={})
            next(iter(stream.events()))
            stream.close()
            assert left(0)

    async def asynchronous(client: Any) -> None:
        for _ in range(3):
            async for _ in await client.x.watch(body={}):
                break
            await asyncio.sleep(0.05)  # asyncio closes what a loop has left at its next turn
            assert left(0)
            with pytest.raises(LookupError):
                async with await client.x.watch(body={}) as stream:
                    async for _ in stream.events():
                        raise LookupError
            assert left(0)
            stream = await client.x.watch(body={})
            await anext(aiter(stream.events()))
            await stream.close()
            assert left(0)

    api.call(asynchronous if api.asynchronous else sync)
    assert len(api.server.received) == 9


USAGE = """
from typing import assert_type

from PACKAGE import APIResponse, AsyncInline, AsyncStream, Inline, Stream, models
from PACKAGE.hooks import HookCall, HookHeaders, HookRequest, HookResponse, HookRetry
from PACKAGE.otel import OpenTelemetryHooks


class Signs:
    def before_request(self, request: HookRequest) -> dict[str, str]:
        return {"X-Body": str(len(request.unredacted().body or b""))}

    def after_response(self, response: HookResponse) -> None:
        assert_type(response.request.call, HookCall)


class SignsLater:
    async def before_request(self, request: HookRequest) -> HookHeaders:
        return None if request.is_foreign else {"X-Url": request.url}

    async def before_retry(self, retry: HookRetry) -> None:
        assert_type(retry.delay, float)


def read(client: Inline) -> None:
    with client.x.watch(body={}, options={"reconnect": True}) as stream:
        assert_type(stream, Stream[models.Cat])
        response: APIResponse[None] = stream.response
        assert_type(response.value, None)
        assert_type([item for item in stream], list[models.Cat])
        stream.close()


async def read_async(client: AsyncInline) -> None:
    stream = await client.x.watch(body={})
    assert_type(stream, AsyncStream[models.Cat])
    assert_type([event.data async for event in stream.events()], list[models.Cat])
    await stream.close()


def hooks() -> None:
    read(Inline(hooks=[Signs(), OpenTelemetryHooks()]))
    AsyncInline(hooks=(Signs(), SignsLater(), OpenTelemetryHooks()))
    Inline(hooks=[SignsLater()])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
    Inline(hooks=[1])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
    Inline().x.watch(body={}, options={"reconnect": 1})  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
"""


def test_type_checkers_know_streams_and_hooks(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files(API)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []
