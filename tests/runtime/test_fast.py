"""What is the fast transport's own: its clients, its limits, and bodies that are sent in pieces."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pyreqwest.client import BaseClientBuilder
from sdk_runtime.http.limit import LARGE, Phases
from sdk_runtime.http.pyreqwest.transport import AsyncFastTransport, FastTransport

from runtime.lab import (
    AUTHORITY,
    GET,
    ITEMS,
    AsyncClient,
    Body,
    ByteServer,
    ConnectionFailed,
    Parameter,
    ResponseCase,
    SyncClient,
    TimedOut,
    answer,
    operation,
    slow,
    spec,
)
from support.raw_server import RawServer
from support.transports import only_pyreqwest

pytestmark = only_pyreqwest
Call = Callable[..., Any]
RAW = operation(method="PUT", bodies=(Body("x/y", "binary", lambda: bytes),))
PIECE = b"x" * 65_536
NUMBER = operation(parameters=(Parameter("n", "n", "query"),))


@pytest.fixture(autouse=True)
def fast(default_transport: None) -> None:
    """Clients that are given no transport use this one, in every test."""


def test_it_is_passed_in_and_left_open(server: ByteServer) -> None:
    with FastTransport() as transport:
        for _ in range(2):
            with SyncClient(spec(server.url), http_client=transport) as client:
                assert client.call(GET, {}).data
    assert len(server._connections) == 1
    with pytest.raises(RuntimeError, match="closed"):
        SyncClient(spec(server.url), http_client=transport).call(GET, {})
    with pytest.raises(RuntimeError, match="closed"):
        SyncClient(spec(server.url), http_client=transport).call(RAW, {"body": iter([b"x"])})


def test_the_asynchronous_one_is_passed_in_and_left_open(server: ByteServer) -> None:
    async def run() -> None:
        async with AsyncFastTransport() as transport:
            for _ in range(2):
                async with AsyncClient(spec(server.url), http_client=transport) as client:
                    assert (await client.call(GET, {})).data
        with pytest.raises(RuntimeError, match="closed"):
            await AsyncClient(spec(server.url), http_client=transport).call(GET, {})

    asyncio.run(run())
    assert len(server._connections) == 1


def test_each_kind_of_client_takes_its_own() -> None:
    with pytest.raises(TypeError, match="AsyncTransport"):
        AsyncClient(spec("http://x"), http_client=FastTransport())
    with pytest.raises(TypeError, match="Transport"):
        SyncClient(spec("http://x"), http_client=AsyncFastTransport())


def test_a_call_fails_when_its_transport_is_closed(server: ByteServer) -> None:
    server.answers = [slow(5, answer(ITEMS))]
    transport = FastTransport()
    threading.Timer(0.1, transport.close).start()
    with pytest.raises(ConnectionFailed, match="closed"):
        SyncClient(spec(server.url), http_client=transport, retries=False).call(GET, {})


def test_the_user_configures_what_builds_the_clients(server: ByteServer) -> None:
    seen: list[BaseClientBuilder] = []

    def configure(builder: BaseClientBuilder) -> BaseClientBuilder:
        seen.append(builder)
        return builder.resolve("api.test", "127.0.0.1", server.port)

    with FastTransport(configure) as transport:
        client = SyncClient(spec(f"http://api.test:{server.port}"), http_client=transport)
        client.call(GET, {})
        client.call(GET, {})
        client.call(RAW, {"body": iter([b"x"])})
    assert [type(one).__name__ for one in seen] == ["SyncClientBuilder", "ClientBuilder"]
    assert server.last.body == b"x"


def test_a_certificate_can_be_added(tls_server: ByteServer) -> None:
    certificate = AUTHORITY.read_bytes()
    with FastTransport(lambda builder: builder.add_root_certificate_pem(certificate)) as transport:
        assert SyncClient(spec(tls_server.url), http_client=transport).call(GET, {}).data


def test_clients_are_few_however_many_limits_there_are(server: ByteServer) -> None:
    with FastTransport() as transport:
        client = SyncClient(spec(server.url), http_client=transport)
        for number in range(30):
            client.call(GET, {}, {"timeout": 5 + number})
        assert len(transport._clients._made) == 1
        for number in range(30):
            client.call(GET, {}, {"timeout": httpx2.Timeout(5 + number)})
        client.call(GET, {}, {"timeout": 5})
        assert len(transport._clients._made) == 16


def test_a_deadline_needs_no_client_of_its_own(server: ByteServer) -> None:
    with FastTransport() as transport:
        client = SyncClient(spec(server.url), http_client=transport, timeout=60)
        for deadline in (1.5, 2.5, 3.5, 100, 200):
            client.call(GET, {}, {"deadline": deadline})
        assert len(transport._clients._made) == 1


def test_infinity_is_a_limit_like_any_other(call: Call) -> None:
    assert call(timeout=float("inf"), options={"deadline": float("inf")}).data


@pytest.mark.parametrize("phase", ["connect", "read", "pool"])
def test_each_phase_has_its_limit(server: ByteServer, phase: str) -> None:
    def builder() -> Any:
        return given

    given, limits = Recorder(), Phases(None, None, None, None)._replace(**{phase: 0.5})
    from sdk_runtime.http.pyreqwest.clients import Clients

    Clients[Any](builder, None).get(limits)
    set_here = {name: values for name, values in given.calls.items() if "timeout" in name}
    assert set_here.pop("pool_idle_timeout")
    assert {name: values[0].total_seconds() for name, values in set_here.items()} == {
        f"{phase}_timeout": 0.5
    }


class Recorder:
    """Stands in for a builder: notes what it is told."""

    def __init__(self) -> None:
        self.calls: dict[str, tuple[Any, ...]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*values: Any) -> Recorder:
            self.calls[name] = values
            return self

        return call


def test_header_values_that_cannot_be_read_are_left_out(call: Call, server: ByteServer) -> None:
    server.answers = [answer(ITEMS, headers={"X-A": "1", "X-Bad": "é", "X-B": "2"})]
    headers = call(raw=True).headers
    assert (headers["x-a"], headers["x-b"]) == ("1", "2")
    assert "x-bad" not in headers


def test_repeated_headers_are_kept_apart(call: Call, server: ByteServer) -> None:
    reply = answer(ITEMS).replace(b"\r\n\r\n", b"\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n")
    server.answers = [reply]
    assert call(raw=True).headers.get_list("Set-Cookie") == ["a=1", "b=2"]


def test_no_cookie_is_kept(server: ByteServer) -> None:
    server.answers = [answer(ITEMS, headers={"Set-Cookie": "sid=1"})]
    with SyncClient(spec(server.url)) as client:
        client.call(GET, {})
        client.call(GET, {})
    assert "cookie" not in server.last.headers


def test_a_write_without_a_body_says_so(call: Call, server: ByteServer) -> None:
    call(operation(method="POST"))
    assert server.last.headers["content-length"] == "0"
    call(operation(method="DELETE"))
    assert "content-length" not in server.last.headers


def test_causes_are_shown_without_the_url(call: Call, server: ByteServer) -> None:
    server.close()
    with pytest.raises(ConnectionFailed, match="Connection refused") as caught:
        call(retries=False, options={"query": {"q": "S3CRET"}})
    cause: Any = caught.value.__cause__
    assert "S3CRET" not in f"{cause!r} {cause.args} {cause.details} {cause}"


def test_names_that_no_one_knows(call: Call) -> None:
    with pytest.raises(ConnectionFailed, match="lookup"):
        call(retries=False, options={"server_url": "http://no-such-host.invalid"})


def test_a_host_that_is_none(call: Call) -> None:
    with pytest.raises(ConnectionFailed, match="URL is invalid"):
        call(options={"server_url": "http://xn--a"})


def test_large_bytes_are_sent_in_pieces(call: Call, server: ByteServer) -> None:
    data = os.urandom(LARGE + 1)
    call(RAW, {"body": data})
    assert server.last.body == data
    assert server.last.headers["content-length"] == str(LARGE + 1)
    assert "transfer-encoding" not in server.last.headers


def test_a_body_is_iterated_where_the_call_is_made(call: Call, server: ByteServer) -> None:
    seen: set[int] = set()

    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            seen.add(threading.get_ident())
            yield b"x"

    call(RAW, {"body": pieces()})
    assert server.last.body == b"xxx"
    assert seen == {threading.get_ident()}


def test_a_body_may_make_calls_itself(server: ByteServer) -> None:
    with SyncClient(spec(server.url)) as client:
        bodies = (client.call_raw(GET, {}).body for _ in range(2))
        client.call(RAW, {"body": bodies})
    assert [one.method for one in server.received] == ["GET", "GET", "PUT"]


def test_a_slow_body_holds_up_nobody_and_is_no_timeout(server: ByteServer) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a"
        time.sleep(0.6)
        yield b"b"

    with SyncClient(spec(server.url), timeout=0.4) as client:
        uploading = threading.Thread(target=client.call, args=(RAW, {"body": pieces()}))
        uploading.start()
        started = time.monotonic()
        client.call(GET, {})
        assert time.monotonic() - started < 0.4
        uploading.join()
    assert server.last.body == b"ab"


def test_errors_of_a_body_pass_through(call: Call) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a"
        raise TimeoutError("no more today")

    with pytest.raises(TimeoutError, match="no more today"):
        call(RAW, {"body": pieces()})


@pytest.mark.parametrize("timeout", [0.3, httpx2.Timeout(None, write=0.3)])
def test_a_server_that_stops_taking_a_body(call: Call, timeout: Any) -> None:
    with RawServer(None) as server, pytest.raises(TimedOut, match="timed out"):
        call(
            RAW,
            {"body": iter([PIECE] * 2000)},
            options={"server_url": server.url, "timeout": timeout, "retries": False},
        )


def test_a_server_that_does_not_answer_a_body(call: Call, server: ByteServer) -> None:
    server.answers = [slow(0.6, answer(ITEMS))]
    with pytest.raises(TimedOut, match="timed out"):
        call(RAW, {"body": iter([b"x"])}, options={"timeout": 0.2})
    with pytest.raises(TimedOut, match="deadline"):
        call(RAW, {"body": iter([b"x"])}, options={"deadline": 0.2, "timeout": None})


def test_a_synchronous_client_where_an_event_loop_runs(server: ByteServer) -> None:
    async def run() -> None:
        with SyncClient(spec(server.url)) as client:
            client.call(RAW, {"body": iter([b"x"])})

    asyncio.run(run())
    assert server.last.body == b"x"


JSONL = ResponseCase("200", "x/jsonl", "jsonl", lambda: int)
LINES = operation(method="PUT", bodies=RAW.bodies, responses=(JSONL,))


def test_an_upload_that_is_answered_by_a_stream(server: ByteServer) -> None:
    server.answers = [answer(b"1\n2\n", content_type="x/jsonl")]

    async def pieces() -> AsyncIterator[bytes]:
        yield b"a"

    async def run() -> list[Any]:
        async with AsyncClient(spec(server.url)) as client:
            return [item async for item in await client.call(LINES, {"body": pieces()})]

    assert asyncio.run(run()) == [1, 2]
    with SyncClient(spec(server.url)) as client:
        assert list(client.call(LINES, {"body": iter([b"a"])})) == [1, 2]


def test_a_cancelled_upload_ends(server: ByteServer) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"a"
        await asyncio.sleep(30)

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await client.call(RAW, {"body": pieces()})
            await client.call(GET, {})

    started = time.monotonic()
    asyncio.run(run())
    assert time.monotonic() - started < 5


def test_streams_that_are_forgotten_give_their_connections_back(server: ByteServer) -> None:
    server.answers = [answer(b"1\n" * 500_000, content_type="x/jsonl")]
    lines = operation(responses=(JSONL,))
    with SyncClient(spec(server.url)) as client:
        for _ in range(3):
            next(iter(client.call(lines, {})))
        gc.collect()
        server.answers = [answer(ITEMS)]
        assert client.call(GET, {}).data


def test_a_thousand_tasks_share_a_client(server: ByteServer) -> None:
    async def run() -> None:
        async with AsyncClient(spec(server.url), timeout=60) as client:
            values = await asyncio.gather(*[client.call(NUMBER, {"n": n}) for n in range(1000)])
        assert len(values) == 1000

    asyncio.run(run())
    assert sorted(int(one.query[0][1]) for one in server.received) == [*range(1000)]


PROGRAM = """
import asyncio, os, sys
sys.path[:0] = {path!r}
from runtime.lab import GET, AsyncClient, SyncClient, spec
from sdk_runtime.http.pyreqwest.transport import AsyncFastTransport, FastTransport
"""
ASYNCHRONOUS = """
async def main():
    client = AsyncClient(spec({url!r}), http_client=AsyncFastTransport())
    for _ in range(20):
        await client.call(GET, {{}})
asyncio.run(main())
"""
FORKED = """
client = SyncClient(spec({url!r}), http_client=FastTransport())
client.call(GET, {{}})
if os.fork() == 0:
    try:
        client.call(GET, {{}})
    except client.errors.connection as error:
        os._exit("fork" in str(error))
    os._exit(2)
sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
"""


def ended(program: str, url: str) -> tuple[int, str]:
    path = [str(Path(__file__).parents[1])]
    code = (PROGRAM + program).format(path=path, url=url)
    # Since 3.12 a fork beside threads is warned of, which is what is tried here.
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_programs_end_as_they_should(server: ByteServer) -> None:
    assert [ended(ASYNCHRONOUS, server.url) for _ in range(6)] == [(0, "")] * 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_process_is_told_why_not(server: ByteServer) -> None:
    assert ended(FORKED, server.url) == (1, "")
