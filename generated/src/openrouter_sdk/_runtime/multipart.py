"""`multipart/form-data` bodies (RFC 7578), streamed: files are read while they are being sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .body import EncodedBody, file_chunks, form_texts
from .errors import InvalidRequest
from .operation import Body
from .values import compact_json, plain_value

_FILE_TUPLE = (2, 3)


class _Part(NamedTuple):
    head: bytes
    chunks: Callable[[], Iterable[bytes]]
    length: int | None
    replayable: bool


def encode_multipart(body: Body, value: Any) -> EncodedBody:
    """Encode the properties of an object as parts.

    Files are bytes, paths, open binary files, or tuples (name, content[, media type]); a list of
    them gives several parts. Other objects are JSON parts, other values text parts.

    Raises:
        InvalidRequest: A part cannot be sent.
    """
    parts = [part for name, member in _properties(body, value) for part in _parts(name, member)]
    boundary = os.urandom(16).hex().encode("ascii")
    length = _length(parts, boundary)
    media_type = body.media_type.partition(";")[0] + f"; boundary={boundary.decode('ascii')}"
    replayable = all(part.replayable for part in parts)
    return EncodedBody(media_type, lambda: _render(parts, boundary), length, replayable)


def _properties(body: Body, value: Any) -> Iterator[tuple[str, Any]]:
    """Give wire names and values without validating: a model cannot express every kind of file."""
    fields: Mapping[str, Any] = getattr(body.type(), "model_fields", {})
    if hasattr(value, "model_fields_set"):
        given = {name: getattr(value, name) for name in value.model_fields_set}
        value = {**given, **(value.model_extra or {})}
    if not isinstance(value, Mapping):
        message = "a multipart body must be an object"
        raise InvalidRequest(message)
    for name, member in value.items():  # pyright: ignore[reportUnknownVariableType]
        field = fields.get(str(name))  # pyright: ignore[reportUnknownArgumentType]
        yield (field.alias if field is not None and field.alias else str(name)), member  # pyright: ignore[reportUnknownArgumentType]


def _parts(name: str, value: Any) -> Iterator[_Part]:
    if _is_file(value):
        yield _file_part(name, value)
    elif isinstance(value, (list, tuple)) and any(map(_is_file, value)):  # pyright: ignore[reportUnknownArgumentType]
        for item in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _parts(name, item)
    else:
        plain = plain_value(value)
        if isinstance(plain, Mapping):
            yield _data_part(name, compact_json(plain), "application/json")
        else:
            for text in form_texts(plain):
                yield _data_part(name, text, None)


def _is_file(value: Any) -> bool:
    if isinstance(value, tuple):
        return len(value) in _FILE_TUPLE and isinstance(value[0], str) and _is_content(value[1])  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return _is_content(value) and not isinstance(value, str)


def _is_content(value: Any) -> bool:
    return isinstance(value, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(value, "read")


def _file_part(name: str, value: Any) -> _Part:
    file_name, content, media_type = (
        (*value, None)[:3] if isinstance(value, tuple) else (None, value, None)
    )
    if file_name is None:
        path = content if isinstance(content, os.PathLike) else getattr(content, "name", None)
        file_name = os.path.basename(path) if isinstance(path, (str, os.PathLike)) else "upload"
    if media_type is None:
        from mimetypes import guess_type

        media_type = guess_type(str(file_name))[0] or "application/octet-stream"
    head = _head(name, str(file_name), media_type)
    if isinstance(content, (bytes, bytearray, memoryview)):
        data = bytes(content)
        return _Part(head, lambda: (data,), len(data), replayable=True)
    return _Part(head, *file_chunks(content))


def _data_part(name: str, text: str, media_type: str | None) -> _Part:
    data = text.encode("utf-8")
    return _Part(_head(name, None, media_type), lambda: (data,), len(data), replayable=True)


def _head(name: str, file_name: str | None, media_type: str | None) -> bytes:
    text = f'Content-Disposition: form-data; name="{_escaped(name)}"'
    if file_name is not None:
        text += f'; filename="{_escaped(file_name)}"'
    if media_type is not None:
        if any(character in media_type for character in "\r\n\0"):
            message = f"the media type of part {name!r} holds a line break"
            raise InvalidRequest(message)
        text += f"\r\nContent-Type: {media_type}"
    return text.encode("utf-8") + b"\r\n\r\n"


def _escaped(text: str) -> str:
    """Escape a name as browsers do (HTML, "multipart form data")."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").replace("\0", "%00")


def _length(parts: list[_Part], boundary: bytes) -> int | None:
    total = len(boundary) + 6
    for part in parts:
        if part.length is None:
            return None
        total += len(boundary) + 6 + len(part.head) + part.length
    return total


def _render(parts: list[_Part], boundary: bytes) -> Iterator[bytes]:
    for part in parts:
        yield b"--" + boundary + b"\r\n" + part.head
        yield from part.chunks()
        yield b"\r\n"
    yield b"--" + boundary + b"--\r\n"
