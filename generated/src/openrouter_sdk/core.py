"""The configured clients, for standalone functions: they carry no resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ._runtime.client.client import AsyncClient, SyncClient
from ._runtime.client.public import AsyncPublicClient, PublicClient
from ._spec import SPEC

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from typing import Literal, Self

    import httpx2

    from ._runtime.base.drift import Drift
    from ._runtime.base.hooks import AsyncHook, Hook
    from ._runtime.base.operation import RetryPolicy
    from ._runtime.base.options import RetryOptions
    from ._runtime.http.transport import AsyncTransport, Transport


class OpenRouterCore(PublicClient):
    """Client for OpenRouter API without resources, for standalone functions.

    Use it as a context manager, or call `close` when done.
    """

    _implementation: ClassVar[type[SyncClient]] = SyncClient

    def __init__(
        self,
        *,
        api_key: str | Callable[[], str] | None = None,
        server_url: str | None = None,
        server: Literal["production"] | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        timeout: float | httpx2.Timeout | None = None,
        retries: RetryOptions | RetryPolicy | Literal[False] | None = None,
        strict: bool = False,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.Client | Transport | None = None,
        on_drift: Callable[[Drift], None] | None = None,
        hooks: Sequence[Hook] | None = None,
    ) -> None:
        """Set up the client. No connection is made before the first call.

        Args:
            api_key: An OpenRouter key, sent as a bearer token. A callable is asked for each
                request. Read from `OPENROUTER_API_KEY` when left out.
            server_url: Base URL in place of the description's servers. Read from
                `OPENROUTER_BASE_URL` when it and `server` are left out.
            server: Which of the description's servers to use.
            http_referer: Sent as `HTTP-Referer`. Calls may override it.
            app_title: Sent as `X-OpenRouter-Title`. Calls may override it.
            app_categories: Sent as `X-OpenRouter-Categories`. Calls may override it.
            timeout: Seconds that one attempt may take; 60 when left out.
            retries: Changes to the retry policy; False switches retries off.
            strict: Whether a response that differs from the description raises an error.
            headers: Header fields sent with every request.
            http_client: Your own HTTP client or transport; it is not closed with this one.
            on_drift: Called for each place where a response differs from the description.
            hooks: Objects that are told of each call, and may add header fields.
        """
        super().__init__(
            self._implementation(
                SPEC,
                credentials={"apiKey": api_key},
                global_arguments={
                    "http_referer": http_referer,
                    "app_title": app_title,
                    "app_categories": app_categories,
                },
                server_url=server_url,
                server=server,
                timeout=timeout,
                retries=retries,
                strict=strict,
                headers=headers,
                http_client=http_client,
                on_drift=on_drift,
                hooks=hooks,
            )
        )

    def with_options(
        self,
        *,
        api_key: str | Callable[[], str] | None = None,
        server_url: str | None = None,
        server: Literal["production"] | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        timeout: float | httpx2.Timeout | None = None,
        retries: RetryOptions | RetryPolicy | Literal[False] | None = None,
        strict: bool | None = None,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.Client | Transport | None = None,
        on_drift: Callable[[Drift], None] | None = None,
        hooks: Sequence[Hook] | None = None,
    ) -> Self:
        """Return a client with other settings over the same connections.

        Arguments are those of the constructor. What is left out, or None, stays as it is;
        `headers` and `retries` are added to those that this client has. `close` closes the
        connections where they were made, by this client.
        """
        return self._with_options(
            credentials={"apiKey": api_key},
            global_arguments={
                "http_referer": http_referer,
                "app_title": app_title,
                "app_categories": app_categories,
            },
            server_url=server_url,
            server=server,
            timeout=timeout,
            retries=retries,
            strict=strict,
            headers=headers,
            http_client=http_client,
            on_drift=on_drift,
            hooks=hooks,
        )


class AsyncOpenRouterCore(AsyncPublicClient):
    """Asynchronous client for OpenRouter API without resources, for standalone functions.

    Use it as a context manager, or call `aclose` when done.
    """

    _implementation: ClassVar[type[AsyncClient]] = AsyncClient

    def __init__(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        server_url: str | None = None,
        server: Literal["production"] | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        timeout: float | httpx2.Timeout | None = None,
        retries: RetryOptions | RetryPolicy | Literal[False] | None = None,
        strict: bool = False,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.AsyncClient | AsyncTransport | None = None,
        on_drift: Callable[[Drift], None] | None = None,
        hooks: Sequence[AsyncHook] | None = None,
    ) -> None:
        """Set up the client. No connection is made before the first call.

        Args:
            api_key: An OpenRouter key, sent as a bearer token. A callable is asked for each
                request. Read from `OPENROUTER_API_KEY` when left out.
            server_url: Base URL in place of the description's servers. Read from
                `OPENROUTER_BASE_URL` when it and `server` are left out.
            server: Which of the description's servers to use.
            http_referer: Sent as `HTTP-Referer`. Calls may override it.
            app_title: Sent as `X-OpenRouter-Title`. Calls may override it.
            app_categories: Sent as `X-OpenRouter-Categories`. Calls may override it.
            timeout: Seconds that one attempt may take; 60 when left out.
            retries: Changes to the retry policy; False switches retries off.
            strict: Whether a response that differs from the description raises an error.
            headers: Header fields sent with every request.
            http_client: Your own HTTP client or transport; it is not closed with this one.
            on_drift: Called for each place where a response differs from the description.
            hooks: Objects that are told of each call, and may add header fields.
        """
        super().__init__(
            self._implementation(
                SPEC,
                credentials={"apiKey": api_key},
                global_arguments={
                    "http_referer": http_referer,
                    "app_title": app_title,
                    "app_categories": app_categories,
                },
                server_url=server_url,
                server=server,
                timeout=timeout,
                retries=retries,
                strict=strict,
                headers=headers,
                http_client=http_client,
                on_drift=on_drift,
                hooks=hooks,
            )
        )

    def with_options(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        server_url: str | None = None,
        server: Literal["production"] | None = None,
        http_referer: str | None = None,
        app_title: str | None = None,
        app_categories: str | None = None,
        timeout: float | httpx2.Timeout | None = None,
        retries: RetryOptions | RetryPolicy | Literal[False] | None = None,
        strict: bool | None = None,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.AsyncClient | AsyncTransport | None = None,
        on_drift: Callable[[Drift], None] | None = None,
        hooks: Sequence[AsyncHook] | None = None,
    ) -> Self:
        """Return a client with other settings over the same connections.

        Arguments are those of the constructor. What is left out, or None, stays as it is;
        `headers` and `retries` are added to those that this client has. `aclose` closes the
        connections where they were made, by this client.
        """
        return self._with_options(
            credentials={"apiKey": api_key},
            global_arguments={
                "http_referer": http_referer,
                "app_title": app_title,
                "app_categories": app_categories,
            },
            server_url=server_url,
            server=server,
            timeout=timeout,
            retries=retries,
            strict=strict,
            headers=headers,
            http_client=http_client,
            on_drift=on_drift,
            hooks=hooks,
        )
