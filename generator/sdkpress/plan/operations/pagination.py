"""Hints about pages in, how an operation's pages are asked for one after the other out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...data import Json, as_list, as_object
from ...pointer import resolve
from ..dialects import PaginationHints
from ..model.definitions import Definition
from ..model.operation import Argument, Operation, Pagination, Path
from .response_paths import follow, items_of, parse_path, results_in

_FIRST = {"page": 1, "offset": 0}
ROLES = ("cursor", "page", "offset")
"""What says where a page begins, the best first."""


def plan_pagination(
    hints: PaginationHints,
    operation: Operation,
    node: dict[str, Json],
    definitions: Mapping[str, Definition],
    *,
    declares_link: bool,
) -> Pagination | None:
    """The pagination of `operation`; None where its hints do not say how to get the next page.

    A server that does not declare the header `Link` may send none, and is asked by arguments then.
    """
    if operation.streams:
        return None
    results = _results(hints, operation, definitions)
    method = f"{operation.method_name.rstrip('_')}_pages"
    found = Pagination(
        method=method,
        results=results,
        next_cursor=parse_path(hints.next_cursor),
        has_more=parse_path(hints.has_more),
        total=parse_path(hints.total),
        number_of_pages=parse_path(hints.number_of_pages),
        next_url=parse_path(hints.next_url),
        link_header=hints.link_header,
        scheme=hints.scheme,
    )
    inputs = {
        role: argument
        for role, wire in hints.inputs.items()
        if (argument := _argument(operation, wire)) is not None
    }
    role = next((name for name in ROLES if name in inputs and _ends(name, found)), "")
    if not role or (hints.link_header and declares_link):
        url, header = found.next_url, found.link_header
        links = Pagination(
            method, results=results, next_url=url, link_header=header, scheme=hints.scheme
        )
        return links if header or url is not None else None
    keys = {name: inputs[name].key for name in (role, "limit") if name in inputs}
    default = _default(node, inputs[role]) if hints.first is None else hints.first
    return replace(
        found,
        first=_FIRST.get(role, 0) if default is None else default,
        next_cursor=found.next_cursor if role == "cursor" else None,
        next_url=None,
        offset=keys.get("offset", ""),
        page=keys.get("page", ""),
        cursor=keys.get("cursor", ""),
        limit=keys.get("limit", ""),
    )


def has_link(root: dict[str, Json], node: dict[str, Json]) -> bool:
    """Whether the description of a success has the header `Link`."""
    responses = as_object(node.get("responses"))
    rows = [resolve(root, one, ())[0] for status, one in responses.items() if status[:1] == "2"]
    headers = [as_object(as_object(row).get("headers")) for row in rows]
    return any(name.lower() == "link" for one in headers for name in one)


def misfits(
    hints: PaginationHints, operation: Operation, definitions: Mapping[str, Definition]
) -> Iterator[str]:
    """Yield what keeps an operation from having pages of this kind."""
    if operation.streams:
        yield "its response is a stream"
    for wire in hints.inputs.values():
        if _argument(operation, wire) is None:
            yield f'it has no parameter or property "{wire}"'
    told = (hints.next_cursor, hints.has_more, hints.total, hints.number_of_pages, hints.next_url)
    for text in filter(None, told):
        if follow(operation.result, parse_path(text) or (), definitions) is None:
            yield f"its response has no {text.removeprefix('$').removeprefix('.')}"
    path = _results(hints, operation, definitions)
    place = None if path is None else follow(operation.result, path, definitions)
    if place is None or items_of(place.type, definitions) is None:
        shown = hints.results.removeprefix("$").removeprefix(".")
        yield (
            f"its response has no array {shown}" if shown else "where its results are is not clear"
        )


def _results(
    hints: PaginationHints, operation: Operation, definitions: Mapping[str, Definition]
) -> Path | None:
    """Where the results are: where the hints say, or where the cursor is that the last one has."""
    if hints.results:
        return parse_path(hints.results)
    cursor = parse_path(hints.next_cursor) or ()
    index = next((place for place, step in enumerate(cursor) if isinstance(step, int)), None)
    return results_in(operation.result, definitions) if index is None else cursor[:index]


def _ends(role: str, found: Pagination) -> bool:
    """Whether the response tells, by this role, when the pages are over."""
    if role == "cursor":
        return found.next_cursor is not None
    return found.results is not None or (role == "page" and found.number_of_pages is not None)


def _argument(operation: Operation, wire: str) -> Argument | None:
    found = (item for item in operation.arguments if item.wire == wire or item.key == wire)
    return next(found, None)


def _default(node: dict[str, Json], argument: Argument) -> int | None:
    """The number that a parameter has by default, if its schema says so."""
    for parameter in as_list(node.get("parameters")):
        if as_object(parameter).get("name") == argument.wire:
            value = as_object(as_object(parameter).get("schema")).get("default")
            return value if type(value) is int else None
    return None
