"""`Base64Bytes`: bytes that JSON carries as text (`format: byte`; RFC 4648, section 4)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


def _decoded(value: Any) -> Any:
    """Decode text; bytes are what they are already. A missing padding is forgiven."""
    if not isinstance(value, str):
        return value
    text = value.translate({ord("-"): "+", ord("_"): "/"})
    return b64decode(text + "=" * (-len(text) % 4), validate=True)


def _encoded(value: Any) -> Any:
    """Encode bytes; what came in their place goes out as it came."""
    return b64encode(value).decode("ascii") if isinstance(value, bytes) else value


class Base64:
    """Tells pydantic how bytes are read and written, without importing it before it asks."""

    when_used = "json"
    """When they are written as text; pydantic's own serializers have this attribute, too."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Decode text before it is checked, and encode it for JSON."""
        from pydantic_core import core_schema

        written = core_schema.plain_serializer_function_ser_schema(
            _encoded, return_schema=core_schema.str_schema(), when_used="json"
        )
        return core_schema.no_info_before_validator_function(
            _decoded, handler(source), serialization=written
        )


Base64Bytes = Annotated[bytes, Base64()]
