"""What an expanded schema says by its own keywords: its JSON types, its constants, null."""

from __future__ import annotations

from typing import Any

from ...data import as_list, as_object
from ..model.types import LiteralValue


def json_types_of(body: dict[str, Any]) -> list[str]:
    """The JSON types of a schema; those that its other keywords imply, where it names none."""
    declared = body.get("type")
    if isinstance(declared, str):
        return [declared]
    if isinstance(declared, list):
        return [str(name) for name in as_list(declared)]
    if any(key in body for key in ("properties", "additionalProperties", "patternProperties")):
        return ["object"]
    if "items" in body or "prefixItems" in body:
        return ["array"]
    return []


def as_integers(types: list[str]) -> list[str]:
    """`types` with integers for numbers."""
    return ["integer" if name == "number" else name for name in types]


def is_model(body: dict[str, Any]) -> bool:
    """Whether a schema is an object with declared properties and nothing else."""
    plain = not any(as_list(body.get(key)) for key in ("oneOf", "anyOf"))
    types = [name for name in json_types_of(body) if name != "null"]
    return plain and bool(as_object(body.get("properties"))) and types == ["object"]


def has_parts(body: dict[str, Any]) -> bool:
    """Whether the type of a schema is made of the types of others."""
    plain = not any(as_list(body.get(key)) for key in ("oneOf", "anyOf"))
    return not plain or not {"array", "object"}.isdisjoint(json_types_of(body))


def allows_null(body: dict[str, Any]) -> bool:
    """Whether a schema lets null through by its own keywords."""
    types = body.get("type")
    if body.get("nullable") is True or (isinstance(types, list) and "null" in types):
        return True
    return "enum" in body and None in as_list(body["enum"])


def literals(values: list[Any]) -> tuple[LiteralValue, ...] | None:
    """The constants of an enum, each once: 1 is 1.0, and not true; None if Literal lacks one."""
    kept: dict[tuple[bool, LiteralValue], LiteralValue] = {}
    for value in values:
        is_integral = isinstance(value, float) and value.is_integer()
        constant = int(value) if is_integral else value
        if isinstance(constant, str | bool | int):
            kept.setdefault((isinstance(constant, bool), constant), constant)
        elif constant is not None:
            return None
    return tuple(kept.values())
