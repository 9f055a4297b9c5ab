"""One client, and many who use it: tasks, event loops, threads, forks; those who give up, too."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from runtime.lab import (
    GET,
    ITEMS,
    AsyncClient,
    ByteServer,
    ConnectionFailed,
    ResponseCase,
    SyncClient,
    answer,
    operation,
    slow,
    spec,
)
from support.transports import only_httpx2, only_pyreqwest

FIRST_LINE = b"HTTP/1.1 200 OK\r\nContent-Type: x/jsonl\r\nContent-Length: 9\r\n\r\n1\n"
LINES = operation(responses=(ResponseCase("200", "x/jsonl", "jsonl", lambda: int),))


def test_a_burst_leaves_few_connections(server: ByteServer) -> None:
    server.answers = [slow(0.005, answer(ITEMS))]

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            await asyncio.gather(*(client.call(GET, {}) for _ in range(1000)))
            assert server.leaves_open(100)

    asyncio.run(run())
    assert len(server.received) == 1000


def test_threads_share_few_connections(server: ByteServer) -> None:
    with SyncClient(spec(server.url)) as client, ThreadPoolExecutor(130) as pool:
        list(pool.map(lambda _: client.call(GET, {}), range(400)))
        assert server.leaves_open(100)
    assert len(server.received) == 400


async def use(client: AsyncClient) -> int:
    """Make several calls at once, one of them a stream."""
    values = await asyncio.gather(*(client.call(GET, {}) for _ in range(5)))
    return sum(len(value.data) for value in values)


def test_one_event_loop_after_the_other(server: ByteServer) -> None:
    client = AsyncClient(spec(server.url))
    for _ in range(3):
        assert asyncio.run(use(client)) == 5

    async def close() -> None:
        assert await use(client) == 5
        await client.aclose()

    asyncio.run(close())


def test_two_event_loops_at_once(server: ByteServer) -> None:
    client = AsyncClient(spec(server.url))
    with ThreadPoolExecutor(2) as pool:
        for _ in range(3):
            running = [pool.submit(asyncio.run, use(client)) for _ in range(2)]
            assert [one.result(timeout=30) for one in running] == [5, 5]


@only_httpx2
def test_a_client_that_is_passed_in_belongs_to_its_loop(server: ByteServer) -> None:
    """It works, or an error of the SDK says why not."""
    injected = httpx2.AsyncClient()
    client = AsyncClient(spec(server.url), http_client=injected, retries=False)
    first, second = asyncio.new_event_loop(), asyncio.new_event_loop()
    try:
        assert first.run_until_complete(use(client)) == 5
        try:
            assert second.run_until_complete(use(client)) == 5
        except ConnectionFailed as error:
            assert "event loop" in str(error) or error.__cause__ is not None
        first.run_until_complete(injected.aclose())
    finally:
        first.close()
        second.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@only_httpx2
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_makes_connections_of_its_own(server: ByteServer) -> None:
    client = AsyncClient(spec(server.url))
    assert asyncio.run(use(client)) == 5
    process = os.fork()
    if process == 0:
        code = 1
        try:
            code = 0 if asyncio.run(use(client)) == 5 else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert asyncio.run(use(client)) == 5


def test_a_cancelled_body_is_closed_at_once(server: ByteServer) -> None:
    """Streams and downloads over either transport."""
    closed = threading.Event()

    def reply(_: Any) -> None:
        connection = server._connections[-1]
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: x/jsonl\r\nContent-Length: 9\r\n\r\n1\n"
        )
        connection.settimeout(10)
        if connection.recv(1) == b"":
            closed.set()

    server.answers = [reply]

    async def run() -> None:
        async with AsyncClient(spec(server.url)) as client:
            came = asyncio.Event()

            async def read() -> None:
                async with await client.call(LINES, {}) as stream:
                    async for _ in stream:
                        came.set()

            reading = asyncio.create_task(read())
            await came.wait()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert await asyncio.to_thread(closed.wait, 5)

    asyncio.run(run())


PROGRAM = """
import os, signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in jobs of a shell
sys.path[:0] = {path!r}
from runtime.lab import GET, ResponseCase, SyncClient, operation, spec
from sdk_runtime.http.pyreqwest.transport import FastTransport
LINES = operation(responses=(ResponseCase("200", "x/jsonl", "jsonl", lambda: int),))
client = SyncClient(spec({url!r}), http_client=FastTransport() if {fast} else None)
started = time.monotonic()
try:
    {use}
except KeyboardInterrupt:
    sys.exit(0 if time.monotonic() - started < 8 else 3)
sys.exit(4)
"""
USES = {
    "call": "client.call(GET, {})",
    "stream": "for _ in client.call(LINES, {}): pass",
    "download": "client.call_download(LINES, {}).read()",
}


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("name", USES)
@pytest.mark.parametrize("fast", [True, False])
@only_pyreqwest
def test_ctrl_c_ends_what_waits(server: ByteServer, name: str, *, fast: bool) -> None:
    def reply(_: Any) -> None:
        if name != "call":
            server._connections[-1].sendall(FIRST_LINE)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        time.sleep(12)

    server.answers = [reply]
    path = [str(Path(__file__).parents[1])]
    code = PROGRAM.format(path=path, url=server.url, use=USES[name], fast=fast)
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
