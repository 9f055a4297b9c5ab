"""Python values as JSON-like data: models dumped by wire names, arrays as lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from typing import Any, cast

from ..base.errors import InvalidRequest
from ..base.operation import Thunk
from ..data.values import SCALARS, is_bytes, is_object
from ..models.adapter import adapter, jsonable, problems, to_json

_ARRAYS = (Sequence, Set)


def plain_value(value: Any, type_thunk: Thunk | None = None) -> Any:
    """Turn models into dicts by wire names and arrays of whatever class into lists.

    Args:
        value: What the user passed.
        type_thunk: Gives the type whose wire names are used for plain dicts too.

    Raises:
        InvalidRequest: The value does not fit the type.
    """
    if type(value) in SCALARS:
        return value
    if type_thunk is not None:
        return dumped(value, type_thunk)
    if hasattr(value, "model_dump"):
        types = adapter(value.__class__)
        return types.dump_python(value, mode="json", by_alias=True, exclude_unset=True)
    if is_object(value):
        return value
    if isinstance(value, _ARRAYS) and not isinstance(value, str) and not is_bytes(value):
        return list(cast("Collection[Any]", value))
    if hasattr(value, "__dataclass_fields__"):
        return jsonable(value)
    return value


def dumped(value: Any, type_thunk: Thunk) -> Any:
    """Validate a value against its type and dump it as JSON-like data by wire names.

    Raises:
        InvalidRequest: The value does not fit the type.
    """
    types = adapter(type_thunk())
    return types.dump_python(
        validated(types, value), mode="json", by_alias=True, exclude_unset=True, warnings=False
    )


def validated(types: Any, value: Any) -> Any:
    """Validate a value that is to be sent, by Python names or wire names.

    Raises:
        InvalidRequest: Lists every place that does not fit; values are not shown.
    """
    try:
        return types.validate_python(value, by_alias=True, by_name=True)
    except ValueError as error:
        found = problems(error)
    from .dump import only_sent, without_models

    try:  # models of other types mean what dicts of the same shape do
        plain = without_models(value)
        return only_sent(types.validate_python(plain, by_alias=True, by_name=True))
    except ValueError:
        raise InvalidRequest(found) from None


def compact_json(value: Any) -> str:
    """Write a value as JSON without spaces, models by alias.

    Raises:
        InvalidRequest: It cannot be written as JSON.
    """
    return to_json(value).decode("utf-8")
