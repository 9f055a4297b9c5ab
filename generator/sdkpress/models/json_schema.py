"""Types of the plan in, component schemas out: all that datamodel-code-generator gets to see."""

from __future__ import annotations

from typing import Any

from ..plan.model.definitions import Model
from ..plan.model.scalars import SCALARS, ScalarFacts
from ..plan.model.types import (
    ListOf,
    LiteralOf,
    LiteralValue,
    MapOf,
    Ref,
    Scalar,
    StreamOf,
    TupleOf,
    Type,
    UnionOf,
)

Schema = dict[str, Any]

RUNTIME = "sdk_runtime"
"""What stands for the runtime in generated code, until the templates import it for real."""


def document(definitions: list[Model]) -> Schema:
    """An OpenAPI document that holds `definitions` as component schemas and nothing else."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": {item.name: _model_schema(item) for item in definitions}},
    }


def _model_schema(model: Model) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: type_schema(field.type) for field in model.fields},
        "required": [field.name for field in model.fields if field.required],
    }


def type_schema(node: Type) -> Schema:
    """The schema of one type."""
    match node:
        case Scalar(name):
            return _scalar_schema(SCALARS[name])
        case Ref(name):
            return {"$ref": f"#/components/schemas/{name}"}
        case ListOf(items) | StreamOf(items):
            return {"type": "array", "items": type_schema(items)}
        case TupleOf(items):
            return {
                "type": "array",
                "prefixItems": [type_schema(item) for item in items],
                "minItems": len(items),
                "maxItems": len(items),
            }
        case MapOf(values):
            return {"type": "object", "additionalProperties": type_schema(values)}
        case LiteralOf(values, is_open):
            return _literal_schema(values, bool(is_open))
        case UnionOf(members):
            return {"anyOf": [type_schema(member) for member in members]}


def _scalar_schema(facts: ScalarFacts) -> Schema:
    if facts.runtime:
        return {"customTypePath": f"{RUNTIME}.{facts.runtime}"}
    json_type, json_format = facts.formats[0] if facts.formats else ("", "")
    said = {"type": json_type, "format": json_format}
    return {keyword: value for keyword, value in said.items() if value}


def _literal_schema(values: tuple[LiteralValue, ...], is_open: bool) -> Schema:
    """An enum; an open one is a union with the JSON types of its values."""
    by_type: dict[str, list[LiteralValue]] = {}
    for value in values:
        by_type.setdefault(_json_type(value), []).append(value)
    variants: list[Schema] = [{"type": name, "enum": kept} for name, kept in by_type.items()]
    if is_open:
        variants.extend({"type": name} for name in by_type)
    return variants[0] if len(variants) == 1 else {"anyOf": variants}


def _json_type(value: LiteralValue) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "integer" if isinstance(value, int) else "string"
