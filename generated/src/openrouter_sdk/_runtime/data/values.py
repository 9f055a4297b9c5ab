# mypy: no-warn-redundant-casts
"""What a value is: an object, an array, a scalar, bytes or a file; JSON has but some of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypeGuard, cast

SCALARS = frozenset({str, int, float, bool, type(None)})
"""What JSON has as it is."""

_FILE_TUPLE = (2, 3, 4)


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


def is_file(value: Any) -> bool:
    """Tell whether a value is a file, with or without a name."""
    if not isinstance(value, tuple):
        return _is_content(value)
    members = cast("tuple[Any, ...]", value)
    if len(members) not in _FILE_TUPLE or not isinstance(members[0], (str, type(None))):
        return False
    return _is_content(members[1])


def _is_content(value: Any) -> bool:
    return is_bytes(value) or isinstance(value, os.PathLike) or hasattr(value, "read")
