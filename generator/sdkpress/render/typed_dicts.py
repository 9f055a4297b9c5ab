"""Definitions of the plan in, what the modules of TypedDicts print out."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import DICT_SUFFIX, Alias, Definition, Field
from ..plan.model.graph import in_order
from ..plan.model.renames import OldName, Renamed
from ..plan.model.sdk import ModelModule, Sdk
from ..plan.model.types import Type, references
from .annotations import ANNOTATION_NAMES, past, written


@dataclass(frozen=True, slots=True)
class DictView:
    """A TypedDict, or an alias where `value` is given.

    `old` are its keys by old names, each with its docstring.
    """

    name: str
    fields: tuple[str, ...]
    old: tuple[tuple[str, str], ...]
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
    return tuple(_module(module, sdk.renamed) for module in sdk.dict_modules)


def _module(module: ModelModule, renamed: Renamed) -> DictModule:
    by_name = {item.name: item for item in module.definitions}
    later = set(by_name)
    views: list[DictView] = []
    for name in in_order(by_name):
        old = renamed.of("field", name.removesuffix(DICT_SUFFIX))
        views.append(_view(by_name[name], later, old))
        later.discard(name)
    return DictModule(module.name, module.imports, tuple(views))


def _view(item: Definition, later: set[str], old: tuple[OldName, ...]) -> DictView:
    if isinstance(item, Alias):
        return DictView(item.name, (), (), "", _evaluated(item.type, later))
    extra = "" if item.extra is None else _evaluated(item.extra, later)
    hidden = ({field.name for field in item.fields} | {one.name for one in old}) & ANNOTATION_NAMES
    either = {one.target for one in old}
    fields = tuple(_signature(field, hidden, field.name in either) for field in item.fields)
    kinds = {field.name: past(hidden, written(field.type)) for field in item.fields}
    keys = tuple(
        (f"{one.name}: NotRequired[{kinds.get(one.target, 'Any')}]", _about(one)) for one in old
    )
    return DictView(item.name, fields, keys, extra, "")


def _about(name: OldName) -> str:
    return encode.attribute_doc(f"Deprecated: use `{name.target}`; this goes in {name.gone}.", 4)


def _signature(field: Field, hidden: Set[str], either: bool) -> str:
    """A key; one that has an old name, too, is given by either."""
    annotation = past(hidden, written(field.type))
    is_required = field.required and not either
    return f"{field.name}: {annotation if is_required else f'NotRequired[{annotation}]'}"


def _evaluated(node: Type, later: set[str]) -> str:
    """An annotation that is evaluated at once: as text where it names what comes later."""
    text = written(node)
    return encode.literal(text) if any(name in later for name in references(node)) else text
