"""JSON types and formats as scalars (JSON Schema Validation, section 7; OpenAPI formats)."""

from __future__ import annotations

from ..model.types import Scalar, ScalarName

_TYPES: dict[str, ScalarName] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "none",
}
_FORMATS: dict[tuple[str, str], ScalarName] = {
    ("string", "binary"): "bytes",
    ("string", "byte"): "base64",
    ("string", "date"): "date",
    ("string", "date-time"): "datetime",
    ("string", "time"): "time",
    ("string", "duration"): "duration",
    ("string", "uuid"): "uuid",
    ("string", "decimal"): "decimal",
    ("string", "ipv4"): "ipv4",
    ("string", "ipv6"): "ipv6",
    ("number", "decimal"): "number",
    ("number", "decimal128"): "number",
    **{("number", name): "int" for name in ("int8", "int16", "int32", "int64", "integer", "long")},
    **{("number", name): "int" for name in ("uint8", "uint16", "uint32", "uint64", "bigint")},
}
"""Those that a type was not made for say nothing: text with the format int64 is text.

A `number` whose format is an integer's is one; one that is `decimal` is exact, and a JSON number.
"""


def scalar(json_type: str, json_format: str) -> Scalar:
    """The scalar for a JSON type and format; an unknown format says nothing about the type."""
    return Scalar(_FORMATS.get((json_type, json_format), _TYPES.get(json_type, "any")))


def is_known(json_format: object) -> bool:
    """Whether a format makes a difference to some type."""
    return any(json_format == known for _, known in _FORMATS)
