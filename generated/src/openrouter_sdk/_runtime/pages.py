"""Pages of an operation's result: asked for one by one, while they are iterated over."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from .functions import arguments_of
from .url import InvalidURL, normal

if TYPE_CHECKING:
    from .client import AsyncClient, SyncClient
    from .operation import Operation
    from .options import RequestOptions
    from .response import APIResponse
    from .result import Err, Ok

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
        next_url: Path of the URL of the next page.
    """

    offset: str = ""
    page: str = ""
    cursor: str = ""
    limit: str = ""
    first: int = 0
    results: Path | None = None
    next_cursor: Path | None = None
    number_of_pages: Path | None = None
    next_url: Path | None = None


class Asked(NamedTuple):
    """What a page is asked for by: arguments, and the link to it where the one before has one."""

    arguments: Mapping[str, Any]
    link: str = ""


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
    asked: Asked | None = Asked(arguments)
    while asked is not None:
        response = client.call_raw(operation, asked.arguments, options, asked.link)
        yield response.value
        asked = following(pagination, asked, response)


async def async_pages(
    client: AsyncClient,
    operation: Operation[T],
    pagination: Pagination,
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
) -> AsyncIterator[T]:
    """Yield page after page, as `pages` does."""
    asked: Asked | None = Asked(arguments)
    while asked is not None:
        response = await client.call_raw(operation, asked.arguments, options, asked.link)
        yield response.value
        asked = following(pagination, asked, response)


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


def following(pagination: Pagination, asked: Asked, response: APIResponse[Any]) -> Asked | None:
    """Return what asks for the page after the one that a response holds; None after the last."""
    try:
        data = json.loads(response.body)
    except ValueError:
        return None
    if pagination.next_url is not None:
        return _by_link(_at(data, pagination.next_url), asked, response.url)
    if pagination.cursor:
        arguments = _with_cursor(pagination, asked.arguments, data)
    else:
        arguments = _with_number(pagination, asked.arguments, data)
    return None if arguments is None else Asked(arguments)


def _by_link(link: Any, asked: Asked, url: str) -> Asked | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        following = normal(link, url)
    except InvalidURL:
        following = link  # reported when it is asked for
    return None if following == asked.link else Asked(asked.arguments, following)


def _with_number(
    pagination: Pagination, arguments: Mapping[str, Any], data: Any
) -> Mapping[str, Any] | None:
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
