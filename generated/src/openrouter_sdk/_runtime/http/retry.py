"""When to try again: policy, attempt and outcome in; seconds to wait, or None, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..base import clock
from .limit import YEAR

if TYPE_CHECKING:
    from ..base.operation import RetryPolicy
    from .transport import HTTPResponse, TransportError

READS = frozenset({"GET", "HEAD", "OPTIONS", "QUERY", "TRACE"})
LONGEST_RETRY_AFTER = 60.0
_UNDONE = frozenset({408, 409, 429})
"""Statuses by which a server says that it has not done what it was asked to; so does 503 where it
says when to come again."""
_NUMBER = re.compile(rb"[0-9]{1,300}(\.[0-9]{0,20})?")
"""Digits; `float` would also take "inf", "1_0" and digits of other scripts."""


def retry_delay(
    policy: RetryPolicy,
    attempt: int,
    outcome: HTTPResponse | TransportError,
    *,
    repeatable: bool = True,
) -> float | None:
    """Say how long to wait before the next try.

    Args:
        policy: What is retried, how often and after how long.
        attempt: Tries made so far, at least 1.
        outcome: What the last one ended with.
        repeatable: Whether the request may be done twice. Otherwise it is sent again only where it
            has not been done: it never left, or the server says so.

    Returns:
        Seconds, or None when there is nothing (more) to be retried: the outcome is final, the
        tries are used up, or the server asks for a longer pause than the policy allows.
    """
    if attempt >= policy.max_attempts:
        return None
    if isinstance(outcome, Exception):
        if not (policy.connection_errors and outcome.retryable):
            return None
        if outcome.sent and not repeatable:
            return None
        return backoff(policy, attempt)
    if not is_retried_status(policy, outcome.status_code):
        return None
    asked = retry_after(outcome)
    if not (repeatable or is_undone(outcome.status_code, asked)):
        return None
    if asked is None:
        return backoff(policy, attempt)
    return asked if asked <= min(max(policy.max_delay, LONGEST_RETRY_AFTER), YEAR) else None


def backoff(policy: RetryPolicy, attempt: int) -> float:
    """Return the exponentially growing delay, ±25 % so that clients do not come back in step."""
    try:
        delay = policy.initial_delay * policy.factor ** (attempt - 1)
    except OverflowError:
        delay = policy.max_delay
    return min(delay, policy.max_delay) * (0.75 + 0.5 * clock.random())


def is_retried_status(policy: RetryPolicy, status: int) -> bool:
    """Tell whether the policy names this status, as "503" or as "5XX"."""
    exact, family = str(status), f"{status // 100}XX"
    return any(wanted.upper() in (exact, family) for wanted in policy.statuses)


def is_undone(status: int, asked: float | None) -> bool:
    """Tell whether a server says that nothing was done, by its status or the pause it asks for."""
    return status in _UNDONE or (status == 503 and asked is not None)


def retry_after(response: HTTPResponse) -> float | None:
    """Read how many seconds the server asks to wait (`retry-after-ms`, RFC 9110 `Retry-After`)."""
    milliseconds = _seconds(response.header(b"retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = response.header(b"retry-after")
    seconds = _seconds(value)
    if seconds is not None or value is None:
        return seconds
    return _seconds_until(value.decode("latin-1"))


def _seconds_until(date: str) -> float | None:
    """Return how long it is until an HTTP date; None for what is none, or no one's lifetime."""
    from email.utils import mktime_tz, parsedate_tz

    try:
        parsed = parsedate_tz(date)
        return None if parsed is None else max(0.0, mktime_tz(parsed) - clock.time())
    except (ValueError, OverflowError, TypeError, IndexError, AttributeError):
        return None


def _seconds(value: bytes | None) -> float | None:
    if value is None or _NUMBER.fullmatch(value.strip()) is None:
        return None
    return float(value)
