"""`Page` and `AsyncPage`: the response of a call, and the way on to the pages after it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, closing
from itertools import islice
from typing import TYPE_CHECKING, Any, Self, cast

from .base_page import BasePage, Item_co, Value_co, checked
from .next_page import Asked

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..call.base_client import BaseClient
    from ..reply.caller import Call
    from ..reply.response import APIResponse


class Page(BasePage[Item_co, Value_co]):
    """The response of a call; iterating over it gives the items of this page and all after it."""

    if not TYPE_CHECKING:
        __slots__ = ()

    def __iter__(self) -> Generator[Item_co, None, None]:
        """Iterate over the items of this page and of all after it, asked for when needed.

        Raises:
            SDKError: A call failed; the items before it have been given.
        """
        return self.iterate()

    def iterate(
        self, *, max_items: int | None = None, prefetch: bool = False
    ) -> Generator[Item_co, None, None]:
        """Iterate over the items of this page and of all after it.

        Args:
            max_items: How many to give at most; no page is asked for that it does not need.
            prefetch: Whether to ask for the next page while the items of one are worked on, in a
                thread. Leaving the loop waits for a page that is under way.

        Raises:
            SDKError: A call failed; the items before it have been given.
            ValueError: `max_items` is negative.
        """
        return self._iterated(checked(max_items), prefetch)

    def _iterated(self, left: int | None, prefetch: bool) -> Generator[Any, None, None]:
        with closing(self._walked(left, prefetch)) as pages:
            for page, count in pages:
                yield from islice(page._items(), count)

    def pages(self, *, prefetch: bool = False) -> Generator[Self, None, None]:
        """Iterate over this page and all after it.

        Args:
            prefetch: Whether to ask for the next page while one is worked on, as in `iterate`.

        Raises:
            SDKError: A call failed; the pages before it have been given.
        """
        with closing(self._walked(None, prefetch)) as pages:
            for page, _ in pages:
                yield page

    def next_page(self) -> Self:
        """Ask for the page after this one.

        Raises:
            SDKError: The call failed, or there is none.
        """
        return self._ask(self._wanted())

    def _ask(self, asked: Asked) -> Self:
        client, operation, options = self._call
        response = client.call_raw(operation, asked.arguments, options, asked.link)
        return cast("Self", response.value)._after(self, asked)

    def _step(self) -> Self | None:
        following = self._following()
        return None if following is None else self._ask(following)

    def _walked(
        self, left: int | None, prefetch: bool
    ) -> Generator[tuple[Self, int | None], None, None]:
        """Yield this page and all after it until there are `left` items, and how many to take."""
        page: Self | None = self
        while page is not None:
            count, left = left, None if left is None else left - len(page._items())
            if left is not None and left <= 0:
                yield page, count
                return
            if not prefetch:
                yield page, count
                page = page._step()
                continue
            from .ahead import Ahead

            ahead: Ahead[Self | None]
            with Ahead(page._step) as ahead:
                yield page, count
                page = ahead.result()


class AsyncPage(BasePage[Item_co, Value_co]):
    """The response of a call; iterating over it gives the items of this page and all after it."""

    if not TYPE_CHECKING:
        __slots__ = ()

    def __aiter__(self) -> AsyncGenerator[Item_co, None]:
        """Iterate over the items of this page and of all after it, asked for when needed.

        Raises:
            SDKError: A call failed; the items before it have been given.
        """
        return self.iterate()

    def iterate(
        self, *, max_items: int | None = None, prefetch: bool = False
    ) -> AsyncGenerator[Item_co, None]:
        """Iterate over the items of this page and of all after it.

        Args:
            max_items: How many to give at most; no page is asked for that it does not need.
            prefetch: Whether to ask for the next page while the items of one are worked on, in a
                task of asyncio, which is cancelled with the iteration.

        Raises:
            SDKError: A call failed; the items before it have been given.
            ValueError: `max_items` is negative.
        """
        return self._iterated(checked(max_items), prefetch)

    async def _iterated(self, left: int | None, prefetch: bool) -> AsyncGenerator[Any, None]:
        async with aclosing(self._walked(left, prefetch)) as pages:
            async for page, count in pages:
                for item in islice(page._items(), count):
                    yield item

    async def pages(self, *, prefetch: bool = False) -> AsyncGenerator[Self, None]:
        """Iterate over this page and all after it.

        Args:
            prefetch: Whether to ask for the next page while one is worked on, as in `iterate`.

        Raises:
            SDKError: A call failed; the pages before it have been given.
        """
        async with aclosing(self._walked(None, prefetch)) as pages:
            async for page, _ in pages:
                yield page

    async def next_page(self) -> Self:
        """Ask for the page after this one.

        Raises:
            SDKError: The call failed, or there is none.
        """
        return await self._ask(self._wanted())

    async def _ask(self, asked: Asked) -> Self:
        client, operation, options = self._call
        response = await client.call_raw(operation, asked.arguments, options, asked.link)
        return cast("Self", response.value)._after(self, asked)

    async def _step(self) -> Self | None:
        following = self._following()
        return None if following is None else await self._ask(following)

    async def _walked(
        self, left: int | None, prefetch: bool
    ) -> AsyncGenerator[tuple[Self, int | None], None]:
        """Yield this page and all after it until there are `left` items, and how many to take."""
        page: Self | None = self
        while page is not None:
            count, left = left, None if left is None else left - len(page._items())
            if left is not None and left <= 0:
                yield page, count
                return
            if not prefetch:
                yield page, count
                page = await page._step()
                continue
            from .ahead import AsyncAhead

            ahead: AsyncAhead[Self | None]
            async with AsyncAhead(page._step) as ahead:
                yield page, count
                page = await ahead.result()


def make_page(
    client: BaseClient, operation: Operation[Any], call: Call, response: APIResponse[Any]
) -> Any:
    """Make the page that a response is, of the class that the operation has for it.

    Args:
        client: Asks for the pages after it.
        operation: One with pages.
        call: What asked for it.
        response: What came.
    """
    assert operation.pages is not None
    classes: tuple[Any, Any] = operation.pages().classes or (Page, AsyncPage)
    asked = Asked(call.arguments, call.link)
    return classes[client.asynchronous](client, operation, asked, call.options, response)
