"""`multipart/form-data` bodies (RFC 7578), streamed: files are read while they are being sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from .body import EncodedBody, file_chunks, form_texts
from .errors import InvalidRequest
from .operation import Body
from .values import compact_json, is_array, is_bytes, is_object, plain_value

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
        given: dict[str, Any] = {name: getattr(value, name) for name in value.model_fields_set}
        given.update(value.model_extra or {})
        value = given
    if not is_object(value):
        message = "a multipart body must be an object"
        raise InvalidRequest(message)
    for name, member in value.items():
        field = fields.get(name)
        yield (field.alias if field is not None and field.alias else name), member


def _parts(name: str, value: Any) -> Iterator[_Part]:
    if _is_file(value):
        yield _file_part(name, value)
        return
    plain = plain_value(value)
    if is_array(plain) and any(map(_is_file, plain)):
        for item in plain:
            yield from _parts(name, item)
    elif is_object(plain):
        yield _data_part(name, compact_json(plain), "application/json")
    else:
        for text in form_texts(plain):
            yield _data_part(name, text, None)


def _is_file(value: Any) -> bool:
    if not isinstance(value, tuple):
        return _is_content(value)
    members = cast("tuple[Any, ...]", value)
    if len(members) not in _FILE_TUPLE or not isinstance(members[0], str):
        return False
    return _is_content(members[1])


def _is_content(value: Any) -> bool:
    return is_bytes(value) or isinstance(value, os.PathLike) or hasattr(value, "read")


def _file_part(name: str, value: Any) -> _Part:
    members: list[Any] = [*value, None] if isinstance(value, tuple) else [None, value, None]
    file_name, content, media_type = members[:3]
    if file_name is None:
        file_name = _base_name(content)
    if media_type is None:
        from mimetypes import guess_type

        media_type = guess_type(file_name)[0] or "application/octet-stream"
    head = _head(name, file_name, media_type)
    if is_bytes(content):
        data = bytes(content)
        return _Part(head, lambda: (data,), len(data), replayable=True)
    return _Part(head, *file_chunks(content))


def _base_name(content: Any) -> str:
    path = getattr(content, "name", None) if hasattr(content, "read") else content
    is_path = isinstance(path, (str, os.PathLike))
    return os.path.basename(os.fspath(cast("str", path))) if is_path else "upload"


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
