"""Fields of models by old names: read, set, and given to the constructor or in dicts."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from ..base.renamed import old_attributes, under_new_names
from ..data.values import is_object
from .model import Model

M = TypeVar("M", bound=Model)


def old_fields(names: Mapping[str, tuple[str, str]]) -> Callable[[type[M]], type[M]]:
    """Give the fields of a model their old names, too.

    Args:
        names: Old name to the name now and what to tell who uses it.
    """

    def mark(cls: type[M]) -> type[M]:
        def __get_pydantic_core_schema__(kind: Any, source: Any, handler: Any) -> Any:
            schema = handler(source)
            with suppress(LookupError):  # it is being made, further out
                model = handler.resolve_ref_schema(schema)
                if model["type"] == "model":
                    model["schema"] = _lenient(kind, model["schema"], names)
            return schema

        model: Any = cls
        model.__get_pydantic_core_schema__ = classmethod(__get_pydantic_core_schema__)
        model.__setstate__ = _restoring(cls, names)
        old_attributes(cls, names)
        return cls

    return mark


def _lenient(cls: Any, schema: Any, names: Mapping[str, tuple[str, str]]) -> Any:
    """Let callers give the fields by old names; what is received is read strictly, as it is."""
    from pydantic_core import core_schema

    def given(value: Any, handler: Any) -> Any:
        old = _given(cls, value, names) if is_object(value) else {}
        fields = handler(under_new_names(cls.__name__, old, value) if old else value)
        for _, message in old.values():
            _warn(message)
        return fields

    if schema["type"] == "lax-or-strict":  # it is known already
        return schema
    lenient = core_schema.no_info_wrap_validator_function(given, schema)
    return core_schema.lax_or_strict_schema(lenient, schema)


def _warn(message: str) -> None:
    """Issue a `DeprecationWarning` as `warn` does, where pydantic stands between its callers."""
    ours = f"{__name__.partition('._runtime.')[0]}."
    level, frame = 1, sys._getframe()  # pyright: ignore[reportPrivateUsage]
    while frame.f_back and f"{frame.f_globals.get('__name__')}.".startswith((ours, "pydantic.")):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, DeprecationWarning, stacklevel=level)


def _given(
    cls: type[Model], value: Mapping[str, Any], names: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """The old names that are used; what is a name in JSON by now is none."""
    wires = {field.alias for field in cls.model_fields.values()}
    return {one: new for one, new in names.items() if one in value and one not in wires}


def _restoring(
    cls: type[Model], names: Mapping[str, tuple[str, str]]
) -> Callable[[Any, Any], None]:
    """Make `__setstate__` of a model: pickles have the names of the time that they are of."""

    def renamed(name: str) -> str:
        return names[name][0] if name in names else name

    def __setstate__(self: Any, state: Any) -> None:
        values = {renamed(name): one for name, one in state["__dict__"].items()}
        given = {renamed(name) for name in state["__pydantic_fields_set__"]}
        parent: Any = super(cls, self)
        parent.__setstate__({**state, "__dict__": values, "__pydantic_fields_set__": given})

    return __setstate__
