"""`StreamResponse`: what the items of a stream come in, which closes the stream, too."""

from __future__ import annotations

from typing import Any

from .response import APIResponse, recast


class StreamResponse(APIResponse[None]):
    """The response of a stream, without a value: to close it closes the stream."""

    __slots__ = ("_stream",)

    _stream: Any

    @property
    def is_closed(self) -> bool:
        """Whether the stream has ended or been closed."""
        return bool(self._stream.is_closed)

    def close(self) -> Any:
        """Close the stream; that of an asynchronous client is awaited."""
        return self._stream.close()

    async def aclose(self) -> None:
        """Close the stream of an asynchronous client."""
        await self._stream.aclose()


def stream_response(response: APIResponse[None], stream: Any) -> StreamResponse:
    """Return the response of a stream."""
    made = recast(response, StreamResponse)
    object.__setattr__(made, "_stream", stream)  # frozen for everyone else
    return made
