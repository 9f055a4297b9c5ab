"""Pagination of an operation: how its next page is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

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
