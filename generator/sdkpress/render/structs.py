"""Definitions of the plan in, what the modules of msgspec's Structs print out."""

from __future__ import annotations

from dataclasses import dataclass

from .. import encode
from ..models.old_fields import OldFields, old_fields
from ..plan.model.definitions import Alias, Field, Model
from ..plan.model.graph import in_order
from ..plan.model.renames import Renamed
from ..plan.model.sdk import ModelModule, Sdk
from ..plan.model.types import UnionOf, optional
from .annotations import declared

_INDENT = 4
_NO_NAME = "\ufffd"
"""How a name begins that msgspec knows a property by whose own name it does not take."""


@dataclass(frozen=True, slots=True)
class StructField:
    """A field: its annotation and default, and what is said about it."""

    signature: str
    doc: str


@dataclass(frozen=True, slots=True)
class StructView:
    """A Struct; `extra` is the type of properties that are not declared.

    `wires` are the names of properties that msgspec does not take, by those of the fields;
    `not_sent` are those that only what is received of it has. `deprecation` is what to warn of.
    `old` are its fields by old names, if there are any.
    """

    name: str
    deprecation: str
    doc: str
    fields: tuple[StructField, ...]
    extra: str
    wires: str
    not_sent: str
    old: OldFields | None


@dataclass(frozen=True, slots=True)
class AliasView:
    """A name for a type; `choice` is what makes the decoder's own of it, if that is needed."""

    name: str
    value: str
    choice: str


@dataclass(frozen=True, slots=True)
class StructModule:
    """A module: Structs first, which are evaluated late, then aliases, each after what it needs."""

    name: str
    structs: tuple[StructView, ...]
    aliases: tuple[AliasView, ...]


def struct_modules(sdk: Sdk) -> tuple[StructModule, ...]:
    """The modules of models, where msgspec decodes them; else none."""
    if sdk.package.models != "msgspec":
        return ()
    return tuple(_module(module, sdk) for module in sdk.modules)


def _module(module: ModelModule, sdk: Sdk) -> StructModule:
    choices = sdk.choices
    models = [item for item in module.definitions if isinstance(item, Model)]
    aliases = {item.name: item for item in module.definitions if isinstance(item, Alias)}
    # What is decoded by choice is only named, so that aliases may mention it whatever the order.
    ordered = sorted(in_order(aliases), key=lambda name: name not in choices)
    return StructModule(
        module.name,
        tuple(_struct(model, sdk.renamed) for model in models),
        tuple(_alias(aliases[name], name in choices) for name in ordered),
    )


def _struct(model: Model, renamed: Renamed) -> StructView:
    extra = "" if model.extra is None else declared(model.extra)
    doc = encode.docstring(model.description, _INDENT) if model.description else ""
    refused = {field.name: field.wire for field in model.fields if _is_refused(field.wire)}
    wires = encode.literal(refused) if refused else ""
    not_sent = encode.literal(model.not_sent) if model.not_sent else ""
    warning = encode.literal(model.warning) if model.warning else ""
    fields = tuple(map(_field, model.fields))
    old = old_fields(model, renamed, {field.name: _annotation(field) for field in model.fields})
    return StructView(model.name, warning, doc, fields, extra, wires, not_sent, old)


def _field(field: Field) -> StructField:
    doc = encode.attribute_doc(field.description, _INDENT) if field.description else ""
    annotation = _annotation(field)
    default = _default(field)
    signature = f"{field.name}: {annotation}{f' = {default}' if default else ''}"
    return StructField(signature, doc)


def _annotation(field: Field) -> str:
    return declared(field.type if field.required else optional(field.type))


def _default(field: Field) -> str:
    if field.name == field.wire:
        return "" if field.required else "None"
    wire = f"{_NO_NAME}{field.name}" if _is_refused(field.wire) else field.wire
    name = f"name={encode.literal(wire)}"
    return f"_field({name})" if field.required else f"_field({name}, default=None)"


def _alias(alias: Alias, is_choice: bool) -> AliasView:
    value = declared(alias.type)
    if not is_choice:
        return AliasView(alias.name, value, "")
    tag = alias.type.discriminator if isinstance(alias.type, UnionOf) else None
    arguments = [encode.literal(alias.name), "__name__", encode.literal(value)]
    if tag is not None:
        arguments.append(f"tag={encode.literal(tag)}")
    if alias.patterns:
        arguments.append(f"patterns=_Patterns({', '.join(map(encode.literal, alias.patterns))})")
    return AliasView(alias.name, encode.literal(value), f"choice({', '.join(arguments)})")


def _is_refused(wire: str) -> bool:
    """Whether msgspec takes no property of this name: it is decoded by the runtime then."""
    return any(one in '"\\' or one < " " or "\ud800" <= one <= "\udfff" for one in wire)
