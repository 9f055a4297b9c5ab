"""Small helpers for JSON-like data: typed access, copies, sizes."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

Json: TypeAlias = Any
"""What is read as it is: data without types."""


def as_object(value: Json) -> dict[str, Json]:
    """Return ``value`` if it is an object, else an empty one: its type is reported elsewhere."""
    return cast("dict[str, Json]", value) if isinstance(value, dict) else {}


def as_list(value: Json) -> list[Json]:
    """Return ``value`` if it is a list, else an empty one."""
    return cast("list[Json]", value) if isinstance(value, list) else []


def text(value: Json) -> str:
    """Return ``value`` if it is a string, without surrounding white space, else an empty one."""
    return value.strip() if isinstance(value, str) else ""


def string(value: Json) -> str:
    """Return ``value``, as it is, if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def copy_data(value: Any) -> Any:
    """Return a deep copy of a JSON-like value."""
    if value.__class__ is dict:
        return {key: copy_data(item) for key, item in value.items()}
    if value.__class__ is list:
        return [copy_data(item) for item in value]
    return value


def measure(value: Any) -> tuple[int, int]:
    """Return how many values a JSON-like value holds, and how many levels deep it is."""
    count = 1
    depth = 0
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    while level:
        below: list[Any] = []
        for container in level:
            values = container.values() if container.__class__ is dict else container
            count += len(values)
            below += [v for v in values if v.__class__ is dict or v.__class__ is list]
        depth += 1
        level = below
    return count, depth
