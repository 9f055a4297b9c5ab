# mypy: no-warn-redundant-casts
"""Multipart bodies (RFC 2046, 7578), streamed: files are read while they are being sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import chain, repeat
from typing import Any, NamedTuple, cast
from urllib.parse import unquote

from ..base.headers import field
from ..base.media_type import essence
from ..base.operation import Body, Encoding
from ..base.unset import UNSET
from ..data.values import is_array, is_bytes, is_file, is_object
from ..models.adapter import adapter
from .content import EncodedBody, file_chunks
from .encode import query_pairs
from .form_values import items, properties
from .forms import form_text, styled
from .values import plain_value, validated

_PLAIN = Encoding()
_FORM_DATA = "multipart/form-data"


class _Part(NamedTuple):
    head: bytes
    chunks: Callable[[], Iterable[bytes]]
    length: int | None
    replayable: bool


def encode_multipart(body: Body, value: Any) -> EncodedBody:
    """Encode the properties of an object as parts with names, or the items of an array in order.

    Files are bytes, paths, open binary files, or tuples (name, content[, media type[, headers]]);
    a list of them gives several parts. Other objects are JSON parts, other values text parts.

    Raises:
        InvalidRequest: A part cannot be sent.
    """
    annotation = body.type()
    checked = validated(adapter(annotation), value)
    if isinstance(checked, (list, tuple)):
        parts = list(_items(body, annotation, cast("list[Any]", checked)))
    else:
        encodings = {one.name: one for one in body.encodings}
        parts = [
            part
            for name, member in properties(checked)
            for part in _parts(name, member, encodings.get(name, _PLAIN))
        ]
    boundary = os.urandom(16).hex().encode("ascii")
    length = _length(parts, boundary)
    replayable = all(part.replayable for part in parts)
    media_type = _with_boundary(body.media_type, boundary.decode("ascii"))
    return EncodedBody(media_type, lambda: _render(parts, boundary), length, replayable)


def _with_boundary(media_type: str, boundary: str) -> str:
    """Set the boundary; other parameters, such as the type of `multipart/related`, stay."""
    given = [one.strip() for one in media_type.split(";")]
    kept = [one for one in given if not one.lower().startswith("boundary=")]
    return "; ".join([*kept, f"boundary={boundary}"])


def _items(body: Body, annotation: Any, values: list[Any]) -> Iterator[_Part]:
    """Give parts in order (OpenAPI 3.2, 4.14, "Encoding By Position").

    In `multipart/form-data`, where parts must have names, the items are objects of parts.
    """
    encodings = chain(body.prefix_encodings, repeat(body.item_encoding))
    if essence(body.media_type) == _FORM_DATA:
        for item, encoding in zip(values, encodings, strict=False):
            for name, member in properties(item):
                yield from _parts(name, member, encoding)
    else:
        for item, encoding in zip(items(annotation, values), encodings, strict=False):
            if item is not UNSET:
                yield _part(None, item, encoding)


def _parts(name: str, value: Any, encoding: Encoding) -> Iterator[_Part]:
    """Give a part for each item of an array, which the encoding is meant for, else one.

    So says OpenAPI 3.1.1, 4.8.15, "Encoding multipart Media Types" (RFC 7578, section 4.3).
    """
    plain = value if is_file(value) else plain_value(value)
    if encoding.styled and not is_file(value):
        for pair in query_pairs(plain, styled(encoding)):
            key, _, text = pair.partition("=")
            yield _data_part(unquote(key), unquote(text), "", encoding)
    elif is_array(plain):
        yield from (_part(name, item, encoding) for item in plain if item is not None)
    else:
        yield _part(name, plain, encoding)


def _part(name: str | None, value: Any, encoding: Encoding) -> _Part:
    if is_file(value):
        return _file_part(name, value, encoding)
    plain = plain_value(value)
    media_type = encoding.content_type.partition(",")[0].strip()
    if not media_type and (is_object(plain) or is_array(plain)):
        media_type = "application/json"
    return _data_part(name, form_text(plain, media_type), media_type, encoding)


def _file_part(name: str | None, value: Any, encoding: Encoding) -> _Part:
    given = cast("tuple[Any, ...]", value if isinstance(value, tuple) else (None, value))
    file_name, content, media_type, headers = (*given, None, None)[:4]
    if file_name is None:
        file_name = _base_name(content) or (None if name is None else "upload")
    if media_type is None:
        media_type = _media_type(file_name, encoding.content_type)
    head = _head(name, file_name, media_type, {**dict(encoding.headers), **(headers or {})})
    if is_bytes(content):
        data = bytes(content)
        return _Part(head, lambda: (data,), len(data), replayable=True)
    return _Part(head, *file_chunks(content))


def _media_type(file_name: str | None, declared: str) -> str:
    """Choose what a file is: what its name says, if the description allows that."""
    from mimetypes import guess_type

    guess = guess_type(file_name or "")[0] or "application/octet-stream"
    allowed = [one.strip() for one in declared.split(",") if one.strip()]
    if not allowed or any(fnmatchcase(guess, one) for one in allowed):
        return guess
    return next((one for one in allowed if "*" not in one), guess)


def _base_name(content: Any) -> str | None:
    path = getattr(content, "name", None) if hasattr(content, "read") else content
    is_path = isinstance(path, (str, os.PathLike))
    return os.path.basename(os.fspath(cast("str", path))) if is_path else None


def _data_part(name: str | None, text: str, media_type: str, encoding: Encoding) -> _Part:
    data = text.encode("utf-8")
    if name is None and not media_type:
        media_type = "text/plain; charset=utf-8"  # else it would be ASCII (RFC 2046, section 5.1)
    head = _head(name, None, media_type, dict(encoding.headers))
    return _Part(head, lambda: (data,), len(data), replayable=True)


def _head(
    name: str | None, file_name: str | None, media_type: str, headers: Mapping[str, str]
) -> bytes:
    fields = {"Content-Type": media_type, **headers} if media_type else dict(headers)
    lines = [*_disposition(name, file_name, fields)]
    lines += [b": ".join(field(key, value)) for key, value in fields.items()]
    return b"".join(line + b"\r\n" for line in [*lines, b""])


def _disposition(
    name: str | None, file_name: str | None, fields: Mapping[str, str]
) -> Iterator[bytes]:
    """Name a part; one without a name is only given one for its file, unless it has said so."""
    texts = ["attachment" if name is None else f'form-data; name="{_escaped(name)}"']
    if file_name is not None:
        texts.append(f'filename="{_escaped(file_name)}"')
    declared = any(key.lower() == "content-disposition" for key in fields)
    if name is not None or (len(texts) > 1 and not declared):
        yield f"Content-Disposition: {'; '.join(texts)}".encode()


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
