"""Tokens of OAuth 2.0 clients (RFC 6749, section 4.4): asked for, kept, and renewed in time."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote_plus, urlencode

from . import clock
from .headers import Headers
from .limit import limited
from .servers import resolve
from .transport import HTTPRequest, HTTPResponse, TransportTimeout
from .values import is_object

if TYPE_CHECKING:
    from .base_client import BaseClient
    from .exchange import Steps
    from .operation import SecurityScheme

LEEWAY = 30.0
"""Seconds before its end when a token is replaced; half of the time of one that is shorter."""


class _Token(NamedTuple):
    text: str
    scopes: frozenset[str]
    until: float

    def __repr__(self) -> str:
        """Show no secret."""
        return "<Token>"


class Tokens:
    """The tokens of one client id. Shows nothing of them, and cannot be pickled with its lock.

    Attributes:
        lock: Held while a token is asked for, so that only one is.
    """

    def __init__(self, client: BaseClient, scheme: SecurityScheme, pair: tuple[str, str]) -> None:
        """Start without a token."""
        self._client = client
        self._scheme = scheme
        self._pair = pair
        self._tokens: list[_Token] = []
        self._in_body = False
        self.lock: Any = client.make_lock()

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

    def fetch(self, scopes: frozenset[str], deadline: float | None) -> Steps:
        """Ask for a token.

        Args:
            scopes: What it must allow.
            deadline: When it must have come, by `clock.monotonic`, or None.

        Yields:
            The request for it. Servers have to take the client's credentials in a header, but
            some only take them in the body, and are asked once more.

        Raises:
            SDKError: There is none to be had.
            TransportTimeout: The deadline is over.
        """
        response: HTTPResponse = yield self._request(scopes, deadline)
        if response.status_code in (400, 401) and not self._in_body:
            self._in_body = True
            response = yield self._request(scopes, deadline)
        token = self._token(response, scopes)
        now = clock.monotonic()
        self._tokens = [one for one in self._tokens if now < one.until and one.scopes != scopes]
        self._tokens.append(token)
        return token.text

    def _request(self, scopes: frozenset[str], deadline: float | None) -> HTTPRequest:
        form = {"grant_type": "client_credentials"}
        if scopes:
            form["scope"] = " ".join(sorted(scopes))
        headers = [
            (b"Content-Type", b"application/x-www-form-urlencoded"),
            (b"Accept", b"application/json"),
            (b"User-Agent", self._client.spec.user_agent.encode("latin-1", "replace")),
        ]
        if self._in_body:
            form["client_id"], form["client_secret"] = self._pair
        else:
            pair = ":".join(map(quote_plus, self._pair))  # RFC 6749, section 2.3.1
            headers.append((b"Authorization", b"Basic " + b64encode(pair.encode("ascii"))))
        url = resolve(self._scheme.token_url, self._client.server_url)
        content = urlencode(form).encode("ascii")
        timeout = self._client.timeout
        if deadline is not None:
            timeout = limited(timeout, _time_left(deadline))
        request = HTTPRequest("POST", url, headers, content, timeout)
        request.deadline = deadline
        request.foreign = True  # credentials of an injected client are not meant for this
        return request

    def _token(self, response: HTTPResponse, scopes: frozenset[str]) -> _Token:
        from .decode import Undecodable, parse_json

        try:
            parsed: Any = parse_json(response.content)
        except Undecodable:
            parsed = None
        answer: Mapping[str, Any] = parsed if is_object(parsed) else {}
        text = answer.get("access_token")
        if response.status_code >= 300 or not isinstance(text, str) or not text:
            raise self._refused(response, answer)
        return _Token(text, scopes, _until(answer.get("expires_in")))

    def _refused(self, response: HTTPResponse, answer: Mapping[str, Any]) -> Exception:
        reasons = [answer.get("error"), answer.get("error_description")]
        reason = ": ".join(text for text in reasons if isinstance(text, str)) or "no access_token"
        message = f"{response.status_code}: no token for {self._scheme.argument}: {reason}"
        return self._client.errors.default(
            message,
            status_code=response.status_code,
            headers=Headers(response.headers),
            request=f"POST {self._scheme.token_url}",
        )

    def __repr__(self) -> str:
        """Show no secret."""
        return f"<Tokens of {self._scheme.name}>"


class TokenSource:
    """Gives the token for one operation: at once where there is one, else after asking."""

    __slots__ = ("_client", "_scopes", "_tokens")

    def __init__(self, client: BaseClient, tokens: Tokens, scopes: frozenset[str]) -> None:
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

    def __call__(self, deadline: float | None = None) -> Any:
        """Return the token, or what is awaited for it until the deadline."""
        return self.cached() or self._client.fetch_token(self._tokens, self._scopes, deadline)


@contextmanager
def held(lock: Any, deadline: float | None) -> Generator[None]:
    """Hold a lock for threads.

    Raises:
        TransportTimeout: It was not to be had before the deadline.
    """
    if not lock.acquire(timeout=-1 if deadline is None else _time_left(deadline)):
        raise _overdue()
    try:
        yield
    finally:
        lock.release()


@asynccontextmanager
async def held_async(lock: Any, deadline: float | None) -> AsyncGenerator[None]:
    """Hold a lock for tasks, as `held` does."""
    if deadline is None or not lock.locked():
        await lock.acquire()
    else:
        import asyncio

        try:
            await asyncio.wait_for(lock.acquire(), _time_left(deadline))
        except TimeoutError:
            raise _overdue() from None
    try:
        yield
    finally:
        lock.release()


def _time_left(deadline: float) -> float:
    """Return the seconds until a deadline.

    Raises:
        TransportTimeout: It is over.
    """
    seconds = deadline - clock.monotonic()
    if seconds <= 0:
        raise _overdue()
    return seconds


def _overdue() -> TransportTimeout:
    """Make the error for a token that did not come in time."""
    return TransportTimeout("no token within the deadline of the call", retryable=False)


def _until(expires_in: Any) -> float:
    """Return when to ask for another token; one without a term is used until it is refused."""
    try:
        seconds = float(expires_in)
    except (TypeError, ValueError):
        return float("inf")
    return clock.monotonic() + seconds - min(LEEWAY, seconds / 2)
