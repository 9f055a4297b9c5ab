"""Bodies as streams and downloads hold them: closed at the end of a `with`, or there already."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from ..http.transport import AsyncBodyStream, BodyStream


class Closing:
    """What holds a body, and with it a connection, until it is closed."""

    _body: BodyStream
    _is_closed = False

    @property
    def is_closed(self) -> bool:
        """Whether it has been read to its end, or closed."""
        return self._is_closed

    def close(self) -> None:
        """Give the connection back; the rest of the body is lost."""
        self._is_closed = True
        self._body.close()

    def __enter__(self) -> Self:
        """Return the object itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


class AsyncClosing:
    """The same for a body that is read asynchronously."""

    _body: AsyncBodyStream
    _is_closed = False

    @property
    def is_closed(self) -> bool:
        """Whether it has been read to its end, or closed."""
        return self._is_closed

    async def aclose(self) -> None:
        """Give the connection back; the rest of the body is lost."""
        self._is_closed = True
        await self._body.aclose()

    async def __aenter__(self) -> Self:
        """Return the object itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        await self.aclose()


class BufferedBody:
    """A body that has come already: a stream of the pieces that it is made of."""

    def __init__(self, *pieces: bytes) -> None:
        """Take the pieces."""
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        """Iterate over the pieces."""
        return iter(self._pieces)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over the pieces."""
        for piece in self._pieces:
            yield piece

    def read(self) -> bytes:
        """Return all of it."""
        return b"".join(self._pieces)

    def close(self) -> None:
        """Do nothing: there is no connection."""

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""
