"""Pages that are asked for ahead: what is on its way, and what is left of it by who leaves."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sdk_runtime.client.ahead import AsyncAhead
from sdk_runtime.http.transport import HTTPRequest, HTTPResponse, TransportError

from runtime.listed import FAST, listing, rows, three_pages
from runtime.script import AsyncScript, Script, reply


def test_the_next_page_is_on_its_way_while_one_is_worked_on() -> None:
    asked = threading.Event()

    def second(_: HTTPRequest) -> HTTPResponse:
        asked.set()
        return reply({"data": rows("b"), "next": None})

    page: Any = Script(reply({"data": rows("a"), "next": "2"}), second).client().call(listing(), {})
    items: Iterator[Any] = page.iterate(prefetch=True)
    next(items)
    assert asked.wait(5), "it has been asked for before anyone wants it"
    assert next(items).date == "b"
    assert next(items, None) is None


def test_leaving_a_loop_leaves_no_thread() -> None:
    started, done = threading.Event(), threading.Event()

    def slow(_: HTTPRequest) -> HTTPResponse:
        started.set()
        time.sleep(0.05)
        done.set()
        raise TransportError("nobody is told")

    page: Any = (
        Script(reply({"data": rows("a"), "next": "2"}), slow).client().call(listing(), {}, FAST)
    )
    before = threading.active_count()
    for _ in page.iterate(prefetch=True):
        assert started.wait(5)
        break
    assert done.is_set()
    assert threading.active_count() == before
    for one in page.pages(prefetch=True):
        assert one is page
        break
    assert threading.active_count() == before


def test_leaving_a_loop_leaves_no_task() -> None:
    class Slow(AsyncScript):
        cancelled = 0

        async def send(self, request: HTTPRequest) -> HTTPResponse:  # type: ignore[override]
            if self.sent:
                try:
                    await asyncio.sleep(60)
                except asyncio.CancelledError:
                    self.cancelled += 1
                    raise
            return await super().send(request)

    async def left(script: Slow, broken: bool) -> None:
        items: AsyncIterator[Any] = script.client().paged(listing(), {}).iterate(prefetch=True)
        async for _ in items:
            await asyncio.sleep(0.01)
            if broken:
                break
        del items
        gc.collect()
        await asyncio.sleep(0.01)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    async def cancelled(script: Slow) -> None:
        task = asyncio.create_task(left(script, broken=False))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    async def both() -> None:
        for run in (lambda one: left(one, broken=True), cancelled):
            script = Slow(reply({"data": rows("a"), "next": "2"}))
            await run(script)
            assert script.cancelled == 1

    asyncio.run(both())


def test_an_error_that_nobody_reaches_is_not_told() -> None:
    answers = (reply({"data": rows("a"), "next": "2"}), TransportError("broken"))
    told: list[Any] = []

    async def left() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        script = AsyncScript(*answers)
        page: Any = await script.client().paged(listing(), {}, FAST)
        items = page.iterate(prefetch=True)
        async for _ in items:
            await asyncio.sleep(0.01)
            break
        await items.aclose()
        assert len(script.sent) == 2
        gc.collect()

    asyncio.run(left())
    assert told == []


def test_what_runs_no_loop_of_asyncio_has_no_tasks() -> None:
    with pytest.raises(RuntimeError, match="prefetch needs asyncio"):
        AsyncAhead(three_pages)  # type: ignore[arg-type]
