"""What a reference leads to in, whether that is of the right kind out, in words if not."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

from .grammar import METHODS, SECTIONS, Kind
from .lookup import Found
from .reference_places import PLACES, TEXT, VALUE, Type, is_reference, type_at

Misfits: TypeAlias = dict[tuple[int, str], tuple[str, Any]]
"""Identity of a holder and its field → what its reference leads to instead of what it should:
in words, and as it is."""

WITH_SCHEMA: frozenset[Kind] = frozenset(("response", "requestBody", "mediaType"))
"""What a reference to a schema is meant as where it stands in their place: theirs."""

_SCHEMA_WORDS = frozenset(
    (
        *("type", "format", "items", "properties", "enum", "const", "allOf", "oneOf", "anyOf"),
        *("default", "not", "pattern", "additionalProperties", "title", "nullable"),
    )
)
_KEYWORDS = frozenset(
    (
        *(
            "$id",
            "$schema",
            "$anchor",
            "$dynamicAnchor",
            "$recursiveRef",
            "$comment",
            "$vocabulary",
        ),
        *("id", "dependencies"),
    )
)
_COMMON = frozenset(
    ("summary", "description", "required", "deprecated", "example", "examples", "externalDocs")
)
"""Fields that objects of several kinds have: they do not tell what one is."""
_OWN: dict[Kind, frozenset[str]] = {
    # With what Swagger 2.0 has there, and what evidently is meant for one (see describe.mend).
    "response": frozenset(("headers", "content", "links", "schema")),
    "requestBody": frozenset(("content",)),
    "parameter": frozenset(("name", "in", "schema", "content")),
    "header": frozenset(("schema", "content", "style", "explode", "type")),
    "example": frozenset(("value", "externalValue", "dataValue", "serializedValue")),
    "link": frozenset(("operationId", "operationRef", "parameters", "requestBody", "server")),
    "securityScheme": frozenset(PLACES["securityScheme"]) - _COMMON,
    "pathItem": frozenset((*METHODS, "parameters", "servers", "additionalOperations")),
    "operation": frozenset(("responses", "operationId", "parameters", "requestBody", "tags")),
    "schema": (frozenset(PLACES["schema"]) | _SCHEMA_WORDS | _KEYWORDS) - _COMMON,
}


def found_type(found: Found, is_main: bool) -> Type | None:
    """Return what stands at a place by its pointer, ``None`` where that does not tell.

    Files beside the main one may hold anything, but "components" are everywhere the same.
    """
    if is_main or found.pointer[:1] == ("components",):
        return type_at(found.pointer)
    return None


def misfit(wanted: Type, found: Found, is_main: bool) -> str:
    """Return what ``found`` is instead of ``wanted``, in words; nothing where it fits."""
    actual = found_type(found, is_main)
    if wanted[1] not in (TEXT, VALUE) and actual is not None:
        return "" if actual == wanted else words(actual)
    return _by_looks(wanted, found.value)


def is_schema(found: Found, is_main: bool) -> bool:
    """Whether ``found`` is a schema, by its place or its looks."""
    actual = found_type(found, is_main)
    if actual is not None:
        return actual == ("one", "schema")
    value = found.value
    return value.__class__ is dict and not _SCHEMA_WORDS.isdisjoint(value)


def _by_looks(wanted: Type, value: Any) -> str:
    shape, kind = wanted
    if is_reference(value):
        return ""  # what it leads to will tell
    if kind == TEXT and shape == "one":
        return "" if isinstance(value, str) else json_type(value)
    if kind == VALUE and shape == "one":
        return json_type(value) if value is None or isinstance(value, dict) else ""
    if shape == "list":
        return "" if isinstance(value, list) else json_type(value)
    if not isinstance(value, dict):
        return "" if kind == "schema" and isinstance(value, bool) else json_type(value)
    members = cast("dict[str, Any]", value)
    if shape == "map" or kind not in _OWN:
        return ""
    known = PLACES[kind].keys() | _OWN[kind] | _COMMON
    unknown = [name for name in members if name not in known and name[:2] != "x-"]
    # Only a parameter has both a place and what else these may have.
    is_parameter = "in" in members and kind in ("response", "header", "requestBody")
    if unknown and (is_parameter or _OWN[kind].isdisjoint(members)):
        return f'an object with "{unknown[0]}"'
    return ""


def any_content() -> dict[str, Any]:
    """Return the content of a response of which nothing is known: JSON is decoded, at least."""
    return {"application/json": {}, "*/*": {}}


def words(kind: Type) -> str:
    """Return the name of a type as it stands in a sentence."""
    shape, name = kind
    if shape == "one":
        return f"{'an' if name[0] in 'aeio' else 'a'} {name}"
    plural = SECTIONS.get(name, f"{name}s")
    return f"a {shape} of {plural}"


def json_type(value: Any) -> str:
    """Return what a JSON value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    names = ((str, "a string"), (int | float, "a number"), (list, "a list"), (dict, "an object"))
    return next(name for types, name in names if isinstance(value, types))
