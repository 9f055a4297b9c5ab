"""`Resource`, the base of generated groups of methods, and its views that return raw responses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from ..reply.download import Download
    from ..reply.response import APIResponse
    from .client import AsyncClient, SyncClient
    from .opening import AsyncOpening

P = ParamSpec("P")
R = TypeVar("R")
AnyResource = TypeVar("AnyResource", bound="Resource | AsyncResource")


class Resource:
    """A group of operations of a synchronous client."""

    __slots__ = ("__dict__", "_client")

    def __init__(self, client: SyncClient) -> None:
        """Keep the client that makes the calls."""
        self._client = client


class AsyncResource:
    """A group of operations of an asynchronous client."""

    __slots__ = ("__dict__", "_client")

    def __init__(self, client: AsyncClient) -> None:
        """Keep the client that makes the calls."""
        self._client = client


class _RawView:
    """A client whose `call` returns an `APIResponse`."""

    __slots__ = ("_client", "call", "paged")

    def __init__(self, client: SyncClient | AsyncClient) -> None:
        self._client: Any = client
        self.call = self.paged = client.call_raw

    @property
    def twin(self) -> _RawView:
        """The view of the asynchronous client beside a synchronous one."""
        return _RawView(self._client.twin)


def raw_resource(resource: AnyResource) -> AnyResource:
    """Return the same resource over a view of its client whose calls return raw responses."""
    view: Any = _RawView(resource._client)  # pyright: ignore[reportPrivateUsage]
    return type(resource)(view)


class _StreamingView:
    """A client whose `call` returns a `Download`."""

    __slots__ = ("_client", "call", "paged")

    def __init__(self, client: SyncClient | AsyncClient) -> None:
        self._client: Any = client
        self.call = self.paged = client.call_download

    @property
    def twin(self) -> _StreamingView:
        """The view of the asynchronous client beside a synchronous one."""
        return _StreamingView(self._client.twin)


def streaming_resource(resource: AnyResource) -> AnyResource:
    """Return the same resource over a view of its client whose calls return downloads."""
    view: Any = _StreamingView(resource._client)  # pyright: ignore[reportPrivateUsage]
    return type(resource)(view)


def streaming_method(method: Callable[P, R]) -> Callable[P, Download[R]]:
    """Tell type checkers that a method of a streaming resource returns a `Download`."""
    return cast("Callable[P, Download[R]]", method)


def async_streaming_method(method: Callable[P, Awaitable[R]]) -> Callable[P, AsyncOpening[R]]:
    """Return a method whose calls give an `AsyncDownload`, awaited or entered at once."""
    return cast("Callable[P, AsyncOpening[R]]", _Opening(method))


class Wrapped:
    """A method whose calls give something else; what is said of it stays."""

    __slots__ = ("__wrapped__",)

    def __init__(self, method: Callable[..., Any]) -> None:
        """Take the method."""
        self.__wrapped__ = method

    def __getattr__(self, name: str) -> Any:
        """Return what the method has, such as its name."""
        return getattr(self.__wrapped__, name)


class _Opening(Wrapped):
    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> AsyncOpening[Any]:
        from .opening import AsyncOpening

        return AsyncOpening[Any](self.__wrapped__(*args, **kwargs))


def raw_method(method: Callable[P, R]) -> Callable[P, APIResponse[R]]:
    """Tell type checkers that a method of a raw resource returns an `APIResponse`."""
    return cast("Callable[P, APIResponse[R]]", method)


def async_raw_method(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[APIResponse[R]]]:
    """Tell type checkers that a method of a raw resource returns an `APIResponse`."""
    return cast("Callable[P, Awaitable[APIResponse[R]]]", method)
