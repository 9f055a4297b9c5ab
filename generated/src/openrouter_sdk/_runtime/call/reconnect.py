"""Streams that go on: where one broke off in, the response that it goes on with out.

That is what browsers do (WHATWG HTML, section 9.2, "Server-sent events"), but that an end counts as
a break only where the description says how a stream ends, and that attempts are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Protocol

from ..http.effects import Effect, Read, Sleep
from ..http.limit import YEAR
from ..http.retry import LONGEST_RETRY_AFTER, backoff
from ..http.transport import HTTPResponse, TransportError
from .outcome import failed, invalid, succeeded

if TYPE_CHECKING:
    from ..reply.caller import Break, Call, Reconnected
    from .base_client import BaseClient
    from .hooked import CallHooks
    from .prepared import PreparedOperation
    from .request import RequestTemplate

    class _Call(Call, Protocol):
        @property
        def hooks(self) -> CallHooks | None: ...
        def has_time_for(self, delay: float) -> bool: ...
        def attempts(self) -> Generator[Effect, Any, HTTPResponse]: ...


_INFO = 20  # logging.INFO
_LAST_ID = "Last-Event-ID"
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NO_CONTENT = 204


def reconnect(
    client: BaseClient,
    prepared: PreparedOperation,
    call: _Call,
    template: RequestTemplate,
    broken: Break,
) -> Generator[Effect, Any, Reconnected | None]:
    """Connect again to a stream of events.

    Returns:
        The response and what decodes it; None if the server says that there is no more (204).

    Raises:
        SDKError: The server answers with anything but events, or cannot be reached.
        TransportError: The stream is not to be connected to again: what it broke with.
    """
    delay = _pause(call, broken)
    if delay is None or not call.has_time_for(delay):
        raise broken.error
    if broken.last_id is not None:
        _put_last_id(template, broken.last_id)
    if client.wants_log(_INFO):
        from .logs import log_retry

        log_retry(client.logger, prepared.operation.id, call.attempt, delay, broken.error)
    if call.hooks is not None:
        yield from call.hooks.before_retry(delay, broken.error, call)
    yield Sleep(delay)
    call.attempt = 0
    response = yield from call.attempts()
    decoder = prepared.decoder(response.status_code, response.header(b"content-type"), True)
    if response.status_code == _NO_CONTENT:
        yield from _read(response)
        return None
    if not succeeded(response.status_code, decoder):
        raise failed(client, prepared, call, response)
    if decoder.kind != "sse" or decoder.is_whole:
        yield from _read(response)
        text = "it is no stream of events that the broken one could go on with"
        raise invalid(client, prepared, call, response, text, None, ())
    return response, decoder


def _pause(call: Call, broken: Break) -> float | None:
    """Return for how many seconds to wait; None if enough has been tried."""
    policy = call.settings.retries
    if not broken.error.retryable or broken.fruitless >= policy.max_attempts:
        return None
    asked = 0.0 if broken.retry is None else broken.retry / 1000
    if asked > min(max(policy.max_delay, LONGEST_RETRY_AFTER), YEAR):
        return None
    if broken.retry is not None and not broken.fruitless:
        return asked
    return max(asked, backoff(policy, broken.fruitless + 1))


def _put_last_id(template: RequestTemplate, last_id: str) -> None:
    """Say where to go on; an empty id means that there is no such place any more."""
    if _CONTROL.search(last_id):
        message = "the id of the last event cannot be sent in a header field"
        raise TransportError(message, retryable=False)
    template.fields.pop(_LAST_ID.lower(), None)
    if last_id:
        template.fields[_LAST_ID.lower()] = _LAST_ID.encode(), last_id.encode("utf-8", "replace")


def _read(response: HTTPResponse) -> Generator[Effect, Any, None]:
    """Read what is no stream of events, so that the connection is given back."""
    if response.stream is not None:
        response.content = yield Read(response.stream)
        response.stream = None
