"""Pagination of an operation: how its next page is asked for, and where the items are."""

from __future__ import annotations

from typing import Any, NamedTuple

Path = tuple[str | int, ...]


class Pagination(NamedTuple):
    """How the next page is asked for.

    Attributes:
        classes: The page that a synchronous call gives, and that of an asynchronous one; None for
            the base classes.
        offset: Argument for how many results to skip.
        page: Argument for the number of the page.
        cursor: Argument for what the page before gave as the place to go on.
        limit: Argument for how many results a page holds.
        first: Offset or number of the first page.
        results: Path of the results in the JSON of the response.
        items: The same path by the names of attributes, where they differ.
        next_cursor: Path of the cursor of the next page.
        has_more: Path of what says whether there is a next page.
        total: Path of the number of results on all pages.
        number_of_pages: Path of the number of pages.
        next_url: Path of the URL of the next page.
        link_header: Whether the header field `Link` has it (RFC 8288). Where a response has none,
            it is asked for by the arguments, if there are some.
    """

    classes: tuple[Any, Any] | None = None
    offset: str = ""
    page: str = ""
    cursor: str = ""
    limit: str = ""
    first: int = 0
    results: Path | None = None
    items: Path | None = None
    next_cursor: Path | None = None
    has_more: Path | None = None
    total: Path | None = None
    number_of_pages: Path | None = None
    next_url: Path | None = None
    link_header: bool = False

    @property
    def by_link(self) -> bool:
        """Whether a response has the URL of the page after it."""
        return self.link_header or self.next_url is not None
