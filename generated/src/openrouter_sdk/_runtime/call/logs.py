"""Log lines of the runtime: requests, responses, retries and drift, with credentials hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.redact import redact_fields, redact_url

if TYPE_CHECKING:
    from logging import Logger

    from ..base.drift import Drift
    from ..http.transport import HTTPRequest, HTTPResponse

_MOST_PLACES = 1000


def log_request(logger: Logger, operation: str, request: HTTPRequest) -> None:
    """Log a request at DEBUG; whoever calls has checked that the level is enabled."""
    logger.debug(
        "%s: request %s %s headers=%s",
        operation,
        request.method,
        redact_url(request.url, request.secrets),
        dict(redact_fields(request.headers, request.secrets)),
    )


def log_response(
    logger: Logger, operation: str, request: HTTPRequest, response: HTTPResponse, seconds: float
) -> None:
    """Log a response at DEBUG; whoever calls has checked that the level is enabled."""
    logger.debug(
        "%s: response %d in %.0f ms headers=%s",
        operation,
        response.status_code,
        seconds * 1000,
        dict(redact_fields(response.headers, request.secrets)),
    )


def log_retry(
    logger: Logger, operation: str, attempt: int, delay: float, outcome: HTTPResponse | Exception
) -> None:
    """Log at INFO that another try is made."""
    failure = outcome if isinstance(outcome, Exception) else f"status {outcome.status_code}"
    logger.info(
        "%s: attempt %d failed (%s), trying again in %.2f s", operation, attempt, failure, delay
    )


def place(drift: Drift) -> tuple[object, ...]:
    """Return what is the same of drift in whichever row of an array."""
    where = tuple("*" if isinstance(part, int) else part for part in drift.location)
    return (drift.operation, where, drift.type)


def distinct(drift: tuple[Drift, ...]) -> list[tuple[Drift, int]]:
    """Group drift that differs in array indices only: its first occurrence, and how often."""
    groups: dict[tuple[object, ...], list[Drift]] = {}
    for one in drift:
        groups.setdefault(place(one), []).append(one)
    return [(group[0], len(group)) for group in groups.values()]


def log_drift(logger: Logger, drift: list[tuple[Drift, int]], known: set[object]) -> None:
    """Log drift at WARNING: place and kind, never the value.

    Args:
        logger: Of the client.
        drift: What `distinct` gave.
        known: Places that need not be logged again; new ones are added, and a thousand are enough,
            for the names of properties may be data.
    """
    for one, count in drift:
        key = place(one)
        if key in known or len(known) >= _MOST_PLACES:
            continue
        known.add(key)
        logger.warning(
            "%s: response differs from its description at %s: %s%s",
            one.operation,
            one.pointer or "/",
            one.type,
            f" ({count} times)" if count > 1 else "",
        )
