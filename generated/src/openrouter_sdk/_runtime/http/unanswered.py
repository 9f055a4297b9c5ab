"""A request without a (whole) response in, the exception for it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.traces import forget_locals
from .limit import phases_of
from .transport import TransportError, TransportTimeout

if TYPE_CHECKING:
    from ..base.errors import SDKError
    from ..base.operation import ErrorTypes
    from ..base.options import Settings


def unanswered(
    errors: ErrorTypes,
    error: TransportError,
    settings: Settings,
    attempt: int,
    *,
    request: str | None,
    operation: str = "",
    purpose: str = "",
) -> SDKError:
    """Make the exception for it.

    Args:
        errors: The package's classes.
        error: What the transport says.
        settings: The time limits, which are told where one is over.
        attempt: How often it was tried.
        request: Method and URL, without secrets.
        operation: What was called, if it was an operation.
        purpose: What is missing now, if it was not.
    """
    late = isinstance(error, TransportTimeout)
    times = f"{attempt} attempt{'' if attempt == 1 else 's'}"
    context = [operation, *(_limits(settings) if late else []), times, request]
    told = f"{error} ({', '.join(filter(None, context))})"
    cls = errors.timeout if late else errors.connection
    failure = cls(f"{purpose}: {told}" if purpose else told, request=request)
    failure.__cause__ = error.__cause__ or error
    forget_locals(failure.__cause__)
    return failure


def _limits(settings: Settings) -> list[str]:
    """Say in which time a response should have come."""
    timeout, deadline = settings.timeout, settings.deadline
    told: list[str] = []
    if isinstance(timeout, (int, float)):
        told.append(f"timeout {timeout:g} s")
    elif timeout is not None:
        phases = phases_of(timeout)._asdict().items()
        limits = [f"{name} {seconds:g} s" for name, seconds in phases if seconds is not None]
        told += [f"timeout {' / '.join(limits)}"] if limits else []
    return told if deadline is None else [*told, f"deadline {deadline:g} s"]
