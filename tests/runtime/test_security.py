"""Credentials: where they come from, where they go, and where they never show up."""

from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from runtime.lab import BaseError, ByteServer, SecurityScheme, SyncClient, answer, operation, spec

Call = Callable[..., Any]
SCHEMES = {
    "bearer": SecurityScheme("bearer", "api_key", "http", "bearer", env="SDK_TEST_API_KEY"),
    "header": SecurityScheme("header", "header", "apiKey", location="header", parameter="X-App"),
    "query": SecurityScheme("query", "query", "apiKey", location="query", parameter="app id"),
    "cookie": SecurityScheme("cookie", "cookie", "apiKey", location="cookie", parameter="sid"),
    "basic": SecurityScheme("basic", "basic", "http", "basic", env="SDK_TEST_BASIC"),
    "digest": SecurityScheme("digest", "digest", "http", "DPoP"),
    "oauth": SecurityScheme("oauth", "oauth", "oauth2"),
    "oidc": SecurityScheme("oidc", "oidc", "openIdConnect"),
}


def changes(*requirements: tuple[str, ...]) -> dict[str, Any]:
    return {"security_schemes": tuple(SCHEMES.values()), "security": requirements}


@pytest.mark.parametrize(
    ("scheme", "secret", "name", "expected"),
    [
        ("bearer", "k", "authorization", "Bearer k"),
        ("header", "k", "x-app", "k"),
        ("cookie", "a b", "cookie", "sid=a%20b"),
        ("basic", ("user", "pä:ss"), "authorization", "Basic dXNlcjpww6Q6c3M="),
        ("basic", "user:pass", "authorization", "Basic dXNlcjpwYXNz"),
        ("digest", "k", "authorization", "DPoP k"),
        ("digest", "dpop k", "authorization", "dpop k"),
        ("oauth", "k", "authorization", "Bearer k"),
        ("oidc", lambda: "k", "authorization", "Bearer k"),
    ],
)
def test_schemes(
    call: Call, server: ByteServer, scheme: str, secret: Any, name: str, expected: str
) -> None:
    call(credentials={scheme: secret}, spec_changes=changes((scheme,)))
    assert server.last.headers[name] == expected


def test_a_key_in_the_query(call: Call, server: ByteServer) -> None:
    call(credentials={"query": "a&b"}, spec_changes=changes(("query",)))
    assert server.last.target == "/items?app%20id=a%26b"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"header": "h"}, {"x-app": "h"}),
        ({"bearer": "b"}, {}),
        ({"bearer": "b", "cookie": "c"}, {"authorization": "Bearer b", "cookie": "sid=c"}),
        (
            {"header": "", "cookie": "c", "bearer": "b"},
            {"authorization": "Bearer b", "cookie": "sid=c"},
        ),
        ({}, {}),
    ],
)
def test_alternatives_and_sets(
    call: Call, server: ByteServer, given: dict[str, str], expected: dict[str, str]
) -> None:
    call(credentials=given, spec_changes=changes((), ("header",), ("bearer", "cookie")))
    sent = {name: server.last.headers.get(name) for name in ("x-app", "authorization", "cookie")}
    assert sent == {"x-app": None, "authorization": None, "cookie": None, **expected}


def test_an_operation_overrides_the_default(call: Call, server: ByteServer) -> None:
    given = {"bearer": "b", "header": "h"}
    call(operation(security=(("header",),)), credentials=given, spec_changes=changes(("bearer",)))
    assert "authorization" not in server.last.headers
    assert server.last.headers["x-app"] == "h"
    call(operation(security=()), credentials=given, spec_changes=changes(("bearer",)))
    assert "authorization" not in server.last.headers


def test_the_environment_is_read_at_construction(
    server: ByteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDK_TEST_API_KEY", "from-env")
    with (
        SyncClient(spec(server.url)) as client,
        SyncClient(spec(server.url), credentials={"bearer": ""}) as without,
    ):
        monkeypatch.delenv("SDK_TEST_API_KEY")
        client.call(operation(), {})
        assert server.last.headers["authorization"] == "Bearer from-env"
        without.call(operation(), {})
        assert "authorization" not in server.last.headers


def test_functions_are_called_for_each_attempt(call: Call, server: ByteServer, clock: Any) -> None:
    server.answers = [answer(status=503), answer({"data": []})]
    keys = iter(["first", "second"])
    call(credentials={"bearer": lambda: next(keys)})
    assert [one.headers["authorization"] for one in server.received] == [
        "Bearer first",
        "Bearer second",
    ]


def test_asynchronous_functions(
    call: Call, server: ByteServer, request: pytest.FixtureRequest
) -> None:
    async def key() -> str:
        return "k"

    if request.node.callspec.params["call"] == "async":
        call(credentials={"bearer": key})
        assert server.last.headers["authorization"] == "Bearer k"
    else:
        with pytest.raises(TypeError, match="asynchronous"):
            call(credentials={"bearer": key})


def test_a_function_that_fails_is_not_hidden(call: Call, server: ByteServer) -> None:
    def key() -> str:
        raise LookupError("no key today")

    with pytest.raises(LookupError, match="no key today"):
        call(credentials={"bearer": key})
    assert not server.received


def test_own_headers_win_over_credentials(call: Call, server: ByteServer) -> None:
    for given in ("k", lambda: "k"):
        call(credentials={"bearer": given}, options={"headers": {"authorization": "Mine x"}})
        assert server.last.headers["authorization"] == "Mine x"


def test_credentials_are_nowhere_to_be_read(
    server: ByteServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="sdk")
    caplog.set_level(logging.INFO, logger="httpx2")
    server.answers = [answer({"error": "no"}, 418, {"Set-Cookie": "sid=S3CRET"})]
    names = ("bearer", "header", "query", "cookie")
    given = dict.fromkeys(names, "S3CRET")
    constants = spec(server.url, **changes(names))
    with SyncClient(constants, credentials=given) as client:
        with pytest.raises(BaseError) as caught:
            client.call(operation(), {}, {"query": {"access_token": "S3CRET"}})
        shown = [caplog.text, repr(client), repr(client.credentials), repr(client.__dict__)]
        for secretive in (client, client.credentials):
            with pytest.raises(TypeError):
                pickle.dumps(secretive)
            with pytest.raises(TypeError):
                copy.deepcopy(secretive)
    error = caught.value
    shown += [str(error), repr(error), repr(error.headers), str(error.request)]
    shown.append(repr(error.__reduce__()).replace("S3CRET'})", ""))
    assert "S3CRET" in server.last.target
    assert server.last.headers["x-app"] == "S3CRET"
    for text in shown:
        assert "S3CRET" not in text
    pickled = pickle.dumps(error).replace(b"sid=S3CRET", b"")  # that one came from the server
    assert b"S3CRET" not in pickled
