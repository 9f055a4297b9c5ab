"""What users hold: a client with what they may call, before the one that carries calls out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    from types import TracebackType

    from .client import AsyncClient, SyncClient


class PublicClient:
    """Base of the generated synchronous client."""

    def __init__(self, client: SyncClient) -> None:
        """Keep the client that makes the calls."""
        self._client = client
        client.name = type(self).__name__

    def base_url(self) -> str:
        """Return the base URL of operations that have no server of their own.

        Raises:
            ValueError: The description has none that is absolute, and none was given.
        """
        return self._client.base_url()

    def close(self) -> None:
        """Give all connections back. A client that was passed in is left open."""
        self._client.close()

    def __enter__(self) -> Self:
        """Return the client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        self._client.close()

    def __repr__(self) -> str:
        """Show where the client sends to, and no credential."""
        return repr(self._client)

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a client holds credentials and connections."""
        self._client.__reduce__()


class AsyncPublicClient:
    """Base of the generated asynchronous client."""

    def __init__(self, client: AsyncClient) -> None:
        """Keep the client that makes the calls."""
        self._client = client
        client.name = type(self).__name__

    def base_url(self) -> str:
        """Return the base URL of operations that have no server of their own.

        Raises:
            ValueError: The description has none that is absolute, and none was given.
        """
        return self._client.base_url()

    async def aclose(self) -> None:
        """Give all connections back. A client that was passed in is left open."""
        await self._client.aclose()

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
        await self._client.aclose()

    def __repr__(self) -> str:
        """Show where the client sends to, and no credential."""
        return repr(self._client)

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a client holds credentials and connections."""
        self._client.__reduce__()


def caller(client: PublicClient) -> SyncClient:
    """Return what carries out the calls of `client`, for standalone functions."""
    return client._client  # pyright: ignore[reportPrivateUsage]


def async_caller(client: AsyncPublicClient) -> AsyncClient:
    """Return what carries out the calls of `client`, for standalone functions."""
    return client._client  # pyright: ignore[reportPrivateUsage]
