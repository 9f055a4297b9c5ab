"""Retries: what is repeated, after which delay, and when it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import httpx2
import pytest
from sdk_runtime.base import clock as real_clock
from sdk_runtime.base.operation import RetryPolicy
from sdk_runtime.http.retry import backoff

from runtime.lab import (
    ITEMS,
    POST,
    Body,
    ByteServer,
    ConnectionFailed,
    DefaultError,
    Drip,
    FakeClock,
    TimedOut,
    answer,
    operation,
    slow,
)
from support.transports import TransportKind, only_httpx2

Call = Callable[..., Any]
GOOD, BUSY = answer(ITEMS), answer(status=503)
NEW = {"date": "d", "usage": 1}


def after(value: object, name: str = "Retry-After") -> bytes:
    return answer(status=503, headers={name: str(value)})


def test_twice_503_then_200(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [BUSY, BUSY, GOOD]
    assert call().data
    assert clock.sleeps == [0.5, 0.75]


def test_tries_are_limited(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [BUSY]
    with pytest.raises(DefaultError) as caught:
        call()
    assert caught.value.status_code == 503
    assert len(server.received) == 3


@pytest.mark.parametrize(
    ("retries", "sleeps"),
    [
        (False, []),
        ({"max_attempts": 1}, []),
        ({"max_attempts": 5, "initial_delay": 1, "factor": 10, "max_delay": 20}, [1, 10, 20, 20]),
        (RetryPolicy(max_attempts=2, initial_delay=3), [3]),
    ],
)
@pytest.mark.parametrize("where", ["client", "options"])
def test_the_policy_can_be_changed(
    call: Call, server: ByteServer, clock: FakeClock, retries: Any, sleeps: list[float], where: str
) -> None:
    server.answers = [BUSY]
    given = {"retries": retries} if where == "client" else {"options": {"retries": retries}}
    with pytest.raises(DefaultError):
        call(**given)
    assert clock.sleeps == sleeps


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (599, 3), (429, 3), (404, 1), (409, 1)])
def test_which_statuses(
    call: Call, server: ByteServer, clock: FakeClock, status: int, tries: int
) -> None:
    server.answers = [answer(status=status)]
    with pytest.raises(DefaultError):
        call()
    assert len(server.received) == tries


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (after(7), 7),
        (after(0.25), 0.25),
        (after(1500, "Retry-After-Ms"), 1.5),
        (after(60), 60),
        (after("soon"), 0.5),
        (after(-1), 0.5),
        (after("nan"), 0.5),
    ],
)
def test_retry_after(
    call: Call, server: ByteServer, clock: FakeClock, reply: bytes, expected: float
) -> None:
    server.answers = [reply, GOOD]
    call()
    assert clock.sleeps == [expected]


@pytest.mark.parametrize(("offset", "expected"), [(12, 12), (-5, 0)])
def test_retry_after_as_a_date(
    call: Call, server: ByteServer, clock: FakeClock, offset: int, expected: float
) -> None:
    server.answers = [after(formatdate(real_clock.time() + offset, usegmt=True)), GOOD]
    call()
    assert clock.sleeps == [expected]


def test_a_long_retry_after_is_left_to_the_user(
    call: Call, server: ByteServer, clock: FakeClock
) -> None:
    server.answers = [after(61), GOOD]
    with pytest.raises(DefaultError) as caught:
        call()
    assert caught.value.headers["retry-after"] == "61"
    assert clock.sleeps == []
    call_with = {"retries": {"max_delay": 100}}
    server.answers, server.received[:] = [after(61), GOOD], []
    server._count = 0
    call(options=call_with)
    assert clock.sleeps == [61]


@pytest.mark.parametrize("factor", [1.0, 1.5, 1e308])
def test_jitter_is_a_quarter(monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    policy = RetryPolicy(initial_delay=4, factor=factor, max_delay=10)
    for random, scale in ((0.0, 0.75), (1.0, 1.25)):
        monkeypatch.setattr(real_clock, "random", lambda random=random: random)
        assert backoff(policy, 1) == 4 * scale
        assert backoff(policy, 5000) == (4 if factor == 1 else 10) * scale


def test_writes_are_not_repeated(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [BUSY, GOOD]
    with pytest.raises(DefaultError):
        call(POST, NEW)
    assert len(server.received) == 1


def test_writes_with_a_key_are(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [BUSY, GOOD]
    call(POST, NEW, {"idempotency_key": "abc"})
    assert [one.headers["idempotency-key"] for one in server.received] == ["abc", "abc"]
    assert server.received[0].body == server.received[1].body == b'{"date":"d","usage":1.0}'


def test_idempotent_writes_are(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [None, GOOD]
    call(operation(method="POST", bodies=POST.bodies, idempotent=True), NEW)
    assert len(server.received) == 2


def test_a_body_that_is_gone_is_not_repeated(
    call: Call, server: ByteServer, clock: FakeClock
) -> None:
    server.answers = [BUSY, GOOD]
    raw = operation(method="PUT", idempotent=True, bodies=(Body("x/y", "binary", lambda: bytes),))
    with pytest.raises(DefaultError):
        call(raw, {"body": iter([b"a", b"b"])})
    assert [one.body for one in server.received] == [b"ab"]


def test_hung_up_connections_are_repeated(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [None, GOOD]
    assert call().data
    assert clock.sleeps == [0.5]


def test_refused_connections(
    call: Call, server: ByteServer, clock: FakeClock, transport: TransportKind
) -> None:
    server.close()
    with pytest.raises(ConnectionFailed) as caught:
        call()
    error = caught.value
    assert error.status_code is None
    assert error.response is None
    assert error.body == b""
    assert isinstance(error.__cause__, transport.refused)
    assert len(clock.sleeps) == 2


def test_connection_errors_can_be_final(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [None, GOOD]
    with pytest.raises(ConnectionFailed):
        call(operation(retries=RetryPolicy(connection_errors=False)))
    assert clock.sleeps == []


def test_a_truncated_body_is_a_connection_error(
    call: Call, server: ByteServer, clock: FakeClock, transport: TransportKind
) -> None:
    server.answers = [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{",
        GOOD,
    ]
    with pytest.raises(ConnectionFailed) as caught:
        call(options={"retries": False})
    assert isinstance(caught.value.__cause__, transport.broken)
    assert call().data


def test_timeouts(call: Call, server: ByteServer, transport: TransportKind) -> None:
    server.answers = [slow(0.3, GOOD)]
    for timeout in (0.05, httpx2.Timeout(5, read=0.05)):
        with pytest.raises(TimedOut) as caught:
            call(options={"timeout": timeout, "retries": False})
        assert isinstance(caught.value.__cause__, transport.late)
    with pytest.raises(TimedOut):
        call(timeout=0.05, retries=False)
    call(timeout=0.05, options={"timeout": None})


def test_no_sleep_passes_the_deadline(call: Call, server: ByteServer, clock: FakeClock) -> None:
    server.answers = [BUSY]
    with pytest.raises(DefaultError) as caught:
        call(options={"deadline": 2.0, "retries": {"max_attempts": 9, "factor": 2}})
    assert clock.sleeps == [0.5, 1.0]
    assert caught.value.status_code == 503


def test_without_any_response_the_deadline_is_a_timeout(
    call: Call, server: ByteServer, clock: FakeClock, transport: TransportKind
) -> None:
    server.answers = [None]
    with pytest.raises(TimedOut, match="deadline") as caught:
        call(options={"deadline": 0.6})
    assert isinstance(caught.value.__cause__, transport.broken)
    assert clock.sleeps == [0.5]


def test_attempts_take_no_longer_than_the_deadline(call: Call, server: ByteServer) -> None:
    server.answers = [slow(0.5, GOOD)]
    for timeout in (30, None, httpx2.Timeout(30)):
        with pytest.raises(TimedOut):
            call(options={"deadline": 0.1, "timeout": timeout})
    with pytest.raises(TimedOut, match="deadline"):
        call(options={"deadline": 0})


def test_a_dripping_response_does_not_outlast_the_deadline(call: Call, server: ByteServer) -> None:
    server.answers = [Drip(answer({"data": [], "more": "x" * 200}), 0.02)]
    with pytest.raises(TimedOut, match="deadline"):
        call(options={"deadline": 0.2, "timeout": 5, "retries": False})
    server.answers = [GOOD]
    assert json.loads(call(options={"deadline": 5}, raw=True).body) == ITEMS


@only_httpx2
def test_the_librarys_response_is_whole_with_a_deadline(call: Call, server: ByteServer) -> None:
    response = call(options={"deadline": 5}, raw=True)
    assert response.http_response.json() == ITEMS
    assert response.http_response.elapsed.total_seconds() > 0
