"""`FileInput` and `BinaryInput`: what callers may give where the API takes bytes."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Iterable, Mapping
from typing import IO, TYPE_CHECKING, TypeAlias

FileContent: TypeAlias = bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes]
"""Bytes, a path, or a file opened in binary mode; the latter two are sent without being held."""

if TYPE_CHECKING:
    FileInput: TypeAlias = (
        FileContent
        | tuple[str | None, FileContent]
        | tuple[str | None, FileContent, str | None]
        | tuple[str | None, FileContent, str | None, Mapping[str, str]]
    )
    BinaryInput: TypeAlias = FileContent | Iterable[bytes] | AsyncIterable[bytes]
else:

    class FileInput:
        """A file of a form: its content, or a tuple of name, content, media type and headers."""

        sent_as_file = True

    class BinaryInput:
        """A whole body: content, or chunks (asynchronous ones for an asynchronous client)."""

        sent_as_file = True
