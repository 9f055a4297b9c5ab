"""Reading a raw document: resolving pointers and references, typed access to untyped data."""

from __future__ import annotations

from typing import Any, TypeAlias, cast
from urllib.parse import quote, unquote

Pointer: TypeAlias = tuple[str | int, ...]
Json: TypeAlias = Any


def mapping(value: Json) -> dict[str, Json]:
    """`value` if it is an object, else an empty one."""
    return cast("dict[str, Json]", value) if isinstance(value, dict) else {}


def sequence(value: Json) -> list[Json]:
    """`value` if it is an array, else an empty one."""
    return cast("list[Json]", value) if isinstance(value, list) else []


def text(value: Json) -> str:
    """`value` if it is a string, without surrounding white space, else an empty one."""
    return value.strip() if isinstance(value, str) else ""


def string(value: Json) -> str:
    """`value`, as it is, if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def at(root: Json, pointer: Pointer) -> Json:
    """The value at `pointer`. Raises KeyError where there is none."""
    for segment in pointer:
        if isinstance(root, list):
            items = cast("list[Json]", root)
            try:
                root = items[int(segment)]
            except (ValueError, IndexError):
                raise KeyError(segment) from None
        elif isinstance(root, dict):
            root = cast("dict[str, Json]", root)[str(segment)]
        else:
            raise KeyError(segment)
    return root


def parse_reference(reference: str) -> Pointer:
    """The pointer of a local `$ref` (RFC 6901, section 6)."""
    fragment = unquote(reference.partition("#")[2])
    return tuple(
        segment.replace("~1", "/").replace("~0", "~") for segment in fragment.split("/")[1:]
    )


def resolve(root: Json, value: Json, pointer: Pointer) -> tuple[Json, Pointer]:
    """`value`, or what its `$ref` leads to, with the place where that is."""
    seen: set[Pointer] = set()
    while isinstance(reference := mapping(value).get("$ref"), str):
        target = parse_reference(reference)
        if target in seen:
            break
        seen.add(target)
        value, pointer = at(root, target), target
    return value, pointer


def reference_to(pointer: Pointer) -> str:
    """The local `$ref` that leads to `pointer`."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in pointer)
    return "#" + "".join(f"/{quote(part, safe='~$&+,;=:@!*()')}" for part in escaped)


def dynamic_anchors(root: Json) -> dict[str, Pointer]:
    """Where each `$dynamicAnchor` is: what a `$dynamicRef` means as long as no one overrides it."""
    found: dict[str, Pointer] = {}
    pending: list[tuple[Json, Pointer]] = [(root, ())]
    while pending:
        value, pointer = pending.pop()
        anchor = mapping(value).get("$dynamicAnchor")
        if isinstance(anchor, str):
            found[anchor] = pointer
        pending.extend((item, (*pointer, key)) for key, item in mapping(value).items())
        pending.extend((item, (*pointer, index)) for index, item in enumerate(sequence(value)))
    return found
