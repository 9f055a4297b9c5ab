"""The plan's definitions in, what stands in each module of models out.

datamodel-code-generator writes the type hints, once for each kind of type; names, docs, wire names
and defaults are the plan's, and are printed by the template of a module.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import Alias, Definition, Field, Model, other_name
from ..plan.model.renames import Renamed
from ..plan.model.sdk import ModelModule, Sdk
from ..plan.model.types import UnionOf
from ..stack import deep
from ..store import Store
from ..workers import Worker
from .old_fields import OldFields, old_fields
from .patterns import EXTRA, Annotation, Hint, Pattern, annotated, in_order


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a class: its hint and default, and what is said about it."""

    signature: str
    doc: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """A model class; `extra` is the hint of all other properties, if they have one.

    `deprecation` is what is told of its use, as code, if it is deprecated.

    `not_sent` is the set of properties that only what is received of it has, if there are any.
    `old` are its fields by old names, if there are any.
    """

    name: str
    deprecation: str
    doc: str
    fields: tuple[FieldView, ...]
    extra: str
    not_sent: str
    old: OldFields | None


@dataclass(frozen=True, slots=True)
class AliasView:
    """A name for a type, and the expression that makes that."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module: what it defines, in order.

    `mere_names` are names for models and aliases, by what they stand for; nothing refers to them.
    """

    name: str
    definitions: tuple[ClassView | AliasView, ...]
    mere_names: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class _Module:
    """A module whose hints are still to be written."""

    source: ModelModule
    ordered: tuple[Definition, ...]
    annotations: Mapping[tuple[str, str], Annotation]


def model_modules(sdk: Sdk, store: Store, worker: Worker) -> Callable[[], list[ModuleView]]:
    """Begin to work out the modules of models; what is returned waits for them.

    There are none where models are msgspec's: those are printed from the plan alone.
    """
    if sdk.package.models == "msgspec":
        return list[ModuleView]
    modules = [_module(module) for module in sdk.modules]
    patterns = {
        item.pattern.key: item.pattern for module in modules for item in module.annotations.values()
    }
    finish = _begin_hints(patterns, store, worker)
    models = frozenset(name for name, item in sdk.definitions.items() if isinstance(item, Model))

    def finished() -> list[ModuleView]:
        hints = finish()
        return [_view(module, hints, models, sdk.renamed) for module in modules]

    return finished


def write_hints(patterns: list[Pattern]) -> list[Hint]:
    """Ask the library, which is imported only where there is something to ask."""
    if not patterns:
        return []
    from .backend import hints

    return deep(lambda: hints(patterns))


def _module(module: ModelModule) -> _Module:
    foreign = [name for names in module.imports.values() for name in names]
    described = [item for item in module.definitions if other_name(item) is None]
    ordered = in_order(described, foreign)
    return _Module(module, tuple(ordered), annotated(ordered, foreign))


def _begin_hints(
    patterns: dict[str, Pattern], store: Store, worker: Worker
) -> Callable[[], dict[str, Hint]]:
    """Begin to write the hint of each pattern that the store does not know."""
    keys = {name: store.key("hint", name) for name in patterns}
    known = {name: store.recall(key) for name, key in keys.items()}
    missing = [name for name, text in known.items() if text is None]
    finish = worker.start(write_hints, [patterns[name] for name in missing])

    def finished() -> dict[str, Hint]:
        written = dict(zip(missing, finish(), strict=True))
        for name, hint in written.items():
            store.keep(keys[name], json.dumps(hint))
        return {
            name: written[name] if text is None else tuple(json.loads(text))
            for name, text in known.items()
        }

    return finished


def _view(
    module: _Module, hints: Mapping[str, Hint], models: frozenset[str], renamed: Renamed
) -> ModuleView:
    texts = {
        place: _text(item, hints[item.pattern.key]) for place, item in module.annotations.items()
    }
    mere = ((item.name, other_name(item)) for item in module.source.definitions)
    return ModuleView(
        module.source.name,
        tuple(_definition(item, texts, renamed) for item in module.ordered),
        tuple((name, target, target in models) for name, target in mere if target is not None),
    )


def _text(annotation: Annotation, hint: Hint) -> str:
    names = annotation.names
    return "".join(names[piece] if isinstance(piece, int) else piece for piece in hint)


def _definition(
    item: Definition, texts: Mapping[tuple[str, str], str], renamed: Renamed
) -> ClassView | AliasView:
    if isinstance(item, Alias):
        return AliasView(item.name, _alias(item, texts[item.name, ""]))
    return ClassView(
        item.name,
        encode.literal(item.warning) if item.warning else "",
        encode.docstring(item.description, 4) if item.description else "",
        tuple(_field(field, texts[item.name, field.name]) for field in item.fields),
        texts.get((item.name, EXTRA), ""),
        encode.literal(item.not_sent) if item.not_sent else "",
        old_fields(item, renamed, {one.name: texts[item.name, one.name] for one in item.fields}),
    )


def _alias(alias: Alias, hint: str) -> str:
    """The hint, with what tells variants apart, or what the names in a map match."""
    tag = alias.type.discriminator if isinstance(alias.type, UnionOf) else None
    if tag:
        return f"Annotated[{hint}, Field(discriminator={encode.literal(tag)})]"
    if alias.patterns:
        return f"Annotated[{hint}, _Patterns({', '.join(map(encode.literal, alias.patterns))})]"
    return hint


def _field(field: Field, hint: str) -> FieldView:
    wire = f"Annotated[{hint}, Field(alias={encode.literal(field.wire)})]"
    default = "" if field.required else " = None"
    return FieldView(
        f"{field.name}: {hint if field.wire == field.name else wire}{default}",
        encode.attribute_doc(field.description, 4) if field.description else "",
    )
