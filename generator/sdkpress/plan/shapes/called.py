"""Definitions under other names: everything that mentions them is changed with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model.definitions import renamed_definition
from ..model.operation import Operation, Response, renamed_operation
from ..model.sdk import Webhooks
from ..model.types import renamed
from .planned import Planned


def with_called(planned: Planned, names: Mapping[str, str]) -> Planned:
    """The plan with definitions called as `names` says, which nothing else is called."""
    if not names:
        return planned
    definitions = {
        names.get(name, name): renamed_definition(item, names, names.get(name, name))
        for name, item in planned.definitions.items()
    }
    for name, item in definitions.items():
        if item.received in names:
            definitions[name] = replace(item, received=names[item.received])
    return replace(
        planned,
        definitions=definitions,
        operations=tuple(_operation(item, names) for item in planned.operations),
        incoming=tuple(renamed(node, names) for node in planned.incoming),
        errors={
            name: replace(item, data=renamed(item.data, names))
            for name, item in planned.errors.items()
        },
        places={names.get(name, name): place for name, place in planned.places.items()},
        choices=frozenset(names.get(name, name) for name in planned.choices),
        tags=frozenset((names.get(name, name), tag) for name, tag in planned.tags),
        webhooks=_webhooks(planned.webhooks, names),
    )


def _operation(operation: Operation, names: Mapping[str, str]) -> Operation:
    pages = operation.pagination
    return replace(
        renamed_operation(operation, names),
        result=renamed(operation.result, names),
        responses=tuple(_response(row, names) for row in operation.responses),
        pagination=pages and replace(pages, item=renamed(pages.item, names)),
    )


def _response(row: Response, names: Mapping[str, str]) -> Response:
    return replace(
        row,
        type=None if row.type is None else renamed(row.type, names),
        events=tuple((name, renamed(node, names)) for name, node in row.events),
    )


def _webhooks(webhooks: Webhooks | None, names: Mapping[str, str]) -> Webhooks | None:
    if webhooks is None:
        return None
    events = tuple((name, renamed(node, names)) for name, node in webhooks.events)
    return replace(webhooks, event=renamed(webhooks.event, names), events=events)
