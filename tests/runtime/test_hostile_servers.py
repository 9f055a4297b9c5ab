"""Whatever a server answers, a value or an error of the SDK comes out, and the next call works."""

from __future__ import annotations

import asyncio
import gzip
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from runtime.lab import (
    BAD,
    ITEMS,
    OK,
    AsyncClient,
    BaseError,
    ByteServer,
    Item,
    Items,
    ResponseCase,
    SyncClient,
    operation,
    spec,
)

STREAM = ResponseCase("200", "text/event-stream", "sse", lambda: Item)
OPERATIONS = [
    operation(),
    operation(responses=(STREAM, BAD)),
    operation(responses=(ResponseCase("200", "application/jsonl", "jsonl", lambda: Item),)),
    operation(responses=(OK, STREAM), stream="stream"),
    operation(responses=(ResponseCase("200", "*/*", "binary"),)),
    operation(method="HEAD", responses=(ResponseCase("200", None, "empty"),)),
]
GOOD = json.dumps(ITEMS).encode()
ZIPPED = gzip.compress(GOOD)
CHUNKED = "Transfer-Encoding: chunked"
JSON, SSE = "application/json", "text/event-stream"


def reply(
    body: bytes = GOOD,
    *fields: str,
    status: str = "200 OK",
    media_type: str = JSON,
    length: int | str | None = None,
) -> bytes:
    """Write an answer of any shape, after which the connection is closed."""
    size = len(body) if length is None else length
    framing = () if CHUNKED in fields else (f"Content-Length: {size}",)
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {media_type}", "Connection: close", *framing)
    return "\r\n".join((*lines, *fields, "", "")).encode("latin-1") + body


def bodies() -> Iterator[bytes]:
    """Bodies that are not what they should be."""
    yield from (b"", b" \n", b"\0" * 9, bytes(range(256)), b"<html><p>no</p></html>", GOOD[:30])
    yield from (b"null", b"NaN", b"1e999", b"9" * 5000, b'"x"', b"[null, 1, {}]", b"\xff\xfe{\0}\0")
    yield from (b"[" * 100_000, b"[" * 300 + b"]" * 300, b'{"data":' * 500 + b"1" + b"}" * 500)
    yield from (b'{"data":"\\ud83d","\\ud83d":1}', b'{"data":"\xff"}', GOOD + GOOD, GOOD + b",")
    yield b'{"data":1,"__class__":1,"__dict__":{},"model_fields":2,"self":1,"":{"":""}}'
    yield from (b'{"error":[1]}', b'{"error":{"error":{"error":{"error":"x"}}}}', b'{"error":1}')
    yield from (
        b'{"error":{"message":"\\ud83d","code":{}}}',
        b'{"code":true,"error":{"status":[]}}',
    )


def heads() -> Iterator[bytes | None]:
    """Answers that are hardly HTTP."""
    for status in ("099 X", "99 X", "600 X", "1000 X", "abc", "", "200", "304 X", "101 X", "299 X"):
        yield reply(status=status)
    for length in ("abc", "-1", 10**30, len(GOOD) + 9, 5, "5, 6", ""):
        yield reply(length=length)
    for field in (
        f"X: {'a' * 200_000}",
        "X\xff: y",
        "X y: z",
        "no colon",
        "X: \0",
        "X-Request-Id: \xff\xfe",
        "Set-Cookie: \xff=\xfe; Path=/",
        "Set-Cookie: a=\x80",
        "Content-Type: \xff",
        "Content-Encoding: \xff",
        "Retry-After: Mon, 01 Jan 99999 00:00:00 GMT",
        "Date: x\r\nDate: y",
    ):
        yield reply(GOOD, field)
        yield reply(GOOD, field, status="400 Bad")
    for place in ("", "//", "http://[::1", "http://a:99999/", "javascript:x", "\xff\xfe"):
        yield reply(GOOD, f"Location: {place}", status="302 Found")
    for coding, body in (("gzip", GOOD), ("gzip", ZIPPED[:20]), ("deflate", b"\xff"), ("x", GOOD)):
        yield reply(body, f"Content-Encoding: {coding}", media_type=SSE)
        yield reply(body, f"Content-Encoding: {coding}")
    for body in (
        b"zz\r\nabc",
        b"5\r\nabc",
        b"-1\r\n\r\n",
        b"f" * 20 + b"\r\na",
        b"0\r\n\xff: \r\n\r\n",
    ):
        yield reply(body, CHUNKED)
        yield reply(body, CHUNKED, media_type=SSE)
    for text in (b"\0\1\2\r\n%b\r\n", b"SSH-2.0-x %b", b"HTTP/1.1 200 OK\r\n%bContent-Ty"):
        yield text.replace(b"%b", b"Connection: close\r\n")  # which has the server close it
    yield None


def answers() -> Iterator[bytes | None]:
    """All of it, and items of streams in between."""
    yield from heads()
    for body in bodies():
        for media_type in (JSON, SSE, "application/jsonl", "text/html; charset=\xff", "\xff", ";"):
            yield reply(body, media_type=media_type)
        for status in ("201 Created", "204 No Content", "400 Bad", "500 Oops"):
            yield reply(body, status=status)
        data = body.replace(b"\n", b"")
        yield reply(b"data: " + data + b"\n\nevent: error\ndata: " + data, media_type=SSE)
    for text in (
        b"retry: " + b"9" * 5000,
        b"id: \0\xff",
        b"event: \xff\ndata: {}",
        b"data\n\ndata",
    ):
        yield reply(text + b"\n\n", media_type=SSE)


def checked(error: BaseError) -> None:
    """Show and copy an error, which must not fail either."""
    assert str(error)
    if len(error.body) < 2000:  # what is deep cannot be pickled
        pickle.loads(pickle.dumps(error))


@pytest.mark.filterwarnings("error")
def test_nothing_but_errors_of_ours(server: ByteServer) -> None:
    with SyncClient(
        spec(server.url), credentials={"bearer": "x"}, retries={"max_attempts": 1}
    ) as one:
        for answer in answers():
            server.answers = [answer]
            for called in OPERATIONS:
                for arguments in ({}, {"stream": True}) if called.stream else ({},):
                    try:
                        value = one.call(called, arguments, {"timeout": 10.0})
                        repr(list(value) if hasattr(value, "events") else value)
                    except BaseError as error:
                        checked(error)
        server.answers = [reply()]
        assert isinstance(one.call(OPERATIONS[0], {}), Items)


@pytest.mark.filterwarnings("error")
def test_nothing_but_errors_of_ours_asynchronously(server: ByteServer) -> None:
    async def take(client: AsyncClient, called: Any) -> None:
        try:
            value = await client.call(called, {}, {"timeout": 10.0})
            repr([item async for item in value] if hasattr(value, "events") else value)
        except BaseError as error:
            checked(error)

    async def run() -> Any:
        given: Any = {"credentials": {"bearer": "x"}, "retries": {"max_attempts": 1}}
        async with AsyncClient(spec(server.url), **given) as client:
            for answer in answers():
                server.answers = [answer]
                await asyncio.gather(*(take(client, called) for called in OPERATIONS))
            server.answers = [reply()]
            return await client.call(OPERATIONS[0], {})

    assert isinstance(asyncio.run(run()), Items)
