"""A Parameter or Encoding Object in, its style out; and what a parameter can carry, as schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_TEXT: dict[str, Any] = {"not": {"type": "null"}, "minLength": 1}

SENDABLE: dict[str, Any] = {
    **_TEXT,
    "minProperties": 1,
    "anyOf": [
        {"not": {"type": "array"}},
        {"type": "array", "minItems": 1, "items": {"minLength": 1}},
    ],
}
"""Null, "" and empty lists and objects look like a parameter that is left out."""

_MEMBER: dict[str, Any] = {"type": ["string", "number", "boolean"], "minLength": 1}

READABLE: dict[str, Any] = {
    "type": ["string", "number", "boolean", "object", "array"],
    "minLength": 1,
    "minProperties": 1,
    "patternProperties": {"^$": {"not": {}}},
    "additionalProperties": _MEMBER,
    "anyOf": [
        {"not": {"type": "array"}},
        {"type": "array", "minItems": 1, "items": _MEMBER},
    ],
}
"""Styles are defined for members that are scalars only (OpenAPI 3.1.1, 4.8.12.3), and for RFC 6570
null is no member at all."""

_STYLES = {"path": "simple", "header": "simple"}


def style_of(node: Mapping[str, Any]) -> str:
    """The style of a parameter, or of a property of a form."""
    return str(node.get("style") or _STYLES.get(node.get("in", "query"), "form"))


def explodes(node: Mapping[str, Any]) -> bool:
    """Whether each member of the value stands by itself."""
    return bool(node.get("explode", style_of(node) == "form"))


def deep(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the names of deepObject with their values, scalars or lists of them.

    Arrays are not defined; this is how PHP, Rails and qs read them.
    """
    if isinstance(value, Mapping):
        for key, one in value.items():
            if one is not None:
                yield from deep(f"{name}[{key}]", one)
    elif isinstance(value, list):
        members = [one for one in value if one is not None]
        if not any(isinstance(one, (Mapping, list)) for one in members):
            yield f"{name}[]", members
            return
        for index, one in enumerate(members):
            yield from deep(f"{name}[{index}]", one)
    else:
        yield name, value
