"""Python values as JSON-like data: models dumped by wire names, arrays as lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any, TypeGuard, cast

from ..base.errors import InvalidRequest
from ..base.operation import Thunk
from ..models.adapter import adapter, jsonable, problems, to_json

SCALARS = frozenset({str, int, float, bool, type(None)})
"""What JSON has as it is."""

_ARRAYS = (Sequence, Set)


def utc_as_z(text: str) -> str:
    """Return a date or time in ISO 8601 with RFC 3339's shorter way to say UTC."""
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Tell whether a value is a mapping, which goes over the wire as an object."""
    return isinstance(value, Mapping)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether a plain value is a list, which goes over the wire as an array."""
    return isinstance(value, list)


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two scalars are equal in JSON, where 1 is 1.0 but not true."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def is_bytes(value: Any) -> TypeGuard[bytes]:
    """Tell whether a value is bytes, or something that `bytes` takes without copying twice."""
    return isinstance(value, (bytes, bytearray, memoryview))


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
    from .received import only_sent, without_models

    try:  # models of other types mean what dicts of the same shape do
        plain = without_models(value)
        return only_sent(types.validate_python(plain, by_alias=True, by_name=True))
    except ValueError:
        raise InvalidRequest(found) from None


def is_json(media_type: str) -> bool:
    """Tell whether a media type (without parameters) is JSON: application/json or "+json"."""
    return media_type.endswith("+json") or media_type == "application/json"


def compact_json(value: Any) -> str:
    """Write a value as JSON without spaces, models by alias.

    Raises:
        InvalidRequest: It cannot be written as JSON.
    """
    return to_json(value).decode("utf-8")
