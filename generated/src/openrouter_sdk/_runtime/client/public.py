# mypy: no-warn-return-any
"""What users hold: a client with what they may call, before the one that carries calls out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from ..base.options import RequestOptions
    from ..reply.response import APIResponse
    from .client import AsyncClient, SyncClient

AnyClient = TypeVar("AnyClient", bound="PublicClient | AsyncPublicClient")


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

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        options: RequestOptions | None = None,
    ) -> APIResponse[Any]:
        """Send a request that the description lacks, as all others are sent.

        Args:
            method: HTTP method.
            path: Below the server's URL: "/users/7". It is percent-encoded where it has to be.
            query: Query parameters; lists are repeated.
            headers: Header fields.
            body: Sent as JSON; bytes, files and what gives chunks are sent as they are. None sends
                no body.
            options: Changes for this call.

        Returns:
            The response; its `value` is what the JSON of the body says, text, or bytes.

        Raises:
            SDKError: Of the class that fits the failure; that of the default error for a status.
        """
        from .undescribed import request_steps

        steps = request_steps(self._client, method, path, query, headers, body, options)
        return self._client.drive(steps)

    def _with_options(self, **changes: Any) -> Self:
        """Make a client with other settings over the same connections."""
        return _copied(self, self._client.with_options(changes))

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

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        options: RequestOptions | None = None,
    ) -> APIResponse[Any]:
        """Send a request that the description lacks, as all others are sent.

        Args:
            method: HTTP method.
            path: Below the server's URL: "/users/7". It is percent-encoded where it has to be.
            query: Query parameters; lists are repeated.
            headers: Header fields.
            body: Sent as JSON; bytes, files and what gives chunks are sent as they are. None sends
                no body.
            options: Changes for this call.

        Returns:
            The response; its `value` is what the JSON of the body says, text, or bytes.

        Raises:
            SDKError: Of the class that fits the failure; that of the default error for a status.
        """
        from .undescribed import request_steps

        steps = request_steps(self._client, method, path, query, headers, body, options)
        return await self._client.drive(steps)

    def _with_options(self, **changes: Any) -> Self:
        """Make a client with other settings over the same connections."""
        return _copied(self, self._client.with_options(changes))

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


def _copied(public: AnyClient, client: Any) -> AnyClient:
    """Return another client of the same class, and of the same state but for its resources."""
    from .resource import AsyncResource, Resource

    state = vars(public).items()
    kept = {name: one for name, one in state if not isinstance(one, (Resource, AsyncResource))}
    copy = object.__new__(type(public))
    copy.__dict__.update(kept, _client=client)
    client.name = type(public).__name__
    return copy


def caller(client: PublicClient) -> SyncClient:
    """Return what carries out the calls of `client`, for standalone functions."""
    return client._client  # pyright: ignore[reportPrivateUsage]


def async_caller(client: AsyncPublicClient) -> AsyncClient:
    """Return what carries out the calls of `client`, for standalone functions."""
    return client._client  # pyright: ignore[reportPrivateUsage]
