"""Content codings (RFC 9110, section 8.4.1): a coded body in, its content out, and all of it."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from typing import Any, Protocol

from .transport import TransportError

_MOST = 1_048_576
"""Bytes that are made of a chunk at a time, however small it is."""
_LINKS = 5
_GZIP = b"\x1f\x8b"


class Decoder(Protocol):
    """Undoes codings. It has the methods of httpx2's own decoders, which do not miss an end."""

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Decode the next chunk.

        Raises:
            TransportError: It is not of this coding.
        """
        ...

    def flush(self) -> Iterator[bytes]:
        """Decode what is left.

        Raises:
            TransportError: The body has been cut short.
        """
        ...


def decoder_of(codings: str) -> Decoder | None:
    """Return what undoes the codings of a Content-Encoding field; None where one is unknown.

    Raises:
        TransportError: They are too many.
    """
    names = [name for one in codings.lower().split(",") if (name := one.strip()) != "identity"]
    names = [name for name in names if name]
    if len(names) > _LINKS:
        message = f"the body is coded {len(names)} times"
        raise TransportError(message, retryable=False)
    links = [_decoder(name) for name in reversed(names)]
    known = [one for one in links if one is not None]
    if not known or len(known) < len(links):
        return None
    return known[0] if len(known) == 1 else _Chain(known)


def decoded(data: bytes, codings: str) -> bytes:
    """Decode a whole body; one whose codings are unknown is left as it is.

    Raises:
        TransportError: It has been cut short, or is not of these codings.
    """
    decoder = decoder_of(codings)
    if decoder is None:
        return data
    return b"".join([*decoder.decode(data), *decoder.flush()])


def _decoder(name: str) -> Decoder | None:
    if name in ("gzip", "x-gzip"):
        return _Gzip()
    if name == "deflate":
        return _Deflate()
    brotli = sys.modules.get("brotli") or sys.modules.get("brotlicffi")  # httpx2 looks for them
    return _Brotli(brotli) if name == "br" and brotli is not None else None


def _inflated(inflater: Any, data: bytes) -> Iterator[bytes]:
    content = inflater.decompress(data, _MOST)
    while content:
        yield content
        content = b""
        if not inflater.eof:
            content = inflater.decompress(inflater.unconsumed_tail, _MOST)


def _broken(name: str, error: Exception) -> TransportError:
    broken = TransportError(f"the body is not {name}: {error}")
    broken.__cause__ = error
    return broken


def _cut(name: str) -> TransportError:
    return TransportError(f"the body ends before its {name} coding does: it has been cut short")


class _Gzip:
    """One member after the other; what follows them, if it is none, is ignored."""

    def __init__(self) -> None:
        self._inflater: Any = None
        self._ahead = b""
        self._after = False  # a member has ended
        self._ignoring = False

    def decode(self, data: bytes) -> Iterator[bytes]:
        data = self._ahead + data
        self._ahead = b""
        while data and not self._ignoring:
            if self._inflater is None:
                if self._after and not data.startswith(_GZIP):
                    self._ahead = data if data == _GZIP[:1] else b""
                    self._ignoring = not self._ahead
                    return
                self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                yield from _inflated(self._inflater, data)
            except zlib.error as error:
                raise _broken("gzip", error) from error
            data = self._inflater.unused_data
            if not self._inflater.eof:
                return
            self._inflater, self._after = None, True

    def flush(self) -> Iterator[bytes]:
        if self._inflater is not None:
            raise _cut("gzip")
        return iter(())


class _Deflate:
    """zlib's format (RFC 1950), as the standard has it, or as some servers do without it."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj()
        self._seen: bytes | None = b""  # until there is content, it may be the other format

    def decode(self, data: bytes) -> Iterator[bytes]:
        if self._seen is not None:
            self._seen += data
        try:
            for content in _inflated(self._inflater, data):
                self._seen = None
                yield content
        except zlib.error as error:
            if not self._seen:
                raise _broken("deflate", error) from error
            seen, self._seen = self._seen, None
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            yield from self.decode(seen)

    def flush(self) -> Iterator[bytes]:
        if self._seen != b"" and not self._inflater.eof:
            raise _cut("deflate")
        return iter(())


class _Brotli:
    def __init__(self, module: Any) -> None:
        self._error: type[Exception] = module.error
        self._decompressor = module.Decompressor()
        self._process: Any = getattr(self._decompressor, "process", None)
        self._process = self._process or self._decompressor.decompress
        self._begun = False

    def decode(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        try:
            content = self._process(data, output_buffer_limit=_MOST // 2)
            while content:
                yield content
                content = self._process(b"", output_buffer_limit=_MOST // 2)
        except self._error as error:
            raise _broken("br", error) from error

    def flush(self) -> Iterator[bytes]:
        if self._begun and not self._decompressor.is_finished():
            raise _cut("br")
        return iter(())


class _Chain:
    """Several codings, the last one applied first."""

    def __init__(self, links: list[Decoder]) -> None:
        self._links = links

    def decode(self, data: bytes) -> Iterator[bytes]:
        chunks: Iterator[bytes] = iter((data,))
        for link in self._links:
            chunks = _through(link, chunks)
        return chunks

    def flush(self) -> Iterator[bytes]:
        for link in self._links:
            yield from link.flush()


def _through(link: Decoder, chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        yield from link.decode(chunk)
