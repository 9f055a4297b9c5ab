"""pydantic's errors in, complaints in the words of OpenAPI out, at pointers that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ..pointer import Pointer
from ..read.kinds import json_type
from ..read.suggest import nearest


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at ``pointer``; ``wanted`` is the type that it should be of, if that is it."""

    message: str
    pointer: Pointer
    hint: str = ""
    wanted: str = ""


_WANTED = {
    "string_type": "a string",
    "int_type": "an integer",
    "int_parsing": "an integer",
    "int_from_float": "an integer",
    "int_parsing_size": "an integer",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}
_QUOTABLE = (bool, int, float)


def translate(errors: Iterable[Any], data: Any, pointer: Pointer) -> list[Complaint]:
    """Return complaints about ``data``, which stands at ``pointer`` of the document."""
    complaints = (_translate(error, data, pointer) for error in errors)
    return list(dict.fromkeys(complaint for complaint in complaints if complaint is not None))


def _translate(error: Mapping[str, Any], data: Any, pointer: Pointer) -> Complaint | None:
    """Return the complaint, or ``None`` if it is about what the value evidently is not meant as."""
    value = data
    at: list[str | int] = [*pointer]
    for position, step in enumerate(error["loc"]):
        if _has(value, step):
            value = value[step]
            at.append(step)
        elif error["type"] == "missing" and position == len(error["loc"]) - 1:
            return _missing(str(step), value, tuple(at))
        elif not _is_meant(str(step), value):
            return None
    message = f"{_subject(at)} {_message(error, value)}"
    wanted = error["type"].removesuffix("_type") if error["type"] in _WANTED else ""
    return Complaint(message, tuple(at), _hint(error, value), wanted)


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(cast("Any", value))


def _is_meant(branch: str, value: Any) -> bool:
    """Whether ``value`` is meant as ``branch`` of a union, by its looks."""
    if branch == "Reference":
        return isinstance(value, dict) and "$ref" in value
    if branch == "bool":
        return False
    if branch.startswith("list["):
        return isinstance(value, list)
    if branch.startswith("str-enum["):
        return not isinstance(value, list)
    return True


def _missing(name: str, value: Any, at: Pointer) -> Complaint:
    near = nearest(name, [key for key in value if isinstance(key, str)])
    hint = f'is "{near}" a slip of the pen?' if near else ""
    return Complaint(f'the field "{name}" is missing', at, hint)


def _subject(at: list[str | int]) -> str:
    if not at:
        return "the document"
    named = next((segment for segment in reversed(at) if isinstance(segment, str)), "")
    return f'"{named}"' if isinstance(at[-1], str) else f'item {at[-1]} of "{named}"'


def _message(error: Mapping[str, Any], value: Any) -> str:
    kind = str(error["type"])
    context: Mapping[str, Any] = error.get("ctx") or {}
    if kind in _WANTED:
        return f"must be {_WANTED[kind]}, is {json_type(value)}"
    if kind in ("enum", "literal_error"):
        choices = str(context.get("expected", "")).replace("'", '"')
        return f"must be {choices}, is {_shown(value)}"
    if kind == "greater_than":
        return f"must be greater than {context['gt']:g}, is {_shown(value)}"
    if kind == "greater_than_equal":
        return f"must be {context['ge']:g} or more, is {_shown(value)}"
    if kind == "too_short":
        return "must not be empty"
    return re.sub(r"^Input ", "", str(error["msg"]))


def _hint(error: Mapping[str, Any], value: Any) -> str:
    if error["type"] == "string_type" and isinstance(value, _QUOTABLE):
        return "put quotes around it: what looks like a number or a boolean is one"
    return ""


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    return str(value) if isinstance(value, int | float) else json_type(value)
