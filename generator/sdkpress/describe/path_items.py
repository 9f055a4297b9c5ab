"""Raw data of a description in; its path items and operations out, with references followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from ..data import as_object
from ..pointer import NotFoundError, Pointer, resolve
from ..read.grammar import METHODS


class Resolved(NamedTuple):
    """An object with its references followed, and where it really is."""

    value: dict[str, Any]
    pointer: Pointer


class PathItem(NamedTuple):
    """A path with its item; ``key`` is how the path is written in the document."""

    path: str
    value: dict[str, Any]
    pointer: Pointer
    key: str = ""


def resolved(root: dict[str, Any], value: Any, pointer: Pointer) -> Resolved | None:
    """Follow the references of ``value``; ``None`` where they lead nowhere or to no object."""
    try:
        found, place = resolve(root, value, pointer)
    except NotFoundError:
        return None
    return Resolved(cast("dict[str, Any]", found), place) if isinstance(found, dict) else None


def path_items(root: dict[str, Any]) -> Iterator[PathItem]:
    """Yield what is below ``paths``, extensions left out; all paths begin with a slash."""
    for path, value in as_object(root.get("paths")).items():
        item = resolved(root, value, ("paths", path))
        if item is not None and not path.startswith("x-"):
            absolute = path if path.startswith("/") else f"/{path}"
            yield PathItem(absolute, item.value, item.pointer, path)


def operations(item: PathItem) -> Iterator[Resolved]:
    """Yield the operations of a path item."""
    for method in METHODS:
        if isinstance(item.value.get(method), dict):
            yield Resolved(item.value[method], (*item.pointer, method))
    at = (*item.pointer, "additionalOperations")
    for method, operation in as_object(item.value.get("additionalOperations")).items():
        if isinstance(operation, dict):
            yield Resolved(cast("dict[str, Any]", operation), (*at, method))
