"""What the annotations of models say: of a type, of a field, of what is not declared."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel


def unwrapped(annotation: Any) -> Any:
    """Take away `Annotated` and type aliases."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif hasattr(annotation, "__value__"):
            annotation = _alias_value(annotation)
        else:
            return annotation


def _alias_value(alias: Any) -> Any:
    """Return what a type alias stands for, names in quotes resolved in its module."""
    module = sys.modules.get(getattr(alias, "__module__", ""))
    holder = type("_Holder", (), {"__annotations__": {"value": alias.__value__}})
    try:
        return get_type_hints(holder, vars(module) if module else None, include_extras=True)[
            "value"
        ]
    except NameError:
        return Any


QUOTABLE = (int, float, bool)
"""Types whose values some servers put in quotes."""


def is_text(annotation: Any) -> bool:
    """Tell whether a type is text in JSON, such as a date: no number is meant by other text."""
    is_scalar = isinstance(annotation, type) and annotation not in QUOTABLE
    return is_scalar and not is_class(annotation, (BaseModel, Mapping, list, tuple))


def plain_number(annotation: Any) -> Any:
    """Return `Decimal` for decimals that are numbers in JSON; any other type as it is."""
    decimals = sys.modules.get(f"{__package__}.decimals")
    if decimals is None or annotation != decimals.WireDecimal:
        return annotation
    return decimals.Decimal


def is_class(annotation: Any, base: Any) -> bool:
    """Tell whether an annotation is `base` or derived from it."""
    return isinstance(annotation, type) and issubclass(annotation, base)


@lru_cache(maxsize=2048)
def fields_of(cls: type[BaseModel]) -> tuple[tuple[str, str, Any], ...]:
    """Return Python name, wire name and type of each field."""
    _complete(cls)
    return tuple(
        (name, _wire_name(name, field), field_annotation(cls, name))
        for name, field in cls.model_fields.items()
    )


def _complete(cls: type[BaseModel]) -> None:
    if not cls.__pydantic_complete__:
        cls.model_rebuild()


def _wire_name(name: str, field: Any) -> str:
    alias = field.validation_alias
    return alias if isinstance(alias, str) else field.alias or name


def field_annotation(cls: type[BaseModel], name: str) -> Any:
    """Return a field's type with what else is said about it: constraints, discriminator."""
    _complete(cls)
    field = cls.model_fields[name]
    metadata = [*field.metadata]
    if field.discriminator is not None:
        from pydantic import Field

        metadata.append(Field(discriminator=field.discriminator))
    annotation: Any = field.annotation
    return Annotated[(annotation, *metadata)] if metadata else annotation


@lru_cache(maxsize=2048)
def extra_annotation(cls: type[BaseModel]) -> Any:
    """Return the type of additional properties."""
    try:
        hint = get_type_hints(cls, include_extras=True).get("__pydantic_extra__")
    except (NameError, TypeError):
        return Any
    arguments = [get_args(one) for one in (hint, *get_args(hint)) if get_origin(one) is dict]
    return arguments[0][1] if arguments else Any
