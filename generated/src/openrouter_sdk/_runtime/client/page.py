"""`Page` and `AsyncPage`: the response of a call, and the way on to the pages after it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import aclosing, closing
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from ..models.model import Model
from .next_page import Asked, Way

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..base.options import RequestOptions
    from ..call.base_client import BaseClient
    from ..reply.caller import Call
    from ..reply.response import APIResponse

Item_co = TypeVar("Item_co", covariant=True)
Value_co = TypeVar("Value_co", covariant=True)
PageT_co = TypeVar("PageT_co", bound="AsyncPage[Any, Any]", covariant=True)

_OF_ONE_CALL = ("idempotency_key", "resume_token")
"""The options that do not hold for the pages that follow."""


class _Page(Generic[Item_co, Value_co]):
    """What pages of either kind of client have: the attributes of the response, and its items.

    A field of the response that is called as a method here is read from what `parse` returns.
    """

    if not TYPE_CHECKING:  # for checkers, nothing else could be a base beside it
        __slots__ = ("_asked", "_call", "_known", "_next", "_response", "_way")

    def __init__(
        self,
        client: BaseClient,
        operation: Operation[Any],
        asked: Asked,
        options: RequestOptions | None,
        response: APIResponse[Any],
    ) -> None:
        """Take what the page was asked for by, and the response that it came in."""
        assert operation.pages is not None
        kept: Any = {name: one for name, one in (options or {}).items() if name not in _OF_ONE_CALL}
        self._call: tuple[Any, Operation[Any], Any] = (client, operation, kept)
        self._way = Way(client, operation, operation.pages())
        self._asked = asked
        self._response = response
        self._next: Asked | None = None
        self._known = False

    def parse(self) -> Value_co:
        """Return the response as it is without pages: a model, or a list."""
        value: Value_co = self._response.value
        return value

    def has_next_page(self) -> bool:
        """Tell whether there is a page after this one, without asking for it.

        Where the response does not say so, there may be one, which then has no items.

        Raises:
            SDKError: The response leads back to a page that has been given already.
        """
        return self._following() is not None

    def resume_token(self) -> str | None:
        """Return what asks for the next page, as text to keep; None after the last.

        Give it to the same method, with the same arguments, as `options["resume_token"]`.

        Raises:
            SDKError: The response leads back to a page that has been given already.
        """
        from .resume_token import token_of

        following = self._following()
        if following is None:
            return None
        return token_of(self._way.pagination, following, self._response.headers.secrets)

    def _following(self) -> Asked | None:
        if not self._known:
            self._next = self._way.after(self._asked, self._response)
            self._known = True
        return self._next

    def _wanted(self) -> Asked:
        following = self._following()
        if following is None:
            client, operation, _ = self._call
            message = f"there is no page after this one ({operation.id}); has_next_page() tells"
            raise client.errors.request_validation(message)
        return following

    def _after(self, before: Self, asked: Asked) -> Self:
        """Go on with the way of the page before."""
        self._way, self._asked = before._way, asked
        return self

    def _items(self) -> list[Any]:
        return self._way.items(self._response)

    def __repr__(self) -> str:
        """Show the response."""
        return f"{type(self).__name__}({self._response.value!r})"

    if not TYPE_CHECKING:  # for checkers a page of a model is one, and has no other attributes

        @property
        def __class__(self) -> type:
            """A page of a model is an instance of it."""
            value = self._response.value
            return type(value) if isinstance(value, Model) else type(self)

        @property
        def __dict__(self) -> dict[str, Any]:
            """The fields of a model, which pydantic compares and writes by."""
            return self._response.value.__dict__

        def __getattr__(self, name: str) -> Any:
            """Return an attribute of the model; `data` is an array that is no member of one."""
            value = None if name in _Page.__slots__ else self._response.value
            if isinstance(value, Model):
                return getattr(value, name)
            if name == "data" and isinstance(value, list):
                return value
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=self)

        def __dir__(self) -> list[str]:
            """List the attributes of the model, too."""
            value = self._response.value
            more = dir(value) if isinstance(value, Model) else ()
            return sorted({*dir(type(self)), *more})

        def __eq__(self, other: object) -> bool:
            """Compare the response, with that of another page or as it is."""
            mine = self._response.value
            return mine == (other._response.value if isinstance(other, _Page) else other)

        __hash__ = None

        def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
            """Pickle and copy the response alone: there is no way on without the client."""
            return (_same, (self._response.value,))


def _same(value: Any) -> Any:
    return value


class Page(_Page[Item_co, Value_co]):
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
        return self._iterated(_checked(max_items), prefetch)

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


class AsyncPage(_Page[Item_co, Value_co]):
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
        return self._iterated(_checked(max_items), prefetch)

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
        return self._iterated(_checked(max_items), prefetch)

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


def _checked(max_items: int | None) -> int | None:
    if max_items is not None and max_items < 0:
        message = "max_items must not be negative"
        raise ValueError(message)
    return max_items


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
