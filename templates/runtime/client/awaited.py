"""`AsyncAPIResponse`: a raw response whose `parse` is awaited, as that of a streaming one is.

This module is there only where the raw responses of asynchronous clients are such.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, TypeVar, cast

from ..reply.response import APIResponse, recast
from .resource import Wrapped

P = ParamSpec("P")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)


class AsyncAPIResponse(APIResponse[T_co]):
    """A successful response to an asynchronous client: an `APIResponse`, but for `parse`."""

    __slots__ = ()

    async def parse(self) -> T_co:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the decoded body."""
        return self.value

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy all of it; the HTTP response without the credentials that were sent."""
        return (AsyncAPIResponse, super().__reduce__()[1])


def async_raw_method(
    method: Callable[P, Awaitable[R]],
) -> Callable[P, Awaitable[AsyncAPIResponse[R]]]:
    """Return a method whose calls give an `AsyncAPIResponse`."""
    return cast("Callable[P, Awaitable[AsyncAPIResponse[R]]]", _Awaited(method))


class _Awaited(Wrapped):
    __slots__ = ()

    async def __call__(self, *args: Any, **kwargs: Any) -> AsyncAPIResponse[Any]:
        response: APIResponse[Any] = await self.__wrapped__(*args, **kwargs)
        kind: type[AsyncAPIResponse[Any]] = AsyncAPIResponse
        return recast(response, kind)
