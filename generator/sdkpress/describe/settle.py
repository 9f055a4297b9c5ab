"""Complaints in; those about what no request depends on become warnings, and are settled.

A wrong ``description`` or ``example`` changes nothing that is sent, and a schema without its
malformed keyword only allows more: no reason to refuse a description that is otherwise good.
"""

from __future__ import annotations

import json
from typing import Any

from ..pointer import NotFoundError, Pointer, follow
from ..problems import Problems
from ..read.grammar import field_of
from .translate import Complaint

_ANNOTATIONS = frozenset(
    ("summary", "description", "example", "examples", "externalDocs", "xml", "deprecated", "title")
)
_OF_INFO = frozenset(("summary", "description", "termsOfService", "contact", "license"))
_IDLE = frozenset(("schema", "example", "link", "callback", "header", "encoding"))
"""Kinds of objects that can do without any of their fields, or be left out as a whole."""
_FIELDS = {
    "operation": frozenset(("tags", "callbacks")),
    "openapi": frozenset(("tags",)),
    "response": frozenset(("headers", "links")),
    "mediaType": frozenset(("encoding",)),
    "parameter": frozenset(("style", "explode", "allowReserved", "allowEmptyValue")),
}


def settle(
    root: dict[str, Any], complaints: list[Complaint], problems: Problems
) -> list[Complaint]:
    """Return the complaints that remain; what the others are about is put right in ``root``."""
    remaining: list[Complaint] = []
    for complaint in complaints:
        if not _is_there(root, complaint.pointer):
            continue  # it went with what an earlier complaint was about
        outcome = _converted(root, complaint) or _removed(root, complaint.pointer)
        if outcome:
            message = f"{complaint.message}; {outcome}"
            problems.warning(message, complaint.pointer, complaint.hint)
        else:
            remaining.append(complaint)
    return remaining


def _converted(root: dict[str, Any], complaint: Complaint) -> str:
    """Write a scalar as the string, or as the list of one, that is wanted; say so."""
    value, _ = follow(root, complaint.pointer)
    if complaint.wanted == "string" and isinstance(value, bool | int | float):
        text = json.dumps(value)
        _put(root, complaint.pointer, text)
        return f'"{text}" is taken for it'
    if complaint.wanted == "list" and isinstance(value, str) and value:
        _put(root, complaint.pointer, [value])
        return "a list of it alone is taken for it"
    return ""


def _removed(root: dict[str, Any], pointer: Pointer) -> str:
    """Remove what can be done without, of what is at ``pointer``; say so."""
    if len(pointer) > 1 and pointer[0] == "info" and pointer[1] in _OF_INFO:
        return _ignored(root, pointer[:2])
    kind, place, name = field_of(pointer)
    if not name and kind == "schema":
        # It may be an item of a list, whose others keep their places.
        _put(root, place, {})
        return "any value is taken for it"
    if not name and kind == "example" and place[0] != "components":
        # One example of several: all of them go, they are a map of their own.
        return _ignored(root, place[:-1])
    if not name and kind in ("link", "callback", "header"):
        return _ignored(root, place)
    if name in _ANNOTATIONS or (name and (kind in _IDLE or name in _FIELDS.get(kind, ()))):
        return _ignored(root, (*place, name))
    return ""


def _is_there(root: dict[str, Any], pointer: Pointer) -> bool:
    try:
        follow(root, pointer)
    except NotFoundError:
        return False
    return True


def _ignored(root: dict[str, Any], pointer: Pointer) -> str:
    parent, _ = follow(root, pointer[:-1])
    parent.pop(pointer[-1])
    return "it is ignored"


def _put(root: dict[str, Any], pointer: Pointer, value: Any) -> None:
    parent, _ = follow(root, pointer[:-1])
    parent[pointer[-1]] = value
