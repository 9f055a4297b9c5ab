"""Scalars that JSON carries as text: what was found and the type it should have in; a value out."""

from __future__ import annotations

import datetime
import decimal
import ipaddress
import uuid
from base64 import b64decode
from functools import cache
from typing import Any

from ..data.times import Duration, read_date, read_datetime, read_decimal, read_time, read_uuid
from .wire_types import WireDecimal, WireDecimalText, WireUUID

TEXTS = frozenset(
    {
        datetime.date,
        datetime.datetime,
        datetime.time,
        Duration,
        WireUUID,
        ipaddress.IPv4Address,
        ipaddress.IPv6Address,
    }
)
"""What JSON has as text that looks in a certain way."""

_WORDS: dict[Any, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}
_TYPES = {
    "Decimal": "decimal",
    "NoneType": "none",
    "TextBytes": "bytes",
    "UUID": "uuid",
    "str": "string",
    "timedelta": "time_delta",
}


class NotRead(ValueError):
    """A value is not what its type says; the message does not show it.

    Attributes:
        type: What is wrong, by the names that pydantic has for it.
    """

    def __init__(self, kind: Any, data: Any) -> None:
        """Say what was expected."""
        name = getattr(kind, "__name__", str(kind))
        super().__init__(f"Input should be a valid {_WORDS.get(kind, name)}")
        self.type = _misfit(kind, _TYPES.get(name, name), data)


def _misfit(kind: Any, name: str, data: Any) -> str:
    if kind is int and isinstance(data, float):
        return "int_from_float"
    is_text = isinstance(data, str) and kind is not type(None)
    return f"{name}_{'parsing' if is_text else 'type'}"


def read(kind: Any, data: Any) -> Any:
    """Read one value that is neither array nor object.

    Raises:
        NotRead: It is something else.
    """
    if type(data) is kind:
        return data
    try:
        return _readers().get(kind, _made)(kind, data)
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        raise NotRead(kind, data) from None


@cache
def _readers() -> dict[Any, Any]:
    from .encoded import TextBytes
    from .files import BinaryInput, FileInput

    return {
        str: _text,
        bool: _refused,
        int: _number,
        float: _number,
        type(None): _refused,
        bytes: _bytes,
        TextBytes: _text_bytes,
        FileInput: _as_it_is,
        BinaryInput: _as_it_is,
        datetime.datetime: _datetime,
        datetime.time: _time,
        datetime.timedelta: _duration,
        Duration: _duration,
        WireUUID: _uuid,
        WireDecimal: _json_number,
        WireDecimalText: _decimal_text,
        decimal.Decimal: _decimal,
        datetime.date: _date,
    }


def _as_it_is(_kind: Any, data: Any) -> Any:
    return data


def _refused(_kind: Any, _data: Any) -> Any:
    raise ValueError


def _made(kind: Any, data: Any) -> Any:
    """An address: its class reads the text, and would read numbers."""
    return data if isinstance(data, kind) else kind(_text(kind, data))


def _text(_kind: Any, data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError
    return str.__str__(data)


def _number(kind: Any, data: Any) -> Any:
    if isinstance(data, (bool, str)):
        raise TypeError
    if kind is int and isinstance(data, float):
        if not data.is_integer():
            raise ValueError
        return int(data)
    return kind(data)


def _bytes(_kind: Any, data: Any) -> bytes:
    """Decode Base64; a missing padding is forgiven."""
    if not isinstance(data, str):
        return bytes(memoryview(data))
    text = data.translate({ord("-"): "+", ord("_"): "/"})
    return b64decode(text + "=" * (-len(text) % 4), validate=True)


def _text_bytes(kind: Any, data: Any) -> Any:
    return kind(data.encode() if isinstance(data, str) else memoryview(data))


def _time(kind: Any, data: Any) -> Any:
    return data if isinstance(data, kind) else read_time(data)


def _datetime(kind: Any, data: Any) -> Any:
    return data if isinstance(data, kind) else read_datetime(data)


def _date(kind: Any, data: Any) -> Any:
    return data if type(data) is kind else read_date(data)


def _decimal(kind: Any, data: Any) -> Any:
    if isinstance(data, bool):
        raise TypeError
    return data if isinstance(data, kind) else kind(getattr(data, "text", None) or str(data))


def _json_number(_kind: Any, data: Any) -> Any:
    if isinstance(data, str):
        raise TypeError
    return _decimal(decimal.Decimal, data)


def _decimal_text(_kind: Any, data: Any) -> Any:
    return data if isinstance(data, decimal.Decimal) else read_decimal(data)


def _duration(_kind: Any, data: Any) -> Any:
    return data if isinstance(data, datetime.timedelta) else Duration.read(data)


def _uuid(_kind: Any, data: Any) -> Any:
    return data if isinstance(data, uuid.UUID) else read_uuid(data)
