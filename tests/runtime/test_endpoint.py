"""What is worked out once for an operation: its base URL, and which credentials go with it."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.lab import (
    BEARER,
    GET,
    CredentialsMissing,
    SecurityScheme,
    Server,
    operation,
)
from runtime.script import Script, reply

KEY = SecurityScheme("key", "key", "apiKey", location="query", parameter="k")
SCHEMES: dict[str, Any] = {"security_schemes": (BEARER, KEY)}
OWN = operation(
    servers=(Server("https://a.test/{v}", "a", (("v", "v1", ()),)), Server("/relative/", "b"))
)


def sent(called: Any, changes: Any = None, **given: Any) -> Script:
    """Make a call, and return what went out."""
    script = Script(reply({"data": []}))
    with script.client(changes, **given) as client:
        client.call(called, {}, None)
    return script


@pytest.mark.parametrize("credentials", [None, {}, {"bearer": ""}])
def test_an_empty_alternative_needs_no_credentials(credentials: Any) -> None:
    for security in ((("bearer",), ()), ((), ("bearer",)), ()):
        script = sent(GET, {"security": security}, credentials=credentials)
        assert script.header("authorization") == [None]
    with pytest.raises(CredentialsMissing):
        sent(GET, {"security": (("bearer",),)}, credentials=credentials)


def test_the_requirements_of_an_operation_count_alone() -> None:
    changes = {**SCHEMES, "security": (("bearer",),)}
    both = {"bearer": "b", "key": "c"}
    (url,) = sent(operation(security=(("key",),)), changes, credentials=both).urls
    assert url.endswith("/items?k=c")
    none = sent(operation(security=()), changes, credentials=both)
    assert (none.header("authorization"), none.urls[0].endswith("/items")) == ([None], True)
    assert sent(operation(security=None), changes, credentials=both).header("authorization") == [
        "Bearer b"
    ]


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "https://a.test/v1/items"),
        ({"server_variables": {"v": "v2"}}, "https://a.test/v2/items"),
        ({"server": "b"}, "https://api.example.com/relative/items"),
        ({"server": "c"}, "https://a.test/v1/items"),
        ({"server_url": "https://mine.test/x/?y=1"}, "https://mine.test/x/items?y=1"),
    ],
)
def test_the_servers_of_an_operation(given: dict[str, Any], url: str) -> None:
    servers = (
        Server("https://api.example.com", ""),
        Server("https://api.example.com", "b"),
        Server("https://c.test", "c"),
    )
    assert sent(OWN, {"servers": servers}, **given).urls == [url]


def test_what_every_request_has_is_not_what_one_of_them_has() -> None:
    script = Script(reply({"data": []}))
    with script.client(headers={"user-agent": "mine", "X-A": "1"}) as client:
        client.call(GET, {}, {"headers": {"x-a": "2", "Accept": "x/y"}})
        client.call(GET, {}, None)
    assert script.header("x-a") == ["2", "1"]
    assert script.header("user-agent") == ["mine", "mine"]
    assert script.header("accept") == ["x/y", "application/json"]
    assert script.header("authorization") == ["Bearer s3cret"] * 2


def test_defaults_are_what_the_sdk_sets_by_itself() -> None:
    """An injected client's own fields take their place; they must not take a credential's."""
    script = sent(GET, {}, headers={"X-A": "1"})
    assert script.sent[0].defaults == ("user-agent", "accept")


def test_the_scopes_are_those_of_the_requirements_that_count() -> None:
    oauth = SecurityScheme("oauth", "oauth", "oauth2", token_url="https://a.test/token")
    changes: dict[str, Any] = {
        "security_schemes": (oauth,),
        "security": (("oauth",),),
        "scopes": (("oauth", ("all",)),),
    }
    for called, scope in (
        (operation(), "scope=all"),
        (operation(security=(("oauth",),), scopes=(("oauth", ("read",)),)), "scope=read"),
        (operation(security=(("oauth",),)), ""),
    ):
        script = Script(reply({"access_token": "t", "data": []}))
        with script.client(changes, credentials={"oauth": ("a", "b")}) as client:
            client.call(called, {}, None)
        form = str(script.sent[0].content)
        assert scope in form
        assert ("scope" in form) is bool(scope)
