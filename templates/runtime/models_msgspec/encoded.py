"""`Base64Bytes` and `TextBytes`: bytes that JSON carries as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias


class Base64:
    """Marks bytes that are Base64 in JSON (`format: byte`), which is msgspec's own way."""

    when_used = "json"
    """When they are written as text: such bytes are no file of a form."""


Base64Bytes = Annotated[bytes, Base64()]

if TYPE_CHECKING:
    TextBytes: TypeAlias = bytes
else:

    class TextBytes(bytes):
        """Bytes that are text in JSON (`format: binary`)."""

        when_used = "json"
