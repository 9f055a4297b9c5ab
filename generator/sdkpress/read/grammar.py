"""Where OpenAPI objects and JSON Schemas sit inside one another: a table, and a walk over it.

A document goes in, its objects come out with their kind and pointer. Values that are data
(``example``, ``default``, ``enum``, ``const``, extensions) are never entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from ..pointer import Pointer

Kind: TypeAlias = str
"""The name of an OpenAPI object: ``schema``, ``pathItem``, …"""

Shape: TypeAlias = Literal["one", "list", "map", "one or list"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fields of a Path Item Object that hold an operation (``query`` since 3.2)."""

COMPONENTS: dict[str, Kind] = {
    "schemas": "schema",
    "responses": "response",
    "parameters": "parameter",
    "examples": "example",
    "requestBodies": "requestBody",
    "headers": "header",
    "securitySchemes": "securityScheme",
    "links": "link",
    "callbacks": "callback",
    "pathItems": "pathItem",
    "mediaTypes": "mediaType",
}
"""Field of the Components Object → kind of what it holds."""

SECTIONS: dict[Kind, str] = {kind: section for section, kind in COMPONENTS.items()}
"""Kind → field of the Components Object. These are the kinds that a ``$ref`` may stand for."""

_SCHEMA_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_SCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMA_ONES = (
    *("not", "if", "then", "else", "contains", "propertyNames", "contentSchema"),
    *("additionalProperties", "additionalItems", "unevaluatedProperties", "unevaluatedItems"),
)

_PARAMETER: dict[str, tuple[Shape, Kind]] = {
    "schema": ("one", "schema"),
    "content": ("map", "mediaType"),
    "examples": ("map", "example"),
}

FIELDS: dict[Kind, dict[str, tuple[Shape, Kind]]] = {
    "openapi": {
        "paths": ("map", "pathItem"),
        "webhooks": ("map", "pathItem"),
        "components": ("one", "components"),
    },
    "components": {section: ("map", kind) for section, kind in COMPONENTS.items()},
    "pathItem": {
        "parameters": ("list", "parameter"),
        "additionalOperations": ("map", "operation"),
        **dict.fromkeys(METHODS, ("one", "operation")),
    },
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "requestBody"),
        "responses": ("map", "response"),
        "callbacks": ("map", "callback"),
    },
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "requestBody": {"content": ("map", "mediaType")},
    "response": {
        "headers": ("map", "header"),
        "content": ("map", "mediaType"),
        "links": ("map", "link"),
    },
    "mediaType": {
        "schema": ("one", "schema"),
        "itemSchema": ("one", "schema"),
        "examples": ("map", "example"),
        "encoding": ("map", "encoding"),
        "prefixEncoding": ("list", "encoding"),
        "itemEncoding": ("one", "encoding"),
    },
    "encoding": {
        "headers": ("map", "header"),
        "encoding": ("map", "encoding"),
        "prefixEncoding": ("list", "encoding"),
        "itemEncoding": ("one", "encoding"),
    },
    "schema": {
        **dict.fromkeys(_SCHEMA_MAPS, ("map", "schema")),
        **dict.fromkeys(_SCHEMA_LISTS, ("list", "schema")),
        **dict.fromkeys(_SCHEMA_ONES, ("one", "schema")),
        "items": ("one or list", "schema"),
    },
    # A Callback Object is itself the map; see `children`.
    "callback": {},
    "example": {},
    "link": {},
    "securityScheme": {},
}


class Node(NamedTuple):
    """An object of a description, or what stands in its place (a boolean schema, a mistake)."""

    value: Any
    kind: Kind
    pointer: Pointer


def children(node: Node) -> list[Node]:
    """Return the objects directly inside ``node``, in the order of the document."""
    value, kind, pointer = node
    if value.__class__ is not dict:
        return []
    if kind == "callback":
        return _in_map(value, "pathItem", pointer)
    found: list[Node] = []
    fields = FIELDS[kind]
    for name in value:
        if name not in fields:
            continue
        shape, below = fields[name]
        item = value[name]
        at = (*pointer, name)
        if shape == "one" or (shape == "one or list" and item.__class__ is not list):
            found.append(Node(item, below, at))
        elif shape == "map":
            if item.__class__ is dict:
                found += _in_map(item, below, at)
        elif item.__class__ is list:
            found += [Node(part, below, (*at, index)) for index, part in enumerate(item)]
    return found


def _in_map(value: dict[str, Any], kind: Kind, pointer: Pointer) -> list[Node]:
    # Extensions may stand among paths, responses and callbacks; "x-" may begin other names.
    if kind in ("pathItem", "response") and not (len(pointer) == 2 and pointer[0] == "components"):
        value = {key: item for key, item in value.items() if not key.startswith("x-")}
    return [Node(item, kind, (*pointer, key)) for key, item in value.items()]


def field_of(pointer: Pointer) -> tuple[Kind, Pointer, str]:
    """Return the innermost object around ``pointer``: its kind, its pointer, the field in it.

    The field is empty where ``pointer`` is that of an object itself.
    """
    kind: Kind = "openapi"
    done = 0
    while done < len(pointer):
        name = str(pointer[done])
        shape, below = _field(kind, name)
        indexed = len(pointer) > done + 1 and isinstance(pointer[done + 1], int)
        steps = 2 if shape in ("map", "list") or (shape == "one or list" and indexed) else 1
        if shape is None or len(pointer) < done + steps:
            return kind, pointer[:done], name
        kind, done = below, done + steps
    return kind, pointer, ""


def _field(kind: Kind, name: str) -> tuple[Shape | None, Kind]:
    # The members of a callback are path items, whatever they are called.
    return ("one", "pathItem") if kind == "callback" else FIELDS[kind].get(name, (None, ""))


def walk(value: Any, kind: Kind = "openapi", pointer: Pointer = ()) -> Iterator[Node]:
    """Yield every object at and below ``value``, parents first.

    A node may be changed in place while it is visited, before its children are.
    """
    stack = [Node(value, kind, pointer)]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(children(node))
