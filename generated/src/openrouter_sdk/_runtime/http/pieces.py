"""Bodies that are sent in pieces, each of which has a time limit of its own."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING

from .limit import PIECE

if TYPE_CHECKING:
    from .limit import Limit
    from .transport import Content


def timed(content: Content, limit: Limit) -> Iterator[bytes]:
    """Give a body in pieces; the time that it takes to come by the next one does not count."""
    limit.pause()
    for piece in _pieces(content):
        limit.wrote()
        yield piece
        limit.pause()
    limit.read()


async def timed_async(content: Content, limit: Limit) -> AsyncIterator[bytes]:
    """Do the same where chunks may have to be awaited."""
    limit.pause()
    async for piece in _awaited(content):
        limit.wrote()
        yield piece
        limit.pause()
    limit.read()


def _pieces(content: Content) -> Iterator[bytes]:
    chunks = (content,) if isinstance(content, bytes) else content
    if isinstance(chunks, Iterable):
        for chunk in chunks:
            yield from _split(chunk)


async def _awaited(content: Content) -> AsyncIterator[bytes]:
    if isinstance(content, AsyncIterable):
        async for chunk in content:
            for piece in _split(chunk):
                yield piece
    else:
        for piece in _pieces(content):
            yield piece


def _split(chunk: bytes) -> Iterator[bytes]:
    if len(chunk) <= PIECE:
        yield chunk
        return
    for start in range(0, len(chunk), PIECE):
        yield chunk[start : start + PIECE]
