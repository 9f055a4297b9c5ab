"""What a response decoded to, and the JSON that it was; where they differ."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

_MISSING = object()


def encoded(value: Any) -> Any:
    """Encode a decoded value again, by wire name, leaving out what was not received."""
    if hasattr(value, "model_dump"):
        return value.model_dump(by_alias=True, exclude_unset=True, warnings="error")
    if isinstance(value, Mapping):
        return {key: encoded(inner) for key, inner in value.items()}
    return [encoded(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def differences(
    found: Any, sent: Any, pointer: str = "", alike: Callable[[Any, Any], bool] | None = None
) -> Iterator[str]:
    """Yield where a value is not what was sent; `alike` compares scalars, `same` by default."""
    if isinstance(found, Mapping) and isinstance(sent, Mapping):
        for key in {**sent, **found}:
            one, other = found.get(key, _MISSING), sent.get(key, _MISSING)
            if one is _MISSING or other is _MISSING:
                yield f"{pointer}/{key} was {'lost' if one is _MISSING else 'invented'}"
            else:
                yield from differences(one, other, f"{pointer}/{key}", alike)
    elif isinstance(found, (list, tuple)) and isinstance(sent, list):
        if len(found) != len(sent):
            yield f"{pointer or '/'} has {len(found)} items of {len(sent)}"
        for index, (one, other) in enumerate(zip(found, sent, strict=False)):
            yield from differences(one, other, f"{pointer}/{index}", alike)
    elif not (alike or same)(found, sent):
        yield f"{pointer or '/'} is {found!r}, sent as {sent!r}"[:300]


def same(found: Any, sent: Any) -> bool:
    """Whether a Python value is what a JSON scalar says."""
    if found is None or sent is None or isinstance(found, bool) or isinstance(sent, bool):
        return found is sent
    if isinstance(found, str):
        return found == sent
    try:
        return _same_value(found, sent)
    except (ValueError, ArithmeticError, TypeError):
        return False


def same_meaning(found: Any, sent: Any) -> bool:
    """Whether two JSON scalars say the same: texts may be two ways to write one time or number."""
    if same(found, sent):
        return True
    if not (isinstance(found, str) and isinstance(sent, str)):
        return isinstance(found, str) and same(_number(found), sent)
    readings: tuple[type[Any], ...] = (datetime, time, timedelta, UUID, Decimal, date, IPv6Address)
    return any(_read(kind, found) == _read(kind, sent) != _MISSING for kind in readings)


def _number(text: str) -> Any:
    """Read a Decimal that was sent as text."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _read(kind: type[Any], text: str) -> Any:
    try:
        return TypeAdapter(kind).validate_python(text)
    except ValueError:
        return _MISSING


def _same_value(found: Any, sent: Any) -> bool:
    if isinstance(found, (int, float)):
        return isinstance(sent, (int, float)) and found == sent
    if isinstance(found, Decimal):
        return found == Decimal(str(sent))
    if isinstance(found, bytes):
        return found == sent.encode() or found == base64.b64decode(sent)
    if isinstance(found, timedelta):
        return found == TypeAdapter(timedelta).validate_python(sent)
    if isinstance(found, (datetime, time)):
        return found == type(found).fromisoformat(sent.upper())
    if isinstance(found, (date, UUID, IPv4Address, IPv6Address)):
        parse: Any = date.fromisoformat if isinstance(found, date) else type(found)
        return found == parse(sent)
    return False


def extras(value: Any, pointer: str = "") -> Iterator[tuple[str, type[Any], frozenset[str]]]:
    """Yield every model inside a value with its place and the properties it does not know."""
    if hasattr(value, "model_fields_set"):
        unknown = frozenset(value.model_extra or {})
        if unknown:
            yield pointer, type(value), unknown
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set:
                key = field.alias or name
                yield from extras(getattr(value, name), f"{pointer}/{_escaped(key)}")
        for key, inner in (value.model_extra or {}).items():
            yield from extras(inner, f"{pointer}/{_escaped(key)}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from extras(inner, f"{pointer}/{_escaped(str(key))}")
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from extras(inner, f"{pointer}/{index}")


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
