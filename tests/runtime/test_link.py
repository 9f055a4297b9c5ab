"""Links: what of an operation's own request goes with them, and which credentials do not."""

from __future__ import annotations

from typing import Any

import pytest
from sdk_runtime.base.pagination import Pagination
from sdk_runtime.client.pages import pages

from runtime.lab import Parameter, SecurityScheme, operation
from runtime.script import URL, Script, reply

KEY = SecurityScheme("key", "key", "apiKey", location="query", parameter="api_key")
PLAIN = SecurityScheme("plain", "plain", "apiKey", location="query", parameter="u")
HEADER = SecurityScheme("header", "header", "apiKey", parameter="X-Pass")
COOKIE = SecurityScheme("cookie", "cookie", "apiKey", location="cookie", parameter="sid")
SCHEMES = (KEY, PLAIN, HEADER, COOKIE)
CREDENTIALS: dict[str, Any] = {one.name: f"{one.name}1" for one in SCHEMES}
CALLED = operation(
    parameters=(
        Parameter("q", "q", "query"),
        Parameter("kind", "X-Kind", "header"),
        Parameter("c", "c", "cookie"),
    ),
    pages=lambda: Pagination(next_url=("next",)),
)


def gone_to(link: str, credentials: Any = None, schemes: Any = SCHEMES) -> Script:
    """Ask for two pages, the second by a link."""
    script = Script(reply({"next": link}), reply({}))
    changes = {"security_schemes": schemes, "security": (tuple(one.name for one in schemes),)}
    client = script.client(changes, credentials=credentials or CREDENTIALS)
    arguments = {"q": "1", "kind": "k", "c": "c1"}
    assert len(list(pages(client, CALLED, arguments, None))) == 2
    return script


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/v1/items?n=2", f"{URL}/items?n=2&api_key=key1&u=plain1"),
        (f"{URL}/items?n=2", f"{URL}/items?n=2&api_key=key1&u=plain1"),
        ("https://API.example.com:443/o", "https://api.example.com/o?api_key=key1&u=plain1"),
        ("?", f"{URL}/items?api_key=key1&u=plain1"),
        ("?&a=1&&b", f"{URL}/items?a=1&b&api_key=key1&u=plain1"),
        # what it echoes of the client's own is the client's own
        ("?API_KEY=***&n=2", f"{URL}/items?n=2&api_key=key1&u=plain1"),
        ("?u=x&api%5Fkey=y", f"{URL}/items?api_key=key1&u=plain1"),
        ("?u", f"{URL}/items?api_key=key1&u=plain1"),
        # what it adds is kept
        ("?token=t&q=2", f"{URL}/items?token=t&q=2&api_key=key1&u=plain1"),
    ],
)
def test_the_same_origin_gets_the_credentials(link: str, url: str) -> None:
    script = gone_to(link)
    assert script.urls == [f"{URL}/items?api_key=key1&u=plain1&q=1", url]
    assert script.header("x-pass") == ["header1"] * 2
    assert script.header("x-kind") == ["k"] * 2
    assert script.header("cookie") == ["sid=cookie1; c=c1"] * 2


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://other.example.com/v1/items?n=2", "https://other.example.com/v1/items?n=2"),
        ("http://api.example.com/v1/items", "http://api.example.com/v1/items"),
        ("https://api.example.com:8443/?a=1", "https://api.example.com:8443/?a=1"),
        ("//other.example.com/?a=1", "https://other.example.com/?a=1"),
        ("https://other.example.com/?api_key=key1&U=2&a=1", "https://other.example.com/?a=1"),
    ],
)
def test_another_origin_gets_none(link: str, url: str) -> None:
    script = gone_to(link)
    assert script.urls[1] == url
    assert script.header("x-pass") == ["header1", None]
    assert script.header("x-kind") == ["k", "k"]
    assert script.header("cookie") == ["sid=cookie1; c=c1", None]
    assert [one.foreign for one in script.sent] == [False, True]


def test_functions_are_not_asked_for_another_origin() -> None:
    called: list[int] = []

    def key() -> str:
        called.append(1)
        return "key2"

    given = {**CREDENTIALS, "key": key}
    assert gone_to("https://other.example.com/?a=1", given).urls[1].endswith("/?a=1")
    assert len(called) == 1
    script = gone_to("?api_key=old&n=2", given)
    assert script.urls[1] == f"{URL}/items?n=2&u=plain1&api_key=key2"
    assert len(called) == 3
