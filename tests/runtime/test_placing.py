"""Credentials by themselves: chosen, encoded, put on a request, and what a token is waited for."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from sdk_runtime.auth import flights
from sdk_runtime.auth.flights import Flight, overdue, time_left
from sdk_runtime.auth.oauth import Tokens
from sdk_runtime.auth.security import Credential, Credentials, Placed, encoded, place, put
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.base.operation import RetryPolicy
from sdk_runtime.base.options import Settings
from sdk_runtime.http.transport import TransportTimeout

from runtime.lab import SecurityScheme, spec
from runtime.script import Script, reply

BEARER = SecurityScheme("bearer", "api_key", "http", "bearer", env="SDK_KEY")
BASIC = SecurityScheme("basic", "login", "http", "Basic")
OTHER = SecurityScheme("other", "other", "http", "DPoP")
PLAIN = SecurityScheme("plain", "plain", "http", "")
HEADER = SecurityScheme("header", "header", "apiKey", location="header", parameter="X-App")
QUERY = SecurityScheme("query", "query", "apiKey", location="query", parameter="app id/x")
COOKIE = SecurityScheme("cookie", "cookie", "apiKey", location="cookie", parameter="s;d")
OAUTH = SecurityScheme("oauth", "oauth", "oauth2", token_url="/token", env="SDK_APP")
OIDC = SecurityScheme("oidc", "oidc", "openIdConnect")
SETTINGS = Settings(timeout=7.0, retries=RetryPolicy(), strict=False)
ALL = (BEARER, BASIC, OTHER, PLAIN, HEADER, QUERY, COOKIE, OAUTH, OIDC)


@pytest.mark.parametrize(
    ("scheme", "secret", "expected"),
    [
        (BEARER, "k", ("header", "Authorization", "Bearer k")),
        (BEARER, None, None),
        (BEARER, "", None),
        (BASIC, "me:pw", ("header", "Authorization", "Basic bWU6cHc=")),
        (BASIC, ("me", "p:ä"), ("header", "Authorization", "Basic bWU6cDrDpA==")),
        (BASIC, ("me",), ("header", "Authorization", "Basic bWU=")),
        (OTHER, "k", ("header", "Authorization", "DPoP k")),
        (OTHER, "dpop k", ("header", "Authorization", "dpop k")),
        (OTHER, "dpopk", ("header", "Authorization", "DPoP dpopk")),
        (PLAIN, "k", ("header", "Authorization", "k")),
        (HEADER, "a b", ("header", "X-App", "a b")),
        (HEADER, "", None),
        (QUERY, "a/b &", ("query", "app%20id%2Fx", "a%2Fb%20%26")),
        (COOKIE, "ä;", ("cookie", "s%3Bd", "%C3%A4%3B")),
        (OAUTH, "t", ("header", "Authorization", "Bearer t")),
        (OIDC, "t", ("header", "Authorization", "Bearer t")),
    ],
)
def test_where_a_secret_goes(scheme: SecurityScheme, secret: Any, expected: Any) -> None:
    placed = place(scheme, secret)
    assert placed == expected
    if placed is not None:
        assert repr(placed) == f"<Placed {placed.name} in {placed.location}>"


@pytest.mark.parametrize("scheme", ALL, ids=lambda one: one.name)
@pytest.mark.parametrize("secret", [5, b"k", ["k"]])
def test_a_secret_of_the_wrong_type(scheme: SecurityScheme, secret: Any) -> None:
    with pytest.raises(InvalidRequest) as caught:
        place(scheme, secret)
    kind = type(secret).__name__
    assert str(caught.value) == f"{scheme.argument} must be a string, not {kind}"


def test_a_secret_that_has_no_bytes() -> None:
    with pytest.raises(InvalidRequest) as caught:
        encoded(QUERY, "S3CRET\ud800")
    assert str(caught.value) == "query holds half a surrogate pair, which cannot be encoded"
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_placed_credential_on_a_request() -> None:
    fields: dict[str, Any] = {"x-app": (b"x-app", b"before")}
    query, cookies = ["a=1"], ["b=2"]
    for placed in (
        Placed("header", "X-App", "k"),
        Placed("query", "q", "1"),
        Placed("cookie", "c", "2"),
    ):
        put(placed, fields, query, cookies)
    assert fields == {"x-app": (b"X-App", b"k")}
    assert (query, cookies) == (["a=1", "q=1"], ["b=2", "c=2"])
    with pytest.raises(InvalidRequest, match="line break"):
        put(Placed("header", "X-App", "k\n"), fields, query, cookies)


def credentials(**given: Any) -> Credentials:
    return Credentials(spec("http://a.test", security_schemes=ALL), given)


def test_what_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SDK_KEY", "SDK_APP", "SDK_APP_CLIENT_ID", "SDK_APP_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    some = credentials(header="h", cookie="c", query="")
    assert some.choose(()) == ()
    assert some.choose(((),)) == ()
    assert some.choose((("query",), ("header", "query"))) == ()
    (one,) = some.choose(((), ("bearer",), ("header",), ("cookie",)))
    assert (one.scheme, one.source) == (HEADER, "h")
    assert [one.source for one in some.choose((("cookie", "header"),))] == ["c", "h"]
    assert repr(one) == "<Credential header>"
    assert repr(some) == "<Credentials of header, cookie>"
    assert repr(credentials()) == "<Credentials of nobody>"


def test_what_the_environment_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given wins, an empty text included; a pair wins over a ready token."""
    monkeypatch.setenv("SDK_KEY", "env")
    monkeypatch.setenv("SDK_APP", "ready")

    def source(name: str, **given: Any) -> Any:
        return [one.source for one in credentials(**given).choose(((name,),))]

    assert source("bearer") == ["env"]
    assert source("bearer", bearer="mine") == ["mine"]
    assert source("bearer", bearer="") == []
    assert source("basic") == []
    assert source("oauth") == ["ready"]
    monkeypatch.setenv("SDK_APP_CLIENT_ID", "id")
    assert source("oauth") == ["ready"]
    monkeypatch.setenv("SDK_APP_CLIENT_SECRET", "secret")
    assert source("oauth") == [("id", "secret")]
    monkeypatch.setenv("SDK_APP_CLIENT_ID", "")
    assert source("oauth") == ["ready"]


def test_credentials_are_not_copied() -> None:
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="^credentials cannot be pickled or copied$"):
            attempt(credentials())
    assert isinstance(credentials(header="h").choose((("header",),))[0], Credential)


def test_a_flight_gives_each_caller_an_error_of_its_own() -> None:
    flight = Flight("over")
    assert (flight.over, flight.outcome, flight.token()) == ("over", None, "")
    flight.outcome = "t"
    assert flight.token() == "t"
    cause = OSError("cause")
    flight.outcome = ValueError("down")
    flight.outcome.__cause__ = cause
    with pytest.raises(ValueError, match="down") as caught:
        flight.token()
    assert caught.value is not flight.outcome
    assert caught.value.__cause__ is cause


def test_how_long_a_token_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flights.clock, "monotonic", lambda: 100.0)
    assert time_left(100.5) == 0.5
    assert time_left(1e9) == 1e6
    for deadline in (100.0, 99.0):
        with pytest.raises(TransportTimeout, match="no token within the deadline of the call"):
            time_left(deadline)
    assert str(overdue()) == "no token within the deadline of the call"
    assert overdue().retryable is False


def test_a_request_for_a_token_names_the_package_whatever_it_is_called() -> None:
    """What Latin-1 has no letter for becomes a question mark."""
    asked = Script(reply({"access_token": "t"}))
    changes = {"security_schemes": (OAUTH,), "security": (("oauth",),), "user_agent": "sdk ✓é"}
    tokens: Tokens = asked.client(changes).oauth_tokens(OAUTH, ("id", "pä"))
    request: Any = next(tokens.fetch(frozenset(), SETTINGS, None))
    assert request.headers == [
        (b"Content-Type", b"application/x-www-form-urlencoded"),
        (b"Accept", b"application/json"),
        (b"User-Agent", b"sdk ?\xe9"),
        (b"Authorization", b"Basic aWQ6cCVDMyVBNA=="),
    ]
    assert (request.timeout, request.deadline) == (7.0, None)
