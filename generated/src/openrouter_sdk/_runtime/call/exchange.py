"""One call, from arguments to value, without doing any I/O itself.

`exchange` is a generator: it yields what is to be done (send this request, sleep so long, ask for
this credential), and is sent the outcome. Synchronous and asynchronous clients only differ in the
few lines that do these things (client/perform.py).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ..auth.security import Placed, place
from ..base import clock
from ..base.errors import InvalidRequest, NoCredentials
from ..base.options import Settings, apply_options
from ..http.effects import Effect, Read, Resolve, Sleep, Steps
from ..http.limit import Timed
from ..http.redirect import MAX_REDIRECTS, follow, is_redirect
from ..http.retry import retry_delay
from ..http.transport import HTTPRequest, HTTPResponse, TransportError
from .endpoint import endpoint_of
from .prepared import PreparedOperation, prepare
from .request import request_template

if TYPE_CHECKING:
    from ..auth.oauth import TokenSource
    from ..base.drift import Drift
    from ..base.errors import SDKError
    from ..base.operation import Operation, SecurityScheme
    from ..base.options import RequestOptions
    from ..reply.caller import Break, Reconnected
    from .base_client import BaseClient
    from .hooked import CallHooks

_DEBUG = 10  # logging.DEBUG
_INFO = 20  # logging.INFO


def exchange(
    client: BaseClient,
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
    link: str = "",
    *,
    raw: bool = False,
    download: bool = False,
    hooks: CallHooks | None = None,
) -> Steps:
    """Make a call.

    Args:
        client: Its configuration.
        operation: What to call.
        arguments: By Python name.
        options: Changes for this call.
        link: An absolute URL to go to in place of the operation's own.
        raw: Whether to return an `APIResponse` in place of the value.
        download: Whether to return the body before it has come.
        hooks: The user's, where they have been told that it begins.

    Yields:
        Effects.

    Returns:
        The value, or an `APIResponse` that holds it.

    Raises:
        SDKError: Of the class that fits the failure.
    """
    if hooks is None and client.hooks is not None:
        from .hooked import CallHooks

        told = CallHooks(client.hooks, client.errors, operation)
        steps = exchange(
            client, operation, arguments, options, link, raw=raw, download=download, hooks=told
        )
        return (yield from told.around(steps))
    prepared = operation.prepared or prepare(operation)
    if operation.deprecations:
        from ..base.deprecated import warn_of_call

        warn_of_call(operation.deprecations, arguments)
    failure: SDKError | None = None
    call = response = cast("Any", None)
    try:
        call = _Call(client, prepared, arguments, options, link)
        call.hooks = hooks
        call.stream = download or prepared.streams
        response = yield from call.attempts()
    except (InvalidRequest, UnicodeError) as error:
        failure = _refusal(client, operation, error)
    if failure is not None:
        raise failure  # only here, since the error above may hold what is secret
    from .outcome import finish

    wants = prepared.wants_stream(arguments) if prepared.streams else None
    return (yield from finish(client, prepared, call, response, wants, raw=raw, download=download))


def _refusal(client: BaseClient, operation: Operation[Any], error: ValueError) -> SDKError:
    """Make the exception for what cannot be sent: without it, and only files lead on to a cause."""
    text = "text holds half of a surrogate pair" if isinstance(error, UnicodeError) else error
    errors = client.errors
    is_missing = isinstance(error, NoCredentials)
    cls = errors.missing_credentials if is_missing else errors.request_validation
    failure = cls(f"{text} ({operation.id})")
    failure.__cause__ = error.__cause__ if isinstance(error.__cause__, OSError) else None
    return failure


class _Call(Timed):
    """The state of one call.

    Attributes:
        arguments: By Python name.
        options: Changes for it.
        link: An absolute URL to go to in place of the operation's own, or "".
        attempt: How many have been made, the one under way included.
        request: The one sent last.
        reconnects: Whether a stream of events goes on where it broke off.
        hooks: The user's, if there are any.
        stream: Whether the body of a success is left to be read.
    """

    __slots__ = (
        "_client",
        "_endpoint",
        "_kept",
        "_prepared",
        "_reconnecting",
        "_renewed",
        "_template",
        "arguments",
        "attempt",
        "hooks",
        "link",
        "options",
        "reconnects",
        "request",
        "stream",
    )

    def __init__(
        self,
        client: BaseClient,
        prepared: PreparedOperation,
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
        link: str,
    ) -> None:
        self._client = client
        self._prepared = prepared
        self._endpoint = endpoint_of(client, prepared)
        settings: Settings = self._endpoint.settings
        self.settings = settings if options is None else apply_options(settings, options)
        token = None if options is None else options.get("resume_token")
        if token is not None:
            from .resume import resumed

            arguments, link = resumed(prepared.operation, arguments, token)
        self.arguments, self.options, self.link = arguments, options, link
        self._started = 0.0 if self.settings.deadline is None else clock.monotonic()
        self._template = request_template(prepared, self._endpoint, arguments, options, link)
        if token is not None and self._template.foreign:
            message = "options['resume_token'] leads to another server"
            raise InvalidRequest(message)
        if self._template.body.awaited and not client.asynchronous:
            message = "a synchronous client cannot send a body that is iterated asynchronously"
            raise InvalidRequest(message)
        self.reconnects = self.settings.reconnect and self._can_reconnect(options)
        self.attempt = 0
        self.hooks: CallHooks | None = None
        self.request: HTTPRequest | None = None
        self.stream = False
        self._kept: list[tuple[TokenSource, str]] = []  # tokens that were not asked for just now
        self._renewed = False
        self._reconnecting = False

    def _can_reconnect(self, options: RequestOptions | None) -> bool:
        """Tell whether streams can be connected to again; complain if the caller asks in vain."""
        problem = ""
        if not self._template.body.replayable:
            problem = "its body cannot be sent a second time"
        elif all(case.kind != "sse" for case in self._prepared.operation.responses):
            problem = "the operation gives no stream of events"
        if problem and options is not None and options.get("reconnect"):
            message = f"options['reconnect'] is of no use: {problem}"
            raise InvalidRequest(message)
        return not problem

    def reconnect(self, broken: Break) -> Generator[Effect, Any, Reconnected | None]:
        """Connect again to a stream of events; see reconnect.py."""
        from .reconnect import reconnect

        client, prepared, failure = self._client, self._prepared, None
        self._reconnecting = True
        try:
            return (yield from reconnect(client, prepared, self, self._template, broken))
        except (InvalidRequest, UnicodeError) as error:
            failure = _refusal(client, prepared.operation, error)
        raise failure

    def attempts(self) -> Generator[Effect, Any, HTTPResponse]:
        """Try until there is a final outcome."""
        client, prepared = self._client, self._prepared
        while True:
            self.attempt += 1
            try:
                response: HTTPResponse = yield from self._attempt()
            except TransportError as error:
                outcome: HTTPResponse | TransportError = error
            else:
                if response.status_code < 400:
                    return response
                if response.status_code == 401 and self._renews():
                    self.attempt -= 1
                    continue
                outcome = response
            delay = self._delay(outcome)
            if delay is None:
                return self._last(outcome)
            if client.wants_log(_INFO):
                from .logs import log_retry

                log_retry(client.logger, prepared.operation.id, self.attempt, delay, outcome)
            if self.hooks is not None:
                yield from self.hooks.before_retry(delay, outcome, self)
            yield Sleep(delay)

    def report(self, drift: tuple[Drift, ...]) -> None:
        """Tell the user where a response differs from its description."""
        firsts = self._client.report(drift)
        if self.hooks is not None:
            self.hooks.drift += firsts

    def _renews(self) -> bool:
        """Drop tokens that a server refuses though they are not over; tell if that may help."""
        for source, token in self._kept:
            source.drop(token)
        once = bool(self._kept) and not self._renewed
        self._renewed = True
        return once and self._template.body.replayable

    def _delay(self, outcome: HTTPResponse | TransportError) -> float | None:
        settings, template = self.settings, self._template
        if not template.body.replayable:
            return None
        repeatable = self._prepared.repeatable or template.has_key or settings.retries.writes
        repeatable = repeatable or self._reconnecting
        if not repeatable and self.request is not None and self.request.method != template.method:
            return None  # it has been done, and what failed is reading what came of it
        delay = retry_delay(settings.retries, self.attempt, outcome, repeatable=repeatable)
        if delay is None or self.has_time_for(delay):
            return delay
        if isinstance(outcome, TransportError):
            self._last(self._overdue(outcome))
        return None

    def _last(self, outcome: HTTPResponse | TransportError) -> HTTPResponse:
        if isinstance(outcome, HTTPResponse):
            return outcome
        from ..reply.failure import transport_error

        raise transport_error(self._client.errors, self._prepared.operation, self, outcome)

    def _attempt(self) -> Generator[Effect, Any, HTTPResponse]:
        """Send the request once, following redirects."""
        endpoint = self._endpoint
        placed: list[Placed] = []
        self._kept = []
        for scheme, source in () if self._template.foreign else endpoint.asked:
            one = place(scheme, (yield Resolve(self._asked(scheme, source))))
            if one is not None:
                placed.append(one)
        request = self._template.request(placed, self._timeout(), stream=self.stream)
        request.deadline = self._deadline()
        begun = clock.monotonic()
        response = yield from self._send(request)
        hops = 0
        while is_redirect(response):
            hops += 1
            request = self._redirected(request, response, hops, begun)
            response = yield from self._send(request)
        return response

    def _asked(self, scheme: SecurityScheme, source: Callable[[], Any]) -> Callable[[], Any]:
        """Return what gives a credential; a token must come before the deadline, too."""
        if not (scheme.token_url and hasattr(source, "cached")):
            return source
        tokens = cast("TokenSource", source)
        if token := tokens.cached():
            self._kept.append((tokens, token))
        return partial(tokens, self.settings, self._deadline())

    def _send(self, request: HTTPRequest) -> Generator[Effect, Any, HTTPResponse]:
        return self.sent(request) if self.hooks is None else self.hooks.send(self, request)

    def sent(self, request: HTTPRequest) -> Generator[Effect, Any, HTTPResponse]:
        """Send a request as it is; read the body of what is no success."""
        self.request = request
        if not self._client.wants_log(_DEBUG):
            response: HTTPResponse = yield request
        else:
            from .logs import log_request, log_response

            logger = self._client.logger
            log_request(logger, self._prepared.operation.id, request)
            started = clock.monotonic()
            response = yield request
            elapsed = clock.monotonic() - started
            log_response(logger, self._prepared.operation.id, request, response, elapsed)
        if response.stream is not None and not 200 <= response.status_code < 300:
            response.content = yield Read(response.stream)
            response.stream = None
        return response

    def _redirected(
        self, request: HTTPRequest, response: HTTPResponse, hops: int, begun: float
    ) -> HTTPRequest:
        if hops > MAX_REDIRECTS:
            message = f"more than {MAX_REDIRECTS} redirects"
            raise TransportError(message, retryable=False)
        following = follow(request, response)
        following.timeout = self._rest(self._timeout(), begun)
        if following.content is not None and not isinstance(following.content, bytes):
            if not self._template.body.replayable:
                message = "the server redirects, but the body cannot be sent a second time"
                raise TransportError(message, retryable=False)
            following.content = self._template.body.open()
        return following
