"""Where old names would stand: what else stands there, and what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..model.definitions import Model
from ..model.renames import MEMBERS, Kind, OldName
from ..model.sdk import Sdk
from ..names.identifiers import module_name
from ..names.reserved import (
    CLIENT_ATTRIBUTES,
    DEVICES,
    ERRORS,
    FIELDS,
    MODEL_CLASSES,
    OPTION_ARGUMENTS,
    PAGE_CLASSES,
    RESOURCE_ATTRIBUTES,
    WEBHOOKS_ATTRIBUTES,
    package_attributes,
)
from ..names.scope import itself, one_file
from .client import client_family
from .constructor import taken
from .public_names import constructor_names, members

_FILES = ("function", "module", "resource class")
_RESERVED: Mapping[Kind, frozenset[str]] = {
    "function": DEVICES,
    "module": DEVICES,
    "model": MODEL_CLASSES,
    "type": MODEL_CLASSES,
    "error": ERRORS,
    "page": PAGE_CLASSES,
}


class Places:
    """Knows what stands in each place of one SDK."""

    def __init__(self, sdk: Sdk) -> None:
        self._sdk = sdk

        self._resources = sdk.dotted_resources
        self.operations = sdk.calls

    def is_taken(self, name: OldName) -> bool:
        """Whether something else is called so in the place where an old name would stand."""
        occupied = one_file if name.kind in _FILES else itself
        wanted = _occupied(name)
        there = {part for one in self._there(name) for part in occupied(one)}
        return any(part in there for one in wanted for part in occupied(one))

    def has_no_room(self, owner: str, name: str, resource: str) -> bool:
        """Whether a resource that is called `name` in `owner`, and `resource` in all, has none."""
        modules = DEVICES | {one.module for one in self._resources.values()}
        there = {part for one in modules for part in one_file(one)}
        return name in self._attributes(owner) or not there.isdisjoint(
            one_file(module_name(resource))
        )

    def _there(self, name: OldName) -> frozenset[str]:
        kind = name.kind
        if kind in MEMBERS:
            return self._attributes(name.owner)
        if kind == "argument":
            arguments = self.operations[name.owner].arguments
            return OPTION_ARGUMENTS[self._sdk.manners.options] | {one.name for one in arguments}
        if kind == "constructor argument":
            return taken(self._sdk.manners) | {*constructor_names(self._sdk.client)}
        if kind == "field":
            return FIELDS | self._fields(name.owner)
        if kind == "client":
            return package_attributes(self._sdk.manners) | {*client_family(self._sdk.client.name)}
        if kind == "resource class":
            return DEVICES | {one.module for one in self._resources.values()}
        if kind == "module":
            return DEVICES | {module.name for module in self._sdk.modules}
        return _RESERVED[kind] | members(self._sdk, kind)

    def _attributes(self, owner: str) -> frozenset[str]:
        """What a resource has, or the client."""
        if not owner:
            return CLIENT_ATTRIBUTES | {item.name for item in self._sdk.resources}
        resource = self._resources.get(owner)
        if resource is None:
            return RESOURCE_ATTRIBUTES
        paged = {item.pagination.method for item in resource.operations if item.pagination}
        methods = {item.method_name for item in resource.operations}
        more = WEBHOOKS_ATTRIBUTES if resource.unwraps else frozenset[str]()
        children = {item.name for item in resource.children}
        return RESOURCE_ATTRIBUTES | paged | methods | children | more

    def _fields(self, model: str) -> set[str]:
        definition = self._sdk.definitions[model]
        return {item.name for item in definition.fields} if isinstance(definition, Model) else set()


def space(name: OldName) -> tuple[str, ...]:
    """What no two old names have alike: the kind of place, which one, and the name there."""
    kind = "member" if name.kind in MEMBERS else name.kind
    shown: Callable[[str], tuple[str, ...]] = one_file if name.kind in _FILES else itself
    last = "" if kind == "resource class" else name.name  # each module has one
    return (kind, name.owner, *shown(last))


def _occupied(name: OldName) -> tuple[str, ...]:
    if name.kind == "client":
        return client_family(name.name)
    return (name.owner,) if name.kind == "resource class" else (name.name,)
