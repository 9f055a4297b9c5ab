"""Requests for a token that several callers wait for: one asks, and all share what comes of it."""

from __future__ import annotations

import os
from copy import copy
from threading import Event
from typing import TYPE_CHECKING, Any

from ..base import clock
from ..base.loops import running_loop
from ..http.transport import TransportTimeout

if TYPE_CHECKING:
    from ..call.options import Settings
    from ..client.client import AsyncClient, SyncClient
    from .oauth import Tokens


class Flight:
    """A request for a token that is under way.

    Attributes:
        over: Is set when it is over.
        outcome: The token, or the error; None if whoever asked has given up.
    """

    __slots__ = ("outcome", "over")

    def __init__(self, over: Any) -> None:
        """Start without an outcome."""
        self.over = over
        self.outcome: str | Exception | None = None

    def token(self) -> str:
        """Return the token, or raise the error for one more caller; "" if there is neither."""
        outcome = self.outcome
        if isinstance(outcome, Exception):
            raise copy(outcome) from outcome.__cause__
        return outcome or ""


def fetched(
    client: SyncClient,
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
    client: AsyncClient,
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


def time_left(deadline: float) -> float:
    """Return the seconds until a deadline.

    Raises:
        TransportTimeout: It is over.
    """
    seconds = deadline - clock.monotonic()
    if seconds <= 0:
        raise overdue()
    return min(seconds, 1e6)


def overdue() -> TransportTimeout:
    """Make the error for a token that did not come in time."""
    return TransportTimeout("no token within the deadline of the call", retryable=False)
