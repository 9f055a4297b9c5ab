"""Data of a description in; an equivalent that openapi-pydantic can express out.

The data itself is not changed: what differs is copied, all else is shared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from ..read.data import as_list, as_object
from ..read.grammar import FIELDS, SECTIONS, Kind, Shape

Object: TypeAlias = dict[str, Any]


def typed_view(root: Object) -> Object:
    """Return ``root`` as openapi-pydantic's OpenAPI 3.1 takes it."""
    view = cast("Object", _view(root, "openapi"))
    # The library knows a few versions by heart; the document keeps its own.
    return {**view, "openapi": "3.1.1"}


def view_of(value: Any, kind: Kind) -> Any:
    """Return the view of one object of ``kind``."""
    return _view(value, kind)


def _view(value: Any, kind: Kind) -> Any:
    if kind == "schema" and isinstance(value, bool):
        return {} if value else {"not": {}}
    if not isinstance(value, dict):
        return value
    members = cast("Object", value)
    if isinstance(members.get("$ref"), str) and kind in SECTIONS and kind != "pathItem":
        # Siblings of a reference may be any keywords; the data has them.
        kept = ("$ref", "summary", "description")
        return {key: item for key, item in members.items() if key in kept}
    changed = _changed_members(members, kind)
    result = {**members, **changed} if changed else members
    fix = _FIXES.get(kind)
    return fix(result) if fix else result


def _changed_members(members: Object, kind: Kind) -> Object:
    if kind == "callback":
        return _view_map(members, "pathItem")
    changed: Object = {}
    fields = FIELDS[kind]
    for name in members:
        field = fields.get(name)
        if field is not None:
            value = members[name]
            view = _view_member(value, *field)
            if view is not value:
                changed[name] = view
    return changed


def _view_member(value: Any, shape: Shape, kind: Kind) -> Any:
    if shape == "map":
        return _view_map(as_object(value), kind) if isinstance(value, dict) else value
    if isinstance(value, list) and shape != "one":
        items = as_list(value)
        views = [_view(item, kind) for item in items]
        return views if any(a is not b for a, b in zip(views, items, strict=True)) else items
    return _view(value, kind)


def _view_map(value: Object, kind: Kind) -> Object:
    views = {key: _view(item, kind) for key, item in value.items()}
    return value if all(views[key] is value[key] for key in views) else views


def _schema(schema: Object) -> Object:
    # JSON Schema allows an empty enum, which the library does not.
    if schema.get("enum") == []:
        return {key: value for key, value in schema.items() if key != "enum"}
    return schema


def _parameter(parameter: Object) -> Object:
    # OpenAPI 3.2: the whole query string is one parameter.
    return {**parameter, "in": "query"} if parameter.get("in") == "querystring" else parameter


def _response(response: Object) -> Object:
    # OpenAPI 3.2 makes it optional, and earlier descriptions leave it out too.
    return response if "description" in response else {**response, "description": ""}


def _without_extensions(members: Object, name: str) -> Object:
    below = members.get(name)
    if isinstance(below, dict) and any(key.startswith("x-") for key in cast("Object", below)):
        named = {k: v for k, v in cast("Object", below).items() if not k.startswith("x-")}
        return {**members, name: named}
    return members


def _callback(callback: Object) -> Object:
    return {key: value for key, value in callback.items() if not key.startswith("x-")}


_FIXES: dict[Kind, Callable[[Object], Object]] = {
    "openapi": lambda root: _without_extensions(root, "paths"),
    "operation": lambda operation: _without_extensions(operation, "responses"),
    "callback": _callback,
    "schema": _schema,
    "parameter": _parameter,
    "response": _response,
}
