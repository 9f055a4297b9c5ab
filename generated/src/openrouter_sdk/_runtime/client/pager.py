"""`AsyncPager`: the call of an asynchronous method that gives pages, to be awaited or iterated."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .base_page import Item_co, checked

if TYPE_CHECKING:
    from .page import AsyncPage

PageT_co = TypeVar("PageT_co", bound="AsyncPage[Any, Any]", covariant=True)


class AsyncPager(Coroutine[Any, Any, PageT_co], Generic[PageT_co, Item_co]):
    """What an asynchronous method with pages returns: to be awaited, or iterated over at once.

    Nothing is asked for before that.
    """

    __slots__ = ("_call", "_started")

    def __init__(self, call: Callable[[], Coroutine[Any, Any, PageT_co]]) -> None:
        """Take what makes the call."""
        self._call = call
        self._started: Coroutine[Any, Any, PageT_co] | None = None

    def __await__(self) -> Generator[Any, Any, PageT_co]:
        """Ask for the first page.

        Raises:
            SDKError: The call failed.
        """
        return self._call().__await__()

    def __aiter__(self) -> AsyncGenerator[Item_co, None]:
        """Iterate over the items of all pages, each asked for when needed.

        Raises:
            SDKError: A call failed; the items before it have been given.
        """
        return self.iterate()

    def iterate(
        self, *, max_items: int | None = None, prefetch: bool = False
    ) -> AsyncGenerator[Item_co, None]:
        """Iterate over the items of all pages, as `iterate` of the first page does.

        Raises:
            SDKError: A call failed; the items before it have been given.
            ValueError: `max_items` is negative.
        """
        return self._iterated(checked(max_items), prefetch)

    async def _iterated(self, left: int | None, prefetch: bool) -> AsyncGenerator[Any, None]:
        page = await self
        async with aclosing(page.iterate(max_items=left, prefetch=prefetch)) as items:
            async for item in items:
                yield item

    async def pages(self, *, prefetch: bool = False) -> AsyncGenerator[PageT_co, None]:
        """Iterate over all pages, as `pages` of the first page does.

        Raises:
            SDKError: A call failed; the pages before it have been given.
        """
        page = await self
        async with aclosing(page.pages(prefetch=prefetch)) as pages:
            async for one in pages:
                yield one

    # A coroutine, as other methods give, may be made a task of: so may this.

    def send(self, value: Any) -> Any:
        """Go on with the call."""
        if self._started is None:
            self._started = self._call()
        return self._started.send(value)

    def throw(self, *error: Any) -> Any:
        """Go on with an error."""
        if self._started is None:
            self._started = self._call()
        return self._started.throw(*error)

    def close(self) -> None:
        """End the call, if it has begun."""
        if self._started is not None:
            self._started.close()
