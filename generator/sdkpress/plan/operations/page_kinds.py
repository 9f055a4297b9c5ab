"""Operations with pages in, the classes that the pages of each scheme are of out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...config import Config
from ...config.report import report
from ...problems import Problems
from ..model.definitions import Definition, Field, Model
from ..model.operation import Operation, Pagination
from ..model.page_kinds import PageKind
from ..model.types import ListOf, Ref, union
from ..names.identifiers import pascal

_SUFFIX = "Page"
_ARRAY = "data"
"""The attribute of a page whose response is an array."""


def plan_page_kinds(
    operations: Iterable[Operation],
    definitions: Mapping[str, Definition],
    config: Config,
    problems: Problems,
) -> tuple[PageKind, ...]:
    """The classes, one for each scheme; two that would be called the same are reported."""
    groups: dict[str, list[Operation]] = {}
    for item in operations:
        if item.pagination and item.pagination.scheme:
            groups.setdefault(item.pagination.scheme, []).append(item)
    kinds: dict[str, PageKind] = {}
    for scheme, group in sorted(groups.items()):
        kind = _kind(scheme, group, definitions)
        other = kinds.setdefault(kind.name, kind)
        if other is not kind:
            message = f"its pages would be called {kind.name}, as those of {other.scheme}"
            report(message, "give it another name", ("pagination", scheme), config, problems)
    return tuple(kinds.values())


def _kind(
    scheme: str, operations: Sequence[Operation], definitions: Mapping[str, Definition]
) -> PageKind:
    name = pascal(scheme)
    # A scheme that has the name of a class is taken at its word.
    name = name if name.endswith(_SUFFIX) or name == scheme else f"{name}{_SUFFIX}"
    pages = [item.pagination for item in operations if item.pagination]
    if all(one.results == () for one in pages):
        return PageKind(name, scheme, (_array(pages[0]),), _ARRAY)
    wires = dict.fromkeys(step for one in pages for step in _steps(one))
    fields = [_field(wire, operations, definitions) for wire in wires]
    results = {one.results for one in pages}
    found = tuple(field for field in fields if field is not None)
    items = next((field.name for field in found if results == {(field.wire,)}), "")
    return PageKind(name, scheme, found, items)


def _array(pages: Pagination) -> Field:
    return Field(_ARRAY, _ARRAY, ListOf(pages.item), required=True)


def _steps(pages: Pagination) -> list[str]:
    """The properties of a response that tell of pages."""
    told = (pages.next_cursor, pages.has_more, pages.total, pages.number_of_pages, pages.next_url)
    return [
        path[0]
        for path in (pages.results, *told)
        if path is not None and len(path) == 1 and isinstance(path[0], str)
    ]


def _field(
    wire: str, operations: Iterable[Operation], definitions: Mapping[str, Definition]
) -> Field | None:
    """The attribute of all responses for a property, of any of their types, if they have one."""
    found: list[Field] = []
    for item in operations:
        model = definitions.get(item.result.name) if isinstance(item.result, Ref) else None
        fields = model.fields if isinstance(model, Model) else ()
        field = next((one for one in fields if one.wire == wire), None)
        if field is None or (found and found[0].name != field.name):
            return None
        found.append(field)
    node = union(field.type for field in found)
    return replace(found[0], type=node, required=all(field.required for field in found))
