"""What waits: timers under either library of tasks, tokens that several want, reads left behind."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import types
from typing import Any

import pytest
from sdk_runtime.auth.flights import Flight
from sdk_runtime.base import clock
from sdk_runtime.base.drift import Drift
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.base.headers import Headers, field, merge
from sdk_runtime.base.trio_timer import ScopeTimer
from sdk_runtime.call.logs import distinct, log_drift
from sdk_runtime.client import token_flights
from sdk_runtime.http.transport import TransportTimeout

from runtime.lab import BaseError


@pytest.fixture(params=[False, True], ids=["asyncio", "anyio"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where trio has been imported, anyio says what runs: asyncio, here."""
    if request.param:
        monkeypatch.setitem(sys.modules, "trio", types.ModuleType("trio"))


@pytest.mark.usefixtures("library")
def test_time_is_limited() -> None:
    async def use() -> None:
        begun = clock.loop_time()
        timer = clock.timer(0.01)
        assert isinstance(timer, ScopeTimer) is ("trio" in sys.modules)
        with pytest.raises(TimeoutError):
            async with timer:
                await clock.async_sleep(30)
        assert timer.expired()
        assert 0.01 <= clock.loop_time() - begun < 10
        for seconds in (30, None):
            async with clock.timer(seconds) as timer:
                await clock.async_sleep(0)
            assert not timer.expired()
        with pytest.raises(TimeoutError):
            async with clock.timer(None) as timer:
                timer.reschedule(clock.loop_time() + 0.01)
                await clock.async_sleep(30)
        async with clock.timer(0.01) as timer:
            timer.reschedule(None)
            await clock.async_sleep(0.02)
        with pytest.raises(LookupError):
            async with clock.timer(30):
                raise LookupError
        event = clock.event()
        event.set()
        await event.wait()

    asyncio.run(use())


class Tokens:
    """Stands for tokens of which one request is under way, or which the caller asks for."""

    def __init__(self, *flights: Flight) -> None:
        self.flights = list(flights)
        self.landed: list[Any] = []
        self.kept = ""

    def join(self, where: Any, event: Any) -> tuple[Flight, bool]:
        assert where[1] == {"s"}
        if self.flights:
            return self.flights.pop(0), False
        return Flight(event()), True

    def land(self, where: Any, outcome: Any) -> None:
        self.landed.append(outcome)

    def cached(self, scopes: Any) -> str:
        return self.kept

    def fetch(self, *arguments: Any) -> Any:
        return arguments


class Client:
    """Drives what is to be fetched to an outcome."""

    errors = types.SimpleNamespace(base=BaseError)

    def __init__(self, outcome: Any) -> None:
        self.outcome = outcome
        self.driven: list[Any] = []

    def drive(self, steps: Any) -> Any:
        self.driven.append(steps)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


class AsyncClient(Client):
    async def drive(self, steps: Any) -> Any:
        return super().drive(steps)


def over(outcome: Any, event: Any) -> Flight:
    """A request for a token that has ended."""
    flight = Flight(event)
    flight.outcome = outcome
    event.set()
    return flight


@pytest.fixture(params=["threads", "tasks"])
def fetched(request: pytest.FixtureRequest) -> Any:
    """`fetched(outcome, *outcomes of others, deadline=…, kept=…)` → token, tokens, client."""

    def run(outcome: Any, *others: Any, deadline: Any = None, kept: str = "") -> Any:
        scopes, settings = frozenset({"s"}), object()

        def prepared(event: Any, client: type[Client]) -> Any:
            flights = [Flight(event()) if one == "late" else over(one, event()) for one in others]
            tokens = Tokens(*flights)
            tokens.kept = kept
            return client(outcome), tokens, scopes, settings, deadline

        if request.param == "threads":
            arguments = prepared(threading.Event, Client)
            return token_flights.fetched(*arguments), arguments[1], arguments[0]

        async def wait() -> Any:
            arguments = prepared(asyncio.Event, AsyncClient)
            return await token_flights.fetched_async(*arguments), arguments[1], arguments[0]

        return asyncio.run(wait())

    return run


def test_who_asks_for_a_token(fetched: Any) -> None:
    """The first does; the others have what comes of it, or ask when it has given up."""
    token, tokens, client = fetched("t", deadline=9.0)
    assert (token, tokens.landed, len(client.driven)) == ("t", ["t"], 1)
    assert client.driven[0][0] == {"s"}
    assert client.driven[0][2] == 9.0
    token, tokens, client = fetched("t", None, None)
    assert (token, tokens.landed, len(client.driven)) == ("t", ["t"], 1)
    token, tokens, client = fetched("t", "shared")
    assert (token, tokens.landed, client.driven) == ("shared", [], [])
    token, tokens, client = fetched("t", kept="kept")
    assert (token, tokens.landed, client.driven) == ("kept", ["kept"], [])


def test_who_hears_of_a_failure(fetched: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """All who wait, where it is one of the API; what is no one else's lets them ask themselves."""
    landed: list[Any] = []
    monkeypatch.setattr(Tokens, "land", lambda _, __, outcome: landed.append(outcome))
    for error in (BaseError("down"), KeyboardInterrupt()):
        with pytest.raises(type(error)):
            fetched(error)
    assert [type(one) for one in landed] == [BaseError, type(None)]
    with pytest.raises(BaseError, match="down"):
        fetched("t", BaseError("down"))


def test_no_one_waits_beyond_a_deadline(fetched: Any) -> None:
    with pytest.raises(TransportTimeout, match="no token within the deadline"):
        fetched("t", "late", deadline=clock.monotonic() + 0.02)
    with pytest.raises(TransportTimeout, match="no token within the deadline"):
        fetched("t", "late", deadline=clock.monotonic() - 1)


def test_what_waits_for_pyreqwest() -> None:
    """In the main thread another one reads; elsewhere no one stands in."""
    interrupt = pytest.importorskip("sdk_runtime.http.pyreqwest.interrupt")
    waiter = interrupt.Waiter()
    readers = [waiter.call(threading.get_ident) for _ in range(2)]
    assert readers[0] == readers[1] != threading.get_ident()
    with pytest.raises(ZeroDivisionError):
        waiter.call(lambda: 1 // 0)
    assert not waiter.left
    waiter.stop()
    found: list[bool] = []

    def elsewhere() -> None:
        own = threading.get_ident()
        found.append(waiter.call(threading.get_ident) == own)
        found.append(interrupt.interruptible(threading.get_ident, list) == own)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [True, True]
    assert interrupt.interruptible(lambda: "sent", list) == "sent"


def test_drift_is_logged_once_for_each_place(caplog: pytest.LogCaptureFixture) -> None:
    rows = [Drift("op", ("rows", n, "a"), "missing", "m", None) for n in range(3)]
    other = Drift("op", (), "media_type", "m", "S3CRET")
    known: set[object] = set()
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            log_drift(logging.getLogger("sdk"), distinct((*rows, other)), known)
    assert [record.getMessage() for record in caplog.records] == [
        "op: response differs from its description at /rows/0/a: missing (3 times)",
        "op: response differs from its description at /: media_type",
    ]
    caplog.clear()
    places = tuple(Drift("op", (f"p{n}",), "missing", "m", None) for n in range(1100))
    log_drift(logging.getLogger("sdk"), distinct(places), known)
    assert len(known) == 1000


def test_header_fields() -> None:
    assert field("X-a", "  é\t") == (b"X-a", b"\xe9")
    fields = {"x-a": field("x-a", "1")}
    merge(fields, {"X-A": "2", "y": "3"})
    assert fields == {"x-a": (b"X-A", b"2"), "y": (b"y", b"3")}
    for name, value, message in [
        ("a b", "x", "'a b' is not a valid header name"),
        ("", "x", "is not a valid header name"),
        ("a", 5, "the value of header 'a' must be a string, not int"),
        ("a", "S3CRET\r\n", "holds a line break or another control character"),
        ("a", "S3CRET✓", "percent-encode it"),
    ]:
        with pytest.raises(InvalidRequest) as caught:
            field(name, value)
        assert message in str(caught.value)
        assert "S3CRET" not in str(caught.value)
        assert caught.value.__context__ is None
    found = Headers([(b"X-A", b"1"), (b"x-a", "2"), (b"M", b"\xff"), (b"N", "é".encode())])
    assert (found["x-A"], found.get_list("X-a"), found.get_list("gone")) == ("1, 2", ["1", "2"], [])
    assert (dict(found), len(found), 5 in found) == ({"x-a": "1, 2", "m": "ÿ", "n": "é"}, 3, False)
    assert found.multi_items()[0] == ("X-A", "1")
    assert "x-a" in Headers([("X-A", "1")])
    assert repr(Headers([("Token", "t"), ("n", "1")])) == "Headers({'token': '***', 'n': '1'})"
