"""Webhooks and callbacks in, the types of what they send out: no operation comes of them.

Both describe requests that the API makes (OpenAPI 3.1, 4.8.1 and 4.8.18). A schema without a name
is called after the webhook, or after the operation and its callback.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...config import Config, WebhooksConfig
from ...data import Json, as_object
from ...describe.path_items import PathItem, operations
from ...pointer import Pointer, resolve
from ..media_types import is_json
from ..model.types import Type
from ..names.identifiers import class_name, pascal
from ..schemas.schemas import Schemas
from .raw_operation import RawOperation


class Event(NamedTuple):
    """What a webhook sends, and the name of that webhook."""

    name: str
    type: Type


class Incoming(NamedTuple):
    """The types of all that the API sends by itself, and of these the events of webhooks."""

    types: list[Type]
    events: list[Event]


class _Incoming(NamedTuple):
    """An operation that the API calls, and the name for its parts; callbacks are no `webhook`."""

    node: dict[str, Json]
    pointer: Pointer
    hint: str
    webhook: str = ""


def has_webhooks(root: dict[str, Json], config: Config) -> bool:
    """Whether the client reads webhooks: some are described, or `sdk.toml` says how they come."""
    return config.webhooks != WebhooksConfig() or any(_webhooks(root))


def plan_incoming(root: dict[str, Json], called: list[RawOperation], schemas: Schemas) -> Incoming:
    """The types of all webhooks, and of the callbacks of the operations `called`."""
    done: set[Pointer] = set()
    found = Incoming([], [])
    for incoming in [*_webhooks(root), *_callbacks(root, called)]:
        if incoming.pointer not in done:
            done.add(incoming.pointer)
            sent = list(_sent(root, incoming, schemas))
            found.types.extend([*sent, *_answered(root, incoming, schemas)])
            if incoming.webhook:
                found.events.extend(Event(incoming.webhook, node) for node in sent)
    return found


def _webhooks(root: dict[str, Json]) -> Iterator[_Incoming]:
    for name, value in as_object(root.get("webhooks")).items():
        if not name.startswith("x-"):
            for item in _item(root, value, ("webhooks", name), f"{pascal(name)}Webhook"):
                yield item._replace(webhook=name)


def _callbacks(root: dict[str, Json], called: list[RawOperation]) -> Iterator[_Incoming]:
    for operation in called:
        hint = pascal(
            str(operation.node.get("operationId") or f"{operation.method} {operation.path}")
        )
        for name, value in as_object(operation.node.get("callbacks")).items():
            place = (*operation.pointer, "callbacks", name)
            callback, pointer = resolve(root, value, place)
            shared = pointer[:2] == ("components", "callbacks")
            named = pascal(str(pointer[2])) if shared else f"{hint}{pascal(name)}"
            for expression, item in as_object(callback).items():
                if not expression.startswith("x-"):
                    yield from _item(root, item, (*pointer, expression), f"{named}Callback")


def _item(root: dict[str, Json], value: Json, place: Pointer, hint: str) -> Iterator[_Incoming]:
    """The operations of a path item; where it has several, each is called by its method too."""
    node, pointer = resolve(root, value, place)
    found = list(operations(PathItem("", as_object(node), pointer)))
    for operation in found:
        method = pascal(str(operation.pointer[-1])) if len(found) > 1 else ""
        yield _Incoming(operation.value, operation.pointer, f"{hint}{method}")


def _sent(root: dict[str, Json], incoming: _Incoming, schemas: Schemas) -> Iterator[Type]:
    body, place = resolve(
        root, incoming.node.get("requestBody"), (*incoming.pointer, "requestBody")
    )
    yield from _define_content(as_object(body), place, incoming.hint, schemas)


def _answered(root: dict[str, Json], incoming: _Incoming, schemas: Schemas) -> Iterator[Type]:
    for status, value in as_object(incoming.node.get("responses")).items():
        at = (*incoming.pointer, "responses", status)
        response, place = resolve(root, value, at)
        yield from _define_content(as_object(response), place, f"{incoming.hint}Response", schemas)


def _define_content(
    node: dict[str, Json], place: Pointer, hint: str, schemas: Schemas
) -> Iterator[Type]:
    for media_type, value in as_object(node.get("content")).items():
        media = as_object(value)
        for keyword in ("schema", "itemSchema"):
            if keyword in media and is_json(media_type):
                at = (*place, "content", media_type, keyword)
                yield schemas.type_of(media[keyword], at, class_name(hint))
