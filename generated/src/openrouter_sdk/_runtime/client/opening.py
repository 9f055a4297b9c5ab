"""`AsyncOpening`: the call of an asynchronous streaming view, to be awaited or entered at once."""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from types import TracebackType

    from ..reply.download import AsyncDownload

R = TypeVar("R")


class AsyncOpening(Coroutine[Any, Any, "AsyncDownload[R]"], Generic[R]):
    """What an asynchronous streaming view returns: to be awaited, or used as a context manager.

    Nothing is asked for before that.
    """

    __slots__ = ("_call", "_download")

    def __init__(self, call: Coroutine[Any, Any, AsyncDownload[R]]) -> None:
        """Take the call."""
        self._call = call

    def __await__(self) -> Generator[Any, Any, AsyncDownload[R]]:
        """Make the call.

        Raises:
            SDKError: The call failed.
        """
        return self._call.__await__()

    async def __aenter__(self) -> AsyncDownload[R]:
        """Make the call.

        Raises:
            SDKError: The call failed.
        """
        self._download = await self._call
        return self._download

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give the connection back."""
        await self._download.aclose()

    # A coroutine, as other methods give, may be made a task of: so may this.

    def send(self, value: Any) -> Any:
        """Go on with the call."""
        return self._call.send(value)

    def throw(self, *error: Any) -> Any:
        """Go on with an error."""
        return self._call.throw(*error)

    def close(self) -> None:
        """End the call, if it has begun."""
        self._call.close()
