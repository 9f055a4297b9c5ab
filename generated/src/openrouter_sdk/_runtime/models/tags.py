"""Tags of variants that pydantic cannot look up, because a server sent a list or an object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class _ListTag(list[Any]):
    __hash__ = object.__hash__  # type: ignore[assignment] # pyright: ignore[reportAssignmentType]


class _ObjectTag(dict[str, Any]):
    __hash__ = object.__hash__  # type: ignore[assignment] # pyright: ignore[reportAssignmentType]


def with_hashable_tags(data: Any, names: Iterable[str]) -> Any:
    """Return an object whose tags can be hashed, equal to `data`, or `data` where they can be.

    When pydantic writes a union, it looks the tag up, and raises where that cannot be done.

    Args:
        data: JSON-like data that is no known variant of a union.
        names: What the tags of the union may be called.
    """
    if data.__class__ is not dict:
        return data
    tags = {name: data[name] for name in names if data.get(name).__class__ in (list, dict)}
    hashable = {
        name: _ListTag(tag) if tag.__class__ is list else _ObjectTag(tag)
        for name, tag in tags.items()
    }
    return {**data, **hashable} if hashable else data
