"""`FileInput` and `BinaryInput`: what callers may give where the API takes bytes."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Iterable, Mapping
from typing import IO, TYPE_CHECKING, Annotated, Any, TypeAlias

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class AsGiven:
    """Tells pydantic to keep a value as it is: files are read when they are sent."""

    sent_as_file = True

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Accept anything."""
        from pydantic_core.core_schema import any_schema

        return any_schema()


class FileAsGiven:
    """Does the same for files, and for nothing else: an open file is no list of lines."""

    sent_as_file = True

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Accept files, and whatever JSON has in their place."""
        from pydantic_core import core_schema

        check = core_schema.no_info_plain_validator_function(_checked)
        return core_schema.json_or_python_schema(core_schema.any_schema(), check)


def _checked(value: Any) -> Any:
    from ..data.values import is_file

    if not is_file(value):
        message = "a file must be bytes, a path, an open binary file, or a tuple (name, content, …)"
        raise ValueError(message)
    return value


FileContent: TypeAlias = bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes]
"""Bytes, a path, or a file opened in binary mode; the latter two are sent without being held."""

FileInput: TypeAlias = Annotated[
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]],
    FileAsGiven(),
]
"""A file of a form: its content, or a tuple of name, content, media type and part headers."""

BinaryInput: TypeAlias = Annotated[FileContent | Iterable[bytes] | AsyncIterable[bytes], AsGiven()]
"""A whole body: content, or chunks (asynchronous ones for an asynchronous client)."""
