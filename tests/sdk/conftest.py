"""Fixtures of the SDK's tests: a server that knows the description, and clocks that do not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

from support.clock import FakeClock
from support.sdk import description
from support.server import ApiServer
from support.transports import TransportKind

KEY = "sk-or-v1-1f0e9d8c7b6a"


@pytest.fixture(autouse=True)
def no_key_in_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own key out of the tests."""
    monkeypatch.delenv("OPENROUTER_API_KEY", raising=False)


@pytest.fixture(scope="session")
def one_api_server() -> Iterator[ApiServer]:
    """Serve the analytics API for the whole session."""
    with ApiServer(description()) as server:
        yield server


@pytest.fixture
def api_server(one_api_server: ApiServer) -> ApiServer:
    """The server, which has forgotten what other tests told it."""
    one_api_server.reset()
    return one_api_server


@pytest.fixture
def default_transport(transport: TransportKind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it what clients use by themselves."""
    transport.become_default("openrouter_sdk._runtime", monkeypatch)


@pytest.fixture
def api(api_server: ApiServer, default_transport: None) -> Iterator[ApiServer]:
    """The server, for one test, which fails if a request differs from the description."""
    yield api_server
    assert api_server.violations == []


@pytest.fixture
def key() -> str:
    """An API key that can be searched for."""
    return KEY


@pytest.fixture
def fake_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], FakeClock]:
    """`fake_clock("package")` replaces the clock of a generated package and returns the new one."""

    def install(package: str) -> FakeClock:
        clock = FakeClock()
        module = import_module(f"{package}._runtime.base.clock")
        for name in ("sleep", "async_sleep", "monotonic", "time", "random"):
            monkeypatch.setattr(module, name, getattr(clock, name))
        return clock

    return install


@pytest.fixture
def clock(fake_clock: Callable[[str], FakeClock]) -> FakeClock:
    """The clock of openrouter_sdk, replaced."""
    return fake_clock("openrouter_sdk")
