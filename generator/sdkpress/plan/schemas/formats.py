"""JSON types and formats as scalars (JSON Schema Validation, section 7; OpenAPI formats)."""

from __future__ import annotations

from ..model.scalars import SCALARS
from ..model.types import ANY, Scalar

_SCALARS = {found: Scalar(name) for name, facts in SCALARS.items() for found in facts.formats}
_FORMATS = {json_format for _, json_format in _SCALARS if json_format}


def scalar(json_type: str, json_format: str) -> Scalar:
    """The scalar for a JSON type and format; an unknown format says nothing about the type.

    So does one that the type was not made for: text with the format int64 is text.
    """
    plain = _SCALARS.get((json_type, ""), ANY)
    return _SCALARS.get((json_type, json_format), plain)


def is_known(json_format: object) -> bool:
    """Whether a format makes a difference to some type."""
    return json_format in _FORMATS
