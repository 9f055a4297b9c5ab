"""Where OpenAPI objects and JSON Schemas sit inside one another: a table, and a walk over it.

A document goes in, its objects come out with their kind and pointer. Values that are data
(``example``, ``default``, ``enum``, ``const``, extensions) are never entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from sdkpress.problems import Pointer

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


def children(node: Node) -> Iterator[Node]:
    """Yield the objects directly inside ``node``, in the order of the document."""
    value, kind, pointer = node
    if value.__class__ is not dict:
        return
    if kind == "callback":
        yield from _members(value, "map", "pathItem", pointer)
        return
    fields = FIELDS[kind]
    for name in value:
        field = fields.get(name)
        if field is not None:
            yield from _members(value[name], field[0], field[1], (*pointer, name))


def _members(value: Any, shape: Shape, kind: Kind, pointer: Pointer) -> Iterator[Node]:
    if shape == "one" or (shape == "one or list" and value.__class__ is not list):
        yield Node(value, kind, pointer)
    elif shape == "map":
        if value.__class__ is dict:
            # Extensions may stand among paths, responses and callbacks; "x-" may begin other names.
            component = len(pointer) == 2 and pointer[0] == "components"
            extensible = kind in ("pathItem", "response") and not component
            for key, item in value.items():
                if not (extensible and key[:2] == "x-"):
                    yield Node(item, kind, (*pointer, key))
    elif value.__class__ is list:
        for index, item in enumerate(value):
            yield Node(item, kind, (*pointer, index))


def walk(value: Any, kind: Kind = "openapi", pointer: Pointer = ()) -> Iterator[Node]:
    """Yield every object at and below ``value``, parents first.

    A node may be changed in place while it is visited, before its children are.
    """
    stack = [Node(value, kind, pointer)]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(children(node))))
