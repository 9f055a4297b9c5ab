"""Streams that go on where they broke off: when, from where, after how long, and how often."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sdk_runtime.base.operation import Operation, RetryPolicy
from sdk_runtime.http.transport import TransportError, TransportTimeout

from runtime.lab import (
    GET,
    Body,
    ConnectionFailed,
    DefaultError,
    FakeClock,
    Item,
    RequestInvalid,
    ResponseCase,
    ResponseInvalid,
    TimedOut,
    operation,
)
from runtime.script import Lab, reply, streamed

LOST = TransportError("reset")
AGAIN = {"reconnect": True}
SSE = ResponseCase("200", "text/event-stream", "sse", lambda: Item)
ENDLESS = operation(responses=(SSE,))
ENDING = operation(responses=(SSE._replace(sentinel="[DONE]"),))
SAID = operation(responses=(SSE,), reconnects=True)
POST = operation(
    method="POST",
    responses=(SSE,),
    reconnects=True,
    bodies=(Body("application/octet-stream", "binary", lambda: bytes),),
)
DONE = b"data: [DONE]\n\n"


def event(name: str, id: str | None = None) -> bytes:
    """Write an event."""
    line = "" if id is None else f"id: {id}\n"
    return f'{line}data: {{"date":"{name}","usage":1}}\n\n'.encode()


class Streams:
    """Reads streams, and keeps what came before an error."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.came: list[str] = []

    def read(
        self, *bodies: Any, called: Operation[Any] = ENDLESS, options: Any = AGAIN, **given: Any
    ) -> str:
        """Return the names of the events. A body is pieces of events, an error, or a response."""
        answers = [streamed(self.lab, *one)[1] if isinstance(one, tuple) else one for one in bodies]
        arguments = given.pop("arguments", {})
        self.came = []

        def sync(client: Any) -> None:
            for item in client.call(called, arguments, options):
                self.came.append(item.date)

        async def asynchronous(client: Any) -> None:
            async for item in await client.call(called, arguments, options):
                self.came.append(item.date)

        self.lab.run(asynchronous if self.lab.asynchronous else sync, *answers, **given)
        return "".join(self.came)

    @property
    def ids(self) -> list[str | None]:
        """The Last-Event-ID of each request."""
        return self.lab.script.header("last-event-id")


@pytest.fixture
def streams(lab: Lab) -> Streams:
    return Streams(lab)


def test_it_goes_on_after_the_last_event(streams: Streams, clock: FakeClock) -> None:
    first = (event("a", "1"), event("b", "2"), b'data: {"date":"lo', LOST)
    assert streams.read(first, (event("c"), LOST), (event("d", "4"),)) == "abcd"
    assert streams.ids == [None, "2", "2"]
    assert clock.sleeps == [0.5, 0.5]


def test_who_asks_for_it(streams: Streams, clock: FakeClock) -> None:
    broken, rest = (event("a", "1"), LOST), (event("b"),)
    assert streams.read(broken, rest, called=SAID, options=None) == "ab"
    no = {"reconnect": False}
    for called, options in [(ENDLESS, None), (ENDLESS, no), (SAID, no)]:
        with pytest.raises(ConnectionFailed, match="reset"):
            streams.read(broken, rest, called=called, options=options)
        assert streams.came == ["a"]
        assert len(streams.ids) == 1


def test_an_end_is_a_break_where_it_is_said_what_comes_last(
    streams: Streams, clock: FakeClock
) -> None:
    cut = (event("a", "1"), event("b", "2").rstrip())
    assert streams.read(cut, (event("b", "2"), DONE), called=ENDING) == "ab"
    assert streams.ids == [None, "1"]
    assert streams.read((event("a"), DONE.rstrip()), called=ENDING) == "a"
    assert streams.read(cut, called=ENDLESS) == "ab"
    assert streams.read(cut, called=ENDING, options=None) == "ab"
    half = (event("a", "1"), b'data: {"da')
    assert streams.read(half, (event("b"),)) == "ab"
    with pytest.raises(ConnectionFailed, match="in the middle of an event"):
        streams.read(half, options=None)


@pytest.mark.parametrize(
    ("lines", "sent"),
    [
        ("id: a\n\n", "a"),  # without data, but it counts
        ("id: a", None),  # before the event is whole, it does not
        ("id: a\n\nid\n\n", None),
        ("id: a\n\nid:\n", "a"),
        ("id: a\n\nid: b\0c\n\n", "a"),
        ("id: a\n\nid:  b \n\n", " b "),
        ("id: \N{SNOWMAN}\n\n", "\N{SNOWMAN}".encode().decode("latin-1")),
    ],
)
def test_the_id_that_is_sent(
    streams: Streams, clock: FakeClock, lines: str, sent: str | None, monkeypatch: Any
) -> None:
    assert streams.read((lines.encode(), LOST), (event("z"),)) == "z"
    values = [
        next((v for k, v in one.headers if k == b"Last-Event-ID"), None)
        for one in streams.lab.script.sent
    ]
    assert values == [None, None if sent is None else sent.encode("latin-1")]


def test_an_id_of_the_callers_own(streams: Streams, clock: FakeClock) -> None:
    options = {**AGAIN, "headers": {"last-event-id": "0"}}
    assert streams.read((event("a"), LOST), (event("b", "2"), LOST), (), options=options) == "ab"
    assert streams.ids == ["0", "0", "2"]
    with pytest.raises(ConnectionFailed, match="cannot be sent in a header field"):
        streams.read((event("a", "x\x01y"), LOST))


@pytest.mark.parametrize(
    ("lines", "delays"),
    [
        (b"retry: 250\n\n", [0.25, 0.75]),
        (b"retry: 7000\n\n", [7.0, 7.0]),
        (b"retry: 0\n\n", [0.0, 0.75]),
        *((b"retry: " + odd + b"\n\n", [0.5, 0.75]) for odd in (b"-1", b"1.5", b"1e3", b"x", b"")),
    ],
)
def test_the_pause(streams: Streams, clock: FakeClock, lines: bytes, delays: list[float]) -> None:
    """What the server asks for holds on; where a connection gave nothing, it is no shorter."""
    first = (event("a"), lines, LOST)
    assert streams.read(first, (LOST,), (event("z"),))[-1] == "z"
    assert clock.sleeps == delays


def test_it_is_not_tried_for_ever(streams: Streams, clock: FakeClock) -> None:
    with pytest.raises(ConnectionFailed, match="reset"):
        streams.read((event("a"), LOST), (LOST,))
    assert streams.came == ["a"]
    assert len(streams.ids) == 4  # three in a row without an event
    assert clock.sleeps == [0.5, 0.75, 1.125]
    with pytest.raises(ConnectionFailed, match="before what is to be its last event"):
        streams.read((event("a"),), (), called=ENDING)
    with pytest.raises(ConnectionFailed):
        streams.read((event("a"), LOST), (LOST,), options={**AGAIN, "retries": False})
    assert len(streams.ids) == 2
    clock.sleeps.clear()
    with pytest.raises(ConnectionFailed, match="reset"):
        streams.read((b"retry: 61000\n\n", event("a"), LOST))
    assert (streams.came, clock.sleeps) == (["a"], [])
    assert streams.read((event("a"), LOST), *[(event("b"), LOST)] * 9, ()) == "a" + "b" * 9


def test_it_ends_with_the_deadline(streams: Streams, clock: FakeClock) -> None:
    options = {**AGAIN, "deadline": 1.2}
    with pytest.raises(ConnectionFailed, match="reset"):
        streams.read((event("a"), LOST), options=options)
    assert streams.came == ["a"] * 3
    assert clock.sleeps == [0.5, 0.5]
    assert all(one.deadline == 1001.2 for one in streams.lab.script.sent)
    late = TransportTimeout("late")
    with pytest.raises(TimedOut, match="late"):
        streams.read((late,), options={**AGAIN, "deadline": 0.1})


def test_what_the_server_answers_the_second_time(streams: Streams, clock: FakeClock) -> None:
    broken = (event("a", "1"), LOST)
    assert streams.read(broken, reply(b"", 204)) == "a"
    assert streams.read(broken, reply({}, 503, retry_after="7"), (event("b"),)) == "ab"
    assert streams.ids == [None, "1", "1"]
    assert clock.sleeps[-1] == 7.0
    with pytest.raises(DefaultError, match="404 Not Found: gone"):
        streams.read(broken, reply({"message": "gone"}, 404))
    assert streams.came == ["a"]
    body, page = streamed(streams.lab, b"<html>", kind="text/html")
    with pytest.raises(ResponseInvalid, match="no stream of events") as caught:
        streams.read(broken, page)
    assert (caught.value.status_code, body.closed) == (200, 1)
    with pytest.raises(ResponseInvalid, match="no stream of events"):
        streams.read(broken, reply({"date": "x", "usage": 1}))
    with pytest.raises(ConnectionFailed, match="refused"):
        streams.read(broken, TransportError("refused", sent=False))


def test_a_write_that_is_to_go_on(streams: Streams, clock: FakeClock) -> None:
    broken = (event("a", "1"), LOST)
    arguments = {"body": b"x"}
    assert (
        streams.read(broken, LOST, (event("b"),), called=POST, arguments=arguments, options=None)
        == "ab"
    )
    assert [one.content for one in streams.lab.script.sent] == [b"x"] * 3
    with pytest.raises(ConnectionFailed):  # the first time it is a write like any other
        streams.read(LOST, called=POST, arguments=arguments, options=None)
    assert len(streams.ids) == 1
    once = {"body": iter([b"x"])}
    with pytest.raises(ConnectionFailed):
        streams.read(broken, called=POST, arguments=once, options=None)
    with pytest.raises(RequestInvalid, match="its body cannot be sent a second time"):
        streams.read(broken, called=POST, arguments=once)


def test_what_cannot_go_on_is_refused(lab: Lab) -> None:
    lines = operation(responses=(ResponseCase("200", "application/jsonl", "jsonl", lambda: Item),))
    for called in (GET, lines):
        with pytest.raises(RequestInvalid, match="the operation gives no stream of events"):
            lab.run(lambda client, called=called: client.call(called, {}, AGAIN), reply({}))
        assert lab.script.sent == []


class Ear:
    """Hears of requests, retries and errors."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def before_request(self, request: Any) -> dict[str, str]:
        self.heard.append(request)
        return {"X-Number": str(len(self.heard))}

    def before_retry(self, retry: Any) -> None:
        self.heard.append(retry)

    def on_error(self, error: Any) -> None:
        self.heard.append(error)


def test_hooks_and_logs_are_told(
    streams: Streams, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear()
    policy = RetryPolicy(max_attempts=1)
    with caplog.at_level(logging.INFO), pytest.raises(ConnectionFailed) as caught:
        streams.read((event("a", "1"), LOST), (LOST,), hooks=[ear], retries=policy)
    assert [type(one).__name__ for one in ear.heard] == [
        *("HookRequest", "HookRetry", "HookRequest", "ConnectionFailed")
    ]
    assert (ear.heard[1].delay, type(ear.heard[1].error)) == (0.5, ConnectionFailed)
    assert ear.heard[-1] is caught.value
    assert streams.lab.script.header("x-number") == ["1", "3"]
    assert "trying again in 0.50 s" in caplog.text

    class Forbids:
        def before_retry(self, _: Any) -> None:
            raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        streams.read((event("a", "1"), LOST), hooks=[Forbids()])


def test_what_a_stream_came_in_and_closing_it(lab: Lab, clock: FakeClock) -> None:
    body, response = streamed(lab, event("a"), event("b") + event("c"), LOST)
    other, last = streamed(lab, event("d"))
    last.headers.append((b"x-request-id", b"7"))
    names: list[str] = []

    def sync(client: Any) -> None:
        stream = client.call(SAID, {})
        for item in stream:
            names.append(item.date)
            if item.date == "b":
                stream.close()
        assert body.closed
        stream = client.call(SAID, {})
        assert (stream.response.status_code, stream.response.request_id) == (200, "7")
        assert stream.response.headers["Content-Type"] == "text/event-stream"
        assert stream.response.http_request.method == "GET"
        with stream:
            pass
        assert other.closed

    async def asynchronous(client: Any) -> None:
        stream = await client.call(SAID, {})
        async for item in stream:
            names.append(item.date)
            if item.date == "b":
                await stream.close()
        assert body.closed
        stream = await client.call(SAID, {})
        assert (stream.response.status_code, stream.response.request_id) == (200, "7")
        async with stream:
            pass
        assert other.closed

    lab.run(asynchronous if lab.asynchronous else sync, response, last)
    assert names == ["a", "b"]
