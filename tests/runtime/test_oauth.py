"""What is sent for a token, what is understood of the answer, and how long a token is used."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from typing import Any
from urllib.parse import parse_qs

import pytest
from sdk_runtime.auth.oauth import Tokens
from sdk_runtime.http.transport import TransportError, TransportTimeout

from runtime.lab import (
    ITEMS,
    ConnectionFailed,
    CredentialsMissing,
    DefaultError,
    FakeClock,
    RequestInvalid,
    SecurityScheme,
    TimedOut,
    operation,
)
from runtime.script import AsyncScript, Script, reply

SCHEME = SecurityScheme("oauth", "oauth", "oauth2", token_url="/token")
READ = operation(scopes=(("oauth", ("read",)),), security=(("oauth",),))
BOTH = operation(id="both", scopes=(("oauth", ("write", "read")),), security=(("oauth",),))


class Issuer(Script):
    """Gives tokens in the answers' turn, and items for everything else."""

    def __init__(self, *answers: Any) -> None:
        self.asked: list[Any] = []
        self.tokens = answers
        super().__init__(self.respond)

    def respond(self, request: Any) -> Any:
        if not request.url.endswith("/token"):
            return reply(ITEMS)
        self.asked.append(request)
        found = self.tokens[min(len(self.asked), len(self.tokens)) - 1]
        if isinstance(found, TransportError):
            raise found
        return found

    def client(self, spec_changes: Any = None, **given: Any) -> Any:
        changes = {"security_schemes": (SCHEME,), "security": (("oauth",),), **(spec_changes or {})}
        given = {"credentials": {"oauth": ("me & you", "s/cret")}, **given}
        return super().client(changes, **given)

    def forms(self) -> list[dict[str, list[str]]]:
        return [parse_qs(one.content.decode()) for one in self.asked]


def token(text: Any = "t", **more: Any) -> Any:
    return reply({"access_token": text, **more})


def test_what_is_sent(clock: FakeClock) -> None:
    issuer = Issuer(token())
    issuer.client().call(BOTH, {}, {"timeout": 7.0, "deadline": 5.0})
    (asked,) = issuer.asked
    headers = {name.lower(): value for name, value in asked.headers}
    assert (asked.method, asked.url) == ("POST", "https://api.example.com/token")
    assert headers[b"content-type"] == b"application/x-www-form-urlencoded"
    assert headers[b"accept"] == b"application/json"
    assert headers[b"user-agent"] == b"sdk/1.0"
    # RFC 6749, section 2.3.1: both are encoded as in a form, before they are joined
    assert b64decode(headers[b"authorization"].split()[1]) == b"me+%26+you:s%2Fcret"
    assert issuer.forms() == [{"grant_type": ["client_credentials"], "scope": ["read write"]}]
    assert (asked.timeout, asked.deadline, asked.foreign) == (5.0, 1005.0, True)
    assert issuer.header("authorization")[-1] == "Bearer t"


def test_in_the_body(clock: FakeClock) -> None:
    issuer = Issuer(reply({"error": "invalid_client"}, 401), token())
    issuer.client().call(operation(), {})
    second = issuer.asked[1]
    assert issuer.forms()[1] == {
        "grant_type": ["client_credentials"],
        "client_id": ["me & you"],
        "client_secret": ["s/cret"],
    }
    assert b"authorization" not in {name.lower() for name, _ in second.headers}


@pytest.mark.parametrize(
    ("term", "used_until"),
    [(3600, 3570), (60, 30), (40, 20), (10, 5), ("100", 70), (0.5, 0.25)],
)
def test_how_long_a_token_is_used(clock: FakeClock, term: Any, used_until: float) -> None:
    issuer = Issuer(token("a", expires_in=term), token("b"))
    client = issuer.client()
    client.call(READ, {})
    clock.now += used_until - 0.01
    client.call(READ, {})
    assert len(issuer.asked) == 1
    clock.now += 0.01
    client.call(READ, {})
    assert len(issuer.asked) == 2
    assert issuer.header("authorization")[-1] == "Bearer b"


@pytest.mark.parametrize("term", [None, "soon", float("nan"), []])
def test_a_token_without_a_term(clock: FakeClock, term: Any) -> None:
    issuer = Issuer(token(expires_in=term))
    client = issuer.client()
    client.call(READ, {})
    clock.now += 1e9
    client.call(READ, {})
    assert len(issuer.asked) == 1


def test_a_token_serves_whoever_needs_no_more_scopes(clock: FakeClock) -> None:
    issuer = Issuer(token("a"), token("b"), token("c"))
    client = issuer.client()
    for called in (READ, BOTH, READ, BOTH):
        client.call(called, {})
    assert [form["scope"] for form in issuer.forms()] == [["read"], ["read write"]]
    sent = [value for value in issuer.header("authorization") if value and "Basic" not in value]
    assert sent == ["Bearer a", "Bearer b", "Bearer a", "Bearer b"]


def test_another_token_for_the_same_scopes_replaces_the_one_before(clock: FakeClock) -> None:
    client = Issuer(token("a", expires_in=100), token("b", expires_in=100)).client()
    client.call(READ, {})
    tokens: Tokens = client.oauth_tokens(SCHEME, ("x", "y"))
    tokens.drop("another")
    assert tokens.cached(frozenset()) == "a"
    assert tokens.cached(frozenset({"write"})) == ""
    tokens.drop("a")
    assert tokens.cached(frozenset({"read"})) == ""
    client.call(READ, {})
    clock.now += 1000
    client.call(READ, {})
    assert len(tokens._tokens) == 1
    assert repr(tokens) == "<Tokens of oauth>"
    assert repr(tokens._tokens) == "[<Token>]"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            reply({"error": "invalid_scope", "error_description": "no such"}, 400),
            "400: no token for oauth: invalid_scope: no such",
        ),
        (reply({"error": 5}, 200), "200: no token for oauth: no access_token"),
        (reply({"access_token": ""}), "200: no token for oauth: no access_token"),
        (reply({"access_token": 5}), "200: no token for oauth: no access_token"),
        (reply(["x"]), "200: no token for oauth: no access_token"),
        (reply(b"<html>"), "200: no token for oauth: no access_token"),
        (reply({"access_token": "t"}, 302), "302: no token for oauth: no access_token"),
        (reply({"access_token": "t"}, 300), "300: no token for oauth: no access_token"),
        (reply({"access_token": "t"}, 404), "404: no token for oauth: no access_token"),
    ],
)
def test_no_token(clock: FakeClock, answer: Any, reason: str) -> None:
    issuer = Issuer(answer)
    with pytest.raises(DefaultError) as caught:
        issuer.client().call(READ, {})
    error = caught.value
    assert str(error) == reason
    assert (error.status_code, error.request) == (
        answer.status_code,
        "POST https://api.example.com/token",
    )
    assert error.headers["content-type"] == "application/json"
    assert len(issuer.asked) == len(issuer.sent) == 1


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (
            reply({"error": "invalid_client"}, 401),
            reply({"error": "x"}, 400),
            "401: no token for oauth: invalid_client",
        ),
        (
            reply({}, 400),
            reply({"error": "invalid_grant"}, 400),
            "400: no token for oauth: invalid_grant",
        ),
        (reply({}, 401), reply({}, 403), "403: no token for oauth: no access_token"),
    ],
)
def test_which_of_two_refusals_is_told(
    clock: FakeClock, first: Any, second: Any, reason: str
) -> None:
    issuer = Issuer(first, second)
    with pytest.raises(DefaultError) as caught:
        issuer.client().call(READ, {})
    assert str(caught.value) == reason
    assert len(issuer.asked) == 2


@pytest.mark.parametrize("error", [TransportError("broken"), TransportTimeout("late")])
def test_no_answer(clock: FakeClock, error: TransportError) -> None:
    issuer = Issuer(error)
    with pytest.raises(ConnectionFailed) as caught:
        issuer.client(retries={"max_attempts": 2}).call(READ, {})
    assert isinstance(caught.value, TimedOut) is isinstance(error, TransportTimeout)
    where = "POST https://api.example.com/token"
    limit = "timeout 60 s, " if isinstance(error, TransportTimeout) else ""
    assert str(caught.value) == f"no token for oauth: {error} ({limit}2 attempts, {where})"
    assert caught.value.request == where
    assert caught.value.__cause__ is error
    assert len(issuer.asked) == 2


def test_the_deadline_of_the_call_holds_for_its_token(clock: FakeClock) -> None:
    issuer = Issuer(reply({}, 503))
    for deadline, asked in ((1.25, 2), (1.26, 3)):
        issuer.asked.clear()
        with pytest.raises(DefaultError, match="503"):
            issuer.client(retries={"max_attempts": 5}).call(READ, {}, {"deadline": deadline})
        assert len(issuer.asked) == asked

    def late(_: Any) -> Any:
        clock.now += 9.0
        raise TransportError("broken")

    script = Script(late)
    changes = {"security_schemes": (SCHEME,), "security": (("oauth",),)}
    client = script.client(changes, credentials={"oauth": ("a", "b")})
    with pytest.raises(ConnectionFailed, match="broken"):
        client.call(READ, {}, {"deadline": 9.0})
    assert len(script.sent) == 1


def test_asynchronously(clock: FakeClock) -> None:
    class AsyncIssuer(Issuer, AsyncScript):
        pass

    issuer = AsyncIssuer(token("a", expires_in=100), token("b"))

    async def calls() -> None:
        client = issuer.client()
        await asyncio.gather(*(client.call(READ, {}) for _ in range(4)))
        assert len(issuer.asked) == 1
        clock.now += 1000
        await client.call(READ, {})

    asyncio.run(calls())
    assert len(issuer.asked) == 2


@pytest.mark.parametrize("pair", [("a", 5), ("\ud800", "b")])
def test_credentials_that_cannot_be_sent(pair: Any) -> None:
    issuer = Issuer(token())
    with pytest.raises(RequestInvalid, match="oauth"):
        issuer.client(credentials={"oauth": pair}).call(READ, {})
    assert issuer.sent == []


def test_the_environment_has_the_pair(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = SCHEME._replace(env="SDK_TEST")
    monkeypatch.setenv("SDK_TEST_CLIENT_ID", "id")
    issuer = Issuer(token())
    with pytest.raises(CredentialsMissing, match="SDK_TEST_CLIENT_SECRET"):
        issuer.client({"security_schemes": (scheme,)}, credentials={}).call(READ, {})
    assert issuer.asked == []  # half a pair is none
    monkeypatch.setenv("SDK_TEST_CLIENT_SECRET", "secret")
    issuer.client({"security_schemes": (scheme,)}, credentials={}).call(READ, {})
    assert len(issuer.asked) == 1
    monkeypatch.setenv("SDK_TEST", "ready")
    monkeypatch.delenv("SDK_TEST_CLIENT_ID")
    issuer.client({"security_schemes": (scheme,)}, credentials={}).call(READ, {})
    assert issuer.header("authorization")[-1] == "Bearer ready"
