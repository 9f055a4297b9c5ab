"""Data of an OpenAPI 3.0 description in; changed in place to the shape of 3.1.

Pointers stay valid, save below a nullable ``allOf`` or ``$ref``, which gets an ``anyOf`` around
it. The older keywords are also understood where a newer description uses them.
"""

from __future__ import annotations

from typing import Any

from ..data import as_list, copy_data
from ..pointer import Pointer, parse_pointer, reference_to
from ..problems import Problems
from ..read.document import Document
from ..read.grammar import Node
from ..read.references import Use, uses
from ..read.source_map import Origin
from .path_items import resolved
from .reach import reachable

_NULL = {"type": "null"}
# What says something about a value, not which values are allowed: it stays outside of an anyOf.
_ANNOTATIONS = {
    *("title", "description", "default", "example", "examples"),
    *("deprecated", "readOnly", "writeOnly"),
}
# Members whose value is data, where null is as good as any other.
_DATA = frozenset(("default", "const", "example", "value", "dataValue", "requestBody"))


def lift(document: Document, problems: Problems) -> None:
    """Give ``document.root`` the shape of OpenAPI 3.1, in place."""
    moved: dict[Pointer, Pointer] = {}
    deep: list[Use] = []
    referred: list[Node] = []
    for node in reachable(document.root):
        if node.value.__class__ is not dict:
            continue
        if None in node.value.values():
            _drop_empty(node, problems)
        if node.kind == "schema":
            _lift_schema(node, document, moved)
        elif node.kind == "mediaType" and "$ref" in node.value:
            referred.append(node)
        # A component as a whole is never moved, only what is deeper.
        deep += [use for use in uses(node) if use.reference.count("/") > 3]
    if moved:
        _follow_moves(deep, moved)
    for node in referred:
        _settle_media_type(node, document)


def _settle_media_type(node: Node, document: Document) -> None:
    """Put what a media type refers to, which it may do since OpenAPI 3.2, in its place."""
    found = resolved(document.root, node.value, node.pointer)
    if found is not None:
        node.value.clear()
        node.value.update(copy_data(found.value))
        document.sources.put(node.pointer, document.sources.origin(found.pointer))


def _drop_empty(node: Node, problems: Problems) -> None:
    """Remove fields that are written without a value; data and extensions may be null."""
    for name in [name for name, value in node.value.items() if value is None]:
        named = node.kind in ("components", "callback")
        if not (named or name in _DATA or name.startswith("x-")):
            message = f'the field "{name}" is empty and is ignored'
            problems.warning(message, (*node.pointer, name), "give it a value or remove it")
            del node.value[name]


def _lift_schema(node: Node, document: Document, moved: dict[Pointer, Pointer]) -> None:
    schema: dict[str, Any] = node.value
    _lift_bound(schema, "exclusiveMinimum", "minimum")
    _lift_bound(schema, "exclusiveMaximum", "maximum")
    if isinstance(schema.get("nullable"), bool) and schema.pop("nullable"):
        if "$ref" in schema or "allOf" in schema:
            _wrap(node, document, moved)
        else:
            _allow_null(schema)


def _lift_bound(schema: dict[str, Any], exclusive: str, inclusive: str) -> None:
    if schema.get(exclusive) is True and inclusive in schema:
        schema[exclusive] = schema.pop(inclusive)
    elif isinstance(schema.get(exclusive), bool):
        del schema[exclusive]


def _allow_null(schema: dict[str, Any]) -> None:
    types = schema.get("type")
    if isinstance(types, str) and types != "null":
        schema["type"] = [types, "null"]
    elif isinstance(types, list) and "null" not in types:
        as_list(types).append("null")
    elif types is None and "properties" in schema:
        schema["type"] = ["object", "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"].append(None)
    for union in ("anyOf", "oneOf"):
        if isinstance(schema.get(union), list) and _NULL not in schema[union]:
            schema[union].append(dict(_NULL))


def _wrap(node: Node, document: Document, moved: dict[Pointer, Pointer]) -> None:
    """Turn a schema, in place, into ``anyOf`` of what it was and null."""
    schema = node.value
    inner = {key: value for key, value in schema.items() if _says_which(key)}
    for key in inner:
        del schema[key]
    schema["anyOf"] = [inner, dict(_NULL)]
    at = (*node.pointer, "anyOf", 0)
    source, place = document.sources.origin(node.pointer)
    document.sources.put(at, Origin(source, place))
    for key in inner:
        moved[(*node.pointer, key)] = (*at, key)


def _says_which(keyword: str) -> bool:
    return keyword not in _ANNOTATIONS and not keyword.startswith("x-")


def _follow_moves(uses: list[Use], moved: dict[Pointer, Pointer]) -> None:
    """Rewrite references that lead into what was wrapped."""
    for use in uses:
        pointer = parse_pointer(use.reference[1:]) if use.reference[0] == "#" else None
        if pointer:
            use.holder[use.field] = _moved(use.reference, pointer, moved)


def _moved(reference: str, pointer: Pointer, moved: dict[Pointer, Pointer]) -> str:
    """Return ``reference`` as it is after the moves."""
    result: Pointer = ()
    changed = False
    for segment in pointer:
        # Indices are text in a reference and numbers in a pointer from the walk.
        step = int(segment) if str(segment).isdecimal() and len(str(segment)) < 9 else segment
        below = next((moved[p] for p in ((*result, segment), (*result, step)) if p in moved), None)
        changed = changed or below is not None
        result = below or (*result, segment)
    return reference_to(result) if changed else reference
