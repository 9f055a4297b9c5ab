"""Transports over pyreqwest, which the extra `fast` installs: less work for each call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Self

from pyreqwest.client import Client, ClientBuilder, SyncClient, SyncClientBuilder
from pyreqwest.exceptions import PyreqwestError

from ..limit import in_pieces
from ..transport import HTTPRequest, HTTPResponse
from .clients import Clients, Configure, limits_of
from .interrupt import Waiter, interruptible
from .request import (
    FastResponse,
    content_of,
    decoded,
    decoder_for,
    in_all,
    prepared,
    remaining_of,
    translated,
)

if TYPE_CHECKING:
    from types import TracebackType

    from pyreqwest.request import StreamRequest, SyncStreamRequest
    from pyreqwest.response import Response, SyncResponse


def _builder(clients: Clients[Any], request: HTTPRequest) -> Any:
    builder = prepared(clients.get(limits_of(request)), request, remaining_of(request))
    return builder.body_bytes(request.content) if request.content else builder


class FastTransport:
    """Sends requests of a synchronous client by pyreqwest. Many threads may use it.

    Pass it as `http_client`. Use it as a context manager, or call `close` when done. At most 98
    header fields of a response are read; one with more is refused.
    """

    def __init__(self, configure: Configure | None = None) -> None:
        """Set up the transport. No connection is made before the first call.

        Args:
            configure: Gets the builder of each client that is made (for a set of time limits), and
                returns it, with a proxy or certificates set, or whatever else pyreqwest offers.
                A `pyreqwest.client.SyncClientBuilder`; a `ClientBuilder` for bodies in pieces.
        """
        self._clients = Clients[SyncClient](SyncClientBuilder, configure)
        self._uploads = AsyncFastTransport(configure)

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `Transport.send`.

        Raises:
            TransportTimeout: It took longer than `request.timeout`.
            TransportError: The connection failed.
            RuntimeError: The transport is closed.
        """
        if in_pieces(request.content):
            from .upload import send_from_here

            return send_from_here(self._uploads, request)
        builder = _builder(self._clients, request)
        try:
            if request.stream:
                opened: SyncStreamRequest = builder.streamed_read_buffer_limit(0).build_streamed()
                response = interruptible(opened.__enter__, self._clients.abandon)
                stream = _Stream(opened, response, request)
                return FastResponse(response, stream=stream)
            response = interruptible(builder.build().send, self._clients.abandon)
            content = decoded(response, response.bytes().to_bytes())
        except PyreqwestError as error:
            raise translated(error, request.deadline) from error
        return FastResponse(response, content)

    def close(self) -> None:
        """Give all connections back."""
        for client in self._clients.close():
            client.close()
        if uploading := self._uploads.clients.close():
            from .upload import run

            run(_close(uploading))

    def __enter__(self) -> Self:
        """Return the transport itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the transport."""
        self.close()


class _Stream:
    """Body of a response; see `BodyStream`."""

    def __init__(
        self, opened: SyncStreamRequest, response: SyncResponse, request: HTTPRequest
    ) -> None:
        self._opened: SyncStreamRequest | None = opened
        self._response = response
        self._request = request
        self._waiter = Waiter()

    def __iter__(self) -> Iterator[bytes]:
        return content_of(self._response, self._received())

    def _received(self) -> Iterator[bytes]:
        read = self._response.body_reader.read_chunk
        try:
            while (chunk := self._waiter.call(read)) is not None:
                yield chunk.to_bytes()
        except PyreqwestError as error:
            raise translated(error, self._request.deadline) from error

    def read(self) -> bytes:
        limit = in_all(self._request)
        return b"".join([chunk for chunk in self if limit()])

    def close(self) -> None:
        opened, self._opened = self._opened, None
        left = self._waiter.left
        self._waiter.stop()
        if opened is not None and not left:
            opened.__exit__(None, None, None)


class AsyncFastTransport:
    """Sends requests of an asynchronous client by pyreqwest, under asyncio (not trio).

    Pass it as `http_client`. Use it as a context manager, or call `aclose` when done. A call that
    is cancelled while its answer is awaited goes on until its time limit: pyreqwest lets no one end
    it. A body that is being read is closed at once. At most 98 header fields are read.

    Attributes:
        clients: Those that it has made.
    """

    def __init__(self, configure: Configure | None = None) -> None:
        """Set up the transport. No connection is made before the first call.

        Args:
            configure: Gets the builder of each client that is made (for a set of time limits), a
                `pyreqwest.client.ClientBuilder`, and returns it, with a proxy or certificates set,
                or whatever else pyreqwest offers.
        """
        self.clients = Clients[Client](ClientBuilder, configure)

    async def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `AsyncTransport.send`.

        Raises:
            TransportTimeout: It took longer than `request.timeout`.
            TransportError: The connection failed.
            RuntimeError: The transport is closed.
        """
        if in_pieces(request.content):
            from .upload import send_in_pieces

            return await send_in_pieces(self.clients, request)
        builder = _builder(self.clients, request)
        try:
            if request.stream:
                opened: StreamRequest = builder.streamed_read_buffer_limit(0).build_streamed()
                response = await opened.__aenter__()
                stream = AsyncStream(opened, response, request)
                return FastResponse(response, stream=stream)
            response = await builder.build().send()
            content = decoded(response, (await response.bytes()).to_bytes())
        except PyreqwestError as error:
            raise translated(error, request.deadline) from error
        return FastResponse(response, content)

    async def aclose(self) -> None:
        """Give all connections back."""
        await _close(self.clients.close())

    async def __aenter__(self) -> Self:
        """Return the transport itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the transport."""
        await self.aclose()


async def _close(clients: list[Client]) -> None:
    for client in clients:
        await client.close()


class AsyncStream:
    """Body of a response; see `AsyncBodyStream`."""

    def __init__(self, opened: StreamRequest, response: Response, request: HTTPRequest) -> None:
        """Start at the beginning of the body; the limits of its request go on."""
        self._opened: StreamRequest | None = opened
        self._request = request
        self.response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over the chunks as they come."""
        decoder = decoder_for(self.response)
        try:
            while (chunk := await self.next()) is not None:
                if decoder is None:
                    yield chunk
                else:
                    for content in decoder.decode(chunk):
                        yield content
        except PyreqwestError as error:
            raise translated(error, self._request.deadline) from error
        if decoder is not None:
            for content in decoder.flush():
                yield content

    async def next(self) -> bytes | None:
        """Return the next chunk as it was received, None at the end."""
        chunk = await self.response.body_reader.read_chunk()
        return None if chunk is None else chunk.to_bytes()

    async def read(self) -> bytes:
        """Read all of it."""
        limit = in_all(self._request)
        return b"".join([chunk async for chunk in self if limit()])

    async def aclose(self) -> None:
        """Give the connection back."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.__aexit__(None, None, None)
