"""Properties of forms as text: for `application/x-www-form-urlencoded` and for parts."""

from __future__ import annotations

from typing import Any

from ..base.media_type import essence, is_json
from ..base.operation import Encoding, Parameter
from ..data.values import is_array, is_object
from .scalars import scalar
from .values import compact_json, plain_value


def styled(encoding: Encoding) -> Parameter:
    """Return the query parameter that a property of a form is written like."""
    name, style, explode = encoding.name, encoding.style, encoding.explode
    return Parameter(name, name, "query", style, explode, allow_reserved=encoding.allow_reserved)


def form_texts(value: Any, content_type: str = "") -> list[str]:
    """Write one property of a form: an array gives a text for each of its items."""
    value = plain_value(value)
    items = (
        [plain_value(item) for item in value if item is not None] if is_array(value) else [value]
    )
    return [form_text(item, content_type) for item in items]


def form_text(value: Any, content_type: str) -> str:
    """Write one plain value of a form: objects and arrays are JSON, whatever their media type."""
    as_json = is_object(value) or is_array(value) or is_json(essence(content_type))
    return compact_json(value) if as_json else scalar(value)
