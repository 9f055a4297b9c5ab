# mypy: no-warn-redundant-casts
"""The way from one page to the next: a response in, what asks for the page after it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..base.unset import UNSET
from ..base.url import InvalidURL, normal
from ..reply.decode import Undecodable, parse_json
from .link_header import link_to

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..base.pagination import Pagination, Path
    from ..call.base_client import BaseClient
    from ..reply.response import APIResponse

_DEEPEST = 4  # objects within each other that are looked into
_DIGITS = 15


class Asked(NamedTuple):
    """What a page is asked for by.

    Attributes:
        arguments: By Python name.
        link: The URL that the page before has for it, or "".
        number: How many pages have led to it.
        last: Results of the page before, where that is what tells the last one.
    """

    arguments: Mapping[str, Any]
    link: str = ""
    number: int = 0
    last: Any = None


class Way:
    """The way from page to page, the same for all that follow from one call.

    A page may be asked for what is after it again and again: what led to the others is kept by
    their numbers, so that only a way that leads back is an error.
    """

    __slots__ = ("_client", "_guess", "_operation", "_places", "pagination")

    def __init__(
        self, client: BaseClient, operation: Operation[Any], pagination: Pagination
    ) -> None:
        """Begin before the first page."""
        self.pagination = pagination
        self._client = client
        self._operation = operation
        self._places: dict[str, int] = {}  # cursors and links, with the page that they led to
        self._guess: Path | None = pagination.results

    def after(self, asked: Asked, response: APIResponse[Any]) -> Asked | None:
        """Return what asks for the page after one; None if that is the last.

        Args:
            asked: What the page was asked for by.
            response: The response that it is.

        Raises:
            SDKError: It leads back to a page that has been given already.
        """
        if self.pagination.link_header and (asked.link or "link" in response.headers):
            link = link_to("next", response.headers.get("link", ""))
            return self._by_link(link, asked, response)
        try:
            data = parse_json(response.body)
        except Undecodable:
            return None
        if _at(data, self.pagination.has_more) is False:
            return None
        if self.pagination.next_url is not None:
            return self._by_link(_at(data, self.pagination.next_url), asked, response)
        if self.pagination.cursor:
            return self._by_cursor(data, asked, response)
        by_number = self.pagination.offset or self.pagination.page
        return self._by_number(data, asked) if by_number else None

    def items(self, response: APIResponse[Any]) -> list[Any]:
        """Return the items of a page; none where there is nothing that could be some."""
        wire = self.pagination.results
        if wire is None:
            try:
                return self._results(parse_json(response.body)) or []
            except Undecodable:
                return []
        found: Any = response.value
        for name, attribute in zip(wire, self.pagination.items or wire, strict=True):
            plain = isinstance(found, (dict, list))
            found = _at(found, (name,)) if plain else getattr(found, str(attribute), None)
        return cast("list[Any]", found) if isinstance(found, list) else []

    def _by_link(self, link: Any, asked: Asked, response: APIResponse[Any]) -> Asked | None:
        if not isinstance(link, str) or not link.strip():
            return None
        try:
            following = normal(link, response.url)
        except InvalidURL:
            following = link  # reported when it is asked for
        if not asked.number:
            self._places.setdefault(repr(response.url), 0)
        self._remember(following, asked, "the link to the next page", response)
        return Asked(asked.arguments, following, asked.number + 1)

    def _by_cursor(self, data: Any, asked: Asked, response: APIResponse[Any]) -> Asked | None:
        pagination = self.pagination
        cursor = _at(data, pagination.next_cursor)
        if cursor is None or cursor is False or cursor in ("", [], {}):
            return None  # 0 is a place like any other
        if not asked.number:
            self._places.setdefault(repr(asked.arguments.get(pagination.cursor)), 0)
        if self._leads_back(cursor, asked) and self._results(data) == []:
            return None  # the place after the last result stays where it is
        self._remember(cursor, asked, "the cursor of the next page", response)
        return Asked({**asked.arguments, pagination.cursor: cursor}, number=asked.number + 1)

    def _leads_back(self, place: Any, asked: Asked) -> bool:
        return self._places.get(repr(place), asked.number + 1) <= asked.number

    def _remember(self, place: Any, asked: Asked, name: str, response: APIResponse[Any]) -> None:
        if not self._leads_back(place, asked):
            self._places.setdefault(repr(place), asked.number + 1)
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

        What the response tells says which one that is: whether there are more, how many pages, or
        how many results. Where it does not, the last one has fewer results than were asked for.
        """
        pagination, arguments = self.pagination, asked.arguments
        results = self._results(data) or []
        limit = arguments.get(pagination.limit) if pagination.limit else None
        limit = None if limit is UNSET else limit
        full = limit if isinstance(limit, int) and limit > 0 else 1
        name = pagination.offset or pagination.page
        now = arguments.get(name)
        number = now if isinstance(now, int) else pagination.first
        number += (len(results) or full) if pagination.offset else 1
        end = self._end(data, full if limit is not None else None)
        is_last = len(results) < full if end is None else number >= end
        if _at(data, pagination.has_more) is True:
            is_last = not results
        if is_last or (end is None and results == asked.last):
            return None  # a server that gives the same again knows no other page
        last = results if pagination.results is None else None
        return Asked({**arguments, name: number}, number=asked.number + 1, last=last)

    def _end(self, data: Any, full: int | None) -> int | None:
        """Return the offset or number after the last page, as far as a response tells it."""
        pagination = self.pagination
        pages = _number(_at(data, pagination.number_of_pages))
        total = _number(_at(data, pagination.total))
        if pagination.offset:
            pages = None if pages is None or full is None else pages * full
            told = pages if total is None else total
        else:
            counted = None if total is None or full is None else -(-total // full)
            told = counted if pages is None else pages
        return None if told is None else told + pagination.first

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


def _at(data: Any, path: Path | None) -> Any:
    """Return what is at a place in a response; None where nothing is, or no place is given."""
    if path is None:
        return None
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data
