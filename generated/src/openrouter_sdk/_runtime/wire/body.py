"""Request bodies: a value and its media type in, bytes or a stream of chunks out."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast
from urllib.parse import quote_plus

from ..base.errors import InvalidRequest
from ..base.operation import Body, Encoding, Parameter
from ..models.adapter import adapter, without_nan
from .encode import query_pairs, scalar
from .values import (
    compact_json,
    dumped,
    is_array,
    is_bytes,
    is_json,
    is_object,
    plain_value,
    validated,
)

CHUNK = 65_536


class EncodedBody(NamedTuple):
    """A body, ready to be sent.

    Attributes:
        media_type: Content-Type; "" when there is no body.
        content: Bytes, or a function that gives the chunks anew for every attempt.
        length: Content-Length of chunks, where it is known.
        replayable: Whether the body can be sent a second time.
        awaited: Whether the chunks come asynchronously.
    """

    media_type: str
    content: bytes | Callable[[], Iterable[bytes] | AsyncIterable[bytes]] | None
    length: int | None = None
    replayable: bool = True
    awaited: bool = False

    def open(self) -> bytes | Iterable[bytes] | AsyncIterable[bytes] | None:
        """Return what one attempt sends."""
        content = self.content
        return content() if callable(content) else content


NO_BODY = EncodedBody("", None)


def encode_body(body: Body, value: Any) -> EncodedBody:
    """Encode a request body.

    Args:
        body: Media type, kind and type.
        value: What the user passed.

    Raises:
        InvalidRequest: The value does not fit.
    """
    return _ENCODERS[body.kind](body, value)


def _json(body: Body, value: Any) -> EncodedBody:
    types = adapter(body.type())
    return EncodedBody(body.media_type, _dump_json(types, validated(types, value)))


def _dump_json(types: Any, value: Any) -> bytes:
    try:
        written = types.dump_json(value, by_alias=True, exclude_unset=True, warnings=False)
        return without_nan(written)
    except ValueError as error:  # of the library of models
        raise InvalidRequest(str(error)) from error


def _jsonl(body: Body, value: Any) -> EncodedBody:
    types = adapter(body.type())
    start = b"\x1e" if body.media_type.partition(";")[0].endswith("json-seq") else b""  # RFC 7464
    if isinstance(value, (list, tuple)):
        items = cast("Iterable[Any]", value)
        lines = b"".join(_line(types, item, start) for item in items)
        return EncodedBody(body.media_type, lines)
    if isinstance(value, AsyncIterable):
        return _streamed(body, _awaited_lines(types, cast("AsyncIterable[Any]", value), start))
    if not isinstance(value, Iterable) or isinstance(value, (str, Mapping)):
        message = f"JSON Lines must be an iterable of items, not {type(value).__name__}"  # pyright: ignore[reportUnknownArgumentType]
        raise InvalidRequest(message)
    lines_to_come = (_line(types, item, start) for item in cast("Iterable[Any]", value))
    return _streamed(body, lines_to_come)


async def _awaited_lines(
    types: Any, items: AsyncIterable[Any], start: bytes
) -> AsyncIterator[bytes]:
    async for item in items:
        yield _line(types, item, start)


def _line(types: Any, item: Any, start: bytes) -> bytes:
    return start + _dump_json(types, validated(types, item)) + b"\n"


def _text(body: Body, value: Any) -> EncodedBody:
    if is_bytes(value):
        return EncodedBody(body.media_type, bytes(value))
    return EncodedBody(body.media_type, scalar(value).encode("utf-8"))


def _binary(body: Body, value: Any) -> EncodedBody:
    if value is None:
        return NO_BODY
    if isinstance(value, str):
        return EncodedBody(body.media_type, value.encode("utf-8"))
    if is_bytes(value):
        return EncodedBody(body.media_type, bytes(value))
    if isinstance(value, os.PathLike) or hasattr(value, "read"):
        chunks, length, replayable = file_chunks(value)
        return EncodedBody(body.media_type, chunks, length, replayable)
    if isinstance(value, (Iterable, AsyncIterable)):
        return _streamed(body, value)
    message = f"a binary body must be bytes, a path, a file or an iterable, not {type(value)}"
    raise InvalidRequest(message)


def _streamed(body: Body, chunks: Any) -> EncodedBody:
    awaited = not isinstance(chunks, Iterable)
    return EncodedBody(body.media_type, lambda: chunks, replayable=False, awaited=awaited)


def file_chunks(source: Any) -> tuple[Callable[[], Iterator[bytes]], int | None, bool]:
    """Prepare a path or an open binary file for being sent in chunks.

    Returns:
        A function that gives the chunks (from where the file stood) each time it is called, the
        number of bytes if known, and whether it may be called twice.

    Raises:
        InvalidRequest: The file cannot be read, or was opened in text mode.
    """
    if isinstance(source, os.PathLike):
        path = os.fspath(cast("os.PathLike[str]", source))
        try:
            return lambda: _read_path(path), os.stat(path).st_size, True
        except OSError as error:
            raise InvalidRequest(str(error)) from error
    if isinstance(source, io.TextIOBase):
        message = "files must be opened in binary mode, not text mode"
        raise InvalidRequest(message)
    try:
        start = source.tell()
        length = source.seek(0, os.SEEK_END) - start
        source.seek(start)
    except (AttributeError, OSError, ValueError):  # a pipe or a socket
        return lambda: _read(source), None, False
    return lambda: _read(source, start), length, True


def _read_path(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:
        yield from _read(file)


def _read(file: Any, start: int | None = None) -> Iterator[bytes]:
    if start is not None:
        file.seek(start)
    while chunk := file.read(CHUNK):
        yield chunk


def _form(body: Body, value: Any) -> EncodedBody:
    properties = dumped(value, body.type)
    if not is_object(properties):
        message = "a form must be an object"
        raise InvalidRequest(message)
    encodings = {one.name: one for one in body.encodings}
    pairs: list[str] = []
    for name, member in properties.items():
        encoding = encodings.get(name)
        if encoding is not None and encoding.styled:
            pairs.extend(query_pairs(member, styled(encoding)))
            continue
        content_type = "" if encoding is None else encoding.content_type
        start = quote_plus(str(name)) + "="
        pairs.extend(start + quote_plus(text) for text in form_texts(member, content_type))
    return EncodedBody(body.media_type, "&".join(pairs).encode("ascii"))


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
    essence = content_type.partition(";")[0].strip().lower()
    as_json = is_object(value) or is_array(value) or is_json(essence)
    return compact_json(value) if as_json else scalar(value)


def _multipart(body: Body, value: Any) -> EncodedBody:
    from .multipart import encode_multipart

    return encode_multipart(body, value)


_ENCODERS: Mapping[str, Callable[[Body, Any], EncodedBody]] = {
    "json": _json,
    "jsonl": _jsonl,
    "text": _text,
    "binary": _binary,
    "form": _form,
    "multipart": _multipart,
}
