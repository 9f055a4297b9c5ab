"""Named definitions of the plan: what becomes a model class or a type alias."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from .types import Ref, Type, renamed


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a model.

    `name` is the Python attribute, `wire` the property's name in JSON. `type` says nothing about
    presence: a field that is not `required` may be left out whatever its type. `deprecation` says
    why it should not be used, if so. `default` is what the server takes where it is left out.
    """

    name: str
    wire: str
    type: Type
    required: bool
    description: str = ""
    deprecation: str = ""
    read_only: bool = False
    write_only: bool = False
    example: Any = None
    default: Any = None


@dataclass(frozen=True, slots=True)
class Model:
    """A JSON object with declared properties; `extra` is the type of all others, when declared.

    Where it is what is sent of something, `received` is the name of what is received of it, and
    `not_sent` are the properties (in JSON) that only that has. `deprecation` says why it should not
    be used, if so.
    """

    name: str
    fields: tuple[Field, ...]
    description: str = ""
    extra: Type | None = None
    deprecation: str = ""
    received: str = ""
    not_sent: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """What who makes one is told; empty where it is not deprecated."""
        return f"{self.name} is deprecated: {self.deprecation}" if self.deprecation else ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a type that is no object of its own: an enum, a union, an array, a map.

    `patterns` are about the names in a map: the values of all others may be anything.
    Where it is what is sent of something, `received` is the name of what is received of it.
    """

    name: str
    type: Type
    description: str = ""
    patterns: tuple[str, ...] = ()
    received: str = ""


Definition: TypeAlias = Model | Alias

UNEXPLAINED = "the API may remove it"
"""What is said of what is deprecated without a word."""

DICT_SUFFIX = "Dict"
INPUT_SUFFIX = "Input"
"""What the TypedDict of a definition is called, beside its name."""


def other_name(definition: Definition) -> str | None:
    """The definition that `definition` is another name for, if it is no more than that."""
    if isinstance(definition, Alias) and isinstance(definition.type, Ref):
        return definition.type.name
    return None


def retyped(field: Field, node: Type) -> Field:
    """`field` with the type `node`."""
    return field if node is field.type else replace(field, type=node)


def definition_types(definition: Definition) -> tuple[Type, ...]:
    """The types that a definition is made of."""
    if isinstance(definition, Alias):
        return (definition.type,)
    extra = () if definition.extra is None else (definition.extra,)
    return (*(field.type for field in definition.fields), *extra)


def renamed_definition(definition: Definition, names: Mapping[str, str], name: str) -> Definition:
    """`definition` called `name`, with references changed as `names` says."""
    if not names and name == definition.name:
        return definition
    if isinstance(definition, Alias):
        return replace(definition, name=name, type=renamed(definition.type, names))
    fields = tuple(retyped(field, renamed(field.type, names)) for field in definition.fields)
    extra = None if definition.extra is None else renamed(definition.extra, names)
    return replace(definition, name=name, fields=fields, extra=extra)
