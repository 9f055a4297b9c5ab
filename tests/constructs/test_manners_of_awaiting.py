"""`[surface] async_methods = "suffix"`: one client, whose methods are called or awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import ByteServer, answer
from support.checkers import mypy, pyright
from support.models import only_pydantic, with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

API = """
security: [{key: []}]
paths:
  /x:
    get:
      operationId: get
      tags: [x]
      parameters: [{name: q, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}}}
    post:
      operationId: get_async
      tags: [x]
      responses: {'204': {description: ok}}
    put:
      operationId: watch
      tags: [x]
      requestBody:
        content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}
      responses:
        '200':
          description: ok
          content:
            application/json: {schema: {$ref: '#/components/schemas/X'}}
            text/event-stream: {schema: {$ref: '#/components/schemas/X'}}
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
  schemas: {X: {type: object, required: [a], properties: {a: {type: integer}}}}
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
PAGES = '[pagination.cursor]\ncursor = "after"\nresults = "data"\nnext_cursor = "next"\n'
SUFFIX = f'[surface]\nasync_methods = "suffix"\n{PAGES}'


def run(press: Press, server: ByteServer, use: Callable[[Any], Any], **given: Any) -> Any:
    package = press(API, SUFFIX)

    async def program() -> Any:
        async with package.Inline(api_key="k", server_url=server.url, **given) as client:
            return await use(client)

    return asyncio.run(program())


def test_a_method_is_called_or_awaited(press: Press, server: ByteServer) -> None:
    server.answers = [answer({"a": 1})]

    async def use(client: Any) -> Any:
        return client.x.get(q="1").a, (await client.x.get_async_(q="2")).a

    assert run(press, server, use, headers={"X-A": "1"}) == (1, 1)
    assert [one.target for one in server.received] == ["/x?q=1", "/x?q=2"]
    assert {one.headers["x-key"] + one.headers["x-a"] for one in server.received} == {"k1"}
    assert server.leaves_open(0)


def test_a_name_that_is_taken_gives_way(press: Press, server: ByteServer) -> None:
    server.answers = [answer(status=204, content_type=None)]

    async def use(client: Any) -> Any:
        return client.x.get_async(), await client.x.get_async_async()

    assert run(press, server, use) == (None, None)
    assert [one.method for one in server.received] == ["POST", "POST"]


def test_streams_and_pages_are_awaited(press: Press, server: ByteServer) -> None:
    events = b'data: {"a": 1}\n\ndata: {"a": 2}\n\n'
    pages = [{"data": ["p"], "next": "n"}, {"data": ["q"]}]
    server.answers = [answer(events, content_type="text/event-stream"), *map(answer, pages)]

    async def use(client: Any) -> Any:
        stream = await client.x.watch_async(stream=True)
        items = [item.a async for item in stream]
        return items + [item async for item in client.pages.list_async()]

    assert run(press, server, use) == [1, 2, "p", "q"]


def test_views_of_responses_are_awaited(press: Press, server: ByteServer) -> None:
    server.answers = [answer({"a": 1})]

    async def use(client: Any) -> Any:
        raw = await client.x.with_raw_response.get_async_()
        async with client.x.with_streaming_response.get_async_() as response:
            assert not response.is_closed
            return raw.status_code, raw.value.a, (await response.parse()).a

    assert run(press, server, use) == (200, 1, 1)


def test_another_client_is_awaited_too(press: Press, server: ByteServer) -> None:
    server.answers = [answer({}, status=503, headers={"Retry-After": "0"})]
    errors: list[Exception] = []

    async def use(client: Any) -> None:
        async with client.with_options(api_key="l", retries={"max_attempts": 2}) as other:
            try:
                await other.x.get_async_()
            except Exception as error:
                errors.append(error)

    run(press, server, use)
    assert type(errors[0]).__name__ == "InlineDefaultError"
    assert [one.headers["x-key"] for one in server.received] == ["l", "l"]


def test_a_program_that_awaits_nothing_has_one_client(press: Press, server: ByteServer) -> None:
    server.answers = [answer({"a": 1})]
    package = press(API, SUFFIX)
    with package.Inline(api_key="k", server_url=server.url) as client:
        assert client.x.get().a == 1
        assert client._client._twin is None


def test_fakes_answer_both(press: Press) -> None:
    package = press(API, SUFFIX)

    async def program() -> Any:
        async with import_module(f"{package.__name__}.testing").FakeInline() as fake:
            fake.x.get.returns(package.models.X(a=1), package.models.X(a=2))
            fake.x.get_async_.when(q="3").returns(package.models.X(a=3))
            found = (
                fake.x.get().a,
                (await fake.x.get_async_()).a,
                (await fake.x.get_async_(q="3")).a,
            )
            return found, len(fake.x.get.calls), len(fake.calls)

    assert asyncio.run(program()) == ((1, 2, 3), 3, 3)


USAGE = """
from PACKAGE import Inline
from PACKAGE.models import X

async def program(client: Inline) -> None:
    async with client:
        x: X = await client.x.get_async_(q="1")
        same: X = client.x.get(q="1")
        async for event in await client.x.watch_async(stream=True):
            print(event.a, x.a, same.a)
        whole: X = await client.x.watch_async()
        async for item in client.pages.list_async():
            print(item.upper(), whole.a)
        raw = await client.x.with_raw_response.get_async_()
        print(raw.value.a)
        async with client.x.with_streaming_response.get_async_() as response:
            print((await response.parse()).a)
"""


@only_pydantic
@pytest.mark.parametrize("checker", [pyright, mypy])
def test_type_checkers_know_them(
    press_files: PressFiles, tmp_path: Path, checker: Callable[[Path, Any, str], list[str]]
) -> None:
    """Signatures are the same whatever models are made of."""
    assert checker(tmp_path, press_files(API, SUFFIX), USAGE) == []
