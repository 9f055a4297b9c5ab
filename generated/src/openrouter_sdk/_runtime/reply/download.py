# mypy: no-warn-return-any
"""`Download` and `AsyncDownload`: bodies that are read as they come, parsed, or saved to a file."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..base.headers import Headers
from ..http.transport import TransportError
from .body import AsyncClosing, BufferedBody, Closing
from .decode import Undecodable
from .failure import make, transport_error
from .pieces import Chunks, JSONValues, Splitter, TextLines
from .response import request_id, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..base.operation import Operation
    from ..http.effects import Steps
    from ..http.transport import HTTPResponse
    from .caller import Call, Client

T = TypeVar("T")
Piece = TypeVar("Piece")


class _Received(Generic[T]):
    """What `Download` and `AsyncDownload` share.

    Attributes:
        status_code: HTTP status.
        headers: Response headers, by name in any case.
        request_id: What the server calls this request in its own logs, if it says so.
        http_request: What was sent, credentials hidden.
        http_response: The response object of the HTTP library.
    """

    def __init__(
        self,
        client: Client,
        operation: Operation[Any],
        call: Call,
        response: HTTPResponse,
        finish: Callable[[], Steps],
    ) -> None:
        """Start at the beginning of the body; `finish` decodes it as the call would have."""
        self._client = client
        self._operation = operation
        self._call = call
        self._response = response
        self._finish = finish
        self._body: Any = response.stream or BufferedBody(response.content)
        request = call.request
        assert request is not None
        self.status_code = response.status_code
        self.headers = Headers(response.headers, request.secrets)
        self.request_id = request_id(self.headers)
        self.http_request = sent(request)
        self.http_response: Any = response.raw

    def _content_type(self) -> bytes | None:
        return self._response.header(b"content-type")

    def _invalid(self, error: Undecodable) -> Exception:
        request = self._call.request
        assert request is not None
        cls = self._client.errors.response_validation
        return make(cls, self._operation, request, self._response, str(error))

    def _broken(self, error: TransportError) -> Exception:
        return transport_error(self._client.errors, self._operation, self._call, error)


def _partial(path: str | os.PathLike[str]) -> Path:
    """Return where a file is written until it is whole."""
    return Path(f"{os.fspath(path)}.part")


class Download(Closing, _Received[T]):
    """The body of a successful response. Use it as a context manager, or read it to the end."""

    def __iter__(self) -> Iterator[bytes]:
        """Iterate over the chunks of the body as they come.

        Raises:
            SDKError: The connection broke.
        """
        return self._watched(self._chunks())

    def _watched(self, items: Generator[Piece, None, None]) -> Iterator[Piece]:
        if self._call.hooks is None:
            return items
        from .told import told

        return told(self._client, self._call.hooks, items)

    def _chunks(self) -> Generator[bytes, None, None]:
        try:
            yield from self._body
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            self.close()

    def parse(self) -> T:
        """Read what is left, and return the value that the call gives without this view.

        Raises:
            SDKError: The connection broke, or the body is not what its media type says.
        """
        value: T = self._client.drive(self._finish())
        if not isinstance(value, Closing):
            self.close()
        return value

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Iterate over the body in chunks: as they come, or of `chunk_size` bytes.

        Raises:
            SDKError: The connection broke.
        """
        return self._split(Chunks(chunk_size))

    def iter_lines(self) -> Iterator[str]:
        """Iterate over the lines of text, without their ends.

        Raises:
            SDKError: The connection broke.
        """
        return self._split(TextLines(self._content_type()))

    def iter_json(self) -> Iterator[Any]:
        """Iterate over the values: one of JSON, all those of JSON Lines, as plain data.

        Raises:
            SDKError: The connection broke, or it is no JSON.
        """
        return self._split(JSONValues(self._content_type()))

    def _split(self, splitter: Splitter[Piece]) -> Iterator[Piece]:
        return self._watched(self._pieces(splitter))

    def _pieces(self, splitter: Splitter[Piece]) -> Generator[Piece, None, None]:
        try:
            for chunk in self._chunks():
                yield from splitter.feed(chunk)
            yield from splitter.feed(b"", final=True)
        except Undecodable as error:
            raise self._invalid(error) from None

    def read(self) -> bytes:
        """Read all of it.

        Raises:
            SDKError: The connection broke.
        """
        return b"".join(self)

    def save_to(self, path: str | os.PathLike[str]) -> int:
        """Write the body to a file, which is there only when it is whole; return its length.

        Raises:
            SDKError: The connection broke.
            OSError: The file cannot be written.
        """
        part = _partial(path)
        length = 0
        try:
            with part.open("wb") as file:
                for chunk in self:
                    length += file.write(chunk)
            part.replace(path)
        finally:
            self.close()
            part.unlink(missing_ok=True)
        return length


class AsyncDownload(AsyncClosing, _Received[T]):
    """The body of a successful response. Use it as a context manager, or read it to the end."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over the chunks of the body as they come.

        Raises:
            SDKError: The connection broke.
        """
        return self._watched(self._chunks())

    def _watched(self, items: AsyncGenerator[Piece, None]) -> AsyncIterator[Piece]:
        if self._call.hooks is None:
            return items
        from .told import told_async

        return told_async(self._client, self._call.hooks, items)

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        try:
            async for chunk in self._body:
                yield chunk
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            await self.aclose()

    async def parse(self) -> T:
        """Read what is left, and return the value that the call gives without this view.

        Raises:
            SDKError: The connection broke, or the body is not what its media type says.
        """
        value: T = await self._client.drive(self._finish())
        if not isinstance(value, AsyncClosing):
            await self.aclose()
        return value

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Iterate over the body in chunks: as they come, or of `chunk_size` bytes.

        Raises:
            SDKError: The connection broke.
        """
        return self._split(Chunks(chunk_size))

    def iter_lines(self) -> AsyncIterator[str]:
        """Iterate over the lines of text, without their ends.

        Raises:
            SDKError: The connection broke.
        """
        return self._split(TextLines(self._content_type()))

    def iter_json(self) -> AsyncIterator[Any]:
        """Iterate over the values: one of JSON, all those of JSON Lines, as plain data.

        Raises:
            SDKError: The connection broke, or it is no JSON.
        """
        return self._split(JSONValues(self._content_type()))

    def _split(self, splitter: Splitter[Piece]) -> AsyncIterator[Piece]:
        return self._watched(self._pieces(splitter))

    async def _pieces(self, splitter: Splitter[Piece]) -> AsyncGenerator[Piece, None]:
        try:
            async with aclosing(self._chunks()) as chunks:
                async for chunk in chunks:
                    for piece in splitter.feed(chunk):
                        yield piece
            for piece in splitter.feed(b"", final=True):
                yield piece
        except Undecodable as error:
            raise self._invalid(error) from None

    async def read(self) -> bytes:
        """Read all of it.

        Raises:
            SDKError: The connection broke.
        """
        return b"".join([chunk async for chunk in self])

    async def save_to(self, path: str | os.PathLike[str]) -> int:
        """Write the body to a file, which is there only when it is whole; return its length.

        Raises:
            SDKError: The connection broke.
            OSError: The file cannot be written.
        """
        part = _partial(path)
        length = 0
        try:
            with part.open("wb") as file:
                async for chunk in self:
                    length += file.write(chunk)
            part.replace(path)
        finally:
            await self.aclose()
            part.unlink(missing_ok=True)
        return length
