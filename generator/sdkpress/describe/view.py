"""Data of a description in; an equivalent that openapi-pydantic can express out.

The data itself is not changed: what differs is copied, all else is shared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from ..data import as_list, as_object
from ..read.grammar import FIELDS, SECTIONS, Kind, Shape
from .statuses import status_of

Object: TypeAlias = dict[str, Any]

_LOCATIONS = ("path", "query", "header", "cookie")


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
    # OpenAPI 3.2: the whole query string is one parameter. Of others nothing is sent.
    if parameter.get("in") in _LOCATIONS and isinstance(parameter.get("name"), str):
        return parameter
    name = parameter.get("name")
    return {**parameter, "in": "query", "name": name if isinstance(name, str) else ""}


def _with_servers(owner: Object) -> Object:
    """`owner` with a default for each server variable, which one may lack here."""
    servers = owner.get("servers")
    if not isinstance(servers, list):
        return owner
    return {**owner, "servers": [_server(server) for server in as_list(servers)]}


def _server(server: Any) -> Any:
    variables = as_object(as_object(server).get("variables"))
    if all("default" in as_object(variable) for variable in variables.values()):
        return server
    named = {
        name: {"default": "", **as_object(value)} if isinstance(value, dict) else value
        for name, value in variables.items()
    }
    return {**as_object(server), "variables": named}


def _response(response: Object) -> Object:
    # OpenAPI 3.2 makes it optional, and earlier descriptions leave it out too.
    return response if "description" in response else {**response, "description": ""}


def _root(root: Object) -> Object:
    return _with_servers(_filtered(root, "paths", lambda path: not path.startswith("x-")))


def _operation(operation: Object) -> Object:
    # What is no status is an extension, or has been reported.
    return _with_servers(_filtered(operation, "responses", lambda key: status_of(key) != ""))


def _filtered(members: Object, name: str, is_kept: Callable[[str], bool]) -> Object:
    """`members` without those keys in its map `name` that are not kept."""
    below = as_object(members.get(name))
    if all(map(is_kept, below)):
        return members
    return {**members, name: {key: value for key, value in below.items() if is_kept(key)}}


def _callback(callback: Object) -> Object:
    return {key: value for key, value in callback.items() if not key.startswith("x-")}


_FIXES: dict[Kind, Callable[[Object], Object]] = {
    "openapi": _root,
    "pathItem": _with_servers,
    "operation": _operation,
    "callback": _callback,
    "schema": _schema,
    "parameter": _parameter,
    "response": _response,
}
