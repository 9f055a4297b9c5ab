"""Resources in; out these and, for as long as old names stand in them, those that are gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model.renames import first_parts, last_part
from ..model.sdk import Resource
from ..names.identifiers import module_name, resource_class

_ABOUT = "Deprecated: what was here is in other resources; each method says where."


def with_gone(resources: tuple[Resource, ...], gone: Iterable[str]) -> tuple[Resource, ...]:
    """`resources`, and an empty one for each name in `gone`, which are given from the client on."""
    for name in sorted(gone):  # parents first
        made = Resource(last_part(name), resource_class(name), module_name(name), _ABOUT, ())
        resources = _added(resources, first_parts(name), made)
    return resources


def _added(resources: tuple[Resource, ...], place: str, made: Resource) -> tuple[Resource, ...]:
    if not place:
        return (*resources, made)
    first, _, rest = place.partition(".")
    return tuple(
        replace(one, children=_added(one.children, rest, made)) if one.name == first else one
        for one in resources
    )
