"""Requests for a token that several callers wait for: what they share of it."""

from __future__ import annotations

from copy import copy
from typing import Any

from ..base import clock
from ..http.transport import TransportTimeout


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
