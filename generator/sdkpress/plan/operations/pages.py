"""Operations in, the same with their pages out: how these are asked for, and called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...config import Config
from ...config.report import report
from ...data import Json
from ...pointer import Pointer
from ...problems import Problems
from ...read.suggest import nearest
from .. import dialects
from ..dialects import PaginationHints
from ..model.definitions import Definition
from ..model.operation import Operation, Pagination
from ..names.reserved import PAGE_CLASSES, RESOURCE_ATTRIBUTES
from ..names.scope import Claim, settle
from ..shapes.planned import Planned
from .naming import Names, children
from .pagination import has_link, misfits, plan_pagination
from .raw_operation import RawOperation
from .response_paths import follow, items_of
from .schemes import Scheme, schemes


def with_pages(
    root: dict[str, Json],
    operations: Sequence[Operation],
    names: Names,
    definitions: Mapping[str, Definition],
    config: Config,
    problems: Problems,
) -> tuple[Operation, ...]:
    """The operations with their pagination: as `sdk.toml` or the description says of each.

    A scheme of `sdk.toml` that no operation has is an error, as is one that an operation is said to
    have and does not fit.
    """
    chooser = _Chooser(names, definitions, config, problems, schemes(config, problems))
    paged: list[Operation] = []
    for operation, (raw, _) in zip(operations, names.operations, strict=True):
        hints = chooser.hints(operation, raw)
        link = bool(hints and hints.link_header) and has_link(root, raw.node)
        pages = hints and plan_pagination(
            hints, operation, raw.node, definitions, declares_link=link
        )
        paged.append(replace(operation, pagination=pages) if pages else operation)
    chooser.report_unused(operations)
    return _with_names(paged, names)


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Says how an operation has its pages; `used` are the schemes that some operation has."""

    names: Names
    definitions: Mapping[str, Definition]
    config: Config
    problems: Problems
    schemes: Mapping[str, Scheme]
    used: set[str] = field(default_factory=set[str])

    def hints(self, operation: Operation, raw: RawOperation) -> PaginationHints | None:
        """What `sdk.toml` says of the operation, the description, or the first scheme that fits."""
        own = self.names.settings.get(raw.key)
        if own is not None and own.pagination is not None:
            name = next(name for name, item in self.config.operations.items() if item is own)
            place = ("operations", name, "pagination")
            return self._named(own.pagination, operation, place) if own.pagination else None
        described = dialects.pagination(raw.node)
        if described is not None:
            return described
        for name, scheme in self.schemes.items():
            if not any(misfits(scheme.hints, operation, self.definitions)):
                self.used.add(name)
                return scheme.hints
        return None

    def _named(
        self, name: str | bool, operation: Operation, place: Pointer
    ) -> PaginationHints | None:
        """The scheme that the user gives to the operation, which has to fit it."""
        scheme = self.schemes.get(str(name))
        self.used.add(str(name))
        if scheme is None:
            if name not in self.config.pagination:  # else it has been reported
                near = nearest(str(name), self.schemes)
                hint = f'did you mean "{near}"?' if near else f"add [pagination.{name}]"
                self._report(place, f'there is no scheme "{name}"', hint)
            return None
        for complaint in misfits(scheme.hints, operation, self.definitions):
            self._report(place, f'the scheme "{name}" does not fit: {complaint}')
        return scheme.hints

    def report_unused(self, operations: Iterable[Operation]) -> None:
        """Report the schemes that no operation has, with what it is that comes nearest."""
        for name in (one for one in self.schemes if one not in self.used):
            hints = self.schemes[name].hints
            lacking = [(list(misfits(hints, one, self.definitions)), one.id) for one in operations]
            least = min(lacking, key=lambda item: len(item[0])) if lacking else None
            hint = f"{least[1]} comes nearest: {'; '.join(least[0])}" if least else ""
            self._report(("pagination", name), "no operation has pages of this kind", hint)

    def _report(self, place: Pointer, message: str, hint: str = "") -> None:
        report(message, hint, place, self.config, self.problems)


def _with_names(operations: list[Operation], names: Names) -> tuple[Operation, ...]:
    """The operations with names for their pages that nothing else of their scopes has."""
    methods = _method_names(operations, names.resources.modules)
    hints = {
        operation.function_name: naming.hint
        for operation, (_, naming) in zip(operations, names.operations, strict=True)
        if operation.pagination
    }
    claims = [
        Claim(hint, (f"{hint}Page", f"{hint}Pages")) for hint in dict.fromkeys(hints.values())
    ]
    classes = settle(claims, PAGE_CLASSES, _twins)
    return tuple(
        replace(item, pagination=_named(item.pagination, methods[name], classes[hints[name]]))
        if item.pagination and (name := item.function_name)
        else item
        for item in operations
    )


def _named(pagination: Pagination, method: str, class_name: str) -> Pagination:
    return replace(pagination, method=method, class_name=class_name)


def _twins(name: str) -> tuple[str, ...]:
    return (name, f"Async{name}")


def _method_names(operations: list[Operation], resources: Iterable[str]) -> dict[str, str]:
    claims: dict[str, list[Claim[str]]] = defaultdict(list)
    for item in operations:
        if item.pagination:
            name = item.pagination.method
            wanted = (name, f"{name.removesuffix('_pages')}_by_page")
            claims[item.resource].append(Claim(item.function_name, wanted))
    names: dict[str, str] = {}
    for resource, group in claims.items():
        methods = [item.method_name for item in operations if item.resource == resource]
        taken = [*RESOURCE_ATTRIBUTES, *children(resource, resources), *methods]
        names.update(settle(group, taken))
    return names


def with_items(planned: Planned) -> Planned:
    """The operations with the type of the items on their pages."""
    return replace(
        planned,
        operations=tuple(_with_items(one, planned.definitions) for one in planned.operations),
    )


def _with_items(operation: Operation, definitions: Mapping[str, Definition]) -> Operation:
    pages = operation.pagination
    if pages is None or pages.results is None:
        return operation
    place = follow(operation.result, pages.results, definitions)
    item = None if place is None else items_of(place.type, definitions)
    if place is None or item is None:
        return operation
    items = None if place.attributes == pages.results else place.attributes
    return replace(operation, pagination=replace(pages, items=items, item=item))
