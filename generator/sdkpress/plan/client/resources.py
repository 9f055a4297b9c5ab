"""Planned operations in, the tree of resources out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ...config import Config
from ...data import Json, as_list, as_object, text
from ..model.operation import Operation
from ..model.sdk import Resource
from ..names.identifiers import resource_path
from ..operations.naming import ResourceNames
from ..operations.webhooks import has_webhooks


def plan_resources(
    root: dict[str, Json], operations: Iterable[Operation], names: ResourceNames, config: Config
) -> tuple[Resource, ...]:
    """The resources of the client, in the order of the tags, then of first use."""
    given = {name: item.description for name, item in config.resources.items() if item.description}
    descriptions = {**_tag_descriptions(root), **given}
    own: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        own[operation.resource].append(operation)
    unwraps = has_webhooks(root, config)
    if unwraps:
        own.setdefault("webhooks", [])
    for dotted in list(own):
        parts = dotted.split(".")
        for depth in range(1, len(parts)):
            own.setdefault(".".join(parts[:depth]), [])
    order = {name: index for index, name in enumerate([*descriptions, *own])}
    tops = sorted((name for name in own if "." not in name), key=lambda name: order[name])
    found = tuple(_resource(name, own, descriptions, names) for name in tops)
    return tuple(_unwrapping(one) if unwraps else one for one in found)


def _unwrapping(resource: Resource) -> Resource:
    """The resource that reads webhooks, if it is that one."""
    if resource.name != "webhooks":
        return resource
    about = resource.description or "What the API sends by itself."
    return replace(resource, unwraps=True, description=about)


def _resource(
    dotted: str,
    own: dict[str, list[Operation]],
    descriptions: dict[str, str],
    names: ResourceNames,
) -> Resource:
    prefix = f"{dotted}."
    below = [name for name in own if name.startswith(prefix) and "." not in name[len(prefix) :]]
    return Resource(
        name=dotted.rpartition(".")[2],
        class_name=names.classes[dotted],
        module=names.modules[dotted],
        description=descriptions.get(dotted, ""),
        operations=tuple(own[dotted]),
        children=tuple(_resource(name, own, descriptions, names) for name in below),
    )


def tag_resources(root: dict[str, Json]) -> dict[str, str]:
    """The dotted resource that each declared tag means; empty for one that means none.

    Since OpenAPI 3.2 a tag may have a parent, and a kind: only `nav` groups operations.
    """
    tags = {text(tag.get("name")): tag for tag in map(as_object, as_list(root.get("tags")))}
    return {
        name: _nested(name, tags) if text(tag.get("kind")) in ("", "nav") else ""
        for name, tag in tags.items()
    }


def _nested(name: str, tags: dict[str, dict[str, Json]]) -> str:
    """The resource of a tag below those of its parents."""
    chain = [name]
    while (parent := text(tags[chain[-1]].get("parent"))) in tags and parent not in chain:
        chain.append(parent)
    return ".".join(resource_path(part) for part in reversed(chain))


def _tag_descriptions(root: dict[str, Json]) -> dict[str, str]:
    described: dict[str, str] = {}
    resources = tag_resources(root)
    for tag in map(as_object, as_list(root.get("tags"))):
        resource = resources[text(tag.get("name"))]
        described.setdefault(resource, text(tag.get("description")) or text(tag.get("summary")))
    return described
