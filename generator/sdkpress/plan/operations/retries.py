"""When a call is attempted again: what is configured, declared or usual."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ...config import Config
from ..model.operation import Retries

T = TypeVar("T")


def plan_retries(config: Config, declared: Retries | None) -> Retries:
    """The policy that is `declared`, or the usual one, with what is configured."""
    base = declared or Retries()
    given = config.retries
    return Retries(
        max_attempts=_given(given.max_attempts, base.max_attempts),
        initial_delay=_given(given.initial_delay, base.initial_delay),
        factor=_given(given.factor, base.factor),
        max_delay=_given(given.max_delay, base.max_delay),
        statuses=given.statuses or base.statuses,
        connection_errors=_given(given.connection_errors, base.connection_errors),
        writes=_given(given.writes, base.writes),
    )


def operation_retries(config: Config, declared: Retries | None) -> Retries | None:
    """The policy that an operation declares; whether writes are retried is the user's to say."""
    writes = config.retries.writes
    return declared if declared is None or writes is None else replace(declared, writes=writes)


def _given(value: T | None, default: T) -> T:
    return default if value is None else value
