"""Writes: which failures are followed by another attempt, and which may not be."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sdk_runtime.base.operation import RetryPolicy
from sdk_runtime.http.transport import HTTPRequest, TransportError

from runtime.lab import (
    BODY,
    ITEMS,
    POST,
    AsyncClient,
    BaseError,
    ByteServer,
    FakeClock,
    RequestInvalid,
    SyncClient,
    answer,
    operation,
    slow,
    spec,
)
from support.transports import PYREQWEST, TransportKind, only_httpx2

Call = Callable[..., Any]
NEW = {"date": "d", "usage": 1}
GOOD = answer(ITEMS)
WHEN = {"Retry-After": "1"}
LISTED = RetryPolicy(statuses=("408", "409"))
DECLARED = operation(method="POST", bodies=(BODY,), idempotent=True)
KEYED = operation(method="POST", bodies=(BODY,), keyed=True)
BY_POLICY = operation(method="PATCH", bodies=(BODY,), retries=RetryPolicy(writes=True))

WRITES: dict[str, tuple[Any, dict[str, Any]]] = {
    "post": (POST, {}),
    "patch": (operation(method="PATCH", bodies=(BODY,)), {}),
    "with other delays": (POST, {"options": {"retries": {"initial_delay": 0.1}}}),
    "not writes": (BY_POLICY, {"options": {"retries": {"writes": False}}}),
}
"""Calls that are not safe to repeat."""
REPEATABLE: dict[str, tuple[Any, dict[str, Any]]] = {
    "read": (operation(), {}),
    "declared": (DECLARED, {}),
    "keyed": (KEYED, {}),
    "key": (POST, {"options": {"idempotency_key": "k"}}),
    "key among headers": (POST, {"options": {"headers": {"idempotency-key": "k"}}}),
    "policy of the operation": (BY_POLICY, {}),
    "policy of the package": (POST, {"spec_changes": {"retries": RetryPolicy(writes=True)}}),
    "policy of the client": (POST, {"retries": {"writes": True}}),
    "policy of the call": (POST, {"options": {"retries": {"writes": True}}}),
    "whole policy of the call": (POST, {"options": {"retries": RetryPolicy(writes=True)}}),
}


def attempts(call: Call, server: ByteServer, which: tuple[Any, dict[str, Any]]) -> int:
    """Make a call that fails; return how often the server was asked."""
    called, given = which
    server.received.clear()
    server._count = 0
    with pytest.raises(BaseError):
        call(called, NEW if called.bodies else {}, **given)
    return len(server.received)


@pytest.mark.parametrize(
    ("reply", "undone"),
    [
        (answer(status=429), True),
        (answer(status=503, headers=WHEN), True),
        (answer(status=503), False),
        (answer(status=500), False),
        (answer(status=504, headers=WHEN), False),
        (None, False),  # the server reads the request and hangs up
        (b"nonsense\r\n\r\n", False),
    ],
    ids=["429", "503 later", "503", "500", "504 later", "hangs up", "nonsense"],
)
def test_a_write_is_repeated_where_it_has_not_been_done(
    call: Call, server: ByteServer, clock: FakeClock, reply: Any, *, undone: bool
) -> None:
    server.answers = [reply]
    found = {name: attempts(call, server, which) for name, which in WRITES.items()}
    assert found == dict.fromkeys(WRITES, 3 if undone else 1)
    found = {name: attempts(call, server, which) for name, which in REPEATABLE.items()}
    assert found == dict.fromkeys(REPEATABLE, 3)


def test_408_and_409_where_the_policy_has_them(
    call: Call, server: ByteServer, clock: FakeClock
) -> None:
    listed = operation(method="POST", bodies=(BODY,), retries=LISTED)
    policies: list[Any] = [LISTED, {"statuses": ["4XX"]}]
    for status in (408, 409):
        server.answers = [answer(status=status)]
        assert attempts(call, server, (POST, {})) == attempts(call, server, (operation(), {})) == 1
        assert attempts(call, server, (listed, {})) == 3
        for policy in policies:
            assert attempts(call, server, (POST, {"options": {"retries": policy}})) == 3
            assert attempts(call, server, (POST, {"retries": policy})) == 3
    server.answers = [answer(status=429)]
    assert attempts(call, server, (listed, {})) == 1, "what is not listed is not retried"


@pytest.mark.parametrize("failure", ["refused", "unknown host", "tls"])
def test_what_never_left_is_repeated(
    call: Call, server: ByteServer, tls_server: ByteServer, clock: FakeClock, failure: str
) -> None:
    url = {"refused": server.url, "tls": tls_server.url}.get(failure, "http://no-such.invalid")
    server.close()
    for retries, sleeps in (({}, 2), ({"connection_errors": False}, 0), (False, 0)):
        clock.sleeps.clear()
        with pytest.raises(BaseError):
            call(POST, NEW, {"server_url": url, "retries": retries})
        assert len(clock.sleeps) == sleeps
    assert tls_server.received == []


@pytest.fixture
def full() -> Iterator[str]:
    """The URL of a server that takes no more connections."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listening.getsockname())
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        for one in waiting:
            one.close()


def test_time_that_is_over_before_there_is_a_connection(
    call: Call, full: str, transport: TransportKind, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    phases = httpx2.Timeout(5, connect=0.05)
    for timeout in (phases,) if transport is PYREQWEST else (phases, 0.05):
        caplog.clear()
        retries = {"initial_delay": 0}
        options = {"server_url": full, "timeout": timeout, "retries": retries}
        with pytest.raises(BaseError, match="time"):
            call(POST, NEW, options)
        assert len([one for one in caplog.messages if "trying again" in one]) == 2


def test_an_answer_that_does_not_come_in_time(call: Call, server: ByteServer) -> None:
    server.answers = [slow(0.2, GOOD)]
    given = {"retries": {"initial_delay": 0, "max_attempts": 2}}
    for timeout in (0.05, httpx2.Timeout(5, read=0.05)):
        options = {"timeout": timeout}
        assert attempts(call, server, (POST, {**given, "options": options})) == 1
        assert attempts(call, server, (KEYED, {**given, "options": options})) == 2


def test_what_was_done_before_a_redirect_is_not_done_again(
    call: Call, server: ByteServer, other_server: ByteServer, clock: FakeClock
) -> None:
    other_server.close()
    gone = answer(status=303, headers={"Location": other_server.url})
    busy = answer(status=429)
    there = answer(status=303, headers={"Location": "/done"})
    for replies in ([gone], [there, busy]):
        server.answers = replies
        assert attempts(call, server, (POST, {})) == len(replies)
    same = answer(status=307, headers={"Location": "/there"})
    server.answers = [same, busy, same, busy, same, GOOD]
    server.received.clear()
    server._count = 0
    assert call(POST, NEW).data
    assert len(server.received) == 6


def keys(server: ByteServer, name: str = "idempotency-key") -> list[str | None]:
    return [one.headers.get(name) for one in server.received]


def test_a_key_for_each_call(
    call: Call, server: ByteServer, other_server: ByteServer, clock: FakeClock
) -> None:
    elsewhere = answer(status=307, headers={"Location": f"{other_server.url}/there"})
    server.answers = [None, answer(status=500), elsewhere, GOOD]
    call(KEYED, NEW)
    call(KEYED, NEW)
    *first, second = keys(server)
    assert len({*first, *keys(other_server)}) == 1
    assert len(first) == 3
    for key in (first[0], second):
        assert UUID(key or "").version == 4
        assert str(UUID(key or "")) == key
    assert first[0] != second


def test_the_callers_key_is_obeyed(call: Call, server: ByteServer, clock: FakeClock) -> None:
    for given in ({"idempotency_key": "k"}, {"headers": {"IDEMPOTENCY-KEY": "k"}}):
        call(KEYED, NEW, given)
    assert keys(server) == ["k", "k"]
    server.received.clear()
    named = {"spec_changes": {"key_header": "X-Once"}}
    call(KEYED, NEW, **named)
    call(KEYED, NEW, {"idempotency_key": "k"}, **named)
    call(POST, NEW, {"headers": {"Idempotency-Key": "k"}}, **named)
    assert keys(server) == [None, None, "k"]
    first, second, third = keys(server, "x-once")
    assert UUID(first or "")
    assert (second, third) == ("k", None)
    with pytest.raises(RequestInvalid, match="must not be empty"):
        call(POST, NEW, {"idempotency_key": ""})


@pytest.mark.parametrize(
    ("retries", "error"),
    [
        ({"writes": 1}, TypeError),
        ({"writes": "yes"}, TypeError),
        ({"connection_errors": None}, TypeError),
        ({"statuses": "503"}, TypeError),
        ({"statuses": ["600"]}, ValueError),
        ({"statuses": ["5xy"]}, ValueError),
        ({"writes": True, "write": True}, TypeError),
    ],
)
def test_a_policy_that_cannot_be_is_refused(retries: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="retr"):
        SyncClient(spec("http://127.0.0.1:9"), retries=retries)
    with SyncClient(spec("http://127.0.0.1:9")) as client, pytest.raises(error, match="retr"):
        client.call(POST, NEW, {"retries": retries})


class Failing:
    """A transport of someone else's, which says nothing of what has left."""

    def __init__(self, **given: Any) -> None:
        self.calls = 0
        self._given = given

    def send(self, request: HTTPRequest) -> Any:
        self.calls += 1
        message = "broken"
        raise TransportError(message, **self._given)

    def close(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize(("given", "calls"), [({}, 1), ({"sent": True}, 1), ({"sent": False}, 3)])
def test_a_transport_says_what_has_left(clock: FakeClock, given: Any, calls: int) -> None:
    transport = Failing(**given)
    with pytest.raises(BaseError):
        SyncClient(spec("http://127.0.0.1:9"), http_client=transport).call(POST, NEW)
    assert transport.calls == calls


# --- connections that the server closes while they are idle


class Closing(ByteServer):
    """Ends each connection after an answer, without saying so; `early` before that is read."""

    def __post_init__(self) -> None:
        self.ended = threading.Event()
        super().__post_init__()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        data = connection.recv(65536)
        while b"\r\n\r\n" not in data or not data.endswith(b"}"):
            data += connection.recv(65536)
        self.received.append(data)  # pyright: ignore[reportArgumentType]
        with suppress(OSError):  # the test is over
            connection.sendall(GOOD)
            connection.shutdown(socket.SHUT_WR)
        connection.close()
        self.ended.set()


def posts(server: ByteServer, kind: str, count: int, before: Callable[[], None]) -> None:
    """Make calls one after the other, without retries."""
    if kind == "sync":
        with SyncClient(spec(server.url), retries=False) as client:
            for _ in range(count):
                before()
                client.call(POST, NEW)
        return

    async def run() -> None:
        async with AsyncClient(spec(server.url), retries=False) as client:
            for _ in range(count):
                before()
                await client.call(POST, NEW)

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_connection_that_was_closed_is_not_used(default_transport: None, kind: str) -> None:
    server = Closing()

    def before() -> None:
        if server.received:
            assert server.ended.wait(5)
        server.ended.clear()
        time.sleep(0.02)  # for the end of the connection to come

    posts(server, kind, 5, before)
    server.close()
    assert len(server.received) == 5


@pytest.mark.skipif(not hasattr(socket, "TCP_INFO"), reason="the system does not tell")
@only_httpx2
@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("moment", ["chosen", "written"])
def test_a_connection_that_is_closed_in_between(
    default_transport: None, kind: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdk_runtime.http.httpx2 import reuse

    server = Closing()
    begins, info = reuse.Reuse.write, reuse._tcp_info
    closed = b"\x01"

    def write(self: Any, limit: Any, stream: Any, buffer: bytes) -> bool:
        if moment == "chosen" and self._last is not None and self._last is not limit:
            assert server.ended.wait(5)
            time.sleep(0.02)
        return begins(self, limit, stream, buffer)

    def told(stream: Any) -> bytes:
        if moment == "chosen":
            return b""  # as where the system does not tell
        found = info(stream)
        if moment == "written" and server.ended.is_set() and found[:1] != closed:
            server.ended.clear()
            return closed + found[1:]  # as it was a moment ago
        return found

    monkeypatch.setattr(reuse.Reuse, "write", write)
    monkeypatch.setattr(reuse, "_tcp_info", told)
    for where in ("_sync.http11.HTTP11Connection", "_async.http11.AsyncHTTP11Connection"):
        monkeypatch.setattr(f"httpcore2.{where}.has_expired", lambda _: False)

    def before() -> None:
        if moment == "written":
            time.sleep(0.02)

    posts(server, kind, 3, before)
    server.close()
    assert len(server.received) == 3


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("how", ["ended", "reset"])
def test_what_a_server_has_read_is_not_sent_again(
    default_transport: None, kind: str, how: str
) -> None:
    """On a connection that is used again, as above; and here nobody knows what became of it."""
    server = ByteServer()

    def reply(_: Any) -> bytes | None:
        if len(server.received) == 1:
            return GOOD
        if how == "reset":
            linger = b"\1\0\0\0\0\0\0\0"
            server._connections[-1].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        return None

    server.answers = [reply]
    with pytest.raises(BaseError):
        posts(server, kind, 2, lambda: None)
    server.close()
    assert len(server.received) == 2
