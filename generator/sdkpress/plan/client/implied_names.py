"""Old names that are given in, those that follow from them out.

What the SDK derives from a name was derived from the old one, too: the function of a method, the
dict of a model. A name that is given, or that something else has by now, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..model.definitions import DICT_SUFFIX, INPUT_SUFFIX, Model
from ..model.operation import Operation
from ..model.renames import Kind, OldName
from ..model.sdk import Resource, Sdk
from ..names.identifiers import module_name, resource_class, snake
from ..shapes.modules import SHARED
from .name_places import Places, space
from .public_names import members


def implied_names(given: Iterable[OldName], sdk: Sdk, places: Places) -> tuple[OldName, ...]:
    """What follows from all that is given."""
    found = {space(name): name for name in given}
    explicit = set(found)
    follow = _Follow(sdk, places, list(found.values()))
    for name in given:
        for implied in follow.of(name):
            if not places.is_taken(implied):
                found.setdefault(space(implied), implied)
    return tuple(name for key, name in found.items() if key not in explicit)


class _Follow:
    """Says what follows from each old name."""

    def __init__(self, sdk: Sdk, places: Places, given: list[OldName]) -> None:
        self._sdk = sdk
        self._places = places
        self._given = given
        self._types = members(sdk, "type")

    def of(self, name: OldName) -> Iterator[OldName]:
        """What follows from `name`."""
        if name.kind == "model":
            yield from self._of_model(name)
        elif name.kind == "method":
            yield from self._of_method(name)
        elif name.kind == "resource":
            yield from self._of_resource(name)
        elif name.kind == "argument":
            yield from self._of_argument(name)

    def _of_model(self, name: OldName) -> Iterator[OldName]:
        for suffix in (DICT_SUFFIX, INPUT_SUFFIX):
            new = f"{name.target}{suffix}"
            if new in self._types:
                yield _implied(name, "type", f"types.{name.name}{suffix}", f"types.{new}")
        shared = f"{SHARED}_{snake(name.target)}"
        yield from self._module(name, f"{SHARED}_{snake(name.name)}", shared)

    def _module(self, name: OldName, old: str, new: str) -> Iterator[OldName]:
        """The module of models that is called after a model or a resource, if there is one."""
        if any(module.name == new for module in self._sdk.modules):
            yield _implied(name, "module", f"models.{old}", f"models.{new}")

    def _of_method(self, name: OldName) -> Iterator[OldName]:
        operation = self._places.operations[name.new]
        yield _function(name, name.old, operation)
        if operation.pagination:
            old = f"{name.old.rstrip('_')}_pages"
            new = f"{operation.resource}.{operation.pagination.method}"
            yield _implied(name, "pages method", old, new, name.owner)

    def _of_resource(self, name: OldName) -> Iterator[OldName]:
        """Its classes and models, and the functions of its methods, by names that these had."""
        below = (name.new, f"{name.new}.")
        if "." not in name.old + name.new:
            module = self._sdk.dotted_resources[name.new].module
            yield from self._module(name, module_name(name.old), module)
        for dotted, resource in self._sdk.dotted_resources.items():
            if dotted == below[0] or dotted.startswith(below[1]):
                yield _class(name, f"{name.old}{dotted[len(name.new) :]}", resource)
        for operation in self._sdk.operations:
            if operation.resource == below[0] or operation.resource.startswith(below[1]):
                yield _function(name, f"{name.old}{operation.call[len(name.new) :]}", operation)
        for other in self._given:
            is_below = other.owner == below[0] or other.owner.startswith(below[1])
            if other.kind == "method" and is_below:
                old = f"{name.old}{other.owner[len(name.new) :]}.{other.name}"
                yield _function(name, old, self._places.operations[other.new])

    def _of_argument(self, name: OldName) -> Iterator[OldName]:
        """The field of the request that functions take, which has none for what the client has."""
        operation = self._places.operations[name.owner]
        request = self._sdk.definitions.get(operation.request)
        argument = next(item for item in operation.arguments if item.name == name.target)
        if not isinstance(request, Model):
            return
        old, new = (f"models.{request.name}.{one}" for one in (name.name, argument.key))
        if any(item.name == argument.key for item in request.fields):
            yield _implied(name, "field", old, new, request.name)
        elif argument.is_global:
            yield _implied(name, "field", old, name.new, request.name)


def _class(name: OldName, dotted: str, resource: Resource) -> OldName:
    module = module_name(dotted)
    old = f"resources.{module}.{resource_class(dotted)}"
    new = f"resources.{resource.module}.{resource.class_name}"
    return _implied(name, "resource class", old, new, module)


def _function(name: OldName, method: str, operation: Operation) -> OldName:
    resource, _, last = method.rpartition(".")
    old = f"funcs.{module_name(resource)}_{last}"
    return _implied(name, "function", old, f"funcs.{operation.function_name}")


def _implied(name: OldName, kind: Kind, old: str, new: str, owner: str = "") -> OldName:
    return replace(name, kind=kind, old=old, new=new, owner=owner)
