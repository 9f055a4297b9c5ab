"""Fixtures of the runtime's tests: a server on loopback, clients of it, a clock that jumps."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import runtime.structs  # noqa: F401 - so that tests may import `sdk_structs`, as they do `sdk_runtime`
from runtime.lab import CERTIFICATE, AsyncClient, ByteServer, FakeClock, SyncClient, operation, spec
from runtime.script import Lab
from support.transports import TransportKind

Call = Callable[..., Any]


@pytest.fixture
def default_transport(transport: TransportKind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it what clients use by themselves."""
    transport.become_default("sdk_runtime", monkeypatch)


@pytest.fixture
def server(default_transport: None) -> Iterator[ByteServer]:
    """A server that answers every request with items unless told otherwise."""
    server = ByteServer()
    yield server
    server.close()


@pytest.fixture
def tls_server(server: ByteServer) -> Iterator[ByteServer]:
    """A server that speaks TLS, with a certificate that is not to be trusted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = ByteServer(tls=context)
    yield server
    server.close()


@pytest.fixture
def other_server() -> Iterator[ByteServer]:
    """A second origin."""
    server = ByteServer()
    yield server
    server.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """Replace the runtime's clock; jitter is 1."""
    from sdk_runtime.base import clock as module

    fake = FakeClock()
    monkeypatch.setattr(module, "sleep", fake.sleep)
    monkeypatch.setattr(module, "async_sleep", fake.async_sleep)
    monkeypatch.setattr(module, "monotonic", lambda: fake.now)
    monkeypatch.setattr(module, "time", lambda: 1_700_000_000.0 + fake.now)
    monkeypatch.setattr(module, "random", lambda: 0.5)
    return fake


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, server: ByteServer) -> Call:
    """Call an operation, once through the synchronous and once through the asynchronous client.

    `call(operation, arguments, options, raw=…, spec=…, **client arguments)`
    """

    def run(
        called: Any = None,
        arguments: Any = None,
        options: Any = None,
        *,
        raw: bool = False,
        spec_changes: Any = None,
        **given: Any,
    ) -> Any:
        called = operation() if called is None else called
        constants = spec(server.url, **(spec_changes or {}))
        if request.param == "sync":
            with SyncClient(constants, **given) as client:
                method = client.call_raw if raw else client.call
                return method(called, arguments or {}, options)

        async def run_async() -> Any:
            async with AsyncClient(constants, **given) as client:
                method = client.call_raw if raw else client.call
                return await method(called, arguments or {}, options)

        return asyncio.run(run_async())

    return run


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def lab(request: pytest.FixtureRequest) -> Lab:
    """Scripted clients of both kinds."""
    return Lab(request.param)


@pytest.fixture
def client(server: ByteServer) -> Iterator[SyncClient]:
    """A synchronous client of the server, with a credential."""
    with SyncClient(spec(server.url), credentials={"bearer": "s3cret"}) as client:
        yield client
