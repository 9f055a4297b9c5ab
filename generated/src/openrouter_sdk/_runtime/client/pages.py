"""Pages of an operation's result: asked for one by one, while they are iterated over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .functions import arguments_of

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..base.options import RequestOptions
    from .client import AsyncClient, SyncClient
    from .page import Page
    from .result import Err, Ok


def pages(
    client: SyncClient,
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
) -> Iterator[Any]:
    """Yield page after page, from the one that the arguments ask for to the last.

    Raises:
        SDKError: A call failed; the pages before it have been given.
    """
    first: Page[Any, Any] = client.call(operation, arguments, options)
    yield from first.pages()


def async_pages(
    client: AsyncClient,
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
) -> AsyncIterator[Any]:
    """Yield page after page, as `pages` does."""
    return client.paged(operation, arguments, options).pages()


def result_pages(
    client: SyncClient, operation: Operation[Any], request: object, options: RequestOptions | None
) -> Iterator[Ok[Any] | Err[Any]]:
    """Yield page after page as an `Ok`; an SDKError becomes an `Err`, which is the last."""
    from .result import Err, Ok

    try:
        arguments = arguments_of(client, operation, request)
        for page in pages(client, operation, arguments, options):
            yield Ok(page)
    except client.errors.base as error:
        yield Err(error)


async def async_result_pages(
    client: AsyncClient, operation: Operation[Any], request: object, options: RequestOptions | None
) -> AsyncIterator[Ok[Any] | Err[Any]]:
    """Yield page after page, as `result_pages` does."""
    from .result import Err, Ok

    try:
        arguments = arguments_of(client, operation, request)
        async for page in async_pages(client, operation, arguments, options):
            yield Ok(page)
    except client.errors.base as error:
        yield Err(error)
