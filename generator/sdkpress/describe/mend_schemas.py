"""Schemas with the types of programming languages and of Swagger 2.0 in, JSON Schema out."""

from __future__ import annotations

from typing import Any

from ..data import as_list, as_object
from ..problems import Problems
from ..read.grammar import Node

TYPES = ("null", "string", "number", "integer", "boolean", "array", "object")

# The type that is meant, and the format where that is not to be lost.
_MEANT: dict[str, tuple[str, str]] = {
    **{name: (name, "") for name in TYPES},
    **dict.fromkeys(("str", "text", "char"), ("string", "")),
    **dict.fromkeys(("int", "int32", "short"), ("integer", "")),
    **dict.fromkeys(("long", "int64", "bigint"), ("integer", "int64")),
    **dict.fromkeys(("float", "double", "numeric"), ("number", "")),
    "decimal": ("number", "decimal"),
    "bool": ("boolean", ""),
    **dict.fromkeys(("list", "tuple", "set"), ("array", "")),
    **dict.fromkeys(("dict", "map", "hash", "json"), ("object", "")),
    "file": ("string", "binary"),
    "binary": ("string", "binary"),
    "byte": ("string", "byte"),
    "date": ("string", "date"),
    **dict.fromkeys(("datetime", "date-time"), ("string", "date-time")),
    **dict.fromkeys(("uuid", "email", "uri"), ("string", "")),
    **dict.fromkeys(("none", "nil"), ("null", "")),
}


def mend_schema(node: Node, problems: Problems) -> None:
    """Give a schema the type that it means, and its `required` where JSON Schema has it."""
    schema: dict[str, Any] = node.value
    if "type" in schema:
        _mend_type(node, problems)
    if "properties" in schema:
        _mend_required(node, problems)


def _mend_type(node: Node, problems: Problems) -> None:
    schema: dict[str, Any] = node.value
    written = schema["type"]
    if written in TYPES if isinstance(written, str) else not isinstance(written, list):
        return
    names = as_list(written) if isinstance(written, list) else [written]
    meant = [_MEANT.get(name.lower(), ("", "")) for name in names if isinstance(name, str)]
    types = [kind for kind, _ in meant]
    if types == names or not all(types) or len(meant) != len(names):
        return  # as it should be, or nothing that can be guessed
    schema["type"] = types if isinstance(written, list) else types[0]
    for _, form in meant:
        if form:
            schema.setdefault("format", form)
    shown = ", ".join(f'"{name}"' for name in names)
    message = f"{shown} is no type; {', '.join(types)} is taken for it"
    problems.warning(message, (*node.pointer, "type"), f"the types are {', '.join(TYPES)}")


def _mend_required(node: Node, problems: Problems) -> None:
    """Move a property's own `required`, as old JSON Schema had it, to the list of its object."""
    schema: dict[str, Any] = node.value
    for name, value in as_object(schema["properties"]).items():
        if value.__class__ is not dict or not isinstance(value.get("required"), bool):
            continue
        listed = schema.get("required", [])
        if value.pop("required") and isinstance(listed, list) and name not in listed:
            schema["required"] = [*as_list(listed), name]
        message = f'"required" of an object lists its properties; "{name}" says it of itself'
        at = (*node.pointer, "properties", name)
        problems.warning(message, at, 'list it under "required" of the object')
