"""`Base64Bytes`: bytes that JSON carries as text (`format: byte`; RFC 4648, section 4)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer


def _decoded(value: Any) -> Any:
    """Decode text; bytes are what they are already. A missing padding is forgiven."""
    if not isinstance(value, str):
        return value
    text = value.translate({ord("-"): "+", ord("_"): "/"})
    return b64decode(text + "=" * (-len(text) % 4), validate=True)


def _encoded(value: bytes) -> str:
    return b64encode(value).decode("ascii")


Base64Bytes = Annotated[
    bytes, BeforeValidator(_decoded), PlainSerializer(_encoded, return_type=str, when_used="json")
]
