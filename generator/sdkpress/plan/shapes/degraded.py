"""Operations in, why they are not wholly typed (or sent) as declared out.

An operation is still generated, sent and decoded; the manifest and its page say what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...data import Json, as_list, as_object
from ...pointer import Pointer, find, format_pointer, local_target
from ...read.grammar import walk

_NESTED = frozenset({"encoding", "prefixEncoding", "itemEncoding"})


class Degraded:
    """Finds what is not typed. One instance lives as long as one planning run."""

    def __init__(self, root: dict[str, Json], left_out: Mapping[Pointer, str]) -> None:
        self._root = root
        self._found = {
            **left_out,
            **{
                node.pointer: reason
                for node in walk(root)
                if (reason := _reason(node.value, node.kind))
            },
        }

    def reasons(self, operation: Pointer, path_item: Pointer) -> tuple[str, ...]:
        """What is not typed of the operation at `operation`; nothing, nearly always."""
        if not self._found:
            return ()
        places = self._reached((operation, (*path_item, "parameters")))
        return tuple(
            f"{reason} ({format_pointer(pointer)})"
            for pointer, reason in self._found.items()
            if any(_same(pointer[: len(place)], place) for place in places)
        )

    def _reached(self, starts: Iterable[Pointer]) -> set[Pointer]:
        """`starts` and every place that they refer to, directly or not."""
        found: set[Pointer] = set()
        pending = [*starts]
        while pending:
            pointer = pending.pop()
            if pointer not in found:
                found.add(pointer)
                pending.extend(_references(find(self._root, pointer)))
        return found


def _same(pointer: Pointer, other: Pointer) -> bool:
    """Whether two pointers are equal; a reference has its indices as text."""
    return len(pointer) == len(other) and all(map(_equal, pointer, other))


def _equal(segment: str | int, other: str | int) -> bool:
    return str(segment) == str(other)


def _references(value: Json) -> list[Pointer]:
    found: list[Pointer] = []
    pending: list[Any] = [value]
    while pending:
        node = pending.pop()
        members = as_object(node)
        target = local_target(members.get("$ref"))
        if target is not None:
            found.append(target)
        pending.extend(members.values() or as_list(node))
    return found


def _reason(value: Json, kind: str) -> str:
    """What of a schema is not typed, or of an Encoding Object not done."""
    schema = as_object(value)
    if kind == "encoding" and not _NESTED.isdisjoint(schema):
        return "a part that is multipart itself is sent as JSON"
    if kind != "schema" or not schema:
        return ""
    values = [schema["const"]] if "const" in schema else as_list(schema.get("enum"))
    if "type" not in schema and any(map(_is_no_constant, values)):
        return "values that are neither text, integers nor booleans are typed Any"
    return ""


def _is_no_constant(value: Json) -> bool:
    is_fraction = isinstance(value, float) and not value.is_integer()
    return is_fraction or isinstance(value, list | dict)
