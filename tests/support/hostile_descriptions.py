"""Descriptions that hold given texts or names in every place where OpenAPI has some."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple


class Slot(NamedTuple):
    """A place for names in a description.

    Attributes:
        build: Puts names there; returns paths and components.
        allowed: Whether OpenAPI lets this name stand there.
    """

    build: Callable[[list[str]], dict[str, Any]]
    allowed: Callable[[str], bool] = bool


def description(title: str = "Hostile text", **parts: Any) -> dict[str, Any]:
    """Return a description with these parts."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1.0.0"},
        "servers": [{"url": "https://api.example"}],
        "paths": {},
        **parts,
    }


def _operations(contents: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a description with one operation for each content."""
    paths = {
        f"/op{number}": {
            "post": {
                "operationId": f"op{number}",
                "tags": ["all"],
                "responses": {"200": {"description": "Fine."}},
                **content,
            }
        }
        for number, content in enumerate(contents)
    }
    return description(paths=paths)


def _tags(names: list[str]) -> dict[str, Any]:
    return _operations({"tags": [name]} for name in names)


def _operation_ids(names: list[str]) -> dict[str, Any]:
    return _operations({"operationId": name} for name in names)


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _parameters(location: str) -> Callable[[list[str]], dict[str, Any]]:
    def build(names: list[str]) -> dict[str, Any]:
        schema = {"type": "string"}
        found = [{"in": location, "name": name, "schema": schema} for name in names]
        return _operations([{"parameters": found}])

    return build


def _path_parameters(names: list[str]) -> dict[str, Any]:
    schema = {"type": "string"}
    found = [{"in": "path", "name": one, "required": True, "schema": schema} for one in names]
    get = {"parameters": found, "responses": {"200": {"description": "Fine."}}}
    return description(paths={"".join(f"/{{{name}}}" for name in names): {"get": get}})


def _properties(names: list[str]) -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in names}
    request = {"type": "object", "properties": properties, "required": names[::2]}
    answer = {
        "200": {"description": "Fine.", **_json({"type": "object", "properties": properties})}
    }
    return _operations([{"requestBody": {"required": True, **_json(request)}, "responses": answer}])


def _enums(names: list[str]) -> dict[str, Any]:
    schemas = {
        "Choice": {"type": "string", "enum": names},
        "Open": {"type": "object", "properties": {"one": {"$ref": "#/components/schemas/Choice"}}},
        "Defaults": {
            "type": "object",
            "properties": {
                f"p{number}": {"type": "string", "default": name, "examples": [name], "const": name}
                for number, name in enumerate(names)
            },
        },
    }
    bodies = [_json({"$ref": f"#/components/schemas/{name}"}) for name in schemas]
    answers = [{"200": {"description": "Fine.", **body}} for body in bodies]
    both = zip(bodies, answers, strict=True)
    found = _operations({"requestBody": body, "responses": answer} for body, answer in both)
    return {**found, "components": {"schemas": schemas}}


def _schemas(names: list[str]) -> dict[str, Any]:
    schemas = {name: {"type": "object", "properties": {"x": {"type": "string"}}} for name in names}
    references = [f"#/components/schemas/{name}" for name in names]
    bodies = [{"requestBody": _json({"$ref": reference})} for reference in references]
    return {**_operations(bodies), "components": {"schemas": schemas}}


def _security(names: list[str]) -> dict[str, Any]:
    schemes = {name: {"type": "apiKey", "in": "header", "name": "X-Key"} for name in names}
    return {
        **_operations([{"security": [{name: []}]} for name in names]),
        "components": {"securitySchemes": schemes},
    }


def _servers(names: list[str]) -> dict[str, Any]:
    found = [
        {
            "url": f"https://{{v{number}}}.example/{number}",
            "x-server-id": name,
            "description": name,
            "variables": {
                f"v{number}": {"default": name, "enum": [name, "b"], "description": name}
            },
        }
        for number, name in enumerate(names)
    ]
    return {**_operations([{}]), "servers": found}


def _server_urls(names: list[str]) -> dict[str, Any]:
    return {**_operations([{}]), "servers": [{"url": f"https://a.example/{one}"} for one in names]}


def _headers(names: list[str]) -> dict[str, Any]:
    headers = {name: {"schema": {"type": "string"}, "description": name} for name in names}
    return _operations([{"responses": {"200": {"description": "Fine.", "headers": headers}}}])


def _media_types(names: list[str]) -> dict[str, Any]:
    contents = [{f"application/{name}": {"schema": {"type": "string"}}} for name in names]
    return _operations(
        {"requestBody": {"content": one}, "responses": {"200": {"description": "", "content": one}}}
        for one in contents
    )


def _paths(names: list[str]) -> dict[str, Any]:
    get = {"responses": {"200": {"description": "Fine."}}}
    return description(paths={f"/p/{name}": {"get": get} for name in names})


def is_token(name: str) -> bool:
    """Tell whether this may be a header name or part of a media type (RFC 9110 section 5.6.2)."""
    return re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) is not None


def is_component_key(name: str) -> bool:
    """Tell whether this may be a key below `components` (OpenAPI 3.1 section 4.8.7)."""
    return re.fullmatch(r"[a-zA-Z0-9._-]+", name) is not None


def is_path(name: str) -> bool:
    """Tell whether this may be a part of a path without parameters (RFC 3986 section 3.3)."""
    if not any(character.isalnum() for character in name):
        return False  # such paths are told apart by nothing but punctuation
    return re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@-]+", name) is not None


def is_path_parameter(name: str) -> bool:
    """Tell whether this may stand between the braces of a path template."""
    return re.fullmatch(r"[^{}/?#\x00-\x20]+", name) is not None


SLOTS = {
    "tags": Slot(_tags),
    "operation ids": Slot(_operation_ids),
    "query parameters": Slot(_parameters("query")),
    "header parameters": Slot(_parameters("header"), is_token),
    "cookie parameters": Slot(_parameters("cookie"), is_token),
    "path parameters": Slot(_path_parameters, is_path_parameter),
    "paths": Slot(_paths, is_path),
    "properties": Slot(_properties),
    "enums and defaults": Slot(_enums),
    "schemas": Slot(_schemas, is_component_key),
    "security schemes": Slot(_security, is_component_key),
    "servers": Slot(_servers),
    "server urls": Slot(_server_urls, is_path),
    "response headers": Slot(_headers, is_token),
    "media types": Slot(_media_types, is_token),
}


def everywhere(texts: list[str]) -> dict[str, Any]:
    """Return a description with each text in every place where OpenAPI has free text."""
    prose = {"description": texts[0], "summary": texts[1 % len(texts)]}
    found = _operations(_wordy_operation(text, f"T{number}") for number, text in enumerate(texts))
    return {
        **found,
        "info": {**found["info"], **prose, "contact": {"name": texts[0]}, "license": {"name": "x"}},
        "tags": [{"name": "all", "description": texts[-1]}],
        "servers": [{"url": "https://api.example", "description": one} for one in texts],
        "externalDocs": {"url": "https://docs.example", "description": texts[0]},
        "components": {
            "schemas": {f"T{number}": _wordy_schema(text) for number, text in enumerate(texts)},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": texts[0]},
            },
        },
        "security": [{"key": []}],
    }


def _wordy_operation(text: str, schema: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    body = {"application/json": {"schema": reference, "example": {"field": text}}}
    string = {"type": "string", "description": text, "title": text, "example": text}
    header = {"description": text, "schema": {"type": "string"}}
    return {
        "summary": text,
        "description": text,
        "externalDocs": {"url": "https://docs.example", "description": text},
        "parameters": [
            {"in": "query", "name": "q", "description": text, "schema": string, "example": text}
        ],
        "requestBody": {"description": text, "content": body},
        "responses": {
            "200": {"description": text, "content": body, "headers": {"X-Text": header}},
            "400": {"description": text, "content": body},
            "default": {"description": text},
        },
    }


def _wordy_schema(text: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": text,
        "description": text,
        "example": {"field": text},
        "properties": {
            "field": {"type": "string", "description": text, "default": text, "title": text},
            "choice": {"type": "string", "enum": [text, "other"], "description": text},
            "inner": {"type": "object", "title": text, "properties": {"x": {"type": "string"}}},
            "pattern": {"type": "string", "description": text, "examples": [text]},
        },
    }
