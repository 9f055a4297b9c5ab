"""`Download` and `AsyncDownload`: bodies that are read as they come, or saved to a file."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.headers import Headers
from ..http.transport import TransportError
from .body import AsyncClosing, BufferedBody, Closing
from .failure import transport_error

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..http.transport import HTTPResponse
    from .caller import Call, Client


class _Received:
    """What `Download` and `AsyncDownload` share.

    Attributes:
        status_code: HTTP status.
        headers: Response headers, by name in any case.
    """

    def __init__(
        self, client: Client, operation: Operation[Any], call: Call, response: HTTPResponse
    ) -> None:
        """Start at the beginning of the body."""
        self._client = client
        self._operation = operation
        self._call = call
        self._body: Any = response.stream or BufferedBody(response.content)
        self.status_code = response.status_code
        self.headers = Headers(response.headers)
        self.http_response: Any = response.raw

    def _broken(self, error: TransportError) -> Exception:
        return transport_error(self._client.errors, self._operation, self._call, error)


def _partial(path: str | os.PathLike[str]) -> Path:
    """Return where a file is written until it is whole."""
    return Path(f"{os.fspath(path)}.part")


class Download(Closing, _Received):
    """The body of a successful response. Use it as a context manager, or read it to the end."""

    def __iter__(self) -> Iterator[bytes]:
        """Iterate over the chunks of the body as they come.

        Raises:
            SDKError: The connection broke.
        """
        try:
            yield from self._body
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            self.close()

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


class AsyncDownload(AsyncClosing, _Received):
    """The body of a successful response. Use it as a context manager, or read it to the end."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over the chunks of the body as they come.

        Raises:
            SDKError: The connection broke.
        """
        try:
            async for chunk in self._body:
                yield chunk
        except TransportError as error:
            raise self._broken(error) from error.__cause__
        finally:
            await self.aclose()

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
