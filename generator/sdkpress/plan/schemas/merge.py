"""`allOf` and `$ref` with siblings: several schemas that hold at once become one."""

from __future__ import annotations

import json
from typing import Any

from ...data import as_list, as_object
from .formats import is_known

_MAX_PRODUCT = 64
"""Variants of two unions that hold together, at most; beyond, the later union stands alone."""

ANNOTATIONS = frozenset(
    [
        "$comment",
        "deprecated",
        "description",
        "default",
        "example",
        "examples",
        "externalDocs",
        "readOnly",
        "title",
        "writeOnly",
        "xml",
        "$schema",
        "$id",
        "$anchor",
        "$defs",
        "definitions",
        "discriminator",
    ]
)
"""Keywords that say nothing about which values are valid."""

_REFERRING = ("$ref", "$dynamicRef", "allOf")

_LIMITS = frozenset(
    [
        "maximum",
        "minimum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "multipleOf",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
    ]
)
"""Keywords that narrow a value without changing its Python type."""


def is_significant(keyword: str) -> bool:
    """Whether a keyword has a say in the Python type of a schema."""
    return keyword not in ANNOTATIONS and keyword not in _LIMITS and not keyword.startswith("x-")


def merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One schema for `parts` that hold together, in which no `$ref` and `allOf` is left.

    Later parts win where two say different things that cannot both be kept.
    """
    result: dict[str, Any] = {}
    for part in parts:
        for keyword, value in part.items():
            result[keyword] = (
                _both(keyword, result[keyword], value) if (keyword in result) else value
            )
    return _of_its_types(result) if "enum" in result and "type" in result else result


def _of_its_types(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` with those values of its enum that are of its types, if any are."""
    types = schema["type"]
    names = as_list(types) or [types]
    values = [value for value in as_list(schema["enum"]) if json_types(value) & {*names}]
    return {**schema, "enum": values} if values else schema


def json_types(value: Any) -> frozenset[str]:
    """The types of JSON Schema that a value has: 1.0 is an integer, true is none."""
    match value:
        case bool():
            return frozenset({"boolean"})
        case int():
            return frozenset({"integer", "number"})
        case float():
            return frozenset({"integer", "number"} if value.is_integer() else {"number"})
        case str():
            return frozenset({"string"})
        case None:
            return frozenset({"null"})
        case _:
            return frozenset({"object" if isinstance(value, dict) else "array"})


def _both(keyword: str, first: Any, second: Any) -> Any:
    match keyword:
        case "properties" | "patternProperties" | "$defs":
            return _merge_properties(as_object(first), as_object(second))
        case "required":
            return list(dict.fromkeys([*as_list(first), *as_list(second)]))
        case "type":
            return _common_types(first, second)
        case "enum":
            allowed = set(map(_text, as_list(second)))
            return [value for value in as_list(first) if _text(value) in allowed] or second
        case "format":
            return first if is_known(first) and not is_known(second) else second
        case "items" | "additionalProperties":
            return _both_hold(first, second)
        case "oneOf" | "anyOf":
            return first if first == second else _product(as_list(first), as_list(second))
        case "deprecated":
            return bool(first) or bool(second)
        case _:
            return second


def _text(value: Any) -> str:
    """A JSON value as text, by which `1` and `true` are two, and many are compared quickly."""
    return json.dumps(_with_integers(value), sort_keys=True)


def _with_integers(value: Any) -> Any:
    """`value` with integers for the floats that are equal to one."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {key: _with_integers(item) for key, item in as_object(value).items()}
        case list():
            return [_with_integers(item) for item in as_list(value)]
        case _:
            return value


def _merge_properties(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    result = dict(first)
    for name, schema in second.items():
        known, new = as_object(result.get(name)), as_object(schema)
        if not known or known == new:
            result[name] = schema
        elif any(is_significant(keyword) for keyword in new):
            result[name] = new if "$ref" in new else _together(known, new)
        else:
            result[name] = {**known, **new}
    return result


def _together(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two schemas that hold at once: merged, unless they refer to others.

    Those may lead back here, so that merging them has to wait until someone asks for it. An
    `allOf` within another is laid flat and nothing stands in it twice, so that a schema that
    recurs meets the same one again.
    """
    if not any(key in node for node in (first, second) for key in _REFERRING):
        return merged([first, second])
    parts: list[Any] = []
    for part in (*_flat(first), *_flat(second)):
        if part not in parts:
            parts.append(part)
    says = {key: value for node in (first, second) for key, value in node.items()}
    return {**{key: says[key] for key in says if key in ANNOTATIONS}, "allOf": parts}


def _flat(schema: dict[str, Any]) -> list[Any]:
    is_mere = all(key == "allOf" or key in ANNOTATIONS for key in schema)
    return as_list(schema["allOf"]) if "allOf" in schema and is_mere else [schema]


def _common_types(first: Any, second: Any) -> Any:
    """The types of both: an integer is a number, too."""
    one = as_list(first) or [first]
    two = as_list(second) or [second]
    common = [name for name in one if name in two or (name == "integer" and "number" in two)]
    if "integer" in two and "number" in one and "integer" not in common:
        common.append("integer")
    if not common:
        return second
    return common[0] if len(common) == 1 else common


def _both_hold(first: Any, second: Any) -> Any:
    """One schema for two of the same place; what is built of it expands it when it is needed."""
    if second is False or first is True or not any(map(is_significant, as_object(first))):
        return first if first is False else second
    if first == second or not any(map(is_significant, as_object(second))):
        return first
    return second if "$ref" in second else _together(first, second)


def _product(first: list[Any], second: list[Any]) -> list[Any]:
    """The variants of two unions that hold together.

    A union that repeats the variants of the other, with more or with fewer, takes its place.
    """
    one, two = set(map(_text, first)), set(map(_text, second))
    if one <= two or two <= one:
        return second
    if len(first) * len(second) > _MAX_PRODUCT:
        return second
    return [{"allOf": [one, two]} for one in first for two in second]
