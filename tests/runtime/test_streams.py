"""Event streams and JSON Lines: framing, typed items, and what becomes of connections."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdk_runtime.reply.sse import EventParser, JSONLines, ServerSentEvent
from sdk_runtime.reply.stream import AsyncStream, Stream

from runtime.lab import (
    AsyncClient,
    ByteServer,
    ConnectionFailed,
    DefaultError,
    Item,
    ResponseCase,
    ResponseInvalid,
    SyncClient,
    answer,
    operation,
    spec,
)

SSE = operation(responses=(ResponseCase("200", "text/event-stream", "sse", lambda: Item),))
LINES = operation(responses=(ResponseCase("200", "application/jsonl", "jsonl", lambda: Item),))
EVENTS = (
    b'\xef\xbb\xbf: hello\n\ndata: {"date":"a",\ndata: "usage":1}\nid: 7\nevent: add\nretry: 50\n\n'
    b'data:{"date":"b","usage":2}\r\n\r\nevent: none\n\ndata: [DONE]\n\ndata: {}\n\n'
)


def events(body: bytes = EVENTS) -> bytes:
    return answer(body, content_type="text/event-stream; charset=utf-8")


def test_typed_events(client: SyncClient, server: ByteServer) -> None:
    server.answers = [events()]
    with client.call(SSE, {}) as stream:
        assert isinstance(stream, Stream)
        found = list(stream.events())
    assert found[0] == ServerSentEvent(Item(date="a", usage=1), "add", "7", 50)
    assert found[1] == ServerSentEvent(Item(date="b", usage=2), "message", "7", None)
    assert len(found) == 2
    assert server.last.headers["accept"] == "text/event-stream"
    assert [item.date for item in client.call(SSE, {})] == ["a", "b"]


def test_json_lines(client: SyncClient, server: ByteServer) -> None:
    body = b'{"date":"a","usage":1}\n\n{"date":"b","usage":2}\r\n{"date":"c","usage":3}'
    server.answers = [answer(body, content_type="application/jsonl")]
    assert [item.date for item in client.call(LINES, {})] == ["a", "b", "c"]


def test_asynchronous_streams(server: ByteServer) -> None:
    server.answers = [events()]

    async def run() -> list[str]:
        async with AsyncClient(spec(server.url)) as client, await client.call(SSE, {}) as stream:
            assert isinstance(stream, AsyncStream)
            return [item.date async for item in stream]

    assert asyncio.run(run()) == ["a", "b"]


def test_raw_streams(client: SyncClient, server: ByteServer) -> None:
    server.answers = [events()]
    response = client.call_raw(SSE, {})
    assert (response.status_code, response.body) == (200, b"")
    assert len(list(response.value)) == 2


def test_errors_are_read_and_retried(client: SyncClient, server: ByteServer, clock: Any) -> None:
    server.answers = [answer({"message": "busy"}, 503), events()]
    assert len(list(client.call(SSE, {}))) == 2
    server.answers = [answer({"message": "no"}, 418)]
    with pytest.raises(DefaultError, match="418 I'm a Teapot: no") as caught:
        client.call(SSE, {})
    assert caught.value.response.json() == {"message": "no"}


def test_items_drift_like_bodies(client: SyncClient, server: ByteServer) -> None:
    server.answers = [events(b'data: {"date":1}\n\n')]
    [item] = client.call(SSE, {})
    assert (item.date, item.usage) == (1, None)
    with pytest.raises(ResponseInvalid, match="/date"):
        list(client.call(SSE, {}, {"strict": True}))
    server.answers = [events(b"data: {\n\n")]
    with pytest.raises(ResponseInvalid, match="not JSON"):
        list(client.call(SSE, {}))


def test_a_stream_that_breaks(client: SyncClient, server: ByteServer) -> None:
    server.answers = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 500\r\n"
        b'Connection: close\r\n\r\ndata: {"date":"a","usage":1}\n\n'
    ]
    found: list[Item] = []
    with pytest.raises(ConnectionFailed):
        for item in client.call(SSE, {}):
            found.append(item)  # noqa: PERF402 - what came before the error counts
    assert [item.date for item in found] == ["a"]


def test_a_json_answer_to_a_stream(client: SyncClient, server: ByteServer) -> None:
    both = operation(
        responses=(
            ResponseCase("200", "application/json", "json", lambda: Item),
            ResponseCase("200", "text/event-stream", "sse", lambda: Item),
        )
    )
    server.answers = [answer({"date": "a", "usage": 1})]
    assert client.call(both, {}) == Item(date="a", usage=1)


LINE = st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cs",)))


@given(
    st.lists(st.lists(LINE, min_size=1), max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.data(),
)
def test_any_chunking_gives_the_same_events(
    messages: list[list[str]], end: str, data: st.DataObject
) -> None:
    texts = ["".join(f"data: {line}{end}" for line in lines) + end for lines in messages]
    body = "".join(texts).encode()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(body)))))
    parser = EventParser()
    found = []
    for start, stop in zip([0, *cuts], [*cuts, len(body)], strict=True):
        found += parser.feed(body[start:stop])
    found += parser.finish()
    assert [event.data.decode() for event in found] == ["\n".join(lines) for lines in messages]


@given(st.binary(), st.data())
def test_no_bytes_upset_the_parsers(body: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(body)))
    for make in (EventParser, JSONLines):
        whole, halves = make(), make()
        expected = whole.feed(body) + whole.finish()
        assert halves.feed(body[:cut]) + halves.feed(body[cut:]) + halves.finish() == expected
