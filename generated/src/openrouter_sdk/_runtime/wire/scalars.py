# mypy: no-warn-return-any
"""Scalars as text: a value that is neither array nor object in, how the wire writes it out."""

from __future__ import annotations

from base64 import b64encode
from enum import Enum
from typing import Any

from ..base.errors import InvalidRequest
from ..data.values import is_array, is_bytes, is_object, utc_as_z
from ..models.adapter import jsonable


def scalar(value: Any) -> str:
    """Write one value that is neither array nor object as text.

    Booleans are true and false, None is null, dates and times are RFC 3339 (a naive one is sent
    as it is, without an offset), bytes are Base64, enumeration members are their values.
    """
    kind = value.__class__  # faster than isinstance, and these four are nearly all
    if kind is str:
        return value
    if kind is bool:
        return "true" if value else "false"
    if kind is int or kind is float:
        return repr(value)
    return _other_scalar(value)


def _other_scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, Enum):
        return scalar(value.value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, float):
        return getattr(value, "text", None) or float.__repr__(value)  # see digits.py
    if is_bytes(value):
        return b64encode(value).decode("ascii")
    isoformat = getattr(value, "isoformat", None)
    if isoformat is not None:
        return utc_as_z(isoformat())
    text = getattr(value, "iso8601", None)  # of a duration that was received
    if isinstance(text, str):
        return text
    plain = jsonable(value)  # UUID, Decimal, timedelta, path, IP address, …
    if is_object(plain) or is_array(plain):
        message = f"{type(value).__name__} cannot be sent as a parameter"
        raise InvalidRequest(message)
    return plain if isinstance(plain, str) else scalar(plain)
