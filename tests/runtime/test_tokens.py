"""Tokens of OAuth 2.0 clients over a bad wire: shared, retried, and never waited for in vain."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from runtime.lab import (
    GET,
    ITEMS,
    AsyncClient,
    ByteServer,
    ConnectionFailed,
    DefaultError,
    FakeClock,
    Received,
    SecurityScheme,
    SyncClient,
    answer,
    operation,
    spec,
)

OAUTH = SecurityScheme("oauth", "oauth", "oauth2", token_url="/token")
POST = operation(id="addItem", method="POST")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


class Issuer:
    """A token endpoint: it gives its answers in turn, the last one again and again."""

    def __init__(self, server: ByteServer, *answers: bytes, delay: float = 0.0) -> None:
        self.asked: list[Received] = []
        self.answers = answers or (answer({"access_token": "t", "expires_in": 3600}),)
        self.delay = delay
        server.answers = [self.reply]

    def reply(self, received: Received) -> bytes:
        if received.path != "/token":
            return answer(ITEMS)
        self.asked.append(received)
        time.sleep(self.delay)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]

    @property
    def ways(self) -> list[str]:
        """How the client authenticated, each time."""
        return ["header" if "authorization" in one.headers else "body" for one in self.asked]


def constants(server: ByteServer) -> Any:
    return spec(server.url, security_schemes=(OAUTH,), security=(("oauth",),))


def given(**more: Any) -> dict[str, Any]:
    return {"credentials": {"oauth": ("id", "s3cret")}, **more}


TOKEN = answer({"access_token": "t", "expires_in": 0})
"""One that is over at once, so that each call asks for another."""
GOOD = answer({"access_token": "t", "expires_in": 3600})


@pytest.fixture(params=["sync", "async"])
def calls(request: pytest.FixtureRequest, server: ByteServer) -> Callable[..., list[Any]]:
    """`calls(n, together=…)`: make n calls with one client; values or errors come back."""

    def run(number: int, called: Any = GET, *, together: bool = False, **more: Any) -> list[Any]:
        if request.param == "sync":
            with SyncClient(constants(server), **given(**more)) as client:

                def one(_: int) -> Any:
                    try:
                        return client.call(called, {})
                    except client.errors.base as error:
                        return error

                if not together:
                    return [one(index) for index in range(number)]
                with ThreadPoolExecutor(number) as pool:
                    return list(pool.map(one, range(number)))

        async def tasks() -> list[Any]:
            async with AsyncClient(constants(server), **given(**more)) as client:
                if together:
                    calling = [client.call(called, {}) for _ in range(number)]
                    return await asyncio.gather(*calling, return_exceptions=True)
                results: list[Any] = []
                for _ in range(number):
                    try:
                        results.append(await client.call(called, {}))
                    except client.errors.base as error:
                        results.append(error)
                return results

        return asyncio.run(tasks())

    return run


def test_those_who_wait_share_a_failure(calls: Any, server: ByteServer) -> None:
    issuer = Issuer(server, answer({"error": "down"}, 503), delay=0.3)
    errors = calls(8, together=True, retries=False)
    assert [type(error) for error in errors] == [DefaultError] * 8
    assert len({id(error) for error in errors}) == 8
    assert {error.status_code for error in errors} == {503}
    assert len(issuer.asked) == 1


def test_a_failure_is_not_kept(calls: Any, server: ByteServer) -> None:
    issuer = Issuer(server, answer({"error": "down"}, 503), GOOD)
    failed, value = calls(2, retries=False)
    assert (failed.status_code, len(value.data)) == (503, 1)
    assert len(issuer.asked) == 2


@pytest.mark.parametrize("called", [GET, POST], ids=["read", "write"])
@pytest.mark.parametrize("failure", [answer({}, 503), answer({}, 429), b"nonsense\r\n\r\n"])
def test_a_request_for_a_token_is_retried(
    calls: Any, server: ByteServer, clock: FakeClock, called: Any, failure: bytes
) -> None:
    issuer = Issuer(server, failure, failure, GOOD)
    calls(1, called, retries={"max_attempts": 3, "initial_delay": 1.0})
    assert (len(issuer.asked), len(clock.sleeps)) == (3, 2)
    assert server.last.headers["authorization"] == "Bearer t"


def test_it_is_retried_as_often_as_the_policy_says(
    calls: Any, server: ByteServer, clock: FakeClock
) -> None:
    issuer = Issuer(server, answer({}, 503))
    (error,) = calls(1, retries={"max_attempts": 2})
    assert (error.status_code, len(issuer.asked), len(clock.sleeps)) == (503, 2, 1)
    issuer = Issuer(server, answer({}, 503))
    calls(1, retries=False)
    assert len(issuer.asked) == 1


@pytest.mark.parametrize("status", [400, 401])
@pytest.mark.parametrize("body", [{}, {"error": "invalid_client"}, {"error": "invalid_request"}])
def test_one_stray_refusal_changes_nothing(
    calls: Any, server: ByteServer, status: int, body: Any
) -> None:
    issuer = Issuer(server, answer(body, status), TOKEN)
    calls(3)
    assert issuer.ways == ["header", "body", "header", "header"]


def test_what_a_server_takes_again_and_again_is_tried_first(calls: Any, server: ByteServer) -> None:
    issuer = Issuer(server)

    def picky(received: Received) -> bytes:
        reply = issuer.reply(received)
        if received.path != "/token":
            return reply
        return TOKEN if "authorization" not in received.headers else answer({}, 401)

    server.answers = [picky]
    calls(4)
    assert issuer.ways == ["header", "body", "header", "body", "body", "body"]


def test_errors_that_are_none_of_authentication_are_not_asked_twice(
    calls: Any, server: ByteServer
) -> None:
    issuer = Issuer(server, answer({"error": "invalid_scope"}, 400))
    (error,) = calls(1)
    assert "invalid_scope" in str(error)
    assert issuer.ways == ["header"]


@pytest.mark.parametrize("term", ["1e999", "-1", "nan", 10**400, [], True, None, "１０"])
def test_terms_that_are_none(calls: Any, server: ByteServer, term: Any) -> None:
    Issuer(server, answer({"access_token": "t", "expires_in": term}))
    values = calls(2)
    assert [len(value.data) for value in values] == [1, 1]


def test_a_token_that_cannot_be_sent(calls: Any, server: ByteServer) -> None:
    Issuer(server, answer({"access_token": "a\r\nX: S3CRET"}))
    (error,) = calls(1)
    assert isinstance(error, SyncClient(constants(server)).errors.base)
    assert "S3CRET" not in f"{error!r} {error}"


def test_one_client_in_one_loop_after_the_other(server: ByteServer) -> None:
    issuer = Issuer(server, TOKEN)
    client = AsyncClient(constants(server), **given())

    async def several() -> None:
        await asyncio.gather(*(client.call(GET, {}) for _ in range(5)))

    async def cancelled() -> None:
        issuer.delay = 5.0
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.call(GET, {}), 0.2)
        issuer.delay = 0.0

    for use in (several, several, cancelled, several):
        asyncio.run(use())


def test_one_client_in_two_loops_at_once(server: ByteServer) -> None:
    Issuer(server, TOKEN, delay=0.02)
    client = AsyncClient(constants(server), **given())

    async def several() -> int:
        values = await asyncio.gather(*(client.call(GET, {}) for _ in range(5)))
        return sum(len(value.data) for value in values)

    with ThreadPoolExecutor(2) as pool:
        for _ in range(3):
            running = [pool.submit(asyncio.run, several()) for _ in range(2)]
            assert [one.result(timeout=30) for one in running] == [5, 5]


def ended(work: Callable[[], Any], error: type[Exception]) -> None:
    """Do something that may fail: pyreqwest cannot be used after a fork, and says so."""
    try:
        work()
    except error as failure:
        if "fork" not in str(failure):
            raise


def in_child(work: Callable[[], Any]) -> int:
    """Do something in a fork of this process; 0 if it went well, 9 if it hung."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(process, 9)
    os.waitpid(process, 0)
    return 9


@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forking with threads
def test_a_fork_while_a_token_is_asked_for(server: ByteServer) -> None:
    issuer = Issuer(server, GOOD, delay=1.0)
    with SyncClient(constants(server), **given()) as client:
        asking = threading.Thread(target=client.call, args=(GET, {}))
        asking.start()
        while not issuer.asked:
            time.sleep(0.01)
        assert in_child(lambda: ended(lambda: client.call(GET, {}), ConnectionFailed)) == 0
        asking.join()


@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_while_a_task_asks_for_a_token(server: ByteServer) -> None:
    issuer = Issuer(server, GOOD, delay=1.0)
    client = AsyncClient(constants(server), **given())

    async def one() -> None:
        await client.call(GET, {})

    asking = threading.Thread(target=asyncio.run, args=(one(),))
    asking.start()
    while not issuer.asked:
        time.sleep(0.01)
    assert in_child(lambda: ended(lambda: asyncio.run(one()), ConnectionFailed)) == 0
    asking.join()
