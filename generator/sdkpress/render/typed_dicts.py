"""Definitions of the plan in, what the modules of TypedDicts print out."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import Alias, Definition, Field
from ..plan.model.graph import in_order
from ..plan.model.sdk import ModelModule, Sdk
from ..plan.model.types import Type, references
from .annotations import ANNOTATION_NAMES, past, written


@dataclass(frozen=True, slots=True)
class DictView:
    """A TypedDict, or an alias where `value` is given."""

    name: str
    fields: tuple[str, ...]
    extra: str
    value: str


@dataclass(frozen=True, slots=True)
class DictModule:
    """A module: what it imports from others, and its definitions, each after what it needs."""

    name: str
    imports: dict[str, tuple[str, ...]]
    views: tuple[DictView, ...]


def dict_modules(sdk: Sdk) -> tuple[DictModule, ...]:
    """The modules of all that a request may hold."""
    return tuple(map(_module, sdk.dict_modules))


def _module(module: ModelModule) -> DictModule:
    by_name = {item.name: item for item in module.definitions}
    later = set(by_name)
    views: list[DictView] = []
    for name in in_order(by_name):
        views.append(_view(by_name[name], later))
        later.discard(name)
    return DictModule(module.name, module.imports, tuple(views))


def _view(item: Definition, later: set[str]) -> DictView:
    if isinstance(item, Alias):
        return DictView(item.name, (), "", _evaluated(item.type, later))
    extra = "" if item.extra is None else _evaluated(item.extra, later)
    hidden = {field.name for field in item.fields} & ANNOTATION_NAMES
    fields = tuple(_signature(field, hidden) for field in item.fields)
    return DictView(item.name, fields, extra, "")


def _signature(field: Field, hidden: Set[str]) -> str:
    annotation = past(hidden, written(field.type))
    return f"{field.name}: {annotation if field.required else f'NotRequired[{annotation}]'}"


def _evaluated(node: Type, later: set[str]) -> str:
    """An annotation that is evaluated at once: as text where it names what comes later."""
    text = written(node)
    return encode.literal(text) if any(name in later for name in references(node)) else text
