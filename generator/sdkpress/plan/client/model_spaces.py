"""Definitions and errors in, the modules of `models` that have them by where they come from out."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.namespaces import Namespace
from ..model.sdk import RUNTIME_ERRORS, STATUS_ERROR, STATUS_ERRORS, Sdk
from ..model.types import Ref

ROOT = "models"
SPACES = ("components", "errors", "operations")
"""The modules: of the components, of all errors, and of what operations describe themselves."""

_COMPONENTS = ("components", "schemas")


def plan_model_spaces(sdk: Sdk) -> tuple[Namespace, ...]:
    """The namespaces; each definition is in one of them, under its name."""
    components = set(_components(sdk))
    client = sdk.client
    errors = [client.base_error, client.default_error, STATUS_ERROR, *STATUS_ERRORS.values()]
    errors += [*RUNTIME_ERRORS, *(item.name for item in sdk.errors)]
    there = {name: Ref(name) for name in sorted(components)}
    others = {name: Ref(name) for name in sorted(sdk.definitions.keys() - components)}
    return (
        Namespace(ROOT, children=SPACES),
        Namespace(f"{ROOT}.components", there),
        Namespace(f"{ROOT}.errors", errors=tuple(sorted({*errors}))),
        Namespace(f"{ROOT}.operations", others),
    )


def _components(sdk: Sdk) -> Iterator[str]:
    """The definitions of components, also of what alone is sent of one."""
    for name, item in sdk.definitions.items():
        if _is_component(name, sdk) or _is_component(item.received, sdk):
            yield name


def _is_component(name: str, sdk: Sdk) -> bool:
    *place, _ = sdk.places.get(name, ("",))
    return tuple(place) == _COMPONENTS
