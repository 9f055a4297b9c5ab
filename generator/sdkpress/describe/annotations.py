"""Complaints in; those about mere annotations become warnings, and what they are about is removed.

A wrong ``description`` or ``example`` changes nothing that is sent: no reason to refuse a
description that is otherwise good.
"""

from __future__ import annotations

from typing import Any

from ..problems import Pointer, Problems
from ..read.grammar import field_of
from ..read.pointer import NotFoundError, follow
from .translate import Complaint

_ANNOTATIONS = frozenset(
    ("summary", "description", "example", "examples", "externalDocs", "xml", "deprecated", "title")
)
_OF_INFO = frozenset(("summary", "description", "termsOfService", "contact", "license"))


def set_aside_annotations(
    root: dict[str, Any], complaints: list[Complaint], problems: Problems
) -> list[Complaint]:
    """Return the complaints that remain; what the others are about is gone from ``root``."""
    remaining: list[Complaint] = []
    for complaint in complaints:
        annotation = _annotation(complaint.pointer)
        if annotation is None:
            remaining.append(complaint)
            continue
        message = f"{complaint.message}; it is ignored"
        problems.warning(message, complaint.pointer, complaint.hint)
        _remove(root, annotation)
    return remaining


def _annotation(pointer: Pointer) -> Pointer | None:
    """Return the pointer of the annotation that ``pointer`` is in, if it is."""
    if len(pointer) > 1 and pointer[0] == "info" and pointer[1] in _OF_INFO:
        return pointer[:2]
    kind, place, name = field_of(pointer)
    if not name and kind == "example" and place[0] != "components":
        # One example of several: all of them go, they are a map of their own.
        return place[:-1]
    return (*place, name) if name in _ANNOTATIONS else None


def _remove(root: dict[str, Any], pointer: Pointer) -> None:
    try:
        parent, _ = follow(root, pointer[:-1])
    except NotFoundError:
        return  # an earlier complaint was about the same
    parent.pop(pointer[-1], None)
