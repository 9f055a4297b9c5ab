"""The plan's old names of resources and methods in, what stands in their classes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .. import encode
from ..plan.model.operation import Operation
from ..plan.model.renames import OldName
from ..plan.model.sdk import Resource, Sdk
from .views import CLASS_INDENT, OperationView


@dataclass(frozen=True, slots=True)
class OldMethod:
    """A method by an old name; `home` is the resource that has it now, if another one does.

    `is_pages` says that it is the one that gives page after page.
    """

    name: str
    view: OperationView
    home: str
    is_pages: bool


@dataclass(frozen=True, slots=True)
class OldResource:
    """A resource by an old name: `path` leads to it from where that stands, if anything does."""

    name: str
    class_name: str
    module: str
    path: str
    warning: str
    docstring: str


@dataclass(frozen=True, slots=True)
class OldMembers:
    """What a class has by old names."""

    methods: tuple[OldMethod, ...] = ()
    resources: tuple[OldResource, ...] = ()


def old_members(sdk: Sdk, views: Mapping[str, OperationView]) -> dict[str, OldMembers]:
    """What each resource has by old names, by its module; "" is the client."""
    resources, calls = sdk.dotted_resources, sdk.calls
    places = {"": "", **{dotted: one.module for dotted, one in resources.items()}}
    return {
        module: OldMembers(
            tuple(
                _method(one, calls[one.new], views, module)
                for one in sdk.renamed.members(dotted)
                if one.kind != "resource"
            ),
            tuple(_resource(one, resources[one.new]) for one in sdk.renamed.of("resource", dotted)),
        )
        for dotted, module in places.items()
    }


def _method(
    name: OldName, operation: Operation, views: Mapping[str, OperationView], module: str
) -> OldMethod:
    view, warning = views[operation.function_name], encode.literal(name.warning)
    old = replace(
        view,
        deprecation=warning,
        overloads=tuple(replace(one, deprecation=warning) for one in view.overloads),
        docstring=_docstring(name),
    )
    home = "" if operation.module == module else operation.module
    return OldMethod(name.name, old, home, name.kind == "pages method")


def _resource(name: OldName, resource: Resource) -> OldResource:
    prefix = f"{name.owner}." if name.owner else ""
    return OldResource(
        name=name.name,
        class_name=resource.class_name,
        module=resource.module,
        path=name.new.removeprefix(prefix) if name.new.startswith(prefix) else "",
        warning=encode.literal(name.warning),
        docstring=_docstring(name),
    )


def _docstring(name: OldName) -> str:
    return encode.docstring(f"Old name of `{name.new}`, until {name.gone}.", CLASS_INDENT)
