"""Hints about pages in, how an operation's pages are asked for one after the other out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ...data import Json, as_list, as_object
from ..dialects import PaginationHints
from ..model.operation import Argument, Operation, Pagination
from ..model.types import StreamOf, walk
from ..names.reserved import RESOURCE_ATTRIBUTES
from ..names.scope import Claim, settle
from .naming import children

_STEP = re.compile(r"""\.([A-Za-z_][\w-]*)|\[(-?\d{1,9})\]|\[(?:'([^'\\]*)'|"([^"\\]*)")\]""")
_FIRST = {"page": 1, "offset": 0}


def plan_pagination(
    hints: PaginationHints | None, operation: Operation, node: dict[str, Json]
) -> Pagination | None:
    """The pagination of `operation`; None where its hints do not say how to get the next page."""
    if hints is None or any(isinstance(part, StreamOf) for part in walk(operation.result)):
        return None
    inputs = {
        role: argument
        for role, wire in hints.inputs.items()
        if (argument := _argument(operation, wire)) is not None
    }
    results = parse_path(hints.results)
    next_cursor = parse_path(hints.next_cursor)
    pages = parse_path(hints.number_of_pages)
    next_url = parse_path(hints.next_url)
    method = f"{operation.method_name.rstrip('_')}_pages"
    role = next((name for name in ("cursor", "page", "offset") if name in inputs), "")
    ends = {
        "cursor": next_cursor,
        "page": pages if results is None else results,
        "offset": results,
        "": None,
    }
    if ends[role] is None:
        return None if next_url is None else Pagination(method, next_url=next_url)
    keys = {name: inputs[name].key for name in (role, "limit") if name in inputs}
    first = _default(node, inputs[role])
    return Pagination(
        method=method,
        first=_FIRST.get(role, 0) if first is None else first,
        results=results,
        next_cursor=next_cursor,
        number_of_pages=pages,
        offset=keys.get("offset", ""),
        page=keys.get("page", ""),
        cursor=keys.get("cursor", ""),
        limit=keys.get("limit", ""),
    )


def with_pages(
    operations: tuple[Operation, ...], resources: Iterable[str]
) -> tuple[Operation, ...]:
    """The operations, their methods for pages called as nothing else of their resource is."""
    claims: dict[str, list[Claim[str]]] = defaultdict(list)
    for item in operations:
        if item.pagination:
            name = item.pagination.method
            wanted = (name, f"{name.removesuffix('_pages')}_by_page")
            claims[item.resource].append(Claim(item.function_name, wanted))
    names: dict[str, str] = {}
    for resource, group in claims.items():
        methods = [item.method_name for item in operations if item.resource == resource]
        names.update(
            settle(group, [*RESOURCE_ATTRIBUTES, *children(resource, resources), *methods])
        )
    return tuple(
        replace(item, pagination=replace(item.pagination, method=names[item.function_name]))
        if item.pagination
        else item
        for item in operations
    )


def parse_path(path: str) -> tuple[str | int, ...] | None:
    """The names and indices of a JSONPath that leads to one value; None for any other."""
    steps: list[str | int] = []
    place = 1
    if not path.startswith("$"):
        return None
    while place < len(path):
        match = _STEP.match(path, place)
        if match is None:
            return None
        name, index, *quoted = match.groups()
        names = [part for part in (name, *quoted) if part is not None]
        steps.append(names[0] if names else int(index))
        place = match.end()
    return tuple(steps)


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
