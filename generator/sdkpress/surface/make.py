"""The plan in, and the surface that users see of it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ..output import Files
from ..plan.model import definitions as plan
from ..plan.model.definitions import DICT_SUFFIX
from ..plan.model.graph import reachable
from ..plan.model.namespaces import Namespace
from ..plan.model.operation import Operation
from ..plan.model.sdk import ErrorClass, Resource, Sdk
from ..plan.model.types import Ref
from ..pointer import reference_to
from ..store import Store
from . import model
from .client import client_facts
from .exports import constructor, exports, package_facts
from .methods import as_json, digest_of, method_facts
from .notation import type_text


def make_surface(sdk: Sdk, files: Files, store: Store) -> model.Surface:
    """The surface of `sdk`; `files` are those of its package, `store` has what was made before."""
    return model.Surface(
        package=package_facts(sdk.package, files, digest_of(_said(sdk))),
        client=client_facts(
            sdk.client, constructor(sdk.package, files, f"{sdk.client.name}Core"), sdk.manners
        ),
        resources={name: item.class_name for name, item in _resources(sdk.resources, "")},
        methods={item.call: method_facts(item) for item in sdk.operations},
        models=dict(_models(sdk)),
        inputs=tuple(sorted(sdk.inputs.unions.values())),
        errors={item.name: _error(item) for item in sdk.errors},
        webhooks=_webhooks(sdk),
        renamed={
            one.old: model.OldName(to=one.new, gone=one.gone)
            for one in sorted(sdk.renamed.names, key=lambda one: one.old)
        },
        namespaces=_namespaces(sdk),
        exports=exports(sdk.package, files, store),
    )


def _said(sdk: Sdk) -> list[Any]:
    """What the description says of the whole, of resources and of what clients are given."""
    client = sdk.client
    resources = [(name, one.description) for name, one in _resources(sdk.resources, "")]
    given = [*client.security_schemes, *client.variables, *client.globals, *client.servers]
    errors = [(one.name, one.description) for one in sdk.errors]
    return [sdk.source.description, resources, [one.description for one in given], errors]


def _resources(resources: Iterable[Resource], prefix: str) -> Iterator[tuple[str, Resource]]:
    for resource in resources:
        name = f"{prefix}{resource.name}"
        yield name, resource
        yield from _resources(resource.children, f"{name}.")


def _models(sdk: Sdk) -> Iterator[tuple[str, model.Definition]]:
    """What has a name, but for requests: their methods say what those have."""
    requests = {item.request for item in sdk.operations if not _is_body(item)}
    directions = _directions(sdk)
    for module in sdk.modules:
        for item in sorted(module.definitions, key=lambda one: one.name):
            if item.name not in requests:
                place = sdk.places.get(item.name) or sdk.places.get(item.received)
                yield (
                    item.name,
                    model.Definition(
                        module=module.name,
                        direction=directions[item.name],
                        received=item.received,
                        input=item.name in sdk.inputs.names,
                        at=reference_to(place) if place else "",
                        **_content(item),
                    ),
                )


def _directions(sdk: Sdk) -> dict[str, model.Direction]:
    """Who makes each definition."""
    definitions = sdk.definitions
    sent = reachable([node for item in sdk.operations for node in item.sent_types], definitions)
    webhooks = sdk.webhooks
    events = [webhooks.event, *(node for _, node in webhooks.events)] if webhooks else []
    results = [node for item in sdk.operations for node in (item.result, *item.received_types)]
    received = reachable([*events, *results, *(item.data for item in sdk.errors)], definitions)
    return {name: _direction(name in sent, name in received) for name in definitions}


def _direction(sent: bool, received: bool) -> model.Direction:
    if sent and received:
        return "both"
    return "sent" if sent else "received" if received else "unused"


def _is_body(operation: Operation) -> bool:
    """Whether the request is no more than the body, which has a schema of its own."""
    return any(body.type == Ref(operation.request) for body in operation.bodies)


def _content(item: plan.Definition) -> dict[str, Any]:
    """What a definition has in it."""
    if isinstance(item, plan.Alias):
        return {"type": type_text(item.type), "docs": digest_of(item.description)}
    said = [(field.description, field.example) for field in item.fields]
    return {
        "fields": {field.name: _field(field) for field in item.fields},
        "extra": "" if item.extra is None else type_text(item.extra),
        "deprecated": item.deprecation,
        "docs": digest_of(item.description, said),
    }


def _field(field: plan.Field) -> model.Field:
    return model.Field(
        type=type_text(field.type),
        required=field.required,
        wire="" if field.wire == field.name else field.wire,
        default=as_json(field.default),
        deprecated=field.deprecation,
    )


def _error(item: ErrorClass) -> model.ErrorClass:
    return model.ErrorClass(base=item.base, data=type_text(item.data), statuses=item.statuses)


def _namespaces(sdk: Sdk) -> dict[str, dict[str, str]]:
    """What names of types and kinds of pages are for."""
    found = {item.path: _names(item) for item in sdk.namespaces if item.names}
    kinds = {
        name: page
        for kind in sdk.page_kinds
        for name, page in ((f"Async{kind.name}", "AsyncPage"), (f"Sync{kind.name}", "Page"))
    }
    return {**({"pagination": kinds} if kinds else {}), **found}


def _names(item: Namespace) -> dict[str, str]:
    """What each name of a namespace is for."""
    types = {name: type_text(node) for name, node in item.types.items()}
    dicts = {name: f"types.{to}{DICT_SUFFIX}" for name, to in item.dicts.items()}
    errors = {name: f"errors.{name}" for name in item.errors}
    return dict(sorted({**types, **dicts, **errors}.items()))


def _webhooks(sdk: Sdk) -> model.Webhooks | None:
    if sdk.webhooks is None:
        return None
    events = {name: type_text(node) for name, node in sdk.webhooks.events}
    signing = as_json({**asdict(sdk.webhooks.signing), "event_header": sdk.webhooks.event_header})
    return model.Webhooks(event=type_text(sdk.webhooks.event), events=events, signing=signing)
