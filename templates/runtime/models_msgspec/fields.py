"""What the fields of models are: a class in; names, wire names and types out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from msgspec import UnsetType

from .record import OptionalField

if TYPE_CHECKING:
    from .record import Record

UNIONS = (Union, UnionType)
_OR_UNSET = " | __unset__"


class FieldInfo:
    """A field of a model; its type is resolved when it is first wanted.

    Attributes:
        name: Python name.
        wire: Name in JSON.
        required: Whether it has no default.
        text: Its type as it is written.
        metadata: For those who look for it, as pydantic's fields have it.
    """

    __slots__ = ("_annotation", "_space", "metadata", "name", "required", "text", "wire")

    def __init__(self, name: str, wire: str, required: bool, text: str, space: Any) -> None:
        """Keep the type's text, and where its names are found."""
        self.name = name
        self.wire = wire
        self.required = required
        self.text = text
        self.metadata = ()
        self._space = space
        self._annotation: Any = None

    @property
    def alias(self) -> str:
        """The name in JSON."""
        return self.wire

    @property
    def annotation(self) -> Any:
        """The type."""
        if self._annotation is None:
            self._annotation = evaluated(self.text, self._space)
        return self._annotation


def evaluated(text: str, space: dict[str, Any]) -> Any:
    """Return the type that a text of generated code stands for."""
    if text == "Any":
        return Any
    hint = eval(text, space)  # an annotation of generated code
    return type(None) if hint is None else hint


@lru_cache(maxsize=4096)
def fields_of(cls: type[Record]) -> Mapping[str, FieldInfo]:
    """Return the fields of a class by Python name."""
    if cls.__model__ is not None:
        return fields_of(cls.__model__)
    wires = zip(cls.__struct_fields__, cls.__struct_encode_fields__, strict=True)
    return {name: _field(cls, name, wire) for name, wire in wires}


def _field(cls: type[Record], name: str, wire: str) -> FieldInfo:
    owner = next(one for one in cls.__mro__ if name in vars(one))
    return FieldInfo(
        name,
        cls.__wires__.get(name, wire),
        not isinstance(getattr(cls, name), OptionalField),
        owner.__annotations__[name].removesuffix(_OR_UNSET),
        module_of(owner),
    )


@lru_cache(maxsize=4096)
def by_wire_name(cls: type[Record]) -> Mapping[str, FieldInfo]:
    """Return the fields of a class by their names in JSON."""
    return {one.wire: one for one in fields_of(cls).values()}


@lru_cache(maxsize=4096)
def extra_type(cls: type[Record]) -> Any:
    """Return the type of properties that are not declared."""
    text: str = cls.__annotations__.get("__extra_type__", "")
    inner = text.removeprefix("ClassVar[").removesuffix("]")
    return evaluated(inner, module_of(cls)) if inner else Any


@lru_cache(maxsize=4096)
def constants(cls: type[Record]) -> Mapping[str, frozenset[tuple[bool, Any]]]:
    """Return the fields that can only have certain values, with these."""
    found = {
        name: literals(one.annotation)
        for name, one in fields_of(cls).items()
        if "Literal" in one.text or one.text.isidentifier()  # which may be an alias
    }
    return {name: frozenset(map(told_apart, values)) for name, values in found.items() if values}


def told_apart(value: object) -> tuple[bool, Any]:
    """Return what is equal for values that are equal in JSON, where 1 is 1.0 but not true."""
    return isinstance(value, bool), value


def literals(hint: Any) -> tuple[Any, ...]:
    """Return the values of a constant; none where a type takes any other."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    if get_origin(hint) not in UNIONS:
        return ()
    members = [literals(one) for one in get_args(hint) if one is not UnsetType]
    return tuple(value for values in members for value in values) if all(members) else ()


def module_of(cls: type) -> dict[str, Any]:
    """Return the names of the module that defines a class."""
    return vars(sys.modules[cls.__module__])


def is_model(hint: Any) -> bool:
    """Tell whether a type is a model."""
    from .record import Record

    return isinstance(hint, type) and issubclass(hint, Record)
