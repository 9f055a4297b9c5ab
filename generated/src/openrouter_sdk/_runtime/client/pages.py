"""Pages of an operation's result: asked for one by one, while they are iterated over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from .functions import arguments_of
from .pagination import Asked

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..base.options import RequestOptions
    from .client import AsyncClient, SyncClient
    from .pagination import Pagination
    from .result import Err, Ok

T = TypeVar("T")


def pages(
    client: SyncClient,
    operation: Operation[T],
    pagination: Pagination,
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
) -> Iterator[T]:
    """Yield page after page, from the one that the arguments ask for to the last.

    Raises:
        SDKError: A call failed; the pages before it have been given.
    """
    from .next_page import NextPage

    following = NextPage(client, operation, pagination, Asked(arguments))
    while (asked := following.next) is not None:
        response = client.call_raw(operation, asked.arguments, options, asked.link)
        yield response.value
        following.go_on(response)


async def async_pages(
    client: AsyncClient,
    operation: Operation[T],
    pagination: Pagination,
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
) -> AsyncIterator[T]:
    """Yield page after page, as `pages` does."""
    from .next_page import NextPage

    following = NextPage(client, operation, pagination, Asked(arguments))
    while (asked := following.next) is not None:
        response = await client.call_raw(operation, asked.arguments, options, asked.link)
        yield response.value
        following.go_on(response)


def result_pages(
    client: SyncClient,
    operation: Operation[T],
    pagination: Pagination,
    request: object,
    options: RequestOptions | None,
) -> Iterator[Ok[T] | Err[Any]]:
    """Yield page after page as an `Ok`; an SDKError becomes an `Err`, which is the last."""
    from .result import Err, Ok

    try:
        arguments = arguments_of(client, operation, request)
        for page in pages(client, operation, pagination, arguments, options):
            yield Ok(page)
    except client.errors.base as error:
        yield Err(error)


async def async_result_pages(
    client: AsyncClient,
    operation: Operation[T],
    pagination: Pagination,
    request: object,
    options: RequestOptions | None,
) -> AsyncIterator[Ok[T] | Err[Any]]:
    """Yield page after page, as `result_pages` does."""
    from .result import Err, Ok

    try:
        arguments = arguments_of(client, operation, request)
        async for page in async_pages(client, operation, pagination, arguments, options):
            yield Ok(page)
    except client.errors.base as error:
        yield Err(error)
