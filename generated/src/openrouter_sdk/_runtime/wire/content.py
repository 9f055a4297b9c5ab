"""Content of a request, ready to be sent: bytes, or chunks that are read while they are sent."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, Callable, Iterable, Iterator
from typing import Any, NamedTuple, cast

from ..base.errors import InvalidRequest

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
