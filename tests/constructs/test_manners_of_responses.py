"""Raw and streaming responses: closed or not, parsed at once or awaited, and entered as blocks."""

from __future__ import annotations

import asyncio
import inspect
import json
import pickle
from collections.abc import Callable, Coroutine
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import answer
from support.checkers import mypy, pyright
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, PressFiles
from support.transports import TransportKind
from support.wire import PressWire, Wire

pytestmark = with_both_libraries

API = """
paths:
  /x:
    get:
      operationId: get
      tags: [x]
      parameters: [{name: q, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Door'}}}}}
    put:
      operationId: watch
      tags: [x]
      responses: {'200': {description: ok, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Door'}}}}}
    delete:
      operationId: remove
      tags: [x]
      responses: {'204': {description: gone}}
    post:
      operationId: load
      tags: [x]
      responses: {'200': {description: ok, content: {application/octet-stream: {}}}}
  /pages:
    get:
      operationId: list
      tags: [pages]
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties: {data: {type: array, items: {type: string}}, next: {type: string}}
components:
  schemas: {Door: {type: object, required: [is_closed], properties: {is_closed: {type: boolean}}}}
"""
PAGES = '[pagination.cursor]\ncursor = "after"\nresults = "data"\nnext_cursor = "next"\n'
AWAITED = f'[surface]\nparse = "async"\n{PAGES}'
DOOR = json.dumps({"is_closed": False}).encode()
EVENTS = b'data: {"is_closed": false}\n\ndata: {"is_closed": true}\n\n'


@pytest.fixture(params=["", '[surface]\nparse = "async"\n'], ids=["sync parse", "async parse"])
def api(wire: PressWire, transport: TransportKind, request: pytest.FixtureRequest) -> Wire:
    return wire(API, f"{request.param}{PAGES}")


def run(api: Wire, sync: Callable[[Any], Any], asynchronous: Callable[[Any], Any]) -> Any:
    return api.call(asynchronous if api.asynchronous else sync)


async def awaited(value: Any) -> Any:
    return await value if hasattr(value, "__await__") else value


def raw(api: Wire, method: str, **arguments: Any) -> tuple[Any, Any]:
    """Return a raw response, and what it is parsed to."""

    def sync(client: Any) -> Any:
        response = getattr(client.x.with_raw_response, method)(**arguments)
        return response, response.parse()

    async def asynchronous(client: Any) -> Any:
        response = await getattr(client.x.with_raw_response, method)(**arguments)
        return response, await awaited(response.parse())

    return run(api, sync, asynchronous)


def test_a_raw_response_is_closed_and_parsed(api: Wire) -> None:
    api.server.answers = [answer(DOOR)]
    response, value = raw(api, "get", q="1")
    assert value == response.value == api.package.models.Door(is_closed=False)
    assert response.is_closed is True  # whatever the value says
    assert response.http_request.method == "GET"
    assert response.http_request.url.endswith("/x?q=1")
    assert response.http_request.headers.get("user-agent").startswith("inline")
    assert isinstance(response, api.package.APIResponse)


def test_a_raw_stream_is_open_until_it_is_closed(api: Wire) -> None:
    api.server.answers = [answer(EVENTS, content_type="text/event-stream")]

    def sync(client: Any) -> list[bool]:
        response = client.x.with_raw_response.watch()
        states = [response.is_closed]
        response.parse().close()
        return [*states, response.is_closed]

    async def asynchronous(client: Any) -> list[bool]:
        response = await client.x.with_raw_response.watch()
        states = [response.is_closed]
        await (await awaited(response.parse())).close()
        return [*states, response.is_closed]

    assert run(api, sync, asynchronous) == [False, True]


def test_the_response_of_a_stream_closes_it(api: Wire) -> None:
    api.server.answers = [answer(EVENTS, content_type="text/event-stream")]

    def sync(client: Any) -> Any:
        stream = client.x.watch()
        states = [stream.is_closed, stream.response.is_closed]
        stream.response.close()
        return [*states, stream.is_closed, stream.response.is_closed]

    async def asynchronous(client: Any) -> Any:
        stream = await client.x.watch()
        states = [stream.is_closed, stream.response.is_closed]
        await stream.response.aclose()
        await (await client.x.watch()).response.close()
        return [*states, stream.is_closed, stream.response.is_closed]

    assert run(api, sync, asynchronous) == [False, False, True, True]
    assert api.server.leaves_open(1)


def test_a_raw_stream_is_closed_once_it_is_read(api: Wire) -> None:
    api.server.answers = [answer(EVENTS, content_type="text/event-stream")]

    def sync(client: Any) -> Any:
        response = client.x.with_raw_response.watch()
        return len(list(response.value)), response.is_closed

    async def asynchronous(client: Any) -> Any:
        response = await client.x.with_raw_response.watch()
        return len([item async for item in response.value]), response.is_closed

    assert run(api, sync, asynchronous) == (2, True)


@pytest.mark.parametrize("reads", ["nothing", "parse", "iter_bytes"])
@pytest.mark.parametrize(
    ("method", "reply"),
    [
        ("get", answer(DOOR)),
        ("watch", answer(EVENTS, content_type="text/event-stream")),
        ("remove", answer(status=204, content_type=None)),
        ("load", answer(b"bytes", content_type="application/octet-stream")),
    ],
)
def test_a_streaming_response_is_open_within_its_block(
    api: Wire, method: str, reply: bytes, reads: str
) -> None:
    api.server.answers = [reply]

    def sync(client: Any) -> Any:
        with getattr(client.x.with_streaming_response, method)() as response:
            states = [response.is_closed]
            if reads == "parse":
                response.parse()
            if reads == "iter_bytes":
                list(response.iter_bytes())
        return [*states, response.is_closed]

    async def asynchronous(client: Any) -> Any:
        async with getattr(client.x.with_streaming_response, method)() as response:
            states = [response.is_closed]
            if reads == "parse":
                await response.parse()
            if reads == "iter_bytes":
                _ = [one async for one in response.iter_bytes()]
        return [*states, response.is_closed]

    assert run(api, sync, asynchronous) == [False, True]
    assert api.server.leaves_open(1)


def test_what_is_parsed_is_read(api: Wire) -> None:
    api.server.answers = [answer(DOOR)]

    def sync(client: Any) -> Any:
        response = client.x.with_streaming_response.get()
        return response.parse(), response.is_closed

    async def asynchronous(client: Any) -> Any:
        response = await client.x.with_streaming_response.get()
        return await response.parse(), response.is_closed

    assert run(api, sync, asynchronous) == (api.package.models.Door(is_closed=False), True)


def test_a_failure_in_the_block_closes_and_is_raised(api: Wire) -> None:
    api.server.answers = [answer(EVENTS, content_type="text/event-stream")]
    seen: list[Any] = []

    def sync(client: Any) -> None:
        with client.x.with_streaming_response.watch() as response:
            seen.append(response)
            raise LookupError

    async def asynchronous(client: Any) -> None:
        async with client.x.with_streaming_response.watch() as response:
            seen.append(response)
            raise LookupError

    with pytest.raises(LookupError):
        run(api, sync, asynchronous)
    assert seen[0].is_closed is True


def test_a_call_that_fails_is_raised_where_it_is_entered(api: Wire) -> None:
    api.server.answers = [answer({}, status=404)]

    def sync(client: Any) -> None:
        with client.x.with_streaming_response.get():
            raise AssertionError

    async def asynchronous(client: Any) -> None:
        async with client.x.with_streaming_response.get():
            raise AssertionError

    with pytest.raises(api.package.errors.NotFoundError):
        run(api, sync, asynchronous)


def test_pages_are_parsed_too(api: Wire) -> None:
    api.server.answers = [answer({"data": ["a"], "next": "n"}), answer({"data": ["b"]})]

    def sync(client: Any) -> Any:
        response = client.pages.with_raw_response.list()
        return list(response.parse()), response.is_closed

    async def asynchronous(client: Any) -> Any:
        response = await client.pages.with_raw_response.list()
        return [item async for item in await awaited(response.parse())], response.is_closed

    assert run(api, sync, asynchronous) == (["a", "b"], True)


def test_a_call_of_the_view_may_be_a_task(press: Press, wire: PressWire) -> None:
    api = wire(API, PAGES)
    if not api.asynchronous:
        return

    async def use(client: Any) -> Any:
        made = client.x.with_streaming_response.get()
        assert isinstance(made, Coroutine)
        response = await asyncio.create_task(made)
        async with response:
            return response.status_code

    assert api.call(use) == 200
    method = api.package.AsyncInline().x.with_streaming_response.get
    assert list(inspect.signature(method).parameters) == ["q", "options"]
    assert method.__name__ == "get"
    unused = api.package.AsyncInline().x.with_streaming_response.get()
    unused.close()  # nothing was asked for, and nothing is warned of


def test_an_awaited_response_is_a_kind_of_the_other(press: Press, wire: PressWire) -> None:
    api = wire(API, AWAITED)
    api.server.answers = [answer(DOOR)]
    response, value = raw(api, "get")
    if not api.asynchronous:
        assert type(response) is api.package.APIResponse
        return
    assert type(response) is api.package.AsyncAPIResponse
    again = pickle.loads(pickle.dumps(response))
    assert type(again) is api.package.AsyncAPIResponse
    assert asyncio.run(again.parse()) == value
    with pytest.raises(TypeError, match="nothing"):
        api.call(lambda client: client.x.with_raw_response.get(nothing=1))


def test_only_who_wants_it_has_it(press_files: PressFiles) -> None:
    assert not [path for path in press_files(API).files if path.endswith("client/awaited.py")]


def test_fakes_give_them(press: Press) -> None:
    package = press(API, AWAITED)
    testing = import_module(f"{package.__name__}.testing")

    async def use() -> Any:
        fake = testing.AsyncFakeInline()
        fake.x.get.returns(package.models.Door(is_closed=True))
        async with fake.x.with_streaming_response.get() as response:
            assert response.is_closed is False
            streamed = await response.parse()
        return streamed, await (await fake.x.with_raw_response.get()).parse()

    assert asyncio.run(use()) == (package.models.Door(is_closed=True),) * 2


USAGE = """
from PACKAGE import AsyncInline, Inline
from PACKAGE.models import Door

def program(client: Inline) -> None:
    response = client.x.with_raw_response.get()
    door: Door = response.parse()
    closed: bool = response.is_closed
    with client.x.with_streaming_response.get() as streamed:
        print(streamed.parse().is_closed, streamed.is_closed, door, closed)

async def asynchronous(client: AsyncInline) -> None:
    response = await client.x.with_raw_response.get()
    door: Door = AWAITresponse.parse()
    async with client.x.with_streaming_response.get() as streamed:
        other: Door = await streamed.parse()
        print(door, other, streamed.is_closed)
    async with await client.x.with_streaming_response.get() as again:
        print(again.status_code)
"""


@only_pydantic
@pytest.mark.parametrize("checker", [pyright, mypy])
@pytest.mark.parametrize(("config", "keyword"), [(PAGES, ""), (AWAITED, "await ")])
def test_type_checkers_know_them(
    press_files: PressFiles,
    tmp_path: Path,
    checker: Callable[[Path, Any, str], list[str]],
    config: str,
    keyword: str,
) -> None:
    """What is generic in responses is so whatever models are made of."""
    usage = USAGE.replace("AWAIT", keyword)
    assert checker(tmp_path, press_files(API, config), usage) == []
