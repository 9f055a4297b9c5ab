"""Tokens of OAuth 2.0 clients (RFC 6749, section 4.4): asked for, kept, and renewed in time."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import quote_plus, urlencode

from ..base import clock
from ..base.errors import error_of
from ..base.headers import Headers
from ..base.redact import redact_url
from ..data.values import is_object
from ..http.effects import Effect, Sleep, Steps
from ..http.limit import limited
from ..http.retry import retry_delay
from ..http.transport import HTTPRequest, HTTPResponse, TransportError
from ..models.adapter import from_json
from ..wire.servers import resolve
from .flights import Flight, time_left
from .security import encoded

if TYPE_CHECKING:
    from ..base.operation import ClientSpec, ErrorTypes, SecurityScheme
    from ..base.options import Settings

LEEWAY = 30.0
"""Seconds before its end when a token is replaced; half of the time of one that is shorter."""
_UNDERSTOOD = ("invalid_scope", "invalid_grant", "unauthorized_client", "unsupported_grant_type")
"""Errors (RFC 6749, section 5.2) that have nothing to do with how the client authenticates."""
_ENOUGH = 2
"""Times that a server took credentials in the body only, until that is tried first."""


class TokenClient(Protocol):
    """What tokens need of the client that they are for."""

    spec: ClientSpec
    server_url: str | None

    @property
    def errors(self) -> ErrorTypes:
        """The package's exception classes."""
        ...

    def fetch_token(
        self, tokens: Tokens, scopes: frozenset[str], settings: Settings, deadline: float | None
    ) -> Any:
        """Return a token, or what is awaited for one."""
        ...


class _Token(NamedTuple):
    text: str
    scopes: frozenset[str]
    until: float

    def __repr__(self) -> str:
        """Show no secret."""
        return "<Token>"


class Tokens:
    """The tokens of one client id. Shows nothing of them."""

    __slots__ = ("_body_only", "_client", "_flights", "_pair", "_scheme", "_tokens", "_url")

    def __init__(self, client: TokenClient, scheme: SecurityScheme, pair: tuple[str, str]) -> None:
        """Start without a token.

        Raises:
            InvalidRequest: Id or secret cannot be sent, or there is no URL to send them to.
        """
        for part in pair:
            encoded(scheme, part)
        self._client = client
        self._scheme = scheme
        self._pair = pair
        self._url = resolve(scheme.token_url, client.server_url)
        self._tokens: list[_Token] = []
        self._body_only = 0  # times in a row
        self._flights: dict[Any, Flight] = {}

    def source(self, scopes: tuple[str, ...]) -> TokenSource:
        """Return the function that gives a token with (at least) some scopes."""
        return TokenSource(self._client, self, frozenset(scopes))

    def cached(self, scopes: frozenset[str]) -> str:
        """Return a token that is still good; "" if there is none."""
        now = clock.monotonic()
        return next(
            (one.text for one in self._tokens if one.scopes >= scopes and now < one.until), ""
        )

    def drop(self, token: str) -> None:
        """Forget a token that a server has refused."""
        self._tokens = [one for one in self._tokens if one.text != token]

    def join(self, where: Any, event: Callable[[], Any]) -> tuple[Flight, bool]:
        """Return the request for a token that is under way, and whether it is the caller's to make.

        Args:
            where: Process or event loop, and scopes: whose requests are shared.
            event: Makes what the others wait for.
        """
        own = Flight(event())
        flight = self._flights.setdefault(where, own)
        return flight, flight is own

    def land(self, where: Any, outcome: Any) -> None:
        """Let those who wait know: a token, an error; None if they have to ask themselves."""
        flight = self._flights.pop(where)
        flight.outcome = outcome
        flight.over.set()

    def fetch(self, scopes: frozenset[str], settings: Settings, deadline: float | None) -> Steps:
        """Ask for a token, which is always safe to repeat.

        Args:
            scopes: What it must allow.
            settings: Of the call that needs it: its timeout and retries hold here, too.
            deadline: When it must have come, by `clock.monotonic`, or None.

        Yields:
            Requests for it, and pauses.

        Raises:
            SDKError: There is none to be had.
            TransportTimeout: The deadline is over.
        """
        attempt = 0
        while True:
            attempt += 1
            outcome: HTTPResponse | TransportError
            try:
                outcome = yield from self._answer(scopes, settings, deadline)
            except TransportError as error:
                if deadline is not None and clock.monotonic() >= deadline:
                    raise
                outcome = error
            delay = (
                None if _is_success(outcome) else retry_delay(settings.retries, attempt, outcome)
            )
            if delay is None or (deadline is not None and clock.monotonic() + delay >= deadline):
                if isinstance(outcome, TransportError):
                    raise self._unreachable(outcome, settings, attempt)
                return self._kept(outcome, scopes)
            yield Sleep(delay)

    def _kept(self, response: HTTPResponse, scopes: frozenset[str]) -> str:
        token = self._token(response, scopes)
        now = clock.monotonic()
        self._tokens = [one for one in self._tokens if now < one.until and one.scopes != scopes]
        self._tokens.append(token)
        return token.text

    def _answer(
        self, scopes: frozenset[str], settings: Settings, deadline: float | None
    ) -> Generator[Effect, Any, HTTPResponse]:
        """Ask once, and once more in the other way if the first may not have been understood.

        Servers have to take the client's credentials in a header, but some only take them in the
        body. One refusal proves nothing: the way is changed when it has been so several times.
        """
        in_body = self._body_only >= _ENOUGH
        first: HTTPResponse = yield self._request(scopes, settings, deadline, in_body=in_body)
        if not _may_be_misunderstood(first):
            if not in_body and _is_success(first):
                self._body_only = 0
            return first
        second: HTTPResponse = yield self._request(scopes, settings, deadline, in_body=not in_body)
        if _is_success(second):
            self._body_only = 0 if in_body else self._body_only + 1
            return second
        return first if _may_be_misunderstood(second) else second

    def _request(
        self, scopes: frozenset[str], settings: Settings, deadline: float | None, *, in_body: bool
    ) -> HTTPRequest:
        form = {"grant_type": "client_credentials"}
        if scopes:
            form["scope"] = " ".join(sorted(scopes))
        headers = [
            (b"Content-Type", b"application/x-www-form-urlencoded"),
            (b"Accept", b"application/json"),
            (b"User-Agent", self._client.spec.user_agent.encode("latin-1", "replace")),
        ]
        if in_body:
            form["client_id"], form["client_secret"] = self._pair
        else:
            pair = ":".join(map(quote_plus, self._pair))  # RFC 6749, section 2.3.1
            headers.append((b"Authorization", b"Basic " + b64encode(pair.encode("ascii"))))
        content = urlencode(form).encode("ascii")
        timeout = settings.timeout
        if deadline is not None:
            timeout = limited(timeout, time_left(deadline))
        request = HTTPRequest("POST", self._url, headers, content, timeout)
        request.deadline = deadline
        request.foreign = True  # credentials of an injected client are not meant for this
        return request

    def _token(self, response: HTTPResponse, scopes: frozenset[str]) -> _Token:
        answer = _answered(response)
        text = answer.get("access_token")
        if response.status_code >= 300 or not isinstance(text, str) or not text:
            raise self._refused(response, answer)
        return _Token(text, scopes, _until(answer.get("expires_in")))

    def _refused(self, response: HTTPResponse, answer: Mapping[str, Any]) -> Exception:
        reasons = [answer.get("error"), answer.get("error_description")]
        reason = ": ".join(text for text in reasons if isinstance(text, str)) or "no access_token"
        message = f"{response.status_code}: no token for {self._scheme.argument}: {reason}"
        errors = self._client.errors
        return error_of(errors.default, errors.statuses, response.status_code)(
            message,
            status_code=response.status_code,
            headers=Headers(response.headers),
            request=f"POST {redact_url(self._url)}",
        )

    def _unreachable(self, error: TransportError, settings: Settings, attempt: int) -> Exception:
        from ..http.unanswered import unanswered

        where, missing = f"POST {redact_url(self._url)}", f"no token for {self._scheme.argument}"
        errors = self._client.errors
        return unanswered(errors, error, settings, attempt, request=where, purpose=missing)

    def __repr__(self) -> str:
        """Show no secret."""
        return f"<Tokens of {self._scheme.name}>"


class TokenSource:
    """Gives the token for one operation: at once where there is one, else after asking."""

    __slots__ = ("_client", "_scopes", "_tokens")

    def __init__(self, client: TokenClient, tokens: Tokens, scopes: frozenset[str]) -> None:
        """Keep which token is wanted."""
        self._client = client
        self._tokens = tokens
        self._scopes = scopes

    def cached(self) -> str:
        """Return the token, if there is one that is still good; else ""."""
        return self._tokens.cached(self._scopes)

    def drop(self, token: str) -> None:
        """Forget a token that a server has refused."""
        self._tokens.drop(token)

    def __call__(self, settings: Settings, deadline: float | None) -> Any:
        """Return the token, or what is awaited for it until the deadline."""
        cached = self.cached()
        return cached or self._client.fetch_token(self._tokens, self._scopes, settings, deadline)


def _is_success(outcome: HTTPResponse | TransportError) -> bool:
    return isinstance(outcome, HTTPResponse) and outcome.status_code < 300


def _may_be_misunderstood(response: HTTPResponse) -> bool:
    if response.status_code not in (400, 401):
        return False
    return _answered(response).get("error") not in _UNDERSTOOD


def _answered(response: HTTPResponse) -> Mapping[str, Any]:
    try:
        parsed: Any = from_json(response.content)
    except ValueError:
        return {}
    return parsed if is_object(parsed) else {}


def _until(expires_in: Any) -> float:
    """Return when to ask for another token; one without a term is used until it is refused."""
    try:
        seconds = float(expires_in)
    except (TypeError, ValueError, OverflowError):
        return float("inf")
    if seconds != seconds:  # NaN
        return float("inf")
    return clock.monotonic() + seconds - min(LEEWAY, seconds / 2)
