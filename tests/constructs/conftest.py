"""Fixtures of what is tested over the wire: a server, and clients of both kinds that call it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from runtime.lab import ByteServer, answer
from support.pressing import Press
from support.wire import PressWire, Wire


@pytest.fixture
def server() -> Iterator[ByteServer]:
    """A server that answers every request with an empty JSON object unless told otherwise."""
    server = ByteServer([answer({})])
    yield server
    server.close()


@pytest.fixture(params=["sync", "async"])
def wire(
    press: Press,
    server: ByteServer,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> PressWire:
    """`wire(yaml, config)` → the package, called by its synchronous or asynchronous client.

    A test that uses the fixture `transport` is run with each of them.
    """

    def pressed(description: str, config: str = "") -> Wire:
        package = press(description, config)
        if "transport" in request.fixturenames:
            transport = request.getfixturevalue("transport")
            transport.become_default(f"{package.__name__}._runtime", monkeypatch)
        return Wire(package, server, request.param == "async")

    return pressed
