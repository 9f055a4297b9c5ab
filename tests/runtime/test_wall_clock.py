"""Limits by the wall clock: whatever a server does, or does not do, ends in time."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, suppress
from typing import Any

import httpx2
import pytest

from runtime.lab import (
    AsyncClient,
    Body,
    ByteServer,
    ResponseCase,
    SyncClient,
    TimedOut,
    operation,
    spec,
)
from support.transports import HTTPX2, TransportKind, only_httpx2

SHORT, LONG = 0.4, 4.0
"""A limit, and what no wait for it may take, however busy the machine."""
NO_RETRIES = {"retries": False}
UPLOAD = operation(method="PUT", bodies=(Body("x/y", "binary", lambda: bytes),))
LINES = operation(responses=(ResponseCase("200", "x/jsonl", "jsonl", lambda: int),))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Behaviour = Callable[[socket.socket], None]


class Hostile:
    """A server that reads what is sent, or nothing, and then behaves badly until it is closed."""

    def __init__(self, behaviour: Behaviour, *, reads: bool = True) -> None:
        self._behaviour, self._reads = behaviour, reads
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self._connections.append(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):
            if self._reads:
                connection.recv(65_536)
            self._behaviour(connection)

    def __enter__(self) -> Hostile:
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._socket, *self._connections):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def silence(_: socket.socket) -> None:
    """Say nothing."""
    time.sleep(LONG * 3)


def dripping(start: bytes, drops: bytes) -> Behaviour:
    """Send the drops one by one, again and again: each resets a limit for single reads."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        until = time.monotonic() + LONG * 3
        while time.monotonic() < until:
            for drop in drops:
                connection.sendall(bytes([drop]))
                time.sleep(0.05)

    return drip


def repeating(start: bytes, message: bytes) -> Behaviour:
    """Send a whole message again and again."""

    def repeat(connection: socket.socket) -> None:
        connection.sendall(start)
        until = time.monotonic() + LONG * 3
        while time.monotonic() < until:
            connection.sendall(message)
            time.sleep(0.05)

    return repeat


def stalling(start: bytes) -> Behaviour:
    """Begin a message and never end it."""

    def stall(connection: socket.socket) -> None:
        connection.sendall(start)
        time.sleep(LONG * 3)

    return stall


BEFORE_THE_HEAD_IS_OVER = {
    "nothing": silence,
    "a header byte by byte": dripping(HEAD, b"X-Y: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"),
    "the status line byte by byte": dripping(b"", b"HTTP/1.1 2"),
    "102 without end": repeating(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "103 without end": repeating(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    "100 without end": repeating(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}
IN_THE_BODY = {
    "a stall in the body": stalling(HEAD + b'Content-Length: 100\r\n\r\n{"data"'),
    "a stall in a chunk": stalling(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{"),
    "a chunk's size byte by byte": dripping(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"5;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    ),
}
BODY_BYTE_BY_BYTE = dripping(HEAD + b"Content-Length: 100000\r\n\r\n", b'{"data": [], "x": 1')
EVERY = {**BEFORE_THE_HEAD_IS_OVER, **IN_THE_BODY, "the body byte by byte": BODY_BYTE_BY_BYTE}


@pytest.fixture(autouse=True)
def default(default_transport: None) -> None:
    """Every test is run with both transports."""


@pytest.fixture(params=["sync", "async"])
def late(request: pytest.FixtureRequest) -> Iterator[Callable[..., str]]:
    """`late(use, …)`: use a client, synchronous or not, and see that it is timed out in time.

    `use` gets the client and what awaits, or does not.
    """

    def run(url: str, called: Any, arguments: Any = None, **options: Any) -> str:
        started = time.monotonic()
        with pytest.raises(TimedOut) as caught:
            if request.param == "sync":
                _sync(url, called, arguments or {}, options)
            else:
                asyncio.run(_async(url, called, arguments or {}, options))
        assert time.monotonic() - started < LONG
        return str(caught.value)

    yield run


def _sync(url: str, called: Any, arguments: Any, options: Any) -> None:
    made = options.pop("http_client", None)
    way = options.pop("way", "call")
    with ExitStack() as stack:
        injected = None if made is None else stack.enter_context(httpx2.Client(**made))
        client = stack.enter_context(SyncClient(spec(url), http_client=injected))
        if way == "download":
            stack.enter_context(client.call_download(called, arguments, options)).read()
        else:
            value = client.call(called, arguments, options)
            if called is LINES:
                list(value)


async def _async(url: str, called: Any, arguments: Any, options: Any) -> None:
    made = options.pop("http_client", None)
    way = options.pop("way", "call")
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        injected = None if made is None else await enter(httpx2.AsyncClient(**made))
        client = await enter(AsyncClient(spec(url), http_client=injected))
        if way == "download":
            await (await enter(await client.call_download(called, arguments, options))).read()
        else:
            value = await client.call(called, arguments, options)
            if called is LINES:
                [item async for item in value]


@pytest.mark.parametrize("name", EVERY)
def test_a_call_ends_with_its_deadline_and_with_its_timeout(late: Any, name: str) -> None:
    with Hostile(EVERY[name]) as server:
        message = late(server.url, operation(), deadline=SHORT, timeout=60, **NO_RETRIES)
        assert "deadline" in message
        message = late(server.url, operation(), timeout=SHORT, **NO_RETRIES)
        assert "deadline" not in message


@pytest.mark.parametrize("name", [*BEFORE_THE_HEAD_IS_OVER, *IN_THE_BODY])
@pytest.mark.parametrize("way", ["download", "stream"])
def test_a_body_that_is_read_as_it_comes(late: Any, name: str, way: str) -> None:
    called = LINES if way == "stream" else operation()
    behaviour = EVERY[name]
    with Hostile(behaviour) as server:
        late(server.url, called, timeout=SHORT, way=way, **NO_RETRIES)
        assert "deadline" in late(server.url, called, deadline=SHORT, way=way, **NO_RETRIES)


@pytest.mark.parametrize("way", ["download", "stream"])
def test_pieces_that_come_in_time_are_bounded_by_the_deadline_alone(late: Any, way: str) -> None:
    called = LINES if way == "stream" else operation()
    start = HEAD.replace(b"application/json", b"x/jsonl") + b"Content-Length: 100000\r\n\r\n"
    with Hostile(dripping(start, b"1\n")) as server:
        message = late(server.url, called, timeout=5, deadline=2 * SHORT, way=way)
        assert "deadline" in message


@pytest.mark.parametrize("limit", [{"timeout": SHORT}, {"deadline": SHORT, "timeout": 60}])
@pytest.mark.parametrize("large", [True, False])
def test_a_server_that_takes_nothing(late: Any, limit: Any, *, large: bool) -> None:
    piece = b"x" * 100_000
    body: Any = piece * 200 if large else iter([piece] * 200)
    with Hostile(silence, reads=False) as server:
        late(server.url, UPLOAD, {"body": body}, **limit, **NO_RETRIES)


def test_a_redirect_is_part_of_its_attempt(late: Any) -> None:
    def redirect(connection: socket.socket) -> None:
        time.sleep(SHORT / 2)
        connection.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: /items\r\nContent-Length: 0\r\n"
            b"Connection: close\r\n\r\n"
        )
        connection.close()

    with Hostile(redirect) as server:
        late(server.url, operation(), timeout=SHORT, **NO_RETRIES)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_handshake_that_does_not_come(late: Any) -> None:
    """httpx2 leaves the socket of a handshake that is cancelled to the garbage collector."""
    with Hostile(silence) as server:
        url = server.url.replace("http:", "https:")
        late(url, operation(), timeout=SHORT, **NO_RETRIES)
        assert "deadline" in late(url, operation(), deadline=SHORT, timeout=60, **NO_RETRIES)
    gc.collect()


@only_httpx2
@pytest.mark.parametrize("name", ["a header byte by byte", "102 without end", "a stall in a chunk"])
def test_a_client_that_is_passed_in(late: Any, name: str, transport: TransportKind) -> None:
    assert transport is HTTPX2
    with Hostile(EVERY[name]) as server:
        late(server.url, operation(), timeout=SHORT, http_client={}, **NO_RETRIES)
        late(server.url, operation(), deadline=SHORT, http_client={"timeout": None}, **NO_RETRIES)
        late(server.url, operation(), http_client={"timeout": SHORT / 4}, **NO_RETRIES)


@only_httpx2
def test_a_host_that_is_not_looked_up(late: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def slow(host: Any, *arguments: Any, **more: Any) -> Any:
        if host in ("slow.test", b"slow.test"):
            time.sleep(LONG / 2)
            host = "127.0.0.1"
        return real(host, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    late("http://slow.test:9", operation(), timeout=SHORT, **NO_RETRIES)


@only_httpx2
def test_addresses_share_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address that does not answer keeps the next one from being tried."""
    connect, look_up = socket.create_connection, socket.getaddrinfo
    tried: list[str] = []
    addresses = ["192.0.2.1", "192.0.2.2", "127.0.0.1"]

    def connected(address: Any, timeout: Any = None, **more: Any) -> Any:
        tried.append(address[0])
        if address[0] != "127.0.0.1":
            time.sleep(min(timeout, LONG))
            raise TimeoutError
        return connect(address, timeout, **more)

    def looked_up(host: Any, *arguments: Any, **more: Any) -> Any:
        if host != "many.test":
            return look_up(host, *arguments, **more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 0)) for one in addresses]

    monkeypatch.setattr(socket, "create_connection", connected)
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with Hostile(stalling(HEAD + b"Content-Length: 11\r\n\r\n" + b'{"data":[]}')) as server:
        url = server.url.replace("127.0.0.1", "many.test")
        with SyncClient(spec(url)) as client:
            client.call(operation(), {}, {"timeout": 1.5, "retries": False})
    assert tried == addresses


def test_what_takes_the_caller_long_is_no_timeout(server: ByteServer) -> None:
    def body() -> Iterator[bytes]:
        yield b"a"
        time.sleep(2 * SHORT)
        yield b"b"

    with SyncClient(spec(server.url), timeout=SHORT * 1.5) as client:
        client.call(UPLOAD, {"body": body()})
    assert server.last.body == b"ab"


def test_infinity_is_no_limit(server: ByteServer) -> None:
    endless = {"timeout": float("inf"), "deadline": float("inf")}
    with SyncClient(spec(server.url)) as client:
        assert client.call(operation(), {}, endless).data
        client.call(UPLOAD, {"body": iter([b"x"])}, endless)

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            assert (await client.call(operation(), {}, endless)).data

    asyncio.run(run())
