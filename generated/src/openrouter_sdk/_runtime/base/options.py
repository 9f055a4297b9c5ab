# mypy: no-warn-return-any
"""`RequestOptions`: what may be changed for a single call, and the checks on it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypedDict, cast

from ..lazy import LazyModule
from .operation import RetryPolicy

if TYPE_CHECKING:
    import httpx2
else:
    httpx2 = LazyModule("httpx2")  # imported by who asks for the hints, such as `get_type_hints`

Timeout: TypeAlias = "float | httpx2.Timeout | None"
Retries: TypeAlias = "RetryOptions | RetryPolicy | Literal[False]"


class RetryOptions(TypedDict, total=False):
    """Changes to the retry policy.

    Keys:
        max_attempts: Tries in all; 1 switches retries off.
        initial_delay: Seconds before the second try.
        factor: Growth of the delay from one try to the next.
        max_delay: Longest delay in seconds.
        statuses: Retried statuses, such as "503" or "5XX".
        connection_errors: Whether refused, broken and timed out connections are retried.
        writes: Whether writes are retried after all of these failures, as reads are. Otherwise one
            that is not safe to repeat is retried only where it has not been done: it never left, or
            the server says so (429, 503 with `Retry-After`; 408 and 409 where they are retried).
    """

    max_attempts: int
    initial_delay: float
    factor: float
    max_delay: float
    statuses: Sequence[str]
    connection_errors: bool
    writes: bool


class RequestOptions(TypedDict, total=False):
    """Options of one call.

    Keys:
        headers: Header fields; they win over all others of the same name.
        query: Query parameters added to those of the operation.
        body: Properties added to a JSON body, by their wire names; they win over its own.
        timeout: Seconds for each attempt by the wall clock, redirects included; each piece of a
            body that is sent in pieces, or read as it comes, has them anew. An `httpx2.Timeout`
            limits each phase; None waits for ever.
        retries: Changes to the retry policy; False switches retries off.
        deadline: Seconds from the start of the call for all of it: attempts, pauses, and reading
            a stream or download to its end.
        server_url: Base URL in place of the client's.
        idempotency_key: Sent in the header that the API has for it, `Idempotency-Key` by default;
            makes a write safe to repeat.
        strict: Whether a response that differs from the description raises.
        resume_token: Where to go on: what `resume_token()` of a page gave.
        reconnect: Whether a stream of events that breaks off is connected to again, by the same
            request with `Last-Event-ID`. A server that sends no ids begins anew.
    """

    headers: Mapping[str, str]
    query: Mapping[str, Any]
    body: Mapping[str, Any]
    timeout: Timeout
    retries: Retries
    deadline: float | None
    server_url: str
    idempotency_key: str
    strict: bool
    resume_token: str
    reconnect: bool


class Settings(NamedTuple):
    """How one call is made: the client's defaults with the call's options applied.

    Attributes:
        timeout: Seconds per attempt, `httpx2.Timeout`, or None.
        retries: Policy.
        strict: Whether drift raises.
        deadline: Seconds for the whole call, or None.
        reconnect: Whether streams of events go on where they broke off.
    """

    timeout: Timeout
    retries: RetryPolicy
    strict: bool
    deadline: float | None = None
    reconnect: bool = False


def apply_options(settings: Settings, options: RequestOptions) -> Settings:
    """Apply a call's options to the client's settings.

    Raises:
        TypeError: An option is unknown or has the wrong type.
        ValueError: A number is out of range.
    """
    for key in options:
        if key not in RequestOptions.__annotations__:
            raise TypeError(_unknown("request option", key, RequestOptions.__annotations__))
    return Settings(
        timeout=_timeout(options["timeout"]) if "timeout" in options else settings.timeout,
        retries=apply_retries(settings.retries, options.get("retries")),
        strict=options.get("strict", settings.strict),
        deadline=_number("deadline", options.get("deadline"), settings.deadline),
        reconnect=options.get("reconnect", settings.reconnect),
    )


def apply_retries(policy: RetryPolicy, changes: Any) -> RetryPolicy:
    """Apply changes to a retry policy.

    Args:
        policy: What holds where nothing is changed.
        changes: None, False (no retries), a mapping, or an object with the policy's attributes.

    Raises:
        TypeError: A key is unknown or a value has the wrong type.
        ValueError: A number is out of range.
    """
    if changes is None:
        return policy
    if changes is False:
        return policy._replace(max_attempts=1)
    known = RetryOptions.__annotations__
    if isinstance(changes, Mapping):
        given: dict[str, Any] = dict(changes)  # pyright: ignore[reportUnknownArgumentType]
        for key in given:
            if key not in known:
                raise TypeError(_unknown("retry option", key, known))
    else:
        given = {name: getattr(changes, name) for name in known if hasattr(changes, name)}
        if not given:
            message = f"retries must be a mapping of {', '.join(known)}, or False"
            raise TypeError(message)
    return policy._replace(**{name: _retry_value(name, value) for name, value in given.items()})


def _retry_value(name: str, value: object) -> Any:
    if name == "statuses":
        return _statuses(value)
    if name in ("connection_errors", "writes"):
        if isinstance(value, bool):
            return value
        message = f"retries[{name!r}] must be True or False, not {type(value).__name__}"
        raise TypeError(message)
    return _retry_number(name, value)


def _statuses(value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        message = f"retries['statuses'] must be a list of texts, not {type(value).__name__}"
        raise TypeError(message)
    given = tuple(map(str, cast("Sequence[object]", value)))
    for status in given:
        family = status[:1] in "12345" and status[1:].upper() == "XX"
        if not family and not (status.isdecimal() and 100 <= int(status) <= 599):
            message = f"retries['statuses'] must be such as '503' or '5XX', not {status!r}"
            raise ValueError(message)
    return given


def _retry_number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"retries[{name!r}] must be a number, not {type(value).__name__}"
        raise TypeError(message)
    if name == "max_attempts" and (value != int(value) or value < 1):
        message = "retries['max_attempts'] must be a whole number of at least 1"
        raise ValueError(message)
    if not value >= 0:
        message = f"retries[{name!r}] must not be negative"
        raise ValueError(message)
    return value


def check_timeout(value: Any) -> Timeout:
    """Return a timeout as it is.

    Raises:
        TypeError: It is neither a number, None nor `httpx2.Timeout`.
        ValueError: It is negative.
    """
    return _timeout(value)


def _timeout(value: Any) -> Timeout:
    module = sys.modules.get("httpx2")  # whoever made a Timeout has imported it
    if module is not None and isinstance(value, module.Timeout):
        return value
    return _number("timeout", value, None)


def _number(name: str, value: Any, default: float | None) -> float | None:
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        told = instead(value, "httpx2.Timeout" if name == "timeout" else "seconds")
        message = f"{name} must be a number of seconds, not {type(value).__name__}{told}"
        raise TypeError(message)
    if not value >= 0:
        message = f"{name} must not be negative"
        raise ValueError(message)
    return value


def instead(value: object, wanted: str) -> str:
    """Return what to pass in place of an object of httpx, whose successor is httpx2; else ""."""
    if type(value).__module__.partition(".")[0] != "httpx":
        return ""
    return f": this SDK is built on httpx2, which takes nothing of httpx; pass {wanted}"


def _unknown(what: str, key: str, known: Mapping[str, Any]) -> str:
    return f"unknown {what} {key!r}{nearest(key, known)}"


def nearest(key: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """Return "; did you mean 'x'?" for the nearest of the known names, or a list of them."""
    from difflib import get_close_matches

    close = get_close_matches(key, list(known), n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known are {', '.join(sorted(known)) or 'none'}"
