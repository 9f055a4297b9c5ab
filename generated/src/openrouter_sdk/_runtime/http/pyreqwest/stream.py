"""Bodies of pyreqwest's responses, read as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from pyreqwest.exceptions import PyreqwestError

from .interrupt import Waiter
from .request import content_of, decoder_for, held, in_all, translated

if TYPE_CHECKING:
    from pyreqwest.request import StreamRequest, SyncStreamRequest
    from pyreqwest.response import Response, SyncResponse

    from ..transport import HTTPRequest


class Stream:
    """Body of a response; see `BodyStream`."""

    def __init__(
        self, opened: SyncStreamRequest, response: SyncResponse, request: HTTPRequest
    ) -> None:
        self._opened: SyncStreamRequest | None = opened
        self.response = response
        self._request = request
        self._waiter = Waiter()

    def __iter__(self) -> Iterator[bytes]:
        return content_of(self.response, self._received())

    def _received(self) -> Iterator[bytes]:
        read = self.response.body_reader.read_chunk
        try:
            while (chunk := self._waiter.call(read)) is not None:
                yield chunk.to_bytes()
        except PyreqwestError as error:
            raise translated(error, self._request.deadline) from error
        self._waiter.stop()

    def read(self) -> bytes:
        limit = in_all(self._request)
        content = b"".join([chunk for chunk in self if limit()])
        self.response = held(self.response, content).build_sync()
        return content

    def close(self) -> None:
        opened, self._opened = self._opened, None
        left = self._waiter.left
        self._waiter.stop()
        if opened is not None and not left:
            opened.__exit__(None, None, None)


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
        content = b"".join([chunk async for chunk in self if limit()])
        self.response = await held(self.response, content).build()
        return content

    async def aclose(self) -> None:
        """Give the connection back."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.__aexit__(None, None, None)
