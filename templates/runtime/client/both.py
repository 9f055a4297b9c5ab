"""`BothClient`: a client whose methods are called, or awaited by other names.

This module is there only where clients have both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from .public import PublicClient

if TYPE_CHECKING:
    from types import TracebackType


class BothClient(PublicClient):
    """Base of the generated client: use it with `with`, or with `async with` if it is awaited."""

    async def aclose(self) -> None:
        """Give all connections back. A client that was passed in is left open."""
        await self._client.twin.aclose()
        self._client.close()

    async def __aenter__(self) -> Self:
        """Return the client itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        await self.aclose()
