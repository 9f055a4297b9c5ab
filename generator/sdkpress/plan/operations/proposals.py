"""Operations without pages in, the schemes out that are evident in them: what `sdk.toml` lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from ...config import Config, PaginationConfig
from ...data import Json, as_object
from ...encode import toml_string
from ..model.definitions import Definition
from ..model.operation import Operation
from ..model.types import Scalar, Type
from .pagination import has_link, misfits
from .response_paths import follow, parse_path, results_in, solid
from .schemes import scheme_hints

STR, INT, BOOL = Scalar("str"), Scalar("int"), Scalar("bool")

_CURSORS = (
    *("cursor", "after", "page_token", "pageToken", "starting_after", "next_token", "nextToken"),
    *("continuation_token", "marker"),
)
_PAGES = ("page", "page_number", "pageNumber", "page_num")
_OFFSETS = ("offset", "skip", "start_index", "startIndex")
_LIMITS = (
    *("limit", "per_page", "perPage", "page_size", "pageSize", "size", "take", "count"),
    *("max_results", "maxResults"),
)
_NEXT = (
    *("next_cursor", "nextCursor", "next_page_token", "nextPageToken", "next_token", "nextToken"),
    *("continuation_token", "next_marker", "end_cursor", "endCursor", "cursor"),
)
_NEXT_PAGE = ("next_page", "nextPage", *_NEXT)
_MORE = ("has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage")
_TOTALS = ("total", "total_count", "totalCount", "total_items", "totalItems")
_NUMBERS = ("total_pages", "totalPages", "page_count", "pageCount", "last_page")
_URLS = ("next_url", "nextUrl", "next_link", "nextLink", "@odata.nextLink")
_BACK = ("previous", "prev")
_ABOUT = (
    *("", "meta", "metadata", "pagination", "paging", "page_info", "pageInfo", "links", "_links"),
)
"""Where a response says how it goes on."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A scheme by its name, and the operations that have such pages."""

    name: str
    scheme: PaginationConfig
    operations: tuple[Operation, ...]

    def lines(self) -> str:
        """The scheme as `sdk.toml` has it."""
        given = {item.name: getattr(self.scheme, item.name) for item in fields(self.scheme)}
        return "\n".join(
            [
                f"[pagination.{self.name}]",
                *(f"{name} = {_toml(one)}" for name, one in given.items() if one is not None),
            ]
        )


def propose(
    root: dict[str, Json],
    operations: Sequence[Operation],
    definitions: Mapping[str, Definition],
    config: Config,
) -> list[Proposal]:
    """The schemes that are evident in operations without pages, the most particular first.

    Each operation counts to the first that it fits, as it will when they are in `sdk.toml`.
    """
    open_ones = [one for one in operations if not one.pagination and not _refused(one, config)]
    links = [has_link(root, _node(root, one)) for one in open_ones]
    pairs = zip(open_ones, links, strict=True)
    seen = {_Evidence(one, definitions, link).scheme() for one, link in pairs}
    schemes = sorted(filter(None, seen), key=_particular)
    fitting: dict[PaginationConfig, list[Operation]] = defaultdict(list)
    for operation in open_ones:
        hints = ((one, scheme_hints(one)) for one in schemes)
        fits = (one for one, hint in hints if not any(misfits(hint, operation, definitions)))
        if (first := next(fits, None)) is not None:
            fitting[first].append(operation)
    taken = set(config.pagination)
    return [
        Proposal(_name(one, taken), one, tuple(fitting[one])) for one in schemes if fitting[one]
    ]


def _refused(operation: Operation, config: Config) -> bool:
    own = config.operations.get(operation.id)
    return own is not None and own.pagination is False


def _node(root: dict[str, Json], operation: Operation) -> dict[str, Json]:
    item = as_object(as_object(root.get("paths")).get(operation.path))
    return as_object(item.get(operation.method.lower()))


def _particular(scheme: PaginationConfig) -> tuple[bool, int, str]:
    """Where a scheme stands: what a server says itself comes first, then what asks for more."""
    given = sum(getattr(scheme, item.name) is not None for item in fields(scheme))
    return not scheme.link_header, -given, repr(scheme)


def _name(scheme: PaginationConfig, taken: set[str]) -> str:
    wanted = "links" if scheme.link_header or scheme.next_url else ""
    wanted = wanted or next(name for name in ("cursor", "page", "offset") if getattr(scheme, name))
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    taken.add(name)
    return name


def _toml(value: str | bool | int) -> str:
    return toml_string(value) if isinstance(value, str) else str(value).lower()


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What in an operation looks like pages; `link` says that it has the header `Link`."""

    operation: Operation
    definitions: Mapping[str, Definition]
    link: bool

    def scheme(self) -> PaginationConfig | None:
        """The kind of its pages, as far as it is evident."""
        if results_in(self.operation.result, self.definitions) is None:
            return None
        cursor, page, offset = map(self._input, (_CURSORS, _PAGES, _OFFSETS))
        if self.link and (cursor or page):
            limit = self._input(_LIMITS)
            return PaginationConfig(cursor=cursor, page=page, limit=limit, link_header=True)
        more = self._output(_MORE, BOOL)
        if found := self._by_cursor(cursor, page, more):
            return found
        limit, total = self._input(_LIMITS), self._output(_TOTALS, INT)
        number = self._output(_NUMBERS, INT)
        if offset and limit:
            return PaginationConfig(offset=offset, limit=limit, has_more=more, total=total)
        if page and self._type(page) == INT and (limit or more or number):
            return PaginationConfig(
                page=page, limit=limit, has_more=more, total=total, number_of_pages=number
            )
        url = self._output(_URLS, STR)
        if not (url or cursor or page or offset) and self._output(_BACK, STR):
            url = self._output(("next",), STR)
        return PaginationConfig(next_url=url) if url else None

    def _by_cursor(
        self, cursor: str | None, page: str | None, more: str | None
    ) -> PaginationConfig | None:
        """What the response has to go on by is of the type that the argument has."""
        if cursor:
            kind = self._type(cursor)
            following = self._output(_NEXT, kind) or (self._last_id(kind) if more else None)
        elif page and self._type(page) == STR:
            cursor, following = page, self._output(_NEXT_PAGE, STR)
        else:
            return None
        if not following:
            return None
        return PaginationConfig(cursor=cursor, next_cursor=following, has_more=more)

    def _input(self, names: Iterable[str]) -> str | None:
        wires = {item.wire for item in self.operation.arguments if item.location != "path"}
        return next((name for name in names if name in wires), None)

    def _type(self, wire: str) -> Type:
        kinds = {item.wire: item.type for item in self.operation.arguments}
        return solid(kinds[wire], self.definitions)

    def _output(self, names: Iterable[str], kind: Type) -> str | None:
        """Where the response has a value of this type by one of these names, if it does."""
        paths = (_path(about, name) for about in _ABOUT for name in names)
        return next((path for path in paths if self._has(path, kind)), None)

    def _last_id(self, kind: Type) -> str | None:
        results = results_in(self.operation.result, self.definitions) or ()
        path = f"{'.'.join(map(str, results))}[-1].id"
        return path if results and self._has(path, kind) else None

    def _has(self, path: str, kind: Type) -> bool:
        steps = parse_path(f"${path}" if path.startswith("[") else f"$.{path}")
        place = None if steps is None else follow(self.operation.result, steps, self.definitions)
        return place is not None and solid(place.type, self.definitions) == kind


def _path(about: str, name: str) -> str:
    is_plain = name.replace("_", "").isalnum()
    return f"{about}.{name}".removeprefix(".") if is_plain else f"{about}['{name}']"
