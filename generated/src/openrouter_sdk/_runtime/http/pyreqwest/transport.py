"""Transports over pyreqwest, which the extra `fast` installs: less work for each call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pyreqwest.client import Client, ClientBuilder, SyncClient, SyncClientBuilder
from pyreqwest.exceptions import PyreqwestError

from ..limit import in_pieces
from ..transport import HTTPRequest, HTTPResponse
from .clients import Clients, Configure, limits_of
from .interrupt import interruptible
from .request import FastResponse, decoded, prepared, remaining_of, translated
from .stream import AsyncStream, Stream

if TYPE_CHECKING:
    from types import TracebackType

    from pyreqwest.request import StreamRequest, SyncStreamRequest


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

    @property
    def authenticates(self) -> bool:
        """Whether what was configured may send credentials: a builder does not show it."""
        return self._clients.configured

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `Transport.send`.

        Raises:
            TransportTimeout: It took longer than `request.timeout`.
            TransportError: The connection failed.
            RuntimeError: The transport is closed.
        """
        if in_pieces(request.content):
            from .upload import send_from_here

            return send_from_here(self._uploads.send(request))
        builder = _builder(self._clients, request)
        try:
            if request.stream:
                opened: SyncStreamRequest = builder.streamed_read_buffer_limit(0).build_streamed()
                response = interruptible(opened.__enter__, self._clients.abandon)
                stream = Stream(opened, response, request)
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

    @property
    def authenticates(self) -> bool:
        """Whether what was configured may send credentials: a builder does not show it."""
        return self.clients.configured

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
