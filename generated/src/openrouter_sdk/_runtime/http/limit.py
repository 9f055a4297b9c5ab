"""Time limits of calls and requests, kept by the wall clock: when what is awaited must come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..base import clock
from .transport import TransportError, TransportTimeout

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from ..base.clock import Timer
    from ..base.options import Settings, Timeout
    from .transport import Content, HTTPRequest

LARGE = 1_048_576
"""Bytes of a body above which it is sent in pieces."""
PIECE = 65_536
YEAR = 365 * 86_400.0
"""What is no shorter is no limit: neither sockets nor timers take infinity."""
_NEVER = float("inf")


class Phases(NamedTuple):
    """Seconds for each phase of a request; None is no limit."""

    connect: float | None
    read: float | None
    write: float | None
    pool: float | None


def phases_of(timeout: Timeout) -> Phases:
    """Return the phases of a timeout; a number is that many seconds for each of them."""
    if timeout is None or isinstance(timeout, (int, float)):
        if timeout is not None and timeout >= YEAR:
            timeout = None
        return Phases(timeout, timeout, timeout, timeout)
    return Phases(**timeout.as_dict())


def limited(timeout: Timeout, seconds: float) -> Timeout:
    """Return a timeout that is not longer than so many seconds."""
    if timeout is None:
        return seconds
    if isinstance(timeout, (int, float)):
        return min(timeout, seconds)
    limits = {
        name: seconds if limit is None else min(limit, seconds)
        for name, limit in timeout.as_dict().items()
    }
    return type(timeout)(**limits)


def in_pieces(content: Content) -> bool:
    """Tell whether a body is sent in pieces, each of which has the time limit of its own."""
    return content is not None and not (isinstance(content, bytes) and len(content) <= LARGE)


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


class Limit:
    """When the wait that is under way must be over.

    A number of seconds is for a whole attempt, from connecting to the last byte of the response.
    Each piece of a body that is sent in pieces or read as it comes (a stream, a download) has them
    anew. With an `httpx2.Timeout` the head of the response must come within the sum of its phases,
    and each piece of a body within `write` or `read`. Nothing outlasts the deadline.

    Attributes:
        replayable: Whether the body is there to be sent a second time.
        unsent: Whether it is known that nothing of the request has left, or arrived.
        until: By `clock.monotonic`; infinity where there is no limit.
        stepwise: Whether each piece of the response has a limit of its own.
        timer: What ends the wait of a task at that time.
    """

    __slots__ = (
        "_deadline",
        "_phases",
        "_whole",
        "replayable",
        "stepwise",
        "timer",
        "unsent",
        "until",
    )

    def __init__(self, request: HTTPRequest) -> None:
        """Start the clock of an attempt."""
        timeout = request.timeout
        self._deadline = _NEVER if request.deadline is None else request.deadline
        self._phases = phases_of(timeout)
        self.timer: Timer | None = None
        self.replayable = not in_pieces(request.content)
        self.unsent = False
        self._whole = timeout is None or isinstance(timeout, (int, float))
        self.stepwise = request.stream or not self._whole
        self.until = _NEVER
        self._restart(self._phases.read if self._whole else _total(self._phases))

    def wrote(self) -> None:
        """Begin the wait for the server to take a piece of the request."""
        self._restart(self._phases.write)

    def read(self) -> None:
        """Begin the wait for (a piece of) the response."""
        self._restart(self._phases.read)

    def pause(self) -> None:
        """Let what is not the server's doing take as long as it likes, but for the deadline."""
        self._restart(None)

    def _restart(self, seconds: float | None) -> None:
        deadline = self._deadline
        until = deadline if seconds is None else min(clock.monotonic() + seconds, deadline)
        self.until = until
        if self.timer is not None:
            left = self.left()
            self.timer.reschedule(None if left is None else clock.loop_time() + left)

    def finish(self) -> None:
        """Begin the wait for all that is left of the response."""
        self.read()
        self.stepwise = self.stepwise and not self._whole

    def timing(self, error: Callable[[str], Exception]) -> Timing:
        """Return what gives a task no more time than is left, or else raises an error."""
        return Timing(self, error)

    def left(self) -> float | None:
        """Return the seconds that are left, perhaps below 0; None where there is no limit."""
        left = self.until - clock.monotonic()
        return left if left < YEAR else None

    def shorter(self, seconds: float | None) -> float | None:
        """Return the lesser of so many seconds and those that are left."""
        left = self.left()
        return seconds if left is None else left if seconds is None else min(seconds, left)

    def is_over(self) -> bool:
        """Tell whether no time is left."""
        return clock.monotonic() >= self.until

    def overdue(self) -> str:
        """Say what has not come in time."""
        if self.until >= self._deadline:
            return "the deadline is over before all of the response has come"
        return "timed out"


class Timing:
    """The wait of a task, until its limit is over."""

    __slots__ = ("_error", "_limit", "_outer", "_timer")

    def __init__(self, limit: Limit, error: Callable[[str], Exception]) -> None:
        """Take the limit, and what makes an error of a text."""
        self._limit = limit
        self._error = error
        self._outer = limit.timer
        self._timer = clock.timer(limit.left())

    async def __aenter__(self) -> None:
        """Start."""
        await self._timer.__aenter__()
        self._limit.timer = self._timer

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        """Stop; a `TimeoutError` that is not of this timer passes through."""
        self._limit.timer = self._outer
        try:
            return await self._timer.__aexit__(kind, error, traceback)
        except TimeoutError as late:
            raise self._error(self._limit.overdue()) from late


def _total(phases: Phases) -> float | None:
    seconds = 0.0
    for one in phases:
        if one is None:
            return None
        seconds += one
    return seconds
