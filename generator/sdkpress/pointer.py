"""JSON Pointers (RFC 6901) as tuples: parse and write them, follow them and references by them.

The references that are followed here are local ones: across files, :mod:`sdkpress.read.lookup`
does it, and after reading there are no others.
"""

from __future__ import annotations

from typing import Any, TypeAlias
from urllib.parse import unquote

from .data import as_list, as_object

Pointer: TypeAlias = tuple[str | int, ...]
"""A JSON Pointer as its decoded segments."""


def format_pointer(pointer: Pointer) -> str:
    """Return the URI fragment form of ``pointer``, ``#/paths/~1users`` (RFC 6901, section 6)."""
    escaped = (str(segment).replace("~", "~0").replace("/", "~1") for segment in pointer)
    return "#" + "".join(f"/{segment}" for segment in escaped)


def parse_pointer(fragment: str) -> tuple[str, ...] | None:
    """Return the segments of a URI fragment such as ``/paths/~1users``; ``None`` if it is none."""
    if fragment == "":
        return ()
    if not fragment.startswith("/"):
        return None
    segments = unquote(fragment).split("/")[1:]
    return tuple(segment.replace("~1", "/").replace("~0", "~") for segment in segments)


def reference_to(pointer: Pointer) -> str:
    """Return the local reference ``#/…`` that :func:`parse_pointer` reads as ``pointer``."""
    return format_pointer(pointer).replace("%", "%25")


def local_target(reference: Any) -> tuple[str, ...] | None:
    """Return the pointer that the text of a local reference is; ``None`` for anything else."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    return parse_pointer(reference[1:])


class NotFoundError(LookupError):
    """A pointer leads nowhere: ``parent`` exists, ``segment`` is not in its ``names``."""

    def __init__(self, parent: Pointer, segment: str | int, names: tuple[str, ...]) -> None:
        super().__init__(parent, segment)
        self.parent = parent
        self.segment = segment
        self.names = names


def follow(data: Any, pointer: Pointer) -> tuple[Any, Pointer]:
    """Return the value at ``pointer`` and the pointer with its indices as integers.

    Raises :class:`NotFoundError` where it leads nowhere.
    """
    found: list[str | int] = []
    for segment in pointer:
        try:
            data, step = _step(data, segment)
        except LookupError:
            names = tuple(as_object(data))
            raise NotFoundError(tuple(found), segment, names) from None
        found.append(step)
    return data, tuple(found)


def value_at(data: Any, pointer: Pointer) -> Any:
    """Return the value at ``pointer``, as :func:`follow` does."""
    return follow(data, pointer)[0]


def find(data: Any, pointer: Pointer) -> Any:
    """Return the value at ``pointer``; ``None`` where it leads nowhere."""
    try:
        return value_at(data, pointer)
    except NotFoundError:
        return None


def _step(data: Any, segment: str | int) -> tuple[Any, str | int]:
    if isinstance(data, dict):
        return as_object(data)[str(segment)], segment
    if isinstance(data, list):
        text = str(segment)
        # RFC 6901 allows no sign, no leading zero and no digits but ASCII's.
        if text.isascii() and text.isdigit() and text == str(int(text[:9])):
            return as_list(data)[int(text)], int(text)
    raise LookupError(segment)


def follow_from(data: Any, pointer: Pointer, user: Pointer) -> tuple[Any, Pointer, bool]:
    """Follow ``pointer`` as :func:`follow` does, for a reference that stands at ``user``.

    Schemas that were generated elsewhere and pasted in refer to their own ``$defs`` as if they
    were a whole document: those are found too, in the nearest schema around ``user``. The last
    item of the result says that it was so.
    """
    try:
        return (*follow(data, pointer), False)
    except NotFoundError:
        if pointer[:1] not in (("$defs",), ("definitions",)):
            raise
        for length in range(len(user) - 1, 0, -1):
            around = user[:length]
            try:
                return (*follow(data, (*around, *pointer)), True)
            except NotFoundError:
                continue
        raise


def follow_through(data: Any, pointer: Pointer) -> tuple[Any, Pointer]:
    """Follow ``pointer`` as :func:`follow` does, and the local references that stand in its way."""
    seen: set[Pointer] = set()
    while True:
        try:
            return follow(data, pointer)
        except NotFoundError as error:
            reference = as_object(value_at(data, error.parent)).get("$ref")
            target = local_target(reference)
            if target is None or error.parent in seen:
                raise
            seen.add(error.parent)
            pointer = (*target, *pointer[len(error.parent) :])


def resolve(data: Any, value: Any, at: Pointer) -> tuple[Any, Pointer]:
    """Return ``value``, which stands ``at`` a place, or what its references lead to, and the place.

    Raises :class:`NotFoundError` where they lead nowhere, or in a circle.
    """
    seen: set[Pointer] = set()
    while value.__class__ is dict and isinstance(value.get("$ref"), str):
        target = local_target(value["$ref"])
        if target is None or target in seen:
            raise NotFoundError(at, "$ref", tuple(value))
        seen.add(target)
        value, at = follow(data, target)
    return value, at
