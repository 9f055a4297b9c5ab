"""A description in, one line out about what of it no SDK comes of as a whole."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from ..data import Json, as_list, as_object
from .dialects import KNOWN

_NAMES = frozenset(
    [
        *("$defs", "callbacks", "content", "definitions", "dependentRequired", "dependentSchemas"),
        *("encoding", "examples", "headers", "links", "mapping", "parameters", "pathItems"),
        *("patternProperties", "properties", "requestBodies", "responses", "schemas", "scopes"),
        *("securitySchemes", "variables"),
    ]
)
"""Objects whose keys are names of someone's own."""

_DATA = frozenset({"const", "default", "enum", "example", "value"})
_SHOWN = 5


def ignored(root: dict[str, Json]) -> str:
    """What is ignored as a whole: extensions of other tools."""
    parts: list[str] = []
    found = _extensions(root)
    if found:
        names = [f"{name} ({count})" for name, count in sorted(found.items())]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        parts.append(f"extensions of other tools: {', '.join(names[:_SHOWN])}{more}")
    return f"note: ignored as a whole: {'; '.join(parts)}" if parts else ""


def _extensions(root: dict[str, Json]) -> Counter[str]:
    """The extensions that nobody here knows, with how often they are there."""
    found: Counter[str] = Counter()
    todo: list[tuple[Any, bool]] = [(root, False)]  # with whether the keys are names
    seen: set[int] = set()
    while todo:
        node, is_map = todo.pop()
        if isinstance(node, list):
            todo.extend((item, False) for item in as_list(node))
        elif isinstance(node, dict) and id(cast("object", node)) not in seen:
            seen.add(id(cast("object", node)))
            for key, value in as_object(node).items():
                if not is_map and key[:2] == "x-":
                    found[key] += key not in KNOWN
                elif isinstance(value, (dict, list)) and (is_map or key not in _DATA):
                    todo.append((cast("Any", value), not is_map and key in _NAMES))
    return +found
