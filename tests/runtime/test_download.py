"""Downloads: read as they come or saved, whole or not at all; the connection is given back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sdk_runtime.http.transport import HTTPResponse, TransportError, TransportTimeout

from runtime.lab import (
    ConnectionFailed,
    DefaultError,
    ResponseCase,
    TimedOut,
    operation,
)
from runtime.script import AsyncScript, Script, reply

FILE = operation(id="getFile", responses=(ResponseCase("200", "x/y", "binary"),))


class Stream:
    """A body that comes in chunks; an error in place of one is raised."""

    def __init__(self, *chunks: bytes | TransportError) -> None:
        self.chunks = chunks
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            if isinstance(chunk, TransportError):
                raise chunk
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def read(self) -> Any:
        return b"".join(self)

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


Download = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def download(request: pytest.FixtureRequest) -> Download:
    """`download(stream, "read" or "save_to" or "chunks" or "nothing", *arguments)`."""

    def response(stream: Any) -> HTTPResponse:
        if isinstance(stream, bytes):
            return HTTPResponse(200, [(b"content-type", b"x/y")], stream)
        return HTTPResponse(200, [(b"Content-Type", b"x/y"), (b"X-A", b"1")], stream=stream)

    def run(stream: Any, use: str, *arguments: Any) -> Any:
        if request.param == "sync":
            with Script(response(stream)).client().call_download(FILE, {}) as found:
                assert (found.status_code, found.headers["content-type"]) == (200, "x/y")
                if use in ("chunks", "nothing"):
                    return list(found) if use == "chunks" else None
                return getattr(found, use)(*arguments)

        async def run_async() -> Any:
            client = AsyncScript(response(stream)).client()
            async with await client.call_download(FILE, {}) as found:
                assert (found.status_code, found.headers["content-type"]) == (200, "x/y")
                if use in ("chunks", "nothing"):
                    return [chunk async for chunk in found] if use == "chunks" else None
                return await getattr(found, use)(*arguments)

        return asyncio.run(run_async())

    return run


def test_a_body_as_it_comes(download: Download) -> None:
    stream = Stream(b"ab", b"", b"c")
    assert download(stream, "chunks") == [b"ab", b"", b"c"]
    assert stream.closed
    assert download(Stream(b"ab", b"c"), "read") == b"abc"
    assert download(b"held", "read") == b"held"
    unread = Stream(b"ab")
    download(unread, "nothing")
    assert unread.closed == 1


def test_a_body_is_saved(download: Download, tmp_path: Path) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(b"old")
    stream = Stream(b"ab", b"cde")
    assert download(stream, "save_to", path) == 5
    assert path.read_bytes() == b"abcde"
    assert download(Stream(), "save_to", str(path)) == 0
    assert [one.name for one in tmp_path.iterdir()] == ["file.bin"]
    assert path.read_bytes() == b""
    assert stream.closed


@pytest.mark.parametrize(
    ("error", "kind"),
    [(TransportError("broken"), ConnectionFailed), (TransportTimeout("late"), TimedOut)],
)
def test_a_broken_body_leaves_nothing(
    download: Download, tmp_path: Path, error: TransportError, kind: type[Exception]
) -> None:
    error.__cause__ = cause = OSError("wire")
    path = tmp_path / "file.bin"
    for use, arguments in (("save_to", (path,)), ("read", ()), ("chunks", ())):
        stream = Stream(b"ab", error)
        with pytest.raises(kind, match=f"{error} .getFile.") as caught:
            download(stream, use, *arguments)
        assert type(caught.value) is kind
        assert caught.value.__cause__ is cause
        assert caught.value.request == "GET https://api.example.com/v1/items"
        assert stream.closed
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written(download: Download, tmp_path: Path) -> None:
    stream = Stream(b"ab")
    with pytest.raises(OSError):
        download(stream, "save_to", tmp_path / "none" / "file.bin")
    assert stream.closed


def test_what_fails_is_no_download() -> None:
    script = Script(reply({"message": "no"}, 404))
    with pytest.raises(DefaultError, match="404 Not Found: no"):
        script.client().call_download(FILE, {})
    assert script.sent[0].stream
    assert Script(reply({})).client().call(FILE, {}) is not None
