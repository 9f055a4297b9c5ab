"""HTTP libraries: the default, clients that were passed in, and transports of the user's own."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from sdk_runtime.http.transport import (
    AsyncTransport,
    HTTPRequest,
    HTTPResponse,
    Transport,
    TransportError,
    TransportTimeout,
)

from runtime.lab import (
    AUTHORITY,
    ITEMS,
    AsyncClient,
    ByteServer,
    ConnectionFailed,
    Items,
    Parameter,
    ResponseCase,
    SecurityScheme,
    SyncClient,
    TimedOut,
    answer,
    operation,
    slow,
    spec,
)
from support.transports import only_httpx2

Call = Callable[..., Any]
GET = operation(parameters=(Parameter("value", "value", "query"),))
KEY = {"credentials": {"bearer": "k"}}


@only_httpx2
def test_an_injected_client_is_used_and_left_open(server: ByteServer) -> None:
    seen: list[str] = []
    hooks = {"request": [lambda request: seen.append(request.url.path)]}
    with httpx2.Client(
        headers={"X-Mine": "1", "Accept": "application/x", "X-Both": "client"},
        params={"value": "client", "more": "a b"},
        cookies={"sid": "1"},
        event_hooks=hooks,
    ) as http:
        with SyncClient(spec(server.url), http_client=http, **KEY) as client:
            client.call(GET, {"value": "own"}, {"headers": {"x-both": "options"}})
        assert not http.is_closed
    received = server.last
    assert received.query == [("value", "own"), ("more", "a b")]
    expected = {"x-mine": "1", "accept": "application/x", "cookie": "sid=1", "x-both": "options"}
    assert {name: received.headers[name] for name in expected} == expected
    assert received.headers["user-agent"] == "sdk/1.0"
    assert received.headers["authorization"] == "Bearer k"
    assert seen == ["/items"]


@only_httpx2
def test_an_injected_asynchronous_client(server: ByteServer) -> None:
    async def run() -> bool:
        async with httpx2.AsyncClient(headers={"User-Agent": "mine"}) as http:
            async with AsyncClient(spec(server.url), http_client=http) as client:
                await client.call(GET, {})
            return http.is_closed

    assert asyncio.run(run()) is False
    assert server.last.headers["user-agent"] == "mine"


@only_httpx2
def test_its_own_timeout_holds_unless_the_sdk_has_one(server: ByteServer) -> None:
    server.answers = [slow(0.2, answer(ITEMS))]
    with httpx2.Client(timeout=0.05) as http:
        with SyncClient(spec(server.url), http_client=http, retries=False) as client:
            with pytest.raises(TimedOut):
                client.call(GET, {})
            client.call(GET, {}, {"timeout": 5})
        with SyncClient(spec(server.url), http_client=http, timeout=5) as client:
            client.call(GET, {})


@only_httpx2
def test_its_authentication_stays_with_its_origin(
    server: ByteServer, other_server: ByteServer
) -> None:
    away = answer(b"", 307, {"Location": f"{other_server.url}/1"})
    server.answers = [away, answer(ITEMS)]
    other_server.answers = [
        answer(b"", 307, {"Location": "/2"}),
        answer(b"", 307, {"Location": f"{server.url}/back"}),
    ]
    schemes = (SecurityScheme("app", "app", "apiKey", location="header", parameter="X-App"),)
    with httpx2.Client(
        auth=("user", "S3CRET"),
        headers={"X-Api-Key": "S3CRET", "X-App": "S3CRET", "X-Plain": "kept"},
        params={"api_key": "S3CRET"},
        cookies={"sid": "S3CRET"},
    ) as http:
        constants = spec(server.url, security_schemes=schemes)
        SyncClient(constants, http_client=http).call(GET, {})
    first, last = server.received
    assert first.headers["authorization"].startswith("Basic ")
    assert first.query == [("api_key", "S3CRET")]
    for one in (*other_server.received, last):
        assert "authorization" not in one.headers
        assert "S3CRET" not in str(one)
        assert one.headers["x-plain"] == "kept"


@only_httpx2
def test_cookies_of_the_api_stay_with_its_origin(
    call: Call, server: ByteServer, other_server: ByteServer
) -> None:
    """Cookies know no ports, which are part of an origin."""
    server.answers = [
        answer(b"", 307, {"Location": "/home", "Set-Cookie": "sid=S3CRET"}),
        answer(b"", 307, {"Location": other_server.url}),
    ]
    call(GET)
    assert server.last.headers["cookie"] == "sid=S3CRET"
    assert "cookie" not in other_server.last.headers


@only_httpx2
def test_what_httpx2_logs_is_redacted(server: ByteServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="httpx2")
    with SyncClient(spec(server.url)) as client:
        client.call(GET, {"value": "shown"}, {"query": {"access_token": "S3CRET"}})
    assert server.last.query == [("value", "shown"), ("access_token", "S3CRET")]
    assert "value=shown&access_token=***" in caplog.text
    assert "S3CRET" not in caplog.text


@pytest.mark.parametrize("wrong", [object(), "x", httpx2.AsyncClient])
def test_what_is_no_client(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"httpx2\.Client or a Transport"):
        SyncClient(spec("http://x"), http_client=wrong)
    with httpx2.Client() as http, pytest.raises(TypeError, match="AsyncTransport"):
        AsyncClient(spec("http://x"), http_client=http)


class Recorded:
    """A transport without any HTTP."""

    def __init__(self, *outcomes: HTTPResponse | Exception) -> None:
        self.outcomes = list(outcomes)
        self.requests: list[HTTPRequest] = []
        self.closed = False

    def send(self, request: HTTPRequest) -> HTTPResponse:
        self.requests.append(request)
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        self.closed = True


class AsyncRecorded(Recorded):
    async def send(self, request: HTTPRequest) -> HTTPResponse:  # type: ignore[override]
        return super().send(request)

    async def aclose(self) -> None:
        self.closed = True


def good() -> HTTPResponse:
    return HTTPResponse(200, [(b"Content-Type", b"application/json")], b'{"data":[]}')


def test_a_transport_of_the_users_own(clock: Any) -> None:
    transport = Recorded(TransportError("down"), good())
    assert isinstance(transport, Transport)
    with SyncClient(spec("https://api.test"), http_client=transport, timeout=7) as client:
        response = client.call_raw(GET, {"value": 1})
    assert isinstance(response.value, Items)
    assert response.http_response is None
    assert not transport.closed
    request = transport.requests[1]
    assert (request.method, request.url) == ("GET", "https://api.test/items?value=1")
    assert (request.timeout, request.content, request.stream) == (7, None, False)
    assert (b"User-Agent", b"sdk/1.0") in request.headers


def test_an_asynchronous_transport_of_the_users_own(clock: Any) -> None:
    transport = AsyncRecorded(TransportTimeout("slow"), good())
    assert isinstance(transport, AsyncTransport)

    async def run() -> Any:
        async with AsyncClient(spec("https://api.test"), http_client=transport) as client:
            return await client.call(GET, {})

    assert isinstance(asyncio.run(run()), Items)
    assert clock.sleeps == [0.5]


def test_failures_that_no_retry_mends(clock: Any) -> None:
    transport = Recorded(TransportError("no such scheme", retryable=False))
    with pytest.raises(ConnectionFailed, match="no such scheme") as caught:
        SyncClient(spec("https://api.test"), http_client=transport).call(GET, {})
    assert isinstance(caught.value.__cause__, TransportError)
    assert clock.sleeps == []


def test_errors_of_others_pass_through() -> None:
    transport = Recorded(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        SyncClient(spec("https://api.test"), http_client=transport).call(GET, {})


def test_a_closed_client_says_so(server: ByteServer) -> None:
    client = SyncClient(spec(server.url))
    client.call(GET, {})
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="SyncClient has been closed"):
        client.call(GET, {})

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            await client.call(GET, {})
        with pytest.raises(RuntimeError, match="AsyncClient has been closed"):
            await client.call(GET, {})

    asyncio.run(run())


def test_connections_are_kept_alive(server: ByteServer) -> None:
    with SyncClient(spec(server.url)) as client:
        for _ in range(3):
            client.call(GET, {})
    assert len(server._connections) == 1


def test_many_threads_share_a_client(server: ByteServer) -> None:
    server.answers = [lambda request: answer({"data": [{"date": request.target, "usage": 1}]})]
    start = threading.Barrier(8)
    with SyncClient(spec(server.url)) as client, ThreadPoolExecutor(8) as pool:

        def work(thread: int) -> None:
            start.wait()
            for call in range(20):
                value = client.call(GET, {"value": f"{thread}-{call}"})
                assert value.data[0].date == f"/items?value={thread}-{call}"

        list(pool.map(work, range(8)))
    assert len(server.received) == 160


def test_many_tasks_share_a_client(server: ByteServer) -> None:
    server.answers = [lambda request: answer({"data": [{"date": request.target, "usage": 1}]})]

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            calls = [client.call(GET, {"value": number}) for number in range(50)]
            for number, value in enumerate(await asyncio.gather(*calls)):
                assert value.data[0].date == f"/items?value={number}"

    asyncio.run(run())


LINES = operation(responses=(ResponseCase("200", "x/jsonl", "jsonl", lambda: int),))


def test_many_streams_are_open_at_once(server: ByteServer) -> None:
    server.answers = [answer(b"1\n2\n", content_type="x/jsonl")]

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            for half in (1, 2):  # closed early, then read to the end
                streams = await asyncio.gather(*[client.call(LINES, {}) for _ in range(70)])
                for stream in streams:
                    assert [item async for item in first(stream, half)] == [1, 2][:half]
                    await stream.aclose()

    asyncio.run(run())
    assert len(server.received) == 140


@only_httpx2
def test_requests_that_are_over_make_room_for_others(server: ByteServer) -> None:
    """Clients of httpx2 are added while all have much to do, and not when they could be used."""

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            for answered in (answer(ITEMS), answer(b"1\n", content_type="x/jsonl"), None):
                server.answers = [answered]
                for _ in range(3):
                    await asyncio.gather(*[_to_its_end(client, answered) for _ in range(70)])
            assert (
                len(client._connections._transport._loops.here().opened()) == 4
            )  # of 20 requests each

    asyncio.run(run())


async def _to_its_end(client: Any, answered: bytes | None) -> None:
    if answered is None:
        with pytest.raises(ConnectionFailed):
            await client.call(GET, {}, {"retries": False})
    elif b"jsonl" in answered:
        assert [item async for item in await client.call(LINES, {})] == [1]
    else:
        await client.call(GET, {})


async def first(items: AsyncIterable[Any], number: int) -> AsyncIterator[Any]:
    async for item in items:
        yield item
        number -= 1
        if not number:
            return


def until(condition: Callable[[], object]) -> None:
    while not condition():
        time.sleep(0.01)


def test_a_cancelled_call_lets_go_of_its_connection(server: ByteServer) -> None:
    server.answers = [slow(0.3, answer(ITEMS)), answer(ITEMS)]

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            calling = asyncio.create_task(client.call(GET, {}))
            await asyncio.to_thread(until, lambda: server.received)
            calling.cancel()
            with pytest.raises(asyncio.CancelledError):
                await calling
            await client.call(GET, {})

    asyncio.run(run())
    assert len(server.received) == 2


@only_httpx2
def test_a_forked_process_has_connections_of_its_own(
    server: ByteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SyncClient(spec(server.url)) as client:
        client.call(GET, {})
        parents = client._connections._transport
        monkeypatch.setattr("os.getpid", lambda: -1)
        client.call(GET, {})
        client.call(GET, {})
        assert client._connections._transport is not parents
        parents.close()
    assert len(server._connections) == 2


def test_a_proxy_of_the_environment_is_used(
    call: Call, server: ByteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.url)
    call(options={"server_url": "http://api.test"})
    assert server.last.target == "http://api.test/items"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    call()
    assert server.last.target == "/items"


def test_a_certificate_that_no_one_trusts(call: Call, tls_server: ByteServer) -> None:
    with pytest.raises(ConnectionFailed, match="certificate"):
        call(options={"server_url": tls_server.url}, retries=False)
    assert not tls_server.received


def test_a_certificate_that_the_environment_trusts(
    call: Call, tls_server: ByteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    assert call(options={"server_url": tls_server.url}).data
