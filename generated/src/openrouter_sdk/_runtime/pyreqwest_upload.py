"""Bodies that pyreqwest sends in pieces: watched, so that each piece has its time, and no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from pyreqwest.exceptions import PyreqwestError

from .pyreqwest_clients import limits_of
from .pyreqwest_request import FastResponse, prepared, remaining_of, translated
from .pyreqwest_transport import AsyncStream
from .transport import TransportTimeout

if TYPE_CHECKING:
    from pyreqwest.client import Client
    from pyreqwest.request import StreamRequest
    from pyreqwest.response import Response

    from .pyreqwest_clients import Clients, Limits
    from .pyreqwest_transport import AsyncFastTransport
    from .transport import Content, HTTPRequest, HTTPResponse

T = TypeVar("T")
_PIECE = 65_536


async def send_in_pieces(clients: Clients[Client], request: HTTPRequest) -> HTTPResponse:
    """Send a request; see `AsyncTransport.send`.

    pyreqwest's limit for reading would be one for the whole upload, too, so the client has none.
    """
    remaining = remaining_of(request)
    limits = limits_of(request, remaining)
    client = clients.get(limits._replace(read=None, write=None))
    builder = prepared(client, request, remaining)
    watch = _Watch(limits)
    builder = builder.body_stream(watch.pieces(request.content))
    opened: StreamRequest = builder.streamed_read_buffer_limit(0).build_streamed()
    try:
        response = await watch.until(opened.__aenter__())
    except PyreqwestError as error:
        raise translated(error, request.deadline) from error
    stream = _WatchedStream(opened, response, limits.read)
    if request.stream:
        return FastResponse(response, stream=stream)
    content = await stream.read()
    return FastResponse(response, content)


class _Watch:
    """The clock of one upload: it runs while a piece is being sent, or the answer awaited."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._timer = asyncio.timeout(None)
        self._over = False

    async def pieces(self, content: Content) -> AsyncIterator[bytes]:
        """Give the body; the time that it takes to come by the next piece does not count."""
        async for piece in _awaited(content):
            self._expect(self._limits.write)
            yield piece
            self._expect(None)
        self._expect(self._limits.read)

    def _expect(self, seconds: float | None) -> None:
        if not self._over:  # a server may answer before it has all of the body
            now = asyncio.get_running_loop().time()
            self._timer.reschedule(None if seconds is None else now + seconds)

    async def until(self, response: Coroutine[Any, Any, Response]) -> Response:
        """Wait for the head of the response.

        Raises:
            TransportTimeout: The server has stopped taking the body, or does not answer.
        """
        try:
            async with self._timer:
                return await response
        except TimeoutError as error:
            raise _explained(error, self._timer) from error.__cause__
        finally:
            self._over = True


class _WatchedStream(AsyncStream):
    """Body of a response whose client does not limit the time that a chunk may take."""

    def __init__(self, opened: StreamRequest, response: Response, limit: float | None) -> None:
        super().__init__(opened, response)
        self._limit = limit

    async def next(self) -> bytes | None:
        timer = asyncio.timeout(self._limit)
        try:
            async with timer:
                return await super().next()
        except TimeoutError as error:
            raise _explained(error, timer) from error.__cause__

    async def read(self) -> bytes:
        try:
            return b"".join([chunk async for chunk in self])
        finally:
            await self.aclose()


def _explained(error: TimeoutError, timer: asyncio.Timeout) -> Exception:
    """Return what is to be raised: a timeout may also be pyreqwest's, or the body's own."""
    return TransportTimeout("timed out") if timer.expired() else error


async def _awaited(content: Content) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        for start in range(0, len(content), _PIECE):
            yield content[start : start + _PIECE]
    elif isinstance(content, AsyncIterable):
        async for piece in content:
            yield piece
    else:
        for piece in content or ():
            yield piece


def send_from_here(transport: AsyncFastTransport, request: HTTPRequest) -> HTTPResponse:
    """Send a request and wait for its response; see `Transport.send`.

    pyreqwest's synchronous client would iterate over the body in the one thread that serves all
    clients of the process: a slow body would hold up everyone, one that makes calls itself fail.
    """
    response = run(transport.send(request))
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
        try:
            while (chunk := run(self._stream.next())) is not None:
                yield chunk
        except PyreqwestError as error:
            raise translated(error) from error

    def read(self) -> bytes:
        return run(self._stream.read())

    def close(self) -> None:
        run(self._stream.aclose())
