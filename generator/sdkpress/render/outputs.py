"""Every file of an SDK: template, path, and what it is rendered for. Nothing else decides that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..models import ModuleView
from ..plan.model.sdk import Resource, Sdk
from .namespaces import namespace_views
from .old_names import old_modules, old_resources
from .packages import dict_room
from .structs import struct_modules
from .typed_dicts import dict_modules

Modules = Callable[[], list[ModuleView]]
"""Waits for the modules of models."""


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of file: rendered once for each set of values that `each` gives.

    `path` is a format string over those values; `{package}` is the import package's directory.
    """

    template: str
    path: str
    each: Callable[[Sdk, Modules], Iterable[dict[str, Any]]]


def _once(_sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({},)


def _license(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({},) if sdk.package.license.text else ()


def _webhooks(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({},) if sdk.webhooks else ()


def _resources(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({"resource": item, "module": item.module} for item in all_resources(sdk))


def _operations(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    """Each operation as a function, by its name and by old ones."""
    homes = {item.function_name: item for item in sdk.operations}
    for item in sdk.operations:
        yield {"operation": item, "module": item.function_name, "old": None}
    for old in sdk.renamed.of("function"):
        yield {"operation": homes[old.target], "module": old.name, "old": old}


def _models(_sdk: Sdk, modules: Modules) -> Iterable[dict[str, Any]]:
    return ({"source": item, "module": item.name} for item in modules())


def _structs(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({"structs": item, "module": item.name} for item in struct_modules(sdk))


def _dicts(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    room = dict_room(sdk)
    up = "." * (room.count(".") + 2)
    return (
        {"dict_module": item, "module": item.name, "home": f"{room}{item.name}", "up": up}
        | {"room": room.replace(".", "/")}
        for item in dict_modules(sdk)
    )


def _dict_room(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({},) if dict_room(sdk) else ()


def _namespaces(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    """Those that are modules of their own: `types` and `models` are there in every package."""
    views = namespace_views(sdk).values()
    return ({"namespace": item, "directory": item.directory} for item in views if "." in item.path)


def _inputs(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({},) if sdk.inputs.names else ()


def _pages(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({},) if any(item.pagination for item in sdk.operations) else ()


def _page_kinds(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({},) if sdk.page_kinds else ()


def _old_modules(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({"room": room, "old": old, "module": old.name} for room, old in old_modules(sdk))


def _old_resources(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return (
        {"module": module, "resource": resource, "classes": classes}
        for module, resource, classes in old_resources(sdk)
    )


def _definitions(sdk: Sdk, _modules: Modules) -> Iterable[dict[str, Any]]:
    return ({"model_module": item, "module": item.name} for item in sdk.modules)


def all_resources(sdk: Sdk) -> tuple[Resource, ...]:
    """Every resource, the nested ones after their parents."""
    return tuple(inner for resource in sdk.resources for inner in resource.descendants())


OUTPUTS = (
    Output("pyproject.toml.jinja", "pyproject.toml", _once),
    Output("LICENSE.jinja", "LICENSE", _license),
    Output("README.md.jinja", "README.md", _once),
    Output("docs/resource.md.jinja", "docs/{module}.md", _resources),
    Output("docs/agents/skill.md.jinja", "docs/agents/SKILL.md", _once),
    Output("docs/agents/llms.txt.jinja", "docs/agents/llms.txt", _once),
    Output("docs/agents/llms-full.txt.jinja", "docs/agents/llms-full.txt", _once),
    Output("docs/models/module.md.jinja", "docs/models/{module}.md", _definitions),
    Output("package/py.typed.jinja", "{package}/py.typed", _once),
    Output("package/init.py.jinja", "{package}/__init__.py", _once),
    Output("package/client.py.jinja", "{package}/client.py", _once),
    Output("package/core.py.jinja", "{package}/core.py", _once),
    Output("package/fast.py.jinja", "{package}/fast.py", _once),
    Output("package/hooks.py.jinja", "{package}/hooks.py", _once),
    Output("package/otel.py.jinja", "{package}/otel.py", _once),
    Output("package/testing.py.jinja", "{package}/testing.py", _once),
    Output("package/main.py.jinja", "{package}/__main__.py", _once),
    Output("package/index.json.jinja", "{package}/_index.json", _once),
    Output("package/testing.json.jinja", "{package}/_testing.json", _once),
    Output("package/webhooks.py.jinja", "{package}/_webhooks.py", _webhooks),
    Output("package/spec.py.jinja", "{package}/_spec.py", _once),
    Output("package/pages.py.jinja", "{package}/pages.py", _pages),
    Output("package/pagination.py.jinja", "{package}/pagination.py", _page_kinds),
    Output("package/operations/init.py.jinja", "{package}/_operations/__init__.py", _once),
    Output("package/operations/shared.py.jinja", "{package}/_operations/_shared.py", _once),
    Output("package/operations/resource.py.jinja", "{package}/_operations/{module}.py", _resources),
    Output("package/resources/init.py.jinja", "{package}/resources/__init__.py", _once),
    Output("package/resources/resource.py.jinja", "{package}/resources/{module}.py", _resources),
    Output("package/old_resource.py.jinja", "{package}/resources/{module}.py", _old_resources),
    Output("package/funcs/init.py.jinja", "{package}/funcs/__init__.py", _once),
    Output("package/funcs/function.py.jinja", "{package}/funcs/{module}.py", _operations),
    Output("package/models/init.py.jinja", "{package}/models/__init__.py", _once),
    Output("package/types/init.py.jinja", "{package}/types/__init__.py", _once),
    Output("package/types/inputs.py.jinja", "{package}/types/_inputs.py", _inputs),
    Output("package/types/room.py.jinja", "{package}/types/_dicts/__init__.py", _dict_room),
    Output("package/types/module.py.jinja", "{package}/types/{room}{module}.py", _dicts),
    Output("package/namespace.py.jinja", "{package}/{directory}/__init__.py", _namespaces),
    Output("package/old_module.py.jinja", "{package}/{room}/{module}.py", _old_modules),
    Output("package/errors/init.py.jinja", "{package}/errors/__init__.py", _once),
    Output("package/errors/base.py.jinja", "{package}/errors/base.py", _once),
    Output("package/errors/declared.py.jinja", "{package}/errors/declared.py", _once),
    Output("package/errors/unions.py.jinja", "{package}/errors/unions.py", _once),
    Output("package/models/structs.py.jinja", "{package}/models/{module}.py", _structs),
    # Last, for it may have to be waited for.
    Output("package/models/module.py.jinja", "{package}/models/{module}.py", _models),
)
