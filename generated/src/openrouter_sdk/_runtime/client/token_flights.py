# mypy: no-warn-return-any
"""Tokens for a client: one caller asks, and all share what comes of it."""

from __future__ import annotations

import os
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol

from ..auth.flights import Flight, overdue, time_left
from ..base import clock
from ..base.loops import running_loop

if TYPE_CHECKING:
    from ..auth.oauth import Tokens
    from ..base.operation import ErrorTypes
    from ..base.options import Settings
    from ..http.effects import Steps


class _Client(Protocol):
    @property
    def errors(self) -> ErrorTypes: ...
    def drive(self, steps: Steps) -> Any: ...


class _AsyncClient(Protocol):
    @property
    def errors(self) -> ErrorTypes: ...
    async def drive(self, steps: Steps) -> Any: ...


def fetched(
    client: _Client,
    tokens: Tokens,
    scopes: frozenset[str],
    settings: Settings,
    deadline: float | None,
) -> str:
    """Return a token; one thread of the process asks for it, others wait.

    Raises:
        SDKError: There is none to be had.
        TransportTimeout: It did not come before the deadline.
    """
    where = (os.getpid(), scopes)
    while True:
        flight, leads = tokens.join(where, Event)
        if leads:
            break
        if not flight.over.wait(None if deadline is None else time_left(deadline)):
            raise overdue()
        if token := flight.token():
            return token
    outcome: Any = None
    try:
        outcome = tokens.cached(scopes) or client.drive(tokens.fetch(scopes, settings, deadline))
    except client.errors.base as error:
        outcome = error
        raise
    finally:
        tokens.land(where, outcome)
    return outcome


async def fetched_async(
    client: _AsyncClient,
    tokens: Tokens,
    scopes: frozenset[str],
    settings: Settings,
    deadline: float | None,
) -> str:
    """Return a token; one task of the event loop asks for it, others wait. See `fetched`."""
    where = (running_loop(), scopes)
    while True:
        flight, leads = tokens.join(where, clock.event)
        if leads:
            break
        await _landed(flight, deadline)
        if token := flight.token():
            return token
    outcome: Any = None
    try:
        steps = tokens.fetch(scopes, settings, deadline)
        outcome = tokens.cached(scopes) or await client.drive(steps)
    except client.errors.base as error:
        outcome = error
        raise
    finally:
        tokens.land(where, outcome)
    return outcome


async def _landed(flight: Flight, deadline: float | None) -> None:
    timer = clock.timer(None if deadline is None else time_left(deadline))
    try:
        async with timer:
            await flight.over.wait()
    except TimeoutError:
        raise overdue() from None
