"""Content codings: each is undone, and a body that has been cut short is never a success."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import sys
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sdk_runtime.http.codings import decoded, decoder_of
from sdk_runtime.http.transport import TransportError

from runtime.lab import (
    AsyncClient,
    ByteServer,
    ConnectionFailed,
    SyncClient,
    operation,
    spec,
)

CONTENT = json.dumps({"data": [], "more": os.urandom(30_000).hex()}).encode()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZip": gzip.compress,
    "deflate": zlib.compress,
    "deflate (raw)": raw_deflate,
    "gzip, deflate": lambda data: zlib.compress(gzip.compress(data)),
    "identity, gzip": gzip.compress,
}


def coded(name: str, body: bytes, *, framing: str = "length") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {name.partition(' (')[0]}\r\n"
    head += "Content-Type: application/json\r\n"
    if framing == "length":
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    if framing == "close":
        return f"{head}Connection: close\r\n\r\n".encode() + body
    chunked = f"{head}Transfer-Encoding: chunked\r\n\r\n".encode()
    for start in range(0, len(body), 7_000):
        piece = body[start : start + 7_000]
        chunked += b"%x\r\n%s\r\n" % (len(piece), piece)
    return chunked + b"0\r\n\r\n"


@pytest.fixture(params=["sync", "async"])
def fetch(request: pytest.FixtureRequest, server: ByteServer, tmp_path: Path) -> Any:
    """`fetch(way)`: call by way of the value, a download that is read, or one that is saved."""
    path = tmp_path / "file"

    def sync(way: str) -> bytes:
        with SyncClient(spec(server.url), retries=False) as client:
            if way == "value":
                return client.call_raw(operation(), {}).body
            with client.call_download(operation(), {}) as download:
                if way == "read":
                    return download.read()
                download.save_to(path)
                return path.read_bytes()

    async def tasks(way: str) -> bytes:
        async with AsyncClient(spec(server.url), retries=False) as client:
            if way == "value":
                return (await client.call_raw(operation(), {})).body
            async with await client.call_download(operation(), {}) as download:
                if way == "read":
                    return await download.read()
                await download.save_to(path)
                return path.read_bytes()

    def run(way: str) -> bytes:
        return sync(way) if request.param == "sync" else asyncio.run(tasks(way))

    run.path = path  # pyright: ignore[reportFunctionMemberAccess]
    return run


WAYS = ("value", "read", "save")


# One that ends with a checksum and one that does not with each; how they are called with one.
FRAMED = [
    (name, framing)
    for name in CODINGS
    for framing in ("length", "close", "chunked")
    if framing == "length" or name in ("gzip", "deflate (raw)")
]


@pytest.mark.parametrize(("name", "framing"), FRAMED)
def test_a_coded_body_is_read_whole_or_not_at_all(
    fetch: Any, server: ByteServer, name: str, framing: str
) -> None:
    body = CODINGS[name](CONTENT)
    for way in WAYS:
        server.answers = [coded(name, body, framing=framing)]
        assert fetch(way) == CONTENT
        fetch.path.unlink(missing_ok=True)
        for missing in (1, 4, 9, 5_000, len(body) - 1):
            server.answers = [coded(name, body[:-missing], framing=framing)]
            with pytest.raises(ConnectionFailed):
                fetch(way)
        assert not list(fetch.path.parent.iterdir())


def test_a_body_that_is_shorter_than_announced(fetch: Any, server: ByteServer) -> None:
    announced = b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\nConnection: close\r\n\r\n" + CONTENT
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\n1234"
    for way in WAYS:
        for reply in (announced, chunked, chunked + b"\r\n"):
            server.answers = [reply]
            with pytest.raises(ConnectionFailed):
                fetch(way)
    assert not list(fetch.path.parent.iterdir())


def test_members_of_gzip_are_one_content(fetch: Any, server: ByteServer) -> None:
    half = len(CONTENT) // 2
    body = gzip.compress(CONTENT[:half]) + gzip.compress(CONTENT[half:])
    for trailing in (b"", b"\0" * 20, b"\x1f"):
        server.answers = [coded("gzip", body + trailing)]
        assert fetch("value") == fetch("read") == CONTENT


def test_what_is_empty_is_not_cut(fetch: Any, server: ByteServer) -> None:
    server.answers = [coded("gzip", b"")]
    assert fetch("read") == b""


def test_codings_without_end_are_refused(fetch: Any, server: ByteServer) -> None:
    server.answers = [coded(", ".join(["gzip"] * 50), b"x")]
    for way in WAYS:
        with pytest.raises(ConnectionFailed, match="50 times"):
            fetch(way)


@settings(deadline=None, max_examples=150)
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(sorted(CODINGS)),
    cuts=st.lists(st.integers(0, 400), max_size=8),
    junk=st.binary(max_size=30),
)
def test_chunks_may_end_anywhere(data: bytes, name: str, cuts: list[int], junk: bytes) -> None:
    body = CODINGS[name](data)
    codings = name.partition(" (")[0]
    decoder = decoder_of(codings)
    assert decoder is not None
    places = sorted({0, len(body), *(cut for cut in cuts if cut < len(body))})
    pieces = [body[start:end] for start, end in pairwise(places)]
    content = [piece for one in pieces for piece in decoder.decode(one)]
    assert b"".join([*content, *decoder.flush()]) == data
    for broken in (body[: len(body) // 2], junk, junk + body):
        try:
            decoded(broken, codings)
        except TransportError:
            continue


def test_brotli_is_undone_by_the_library_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    class Decompressor:
        def __init__(self) -> None:
            self.seen = b""

        def process(self, data: bytes, output_buffer_limit: int) -> bytes:
            assert output_buffer_limit
            self.seen += data
            return data

        def is_finished(self) -> bool:
            return self.seen.endswith(b".")

    library = SimpleNamespace(Decompressor=Decompressor, error=ValueError)
    monkeypatch.setitem(sys.modules, "brotli", library)
    assert decoded(b"all.", "br") == b"all."
    with pytest.raises(TransportError, match="cut short"):
        decoded(b"al", "br")
