"""What streams are made of on the wire: keep-alives, line ends, pieces of text, sudden ends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.wire import PressWire, Wire

pytestmark = [with_both_libraries, pytest.mark.usefixtures("transport")]

CHUNK = "{schema: {$ref: '#/components/schemas/Chunk'}}"
API = f"""
paths:
  /events: {{get: {{operationId: events, tags: [x], responses: {{'200': {{description: d, content: {{text/event-stream: {CHUNK}}}}}}}}}}}
  /lines: {{get: {{operationId: lines, tags: [x], responses: {{'200': {{description: d, content: {{application/jsonl: {CHUNK}}}}}}}}}}}
  /texts: {{get: {{operationId: texts, tags: [x], responses: {{'200': {{description: d, content: {{text/event-stream: {{schema: {{type: string}}}}}}}}}}}}}}
components: {{schemas: {{Chunk: {{type: object, required: [text], properties: {{text: {{type: string}}, n: {{type: [string, 'null']}}}}}}}}}}
"""
SSE = "text/event-stream"
A, B = b'{"text":"a\xc3\xa9"}', b'{"text":"b"}'


def pieces(body: bytes, size: int, media_type: str = SSE) -> bytes:
    """Answer with chunks of so many bytes."""
    cuts = [body[start : start + size] for start in range(0, len(body), size)]
    chunks = b"".join(f"{len(cut):x}\r\n".encode() + cut + b"\r\n" for cut in cuts)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head.encode() + chunks + b"0\r\n\r\n"


def until_closed(body: bytes, media_type: str = SSE) -> bytes:
    """Answer with a body that ends where the connection does."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def items(api: Wire, name: str = "events", **config: Any) -> list[Any]:
    """Return the items of a stream."""
    return api.items(lambda client: getattr(client.x, name)(), **config)


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_what_is_no_item(wire: PressWire, end: bytes) -> None:
    """Keep-alives of all kinds, whatever the line end and wherever the chunks are cut."""
    api = wire(API)
    parts = [
        b"\xef\xbb\xbfdata:" + A,
        b": ping",
        b":",
        b"data:",
        b"data",
        b"event: ping",
        b"data: ",
    ]
    parts += [b"event: ping\ndata:", b"retry: 10", b"retry: %b", b"id: 7\ndata: \t"]
    parts += [b"data: " + B, b"data: [DONE]", b"data: {"]
    body = b"".join(part.replace(b"\n", end) + end + end for part in parts)
    for size, digits in ((1, 5), (2, 5), (7, 5), (700, 5000)):
        api.server.answers = [pieces(body.replace(b"%b", b"9" * digits), size)]
        assert [item.text for item in items(api, strict=True)] == ["aé", "b"]
    api.server.answers = [pieces(b"data: a" + end + end + b"data:" + end + b"data:" + end + end, 1)]
    assert items(api, "texts") == ["a", "\n"]


@pytest.mark.parametrize(
    "media_type", ["application/jsonl", "application/x-ndjson", "application/json-seq"]
)
def test_lines_and_sequences(wire: PressWire, media_type: str) -> None:
    """A byte order mark, blank lines, and JSON texts over several lines after a separator."""
    api = wire(API)
    plain = b"\xef\xbb\xbf\r\n" + A + b"\r\n\r\n \n" + B
    pretty = json.dumps(json.loads(A), indent=1, ensure_ascii=False).encode()
    for body in (plain, b"\x1e" + pretty + b"\n\x1e\x1e" + B + b"\n", b"\x1e" + A + b"\n\x1e" + B):
        for size in (1, 3, len(body)):
            api.server.answers = [pieces(body, size, media_type)]
            assert [item.text for item in items(api, "lines")] == ["aé", "b"]


def test_half_surrogates(wire: PressWire) -> None:
    """Text that is cut within a character is given as it came, and is no drift."""
    api = wire(API)
    halves = [rb'{"text":"\ud83d"}', rb'{"text":"\ude00","n":"\ud83d","more":["\ud83d"]}', A]
    for name, reply in (
        ("events", b"".join(b"data: " + half + b"\n\n" for half in halves)),
        ("lines", b"\n".join(halves)),
    ):
        kind = SSE if name == "events" else "application/jsonl"
        api.server.answers = [pieces(reply, 50, kind)]
        found = items(api, name, strict=True)
        whole = found[0].text + found[1].text
        assert whole.encode("utf-16", "surrogatepass").decode("utf-16") == "\U0001f600"
        assert (found[1].n, found[1].more, found[2].text) == ("\ud83d", ["\ud83d"], "aé")


@pytest.mark.parametrize("closing", [False, True], ids=["chunked", "closed"])
def test_sudden_ends(wire: PressWire, closing: bool) -> None:
    """What is whole is given though its end is missing; what is cut raises after what is whole."""
    api = wire(API)
    broken, invalid = "APIConnectionError", "ResponseValidationError"
    first = b"data: " + A + b"\n\n"
    for name, tail, count, expected in [
        ("events", b"data: " + B, 2, None),
        ("events", b"data: " + B + b"\n", 2, None),
        ("events", b"data: [DONE]", 1, None),
        ("events", b": comm", 1, None),
        ("events", b"event: cut", 1, None),
        ("events", b'data: {"text":', 1, broken),
        ("events", b'data: {"text":\n', 1, invalid),
        ("events", b'data: {"text":\n\n', 1, invalid),
        ("texts", b"data: b\n", 2, None),
        ("texts", b"data: b", 1, broken),
    ]:
        body = first + tail
        api.server.answers = [until_closed(body) if closing else pieces(body, 9)]
        seen: list[Any] = []
        assert ended(api, name, seen) == expected, (name, tail)
        assert len(seen) == count
    for tail, expected in ((b'\n{"text":"b', broken), (b'\n{"te\n', invalid), (b"\n" + B, None)):
        body = A + tail
        kind = "application/jsonl"
        api.server.answers = [until_closed(body, kind) if closing else pieces(body, 9, kind)]
        seen = []
        assert ended(api, "lines", seen) == expected


def ended(api: Wire, name: str, seen: list[Any]) -> str | None:
    """Note the items of a stream; return what it ended with."""

    def collect(client: Any) -> None:
        seen.extend(getattr(client.x, name)())

    async def collect_later(client: Any) -> None:
        async for item in await getattr(client.x, name)():
            seen.append(item)  # noqa: PERF401 - what came before the error counts

    try:
        api.call(collect_later if api.asynchronous else collect)
    except api.package.errors.InlineError as error:
        return type(error).__name__
    return None


def test_a_stream_under_another_name(wire: PressWire) -> None:
    """The media type says little: events are events, but what has none of them is no stream."""
    api = wire(API)
    for kind in ("text/plain", "application/octet-stream"):
        api.server.answers = [answer(b"data: " + A + b"\n\n", content_type=kind)]
        assert [item.text for item in items(api)] == ["aé"]
        with pytest.raises(api.package.errors.ResponseValidationError, match="media type"):
            items(api, strict=True)
    api.server.answers = [answer(b"data: " + A + b"\n\n", content_type=None)]
    assert len(items(api, strict=True)) == 1
    api.server.answers = [answer(A + b"\n" + B, content_type="application/x-ndjson")]
    assert len(items(api)) == 2
    api.server.answers = [answer(b"<html>\n<p>no</p>", content_type="text/html")]
    with pytest.raises(api.package.errors.ResponseValidationError):
        items(api)
    api.server.answers = [answer(b"odd: field\n\n", content_type=SSE)]
    assert items(api) == []
