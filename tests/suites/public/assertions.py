"""Whether a value is what a type says; copied to a suite's utils.py."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Union

import typing_extensions
from pydantic import BaseModel

_UNIONS = (Union, types.UnionType)
_ANNOTATED = (typing.Annotated, typing_extensions.Annotated)


def assert_matches_type(
    type_: Any, value: object, *, path: list[str], allow_none: bool = False
) -> None:
    """Fail where `value`, which is at `path`, is not of the type `type_`."""
    if allow_none and value is None:
        return
    reason = _mismatch(type_, value, tuple(path))
    assert reason is None, reason


def _mismatch(type_: Any, value: object, path: tuple[str, ...]) -> str | None:
    """What is wrong with a value; None where it matches."""
    while hasattr(type_, "__value__"):  # PEP 695
        type_ = type_.__value__
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in _ANNOTATED or origin in (typing.Required, typing.NotRequired):
        return _mismatch(arguments[0], value, path)
    if type_ in (Any, object) or isinstance(type_, typing.TypeVar):
        return None
    if type_ in (None, type(None)):
        return None if value is None else _said(path, value, "None")
    if origin in _UNIONS:
        found = [_mismatch(one, value, path) for one in arguments]
        return None if None in found else _said(path, value, str(type_))
    if origin in (typing.Literal, typing_extensions.Literal):
        return None if value in arguments else _said(path, value, str(type_))
    return _of_class(origin or type_, arguments, value, path)


def _of_class(
    class_: Any, arguments: tuple[Any, ...], value: object, path: tuple[str, ...]
) -> str | None:
    if not inspect.isclass(class_):
        return f"{'.'.join(path)}: {class_!r} is no type"
    if class_ is float:
        class_ = (int, float)
    if not isinstance(value, class_):
        return _said(path, value, str(class_))
    if isinstance(class_, type) and issubclass(class_, BaseModel):
        return _of_model(class_, value, path)
    if isinstance(value, str | bytes | date | datetime):
        return None
    if isinstance(value, Mapping) and len(arguments) == 2:
        found = [_mismatch(arguments[1], item, (*path, str(key))) for key, item in value.items()]
        return next(filter(None, found), None)
    if isinstance(value, Sequence) and len(arguments) == 1:
        found = [_mismatch(arguments[0], item, (*path, str(n))) for n, item in enumerate(value)]
        return next(filter(None, found), None)
    return None


def _of_model(class_: type[BaseModel], value: Any, path: tuple[str, ...]) -> str | None:
    for name, field in class_.model_fields.items():
        item = getattr(value, name)
        unset = name not in value.model_fields_set and item == field.get_default()
        reason = None if unset else _mismatch(field.annotation, item, (*path, name))
        if reason is not None:
            return reason
    return None


def _said(path: tuple[str, ...], value: object, wanted: str) -> str:
    return f"{'.'.join(path)}: {type(value).__name__} is not {wanted}"


def parse_date(text: str) -> date:
    """A day as the tests write it."""
    return date.fromisoformat(text)


def parse_datetime(text: str) -> datetime:
    """A time as the tests write it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
