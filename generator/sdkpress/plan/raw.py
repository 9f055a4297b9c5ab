"""Typed access to the untyped data of a description."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

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
