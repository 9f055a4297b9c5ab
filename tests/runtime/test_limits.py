"""Time limits by themselves: what each wait may take, by a clock that stands still."""

from __future__ import annotations

import math
from typing import Any

import httpx2
import pytest
from sdk_runtime.base.options import Settings
from sdk_runtime.http.limit import (
    LARGE,
    YEAR,
    Limit,
    in_pieces,
    limited,
    phases_of,
)
from sdk_runtime.http.transport import HTTPRequest, TransportError, TransportTimeout
from sdk_runtime.http.unanswered import unanswered

from runtime.lab import ERRORS, FakeClock

PHASES = httpx2.Timeout(connect=1, read=2, write=3, pool=4)
NOW = 1000.0


def limit(
    timeout: Any, deadline: float | None = None, *, content: Any = None, stream: bool = False
) -> Limit:
    request = HTTPRequest("POST", "https://a.test/", [], content, timeout, stream)
    request.deadline = deadline
    return Limit(request)


@pytest.mark.parametrize(
    ("timeout", "deadline", "until"),
    [
        # until the head has come, a piece was sent, a piece was read, and while the caller works
        (5, None, (1005, 1005, 1005, math.inf)),
        (None, None, (math.inf, math.inf, math.inf, math.inf)),
        (YEAR, None, (math.inf, math.inf, math.inf, math.inf)),
        (YEAR - 1, None, (NOW + YEAR - 1, NOW + YEAR - 1, NOW + YEAR - 1, math.inf)),
        (5, 1003, (1003, 1003, 1003, 1003)),
        (None, 1003, (1003, 1003, 1003, 1003)),
        (PHASES, None, (1010, 1003, 1002, math.inf)),
        (PHASES, 1002.5, (1002.5, 1002.5, 1002, 1002.5)),
        (httpx2.Timeout(5, read=None), None, (math.inf, 1005, math.inf, math.inf)),
    ],
)
def test_until_when_each_wait_lasts(
    clock: FakeClock, timeout: Any, deadline: float | None, until: tuple[float, ...]
) -> None:
    one = limit(timeout, deadline)
    found = [one.until]
    for begin in (one.wrote, one.read, one.pause):
        begin()
        found.append(one.until)
    assert tuple(found) == until


def test_what_is_left(clock: FakeClock) -> None:
    one = limit(5, 1100)
    clock.now = 1004
    assert (one.left(), one.shorter(None), one.shorter(0.5), one.shorter(9)) == (1, 1, 0.5, 1)
    assert not one.is_over()
    clock.now = 1005
    assert one.is_over()
    assert (one.left(), one.overdue()) == (0, "timed out")
    late = limit(5, 1007)
    assert late.overdue() == "the deadline is over before all of the response has come"
    forever = limit(None)
    assert (forever.left(), forever.shorter(None), forever.shorter(3)) == (None, None, 3)
    assert not forever.is_over()


@pytest.mark.parametrize(
    ("timeout", "stream", "stepwise", "at_the_end"),
    [
        (5, False, False, False),
        (5, True, True, False),
        (None, False, False, False),
        (PHASES, False, True, True),
        (PHASES, True, True, True),
    ],
)
def test_which_pieces_have_a_limit_of_their_own(
    clock: FakeClock, timeout: Any, stream: bool, stepwise: bool, at_the_end: bool
) -> None:
    one = limit(timeout, stream=stream)
    assert one.stepwise is stepwise
    clock.now += 1
    one.finish()
    assert one.stepwise is at_the_end
    assert one.until == (math.inf if timeout is None else clock.now + (5 if timeout == 5 else 2))


def test_bodies_that_are_sent_in_pieces(clock: FakeClock) -> None:
    for content, pieces in (
        (None, False),
        (b"", False),
        (b"x" * LARGE, False),
        (b"x" * (LARGE + 1), True),
        (iter([b"x"]), True),
    ):
        assert in_pieces(content) is pieces
        assert limit(5, content=content).replayable is not pieces


class Timer:
    """What a task waits within; notes when it is to end."""

    def __init__(self) -> None:
        self.ends: list[float | None] = []

    def reschedule(self, when: float | None) -> None:
        self.ends.append(when)


def test_the_wait_of_a_task_moves_with_its_limit(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdk_runtime.base import clock as module

    monkeypatch.setattr(module, "loop_time", lambda: 50.0)
    one, timer = limit(PHASES), Timer()
    one.timer = timer  # type: ignore[assignment]
    for begin in (one.wrote, one.read, one.pause):
        begin()
    assert timer.ends == [53.0, 52.0, None]


def test_timeouts_that_are_made_shorter() -> None:
    assert limited(None, 3) == 3
    assert (limited(5, 3), limited(2, 3)) == (3, 2)
    shorter = limited(httpx2.Timeout(5, read=None, write=1), 3)
    assert isinstance(shorter, httpx2.Timeout)
    assert shorter.as_dict() == {"connect": 3, "read": 3, "write": 1, "pool": 3}
    assert phases_of(PHASES) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("error", "timeout", "deadline", "told"),
    [
        (TransportTimeout("late"), 5, 7, "late (op, timeout 5 s, deadline 7 s, 1 attempt, GET u)"),
        (TransportTimeout("late"), None, None, "late (op, 1 attempt, GET u)"),
        (
            TransportTimeout("late"),
            httpx2.Timeout(None, read=2, connect=1),
            None,
            "late (op, timeout connect 1 s / read 2 s, 1 attempt, GET u)",
        ),
        (TransportError("gone"), 5, 7, "gone (op, 1 attempt, GET u)"),
    ],
)
def test_what_is_told_of_limits(
    error: TransportError, timeout: Any, deadline: float | None, told: str
) -> None:
    retries: Any = None
    settings = Settings(timeout, retries, False, deadline)
    made = unanswered(ERRORS, error, settings, 1, request="GET u", operation="op")
    assert (str(made), made.request, made.__cause__) == (told, "GET u", error)
    late = isinstance(error, TransportTimeout)
    assert type(made) is (ERRORS.timeout if late else ERRORS.connection)
    other = unanswered(ERRORS, error, settings, 2, request=None, purpose="no token")
    assert str(other).startswith(f"no token: {error} (")
    assert str(other).endswith("2 attempts)")
