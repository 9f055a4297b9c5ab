"""Bodies in pieces: chunks in; lines of text, or values of JSON one by one, out."""

from __future__ import annotations

import codecs
from typing import Any, Protocol, TypeVar

from ..base.charsets import charset, json_bytes
from ..base.media_type import essence, is_json
from .decode import parse_json
from .sse import JSONLines

T = TypeVar("T")


class Splitter(Protocol[T]):
    """Divides a body otherwise than it comes."""

    def feed(self, chunk: bytes, *, final: bool = False) -> list[T]:
        """Take a chunk; return what it completes, and at the end the rest."""
        ...


class Chunks:
    """Divides a body into chunks of a size; without one they stay as they come."""

    def __init__(self, size: int | None) -> None:
        """Take the number of bytes."""
        self._size = size
        self._held = bytearray()

    def feed(self, chunk: bytes, *, final: bool = False) -> list[bytes]:
        """Take a chunk; return those that it completes, and at the end the last one."""
        if self._size is None:
            return [chunk] if chunk else []
        held, size = self._held, self._size
        held += chunk
        whole = range(0, len(held) if final else len(held) - size + 1, size)
        found = [bytes(held[start : start + size]) for start in whole]
        del held[: len(found) * size]
        return found


class TextLines:
    """Splits a body into the lines of its text, without their ends."""

    def __init__(self, content_type: bytes | None) -> None:
        """Take the charset that a Content-Type header declares; without one it is UTF-8."""
        self._decoder = codecs.getincrementaldecoder(charset(content_type))("replace")
        self._rest = ""

    def feed(self, chunk: bytes, *, final: bool = False) -> list[str]:
        """Take a chunk; return the lines that it completes, and at the end the last one."""
        text = self._rest + self._decoder.decode(chunk, final)
        *lines, self._rest = text.split("\n")
        if final and self._rest:
            lines.append(self._rest)
        return [line.removesuffix("\r") for line in lines]


class JSONValues:
    """Splits a body into its values: one, or those of JSON Lines or a JSON text sequence."""

    def __init__(self, content_type: bytes | None) -> None:
        """Take how it is framed from its Content-Type header."""
        is_one = is_json(essence((content_type or b"").decode("latin-1")))
        self._whole: list[bytes] | None = [] if is_one else None
        self._lines = JSONLines()
        self._charset = charset(content_type)

    def feed(self, chunk: bytes, *, final: bool = False) -> list[Any]:
        """Take a chunk; return the values that it completes, and at the end the last one.

        Raises:
            Undecodable: It is no JSON.
        """
        if self._whole is not None:
            self._whole.append(chunk)
            body = b"".join(self._whole) if final else b""
            return [parse_json(json_bytes(body, self._charset))] if body.strip() else []
        events = self._lines.feed(chunk)
        return [parse_json(one.data) for one in [*events, *(self._lines.finish() if final else ())]]
