"""The objects of a description in; doubtful schemas and misspelt fields are reported."""

from __future__ import annotations

from typing import Any

from openapi_pydantic.v3 import v3_1
from pydantic import BaseModel

from ..data import as_list
from ..problems import Problems
from ..read.grammar import FIELDS, Kind, Node, walk
from ..read.suggest import nearest

_MODELS: dict[Kind, type[BaseModel]] = {
    "openapi": v3_1.OpenAPI,
    "components": v3_1.Components,
    "pathItem": v3_1.PathItem,
    "operation": v3_1.Operation,
    "parameter": v3_1.Parameter,
    "header": v3_1.Header,
    "requestBody": v3_1.RequestBody,
    "response": v3_1.Response,
    "mediaType": v3_1.MediaType,
    "encoding": v3_1.Encoding,
    "example": v3_1.Example,
    "link": v3_1.Link,
    "securityScheme": v3_1.SecurityScheme,
    "schema": v3_1.Schema,
}
# What OpenAPI 3.2 added, JSON Schema has beside what the library knows, and 3.0 had.
_MORE: dict[Kind, tuple[str, ...]] = {
    "openapi": ("$self",),
    "response": ("summary",),
    "example": ("dataValue", "serializedValue"),
    "securityScheme": ("oauth2MetadataUrl", "deprecated"),
    "schema": (
        "$id",
        "$schema",
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$recursiveRef",
        "$comment",
        "$vocabulary",
        "id",
        "dependencies",
        "nullable",
    ),
}


def _known_fields() -> dict[Kind, frozenset[str]]:
    known: dict[Kind, frozenset[str]] = {}
    for kind, model in _MODELS.items():
        names = {field.alias or name for name, field in model.model_fields.items()}
        known[kind] = frozenset((*names, *FIELDS[kind], *_MORE.get(kind, ()), "$ref"))
    return known


_KNOWN = _known_fields()


def check_schemas(root: dict[str, Any], problems: Problems) -> None:
    """Report what is allowed by the specification and hardly meant."""
    for node in walk(root):
        value = node.value
        if value.__class__ is not dict:
            continue
        known = _KNOWN.get(node.kind)
        if known is not None and not (value.keys() <= known):
            _check_names(node, known, problems)
        if "$ref" in value and not isinstance(value["$ref"], str):
            problems.error("the value of $ref must be a string", (*node.pointer, "$ref"))
        if "enum" in value and node.kind == "schema":
            _check_enum(node, problems)


def _check_names(node: Node, known: frozenset[str], problems: Problems) -> None:
    for name in node.value.keys() - known:
        if name.startswith("x-"):
            continue
        near = nearest(name, known, cutoff=0.8)
        if near is not None and near not in node.value:
            message = f'unknown field "{name}", which is ignored'
            problems.warning(message, (*node.pointer, name), f'did you mean "{near}"?')


def _check_enum(node: Node, problems: Problems) -> None:
    schema: dict[str, Any] = node.value
    values = schema["enum"]
    if values == []:
        at = (*node.pointer, "enum")
        problems.warning("the enum is empty: no value fits it", at, "add its values or remove it")
    elif schema.get("default") is not None and schema["default"] not in as_list(values):
        at = (*node.pointer, "default")
        problems.warning("the default is none of the values of the enum", at)
