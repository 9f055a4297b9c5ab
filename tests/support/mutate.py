"""A description as data and a source of randomness in, the description with something wrong out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias, cast

Pointer: TypeAlias = tuple[str | int, ...]

NAMES = (
    *("", " ", "class", "None", "self", "model_config", "schema", "copy", "_", "__init__", "1"),
    *("a/b", "a~1b", "$ref", "x-", "🦆", "ünï", "A" * 300, "a\nb", '"""', "\\", "{x}", "..", "int"),
    *("default", "200", "2XX", "get", "list", "Any", "options", "client", "body", "request"),
    *("application/json", "text/event-stream", "multipart/form-data", "*/*", "/{a}/{a}", "/a"),
)
"""Names that something may be called, and what else may stand where a name is expected."""

SCHEMAS: tuple[Any, ...] = (
    *(True, False, {}, {"not": {}}, {"type": []}, {"enum": []}, {"enum": [None]}, {"const": None}),
    {"enum": list(range(500))},
    {"enum": ["", " ", "a", "A", 1, 1.5, True, None, [], {"a": 1}]},
    {"type": ["string", "integer", "null"], "enum": ["a", 1]},
    {"type": "object", "properties": {name: {"type": "string"} for name in NAMES}},
    {"type": "object", "properties": {"a": True}, "additionalProperties": {"type": "integer"}},
    {"type": "array", "prefixItems": [{"type": "string"}, True], "items": False},
    {"type": "array", "items": {"type": "array", "items": {"type": "array"}}},
    {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]},
    {"anyOf": [{}], "oneOf": [{"type": "null"}], "allOf": [{"type": "object"}]},
    {"allOf": [{"type": "string"}, {"type": "integer"}]},
    {"patternProperties": {"^x": {"type": "object", "properties": {"b": {}}}}},
    {"oneOf": [True, False], "discriminator": {"propertyName": "kind", "mapping": {"a": "A"}}},
    {"type": "string", "format": "date", "default": 5, "pattern": "("},
    {"type": "object", "required": ["gone"], "minProperties": -1, "nullable": True},
    {"$defs": {"d": {"$anchor": "here", "type": "string"}}, "$ref": "#here"},
    {"$dynamicRef": "#node", "$dynamicAnchor": "node"},
    {"type": "object", "properties": {"c": {"readOnly": True}, "d": {"writeOnly": True}}},
)
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 1e300, 10**40, "", "x", " ", [], [None], {}, {"": {}}, [[[]]]),
    *({"$ref": 5}, {"$ref": "#"}, {"$ref": "#/"}, {"$ref": ""}, {"$ref": "gone.yaml"}),
    *({"$ref": "#/paths"}, {"$ref": "#/components/schemas/Gone"}, {"$ref": "#/%zz"}),
    *({"$ref": "http://[", "a": 1}, {"$ref": "#gone"}, "{a}", "https://{h}/{h}", NAMES[-1]),
)
BESIDE: tuple[dict[str, Any], ...] = (
    *({"type": "object"}, {"type": ["object", "null"]}, {"required": ["a"]}, {"description": "d"}),
    *({"properties": {"a": {"type": "string"}}}, {"nullable": True}, {"type": "array"}),
)
"""What stands beside a reference."""
KEYWORDS = (
    *("type", "properties", "items", "allOf", "oneOf", "anyOf", "not", "enum", "const", "required"),
    *("additionalProperties", "discriminator", "$ref", "nullable", "format", "default", "example"),
    *("parameters", "requestBody", "responses", "security", "servers", "tags", "operationId"),
    *("content", "schema", "itemSchema", "style", "explode", "in", "name", "headers", "callbacks"),
    *("x-speakeasy-pagination", "x-speakeasy-retries", "x-speakeasy-name-override"),
    *(
        "x-speakeasy-group",
        "x-speakeasy-globals",
        "x-speakeasy-unknown-values",
        "x-speakeasy-errors",
    ),
)


def mutated(description: dict[str, Any], random: Random) -> dict[str, Any]:
    """A copy of `description` with one to four things changed."""
    document = copy.deepcopy(description)
    for _ in range(random.randint(1, 4)):
        change = random.choice(CHANGES)
        pointer = random.choice(pointers(document)[1:] or [()])
        if pointer:
            change(document, pointer, random)
    return document


def pointers(value: Any, at: Pointer = ()) -> list[Pointer]:
    """The pointers of `value` and of everything in it."""
    found = [at]
    for key, item in _members(value):
        found += pointers(item, (*at, key))
    return found


def _members(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(cast("dict[str | int, Any]", value).items())
    return list(enumerate(cast("list[Any]", value))) if isinstance(value, list) else []


def at(value: Any, pointer: Pointer) -> Any:
    """What is at `pointer`."""
    for segment in pointer:
        value = value[segment]
    return value


def put(document: Any, pointer: Pointer, value: Any) -> None:
    """Replace what is at `pointer` by a copy of `value`."""
    at(document, pointer[:-1])[pointer[-1]] = copy.deepcopy(value)


def _delete(document: Any, pointer: Pointer, _random: Random) -> None:
    del at(document, pointer[:-1])[pointer[-1]]


def _replace(document: Any, pointer: Pointer, random: Random) -> None:
    put(document, pointer, random.choice(VALUES))


def _reshape(document: Any, pointer: Pointer, random: Random) -> None:
    put(document, _schema_near(document, pointer, random), random.choice(SCHEMAS))


def _duplicate(document: Any, pointer: Pointer, random: Random) -> None:
    parent = at(document, pointer[:-1])
    value = copy.deepcopy(parent[pointer[-1]])
    if isinstance(parent, list):
        parent.append(value)
    else:
        parent[random.choice(NAMES)] = value


def _rename(document: Any, pointer: Pointer, random: Random) -> None:
    parent = at(document, pointer[:-1])
    if isinstance(parent, dict):
        parent[random.choice(NAMES)] = parent.pop(pointer[-1])


def _move(document: Any, pointer: Pointer, random: Random) -> None:
    value = at(document, pointer)
    put(document, random.choice(pointers(document)[1:]), value)


def _add(document: Any, pointer: Pointer, random: Random) -> None:
    node = at(document, pointer)
    if isinstance(node, dict):
        value = random.choice((*VALUES, *SCHEMAS, *NAMES))
        node[random.choice(KEYWORDS)] = copy.deepcopy(value)


def _refer(document: Any, pointer: Pointer, random: Random) -> None:
    """Put a reference to anything, its own parents among them, where a schema is."""
    schemas = [place for place in pointers(document) if _is_schema(document, place)]
    target = random.choice([pointer[: random.randint(0, len(pointer))], *schemas[:50]])
    put(document, _schema_near(document, pointer, random), {"$ref": _reference(target)})


def _recur(document: Any, pointer: Pointer, random: Random) -> None:
    """Combine a schema with a reference to one, itself or what holds it among them."""
    schemas = [place for place in pointers(document) if _is_schema(document, place)]
    place = _schema_near(document, pointer, random)
    above = [other for other in schemas if place[: len(other)] == other]
    targets = random.choices([*above, *above, *schemas], k=random.randint(1, 2)) if schemas else []
    references = [{"$ref": _reference(target)} for target in targets]
    beside = random.choice(BESIDE)
    combined: list[dict[str, Any]] = [
        {**beside, "allOf": references},
        {"allOf": [*references, beside]},
        {**beside, **(references or [{}])[0]},
        {**beside, "oneOf": [*references, {"type": "string"}]},
        {"type": "array", "items": {"allOf": references, **beside}},
        {"type": "object", "additionalProperties": {"allOf": references, **beside}},
    ]
    put(document, place, random.choice(combined))


def _reference(target: Pointer) -> str:
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in target)
    return "#" + "".join(f"/{part}" for part in parts)


def _nest(document: Any, pointer: Pointer, random: Random) -> None:
    place = _schema_near(document, pointer, random)
    value = at(document, place)
    keyword = random.choice(("items", "allOf", "oneOf", "anyOf", "properties", "not"))
    for _ in range(random.choice((3, 20, 90, 150))):
        inner: Any = [value] if keyword.endswith("Of") else value
        value = {keyword: {"a": value} if keyword == "properties" else inner}
    at(document, place[:-1])[place[-1]] = value


def _grow(document: Any, pointer: Pointer, random: Random) -> None:
    """Much of the same: values of an enum, properties, variants, tags, parameters."""
    parent = at(document, pointer[:-1])
    value = parent[pointer[-1]]
    for number in range(random.choice((30, 300))):
        if isinstance(parent, list):
            parent.append(copy.deepcopy(value))
        else:
            parent[f"{pointer[-1]}{number}"] = copy.deepcopy(value)


def _is_schema(document: Any, pointer: Pointer) -> bool:
    named = pointer[-2:-1] in (("schemas",), ("properties",), ("$defs",))
    return named or pointer[-1:] in (("schema",), ("items",), ("additionalProperties",))


def _schema_near(document: Any, pointer: Pointer, random: Random) -> Pointer:
    """`pointer` itself if a schema is there, else that of any schema; itself where none is."""
    schemas = [place for place in pointers(document) if _is_schema(document, place)]
    return pointer if _is_schema(document, pointer) or not schemas else random.choice(schemas)


CHANGES: tuple[Callable[[Any, Pointer, Random], None], ...] = (
    *(
        _delete,
        _replace,
        _reshape,
        _reshape,
        _duplicate,
        _rename,
        _move,
        _add,
        _add,
        _refer,
        _refer,
    ),
    *(_nest, _grow, _recur, _recur),
)
