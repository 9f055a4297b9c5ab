# mypy: no-warn-redundant-casts
"""The way from one page to the next: a response in, what asks for the page after it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from ..base.url import InvalidURL, normal
from ..reply.decode import Undecodable, parse_json
from .pagination import Asked

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..call.base_client import BaseClient
    from ..reply.response import APIResponse
    from .pagination import Pagination, Path

_DEEPEST = 4  # objects within each other that are looked into
_DIGITS = 15


class NextPage:
    """The way from page to page.

    Attributes:
        next: What asks for the next page; None after the last.
    """

    def __init__(
        self, client: BaseClient, operation: Operation[Any], pagination: Pagination, first: Asked
    ) -> None:
        """Begin before the first page."""
        self.next: Asked | None = first
        self._client = client
        self._operation = operation
        self._pagination = pagination
        self._places: set[str] = set()  # cursors and links that led to the pages so far
        self._guess: Path | None = pagination.results
        self._last: Any = None  # results of the page before

    def go_on(self, response: APIResponse[Any]) -> None:
        """Find out what asks for the page after the one that a response holds.

        Raises:
            SDKError: It is one that has been given already.
        """
        asked = self.next
        if asked is None:
            return
        try:
            data = parse_json(response.body)
        except Undecodable:
            self.next = None
            return
        if self._pagination.next_url is not None:
            self.next = self._by_link(data, asked, response)
        elif self._pagination.cursor:
            self.next = self._by_cursor(data, asked, response)
        else:
            self.next = self._by_number(data, asked)

    def _by_link(self, data: Any, asked: Asked, response: APIResponse[Any]) -> Asked | None:
        link = _at(data, self._pagination.next_url or ())
        if not isinstance(link, str) or not link.strip():
            return None
        try:
            following = normal(link, response.url)
        except InvalidURL:
            following = link  # reported when it is asked for
        if not self._places:
            self._places.add(repr(response.url))
        self._remember(following, "the link to the next page", response)
        return Asked(asked.arguments, following)

    def _by_cursor(self, data: Any, asked: Asked, response: APIResponse[Any]) -> Asked | None:
        pagination = self._pagination
        cursor = _at(data, pagination.next_cursor or ())
        if cursor is None or cursor is False or cursor in ("", [], {}):
            return None  # 0 is a place like any other
        if not self._places:
            self._places.add(repr(asked.arguments.get(pagination.cursor)))
        if repr(cursor) in self._places and self._results(data) == []:
            return None  # the place after the last result stays where it is
        self._remember(cursor, "the cursor of the next page", response)
        return Asked({**asked.arguments, pagination.cursor: cursor})

    def _remember(self, place: Any, name: str, response: APIResponse[Any]) -> None:
        if repr(place) not in self._places:
            self._places.add(repr(place))
            return
        text = f"{name} leads back to one that has been given already ({self._operation.id})"
        raise self._client.errors.response_validation(
            text,
            status_code=response.status_code,
            headers=response.headers,
            body=response.body,
            request_id=response.request_id,
            response=response.http_response,
            data=response.value,
            request=f"{self._operation.method} {response.url}",
        )

    def _by_number(self, data: Any, asked: Asked) -> Asked | None:
        """Return what asks for the next offset or page; None after the last.

        The number of pages says which one that is. Where the response does not tell it, the last
        one has fewer results than were asked for.
        """
        pagination, arguments = self._pagination, asked.arguments
        results = self._results(data) or []
        limit = arguments.get(pagination.limit) if pagination.limit else None
        full = limit if isinstance(limit, int) and limit > 0 else 1
        pages = _number(_at(data, pagination.number_of_pages or ()))
        name = pagination.offset or pagination.page
        now = arguments.get(name)
        number = now if isinstance(now, int) else pagination.first
        if not pagination.offset:
            number += 1
            end = None if pages is None else pages + pagination.first
        else:
            number += len(results) or full
            end = None if pages is None or limit is None else pages * full + pagination.first
        is_last = len(results) < full if end is None else number >= end
        if is_last or (end is None and results == self._last):
            return None  # a server that gives the same again knows no other page
        self._last = results if pagination.results is None else None
        return Asked({**arguments, name: number})

    def _results(self, data: Any) -> list[Any] | None:
        """Return the results of a page; None where there are none to be found.

        Where the description does not say where they are, it is where the first page has its
        longest array, of objects if there is one.
        """
        if self._guess is None:
            found = max(_arrays(data, ()), key=_weight, default=None)
            self._guess = None if found is None else found[0]
        results = None if self._guess is None else _at(data, self._guess)
        return cast("list[Any]", results) if isinstance(results, list) else None


def _arrays(data: Any, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    """Yield the arrays of a response that are in no other array, and where they are."""
    if isinstance(data, list):
        yield path, cast("list[Any]", data)
    elif len(path) < _DEEPEST and isinstance(data, dict):
        for key, one in cast("dict[str, Any]", data).items():
            yield from _arrays(one, (*path, key))


def _weight(found: tuple[Path, list[Any]]) -> tuple[bool, int]:
    array = found[1]
    return (bool(array) and isinstance(array[0], dict), len(array))


def _number(value: Any) -> int | None:
    """Return a number of pages, which some write as text; None for what is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < _DIGITS:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if 0 <= value < 10**_DIGITS else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data
