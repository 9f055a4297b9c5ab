"""Bodies of httpx2's responses: each piece in time, and all of what was coded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2

from ..limit import Limit
from .clock import limited


def undo_codings(response: httpx2.Response) -> None:
    """Give a response what undoes its content codings: httpx2's does not see if the end is missing.

    Raises:
        TransportError: There are too many codings.
    """
    codings = [value for name, value in response.headers.raw if name.lower() == b"content-encoding"]
    if codings:
        from ..codings import decoder_of

        decoder = decoder_of(b",".join(codings).decode("latin-1"))
        if decoder is not None:
            setattr(response, "_decoder", decoder)  # noqa: B010 - httpx2 lets no one choose it


class Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The body of a response, each piece of which must come by a limit."""

    def __init__(self, stream: Any, limit: Limit) -> None:
        """Wrap httpx2's own."""
        self._stream = stream
        self._limit = limit

    def __iter__(self) -> Iterator[bytes]:
        """Iterate over the pieces as they come."""
        limit = self._limit
        chunks = limited(limit, iter(self._stream))
        while True:
            if limit.stepwise:
                limit.read()
            chunk = next(chunks, None)
            if chunk is None:
                return
            if limit.is_over():
                raise httpx2.ReadTimeout(limit.overdue())
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over the pieces as they come."""
        limit = self._limit
        chunks = aiter(self._stream)
        while True:
            if limit.stepwise:
                limit.read()
            async with limit.timing(httpx2.ReadTimeout):
                chunk = await anext(chunks, None)
            if chunk is None:
                return
            yield chunk

    @property
    def elapsed(self) -> Any:
        """How long the whole response took."""
        return self._stream.elapsed

    def close(self) -> None:
        """Give the connection back."""
        self._stream.close()

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._stream.aclose()
