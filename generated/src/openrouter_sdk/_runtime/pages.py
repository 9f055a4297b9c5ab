"""Pages of an operation's result: asked for one by one, while they are iterated over."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from .client import AsyncClient, SyncClient
    from .operation import Operation
    from .options import RequestOptions

T = TypeVar("T")
Path = tuple[str | int, ...]


class Pagination(NamedTuple):
    """How the next page is asked for.

    Attributes:
        offset: Argument for how many results to skip.
        page: Argument for the number of the page.
        cursor: Argument for what the page before gave as the place to go on.
        limit: Argument for how many results a page holds.
        first: Offset or number of the first page.
        results: Path of the results in the response.
        next_cursor: Path of the cursor of the next page.
        number_of_pages: Path of the number of pages.
    """

    offset: str = ""
    page: str = ""
    cursor: str = ""
    limit: str = ""
    first: int = 0
    results: Path | None = None
    next_cursor: Path | None = None
    number_of_pages: Path | None = None


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
    given: Mapping[str, Any] | None = arguments
    while given is not None:
        response = client.call_raw(operation, given, options)
        yield response.value
        given = following(pagination, given, response.body)


async def async_pages(
    client: AsyncClient,
    operation: Operation[T],
    pagination: Pagination,
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
) -> AsyncIterator[T]:
    """Yield page after page, as `pages` does."""
    given: Mapping[str, Any] | None = arguments
    while given is not None:
        response = await client.call_raw(operation, given, options)
        yield response.value
        given = following(pagination, given, response.body)


def following(
    pagination: Pagination, arguments: Mapping[str, Any], body: bytes
) -> Mapping[str, Any] | None:
    """Return the arguments for the page after the one whose body is given; None after the last."""
    try:
        data = json.loads(body)
    except ValueError:
        return None
    if pagination.cursor:
        return _with_cursor(pagination, arguments, data)
    count = None
    if pagination.results is not None:
        results = _at(data, pagination.results)
        count = len(cast("list[Any]", results)) if isinstance(results, list) else 0
        if count < _limit(pagination, arguments):
            return None
    name = pagination.offset or pagination.page
    now = arguments.get(name)
    number = now if isinstance(now, int) else pagination.first
    number += (count or 0) if pagination.offset else 1
    if pagination.number_of_pages is not None:
        pages = _at(data, pagination.number_of_pages)
        if not isinstance(pages, int) or number >= pages + pagination.first:
            return None
    return {**arguments, name: number}


def _with_cursor(
    pagination: Pagination, arguments: Mapping[str, Any], data: Any
) -> Mapping[str, Any] | None:
    cursor = _at(data, pagination.next_cursor or ())
    # A server that gives the same cursor again would be asked for ever.
    if cursor in (None, "", False) or cursor == arguments.get(pagination.cursor):
        return None
    return {**arguments, pagination.cursor: cursor}


def _limit(pagination: Pagination, arguments: Mapping[str, Any]) -> int:
    """Return how many results a full page has; 1 where that is not known."""
    given = arguments.get(pagination.limit) if pagination.limit else None
    return given if isinstance(given, int) else 1


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data
