"""The time that a call may take: settings in; what is left for an attempt, or an error, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base import clock
from ..http.limit import limited
from ..http.transport import TransportError, TransportTimeout

if TYPE_CHECKING:
    from ..base.options import Settings, Timeout


class Timed:
    """A call whose time is limited.

    Attributes:
        settings: Time limit, retries, strictness.
    """

    __slots__ = ("_started", "settings")

    settings: Settings
    _started: float  # where there is a deadline

    def has_time_for(self, delay: float) -> bool:
        """Tell whether so many seconds may pass before the deadline."""
        return self.settings.deadline is None or delay < self._remaining()

    def _overdue(self, outcome: TransportError) -> TransportTimeout:
        message = f"no response within the deadline of {self.settings.deadline:g} s: {outcome}"
        overdue = TransportTimeout(message)
        overdue.__cause__ = outcome.__cause__ or outcome
        return overdue

    def _deadline(self) -> float | None:
        seconds = self.settings.deadline
        return None if seconds is None else self._started + seconds

    def _remaining(self) -> float:
        """Return the seconds until the deadline."""
        return self._started + (self.settings.deadline or 0.0) - clock.monotonic()

    def _timeout(self) -> Timeout:
        """Return the limit of an attempt: never longer than what is left of the deadline."""
        timeout = self.settings.timeout
        if self.settings.deadline is None:
            return timeout
        remaining = self._remaining()
        if remaining <= 0:
            message = f"the deadline of {self.settings.deadline:g} s is over"
            raise TransportTimeout(message, retryable=False)
        return limited(timeout, remaining)

    def _rest(self, timeout: Timeout, begun: float) -> Timeout:
        """Return what an attempt that has been redirected has left of its time."""
        if not isinstance(timeout, (int, float)):
            return timeout
        rest = timeout - (clock.monotonic() - begun)
        if rest <= 0:
            message = f"redirected for longer than the timeout of {timeout:g} s"
            raise TransportTimeout(message)
        return rest
