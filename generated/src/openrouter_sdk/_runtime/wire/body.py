# mypy: no-warn-redundant-casts
"""Request bodies: a value and its media type in, bytes or a stream of chunks out."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Mapping
from typing import Any, cast
from urllib.parse import quote_plus

from ..base.errors import InvalidRequest
from ..base.media_type import essence
from ..base.operation import Body
from ..base.unset import UNSET
from ..data.values import is_bytes, is_object
from ..models.adapter import adapter, from_json, without_nan
from .content import NO_BODY, EncodedBody, file_chunks
from .encode import query_pairs
from .scalars import scalar
from .values import dumped, validated


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


def encode_more(body: Body, value: Any, more: Any) -> EncodedBody:
    """Encode a request body, with properties of its object that the description lacks.

    Args:
        body: Media type, kind and type.
        value: What the user passed; UNSET is an object without properties.
        more: Properties by their wire names; they win over those of `value`.

    Raises:
        InvalidRequest: The value does not fit, or is no JSON object.
    """
    own = b"{}" if value is UNSET else encode_body(body, value).content
    known = from_json(own) if body.kind == "json" and isinstance(own, bytes) else None
    if not isinstance(known, dict) or not is_object(more):
        message = "options['body'] must be a mapping, and adds to bodies that are JSON objects"
        raise InvalidRequest(message)
    types = adapter(Any)
    return EncodedBody(body.media_type, _dump_json(types, validated(types, {**known, **more})))


def _jsonl(body: Body, value: Any) -> EncodedBody:
    types = adapter(body.type())
    start = b"\x1e" if essence(body.media_type).endswith("json-seq") else b""  # RFC 7464
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


def _form(body: Body, value: Any) -> EncodedBody:
    from .forms import form_texts, styled

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
