"""Parts of a description in, the same as openapi-core (0.23) reads them out.

None of the changes makes anything valid that should not be; docs/decisions.md lists them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from .api import Api, ApiOperation
from .parameters import explodes, style_of
from .schemas import full_mapping


def template(operation: ApiOperation) -> str:
    """Return the path without what comes after "?" or "#", which is no part of one."""
    return re.split("[?#]", operation.path)[0]


def variables(operation: ApiOperation, path: str) -> dict[str, str]:
    """Read a path as a server's router does; nothing where it does not fit the template.

    openapi-core looks for styled parameters under the names that RFC 6570 has in templates.
    """
    names = re.findall(r"\{([^}]*)\}", template(operation))
    literals = re.split(r"\{[^}]*\}", template(operation))
    found = re.fullmatch("([^/]*)".join(map(re.escape, literals)), path)
    if found is None:
        return {}
    styled = {one["name"]: _variable(one) for one in operation.parameters if one["in"] == "path"}
    pairs = zip(names, found.groups(), strict=True)
    return {styled.get(name, name): unquote(text) for name, text in pairs}


def _variable(parameter: Mapping[str, Any]) -> str:
    operator = {"label": ".", "matrix": ";"}.get(style_of(parameter), "")
    return f"{operator}{parameter['name']}{'*' if operator and explodes(parameter) else ''}"


def plain(api: Api, node: Any) -> Any:
    """Copy a part of a description without Discriminator Objects.

    They must not change what is valid (OpenAPI 3.1.1, 4.8.25), but openapi-core refuses every tag
    that a mapping does not list. And a property that is read-only is required of responses only:
    3.0 says so, and for 3.1 openapi-core asks for it in requests.
    """
    if isinstance(node, list):
        return [plain(api, one) for one in node]
    if not isinstance(node, dict):
        return node
    copy = {
        key: plain(api, value)
        for key, value in node.items()
        if not (key == "discriminator" and isinstance(value, dict) and "propertyName" in value)
    }
    required, properties = node.get("required"), node.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        copy["required"] = [one for one in required if not _read_only(api, properties.get(one))]
        if not copy["required"]:
            del copy["required"]  # 3.0 has no empty list
    return copy


def _read_only(api: Api, schema: Any) -> bool:
    nodes = (schema, api.resolved(schema))
    return any(isinstance(one, Mapping) and one.get("readOnly") is True for one in nodes)


def with_references(node: Any) -> Any:
    """Copy a part of a description with mappings that hold references, no bare names."""
    if isinstance(node, list):
        return [with_references(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: full_mapping(value) if key == "discriminator" else with_references(value)
        for key, value in node.items()
    }


def spelled(api: Api, parameter: Mapping[str, Any]) -> dict[str, Any]:
    """Write a parameter so that openapi-core (0.23) reads it: it raises on lists of types.

    Null is never sent in a parameter, so leaving it out of the types changes no verdict; nor does
    readOnly, which has a meaning for properties only, or a default, which it takes for a value
    that arrived.
    """
    changed = dict(parameter)
    if style_of(parameter) == "deepObject":
        changed["explode"] = True  # the only way there is; openapi-core asks for the word
    if "schema" in changed:
        changed["schema"] = _without_null(api, changed["schema"], 4)
    if "content" in changed:
        contents: Mapping[str, Any] = changed["content"]
        changed["content"] = {name: _media(api, one) for name, one in contents.items()}
    return changed


def _media(api: Api, node: Any) -> Any:
    media = api.resolved(node)
    if "schema" not in media:
        return media
    return {**media, "schema": _without_null(api, media["schema"], 4)}


def is_readable(api: Api, parameter: Mapping[str, Any]) -> bool:
    """Whether openapi-core reads a parameter; it raises on deepObject that may be no object."""
    schema = api.resolved(parameter.get("schema", {}))
    return style_of(parameter) != "deepObject" or schema.get("type") == "object"


def _without_null(api: Api, schema: Any, depth: int) -> Any:
    node = api.resolved(schema)
    if not isinstance(node, Mapping) or depth == 0:
        return schema
    node = {key: value for key, value in node.items() if key not in ("readOnly", "default")}
    if isinstance(node.get("type"), list):
        types = [one for one in node["type"] if one != "null"]
        node["type"] = types[0] if len(types) == 1 else types
    for keyword in ("anyOf", "oneOf"):
        if keyword in node:
            members = [_without_null(api, one, depth - 1) for one in node[keyword]]
            node[keyword] = [one for one in members if one.get("type") != "null"]
            if len(node[keyword]) == 1:
                node = {**node.pop(keyword)[0], **node}
    if "items" in node:
        node["items"] = _without_null(api, node["items"], depth - 1)
    if len(node.get("type", "")) > 1 and isinstance(node["type"], list):
        types = node.pop("type")
        node["anyOf"] = [*node.get("anyOf", ()), *({"type": one} for one in types)]
    return node
