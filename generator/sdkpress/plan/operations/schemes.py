"""`[pagination.<scheme>]` of `sdk.toml` in, what it means in our vocabulary out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...config import Config, PaginationConfig
from ...config.report import report
from ...problems import Problems
from ..dialects import PaginationHints
from .pagination import ROLES

_WAYS = "cursor and next_cursor, page, offset, next_url, or link_header = true"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A kind of pages that operations may have."""

    name: str
    hints: PaginationHints


def schemes(config: Config, problems: Problems) -> Mapping[str, Scheme]:
    """The schemes by name, without those that do not say how a page is asked for."""
    found: dict[str, Scheme] = {}
    for name, own in config.pagination.items():
        if complaint := _complaint(own):
            report(complaint, f"give {_WAYS}", ("pagination", name), config, problems)
        else:
            found[name] = Scheme(name, replace(scheme_hints(own), scheme=name))
    return found


def _complaint(own: PaginationConfig) -> str:
    by_link = own.link_header or own.next_url is not None
    ways = [own.cursor, own.page, own.offset]
    if own.link_header and own.next_url is not None:
        return "link_header and next_url both say where the next page is"
    if own.cursor is not None and own.next_cursor is None and not by_link:
        return "where the cursor of the next page is, is not said (next_cursor)"
    if own.next_cursor is not None and own.cursor is None:
        return "what the cursor is given to is not said (cursor)"
    if not by_link and all(way is None for way in ways):
        return "how the next page is asked for is not said"
    return ""


def scheme_hints(own: PaginationConfig) -> PaginationHints:
    """What a scheme says, in the words of the dialects."""
    inputs = {name: wire for name in (*ROLES, "limit") if (wire := getattr(own, name)) is not None}
    return PaginationHints(
        inputs,
        results=_path(own.results),
        next_cursor=_path(own.next_cursor),
        has_more=_path(own.has_more),
        total=_path(own.total),
        number_of_pages=_path(own.number_of_pages),
        next_url=_path(own.next_url),
        link_header=own.link_header is True,
        first=own.first,
    )


def _path(text: str | None) -> str:
    """A path as JSONPath, which may have been written without its beginning."""
    if text is None or text.startswith("$"):
        return text or ""
    return f"${text}" if text.startswith("[") else f"$.{text}"
