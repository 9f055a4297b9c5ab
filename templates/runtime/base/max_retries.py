"""`max_retries`: how many times a request is sent again, as a change of the retry policy.

This module is there only where clients take `max_retries` in place of `retries`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .options import RetryOptions


def retries_of(max_retries: Any) -> RetryOptions | None:
    """Return what a retry policy is changed by; None for None.

    Raises:
        TypeError: It is no whole number.
        ValueError: It is negative.
    """
    if max_retries is None:
        return None
    if isinstance(max_retries, bool) or not isinstance(max_retries, int):
        message = f"max_retries must be a whole number, not {type(max_retries).__name__}"
        raise TypeError(message)
    if max_retries < 0:
        message = "max_retries must not be negative"
        raise ValueError(message)
    return {"max_attempts": max_retries + 1}
