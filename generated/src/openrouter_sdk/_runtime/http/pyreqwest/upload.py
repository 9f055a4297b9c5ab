"""Bodies that pyreqwest sends in pieces: watched, so that each piece has its time, and no more."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from pyreqwest.exceptions import PyreqwestError

from ..limit import Limit
from ..pieces import timed_async
from ..transport import TransportTimeout
from .clients import NO_LIMITS
from .request import FastResponse, content_of, prepared, translated
from .stream import AsyncStream

if TYPE_CHECKING:
    from pyreqwest.client import Client
    from pyreqwest.request import StreamRequest
    from pyreqwest.response import Response

    from ..transport import HTTPRequest, HTTPResponse
    from .clients import Clients

T = TypeVar("T")


async def send_in_pieces(clients: Clients[Client], request: HTTPRequest) -> HTTPResponse:
    """Send a request; see `AsyncTransport.send`.

    pyreqwest's limit for reading would be one for the whole upload, too, so the client has none.
    """
    limit = Limit(request)
    builder = prepared(clients.get(NO_LIMITS), request, None)
    builder = builder.body_stream(timed_async(request.content, limit))
    opened: StreamRequest = builder.streamed_read_buffer_limit(0).build_streamed()
    try:
        async with limit.timing(TransportTimeout):
            response = await opened.__aenter__()
    except PyreqwestError as error:
        raise translated(error, request.deadline) from error
    stream = _WatchedStream(opened, response, request, limit)
    if request.stream:
        return FastResponse(response, stream=stream)
    content = await stream.read()
    return FastResponse(response, content)


class _WatchedStream(AsyncStream):
    """Body of a response whose client does not limit the time that a chunk may take."""

    def __init__(
        self, opened: StreamRequest, response: Response, request: HTTPRequest, limit: Limit
    ) -> None:
        super().__init__(opened, response, request)
        self._limit = limit

    async def next(self) -> bytes | None:
        if self._limit.stepwise:
            self._limit.read()
        async with self._limit.timing(TransportTimeout):
            return await super().next()

    async def read(self) -> bytes:
        self._limit.finish()
        try:
            return b"".join([chunk async for chunk in self])
        finally:
            await self.aclose()


def send_from_here(sending: Coroutine[Any, Any, HTTPResponse]) -> HTTPResponse:
    """Wait for the response to a request that an asynchronous client sends.

    pyreqwest's synchronous client would iterate over the body in the one thread that serves all
    clients of the process: a slow body would hold up everyone, one that makes calls itself fail.
    """
    response = run(sending)
    if isinstance(response.stream, AsyncStream):
        response.stream = _Driven(response.stream)
    return response


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end: in this thread, or if that has an event loop, in another one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _run(coroutine)
    from concurrent.futures import ThreadPoolExecutor
    from contextvars import copy_context

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, _run, coroutine).result()


def _run(coroutine: Coroutine[Any, Any, T]) -> T:
    # With a factory the runner leaves the thread's own (current, not running) loop alone.
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(coroutine)


class _Driven:
    """Body of a response; see `BodyStream`."""

    def __init__(self, stream: AsyncStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return content_of(self._stream.response, self._received())

    def _received(self) -> Iterator[bytes]:
        try:
            while (chunk := run(self._stream.next())) is not None:
                yield chunk
        except PyreqwestError as error:
            raise translated(error) from error

    def read(self) -> bytes:
        return run(self._stream.read())

    def close(self) -> None:
        run(self._stream.aclose())
