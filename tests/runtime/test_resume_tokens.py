"""Tokens of pages: where a listing goes on, for whom, and what is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sdk_runtime.base.pagination import Pagination

from runtime.lab import (
    RequestInvalid,
    SecurityScheme,
    operation,
)
from runtime.listed import CURSOR, listing, rows, three_pages
from runtime.script import URL, Script, reply


@pytest.mark.parametrize(
    ("pagination", "token"),
    [
        (CURSOR, {"cursor": "2"}),
        (Pagination(offset="offset", results=("data",)), {"offset": 2}),
        (Pagination(page="page", first=1, results=("data",)), {"page": 2}),
        (Pagination(next_url=("next",), results=("data",)), {"link": f"{URL}/2"}),
    ],
)
def test_going_on_by_a_token(pagination: Pagination, token: Any) -> None:
    script = three_pages()
    client, called = script.client(), listing(pagination)
    page: Any = client.call(called, {"limit": 2}, {"headers": {"X-A": "1"}})
    kept = page.resume_token()
    assert json.loads(kept) == token
    again: Any = client.call(called, {"limit": 2}, {"resume_token": kept})
    page.next_page()
    _, by_token, by_page = script.urls
    assert by_token == by_page
    assert again.data[0].date == "c"
    again.has_next_page()
    assert script.header("x-a") == ["1", None, "1"], "options hold for what follows"


def test_tokens_are_for_one_call() -> None:
    script = three_pages()
    options = {"resume_token": '{"cursor": "1"}', "idempotency_key": "k"}
    first: Any = script.client().call(listing(), {}, options)
    first.next_page()
    assert [url.partition("after=")[2] for url in script.urls] == ["1", "2"]
    assert script.header("idempotency-key") == ["k", None]


@pytest.mark.parametrize(
    "token",
    [5, "", "x", "[]", "{}", '{"offset": 1}', '{"link": "/x"}', '{"limit": 1}', "[" * 10**5],
)
def test_what_is_no_token(token: Any) -> None:
    script = three_pages()
    with pytest.raises(RequestInvalid, match=r"resume_token.*not what a page") as caught:
        script.client().call(listing(), {}, {"resume_token": token})
    assert str(caught.value).count("[") <= 1
    with pytest.raises(RequestInvalid, match=r"for operations with pages"):
        script.client().call(operation(), {}, {"resume_token": token})
    assert script.sent == []


def test_a_token_leads_to_no_other_server_and_holds_no_credential() -> None:
    key = SecurityScheme("key", "key", "apiKey", location="query", parameter="apikey")
    changes = {"security_schemes": (key,), "security": (("key",),)}
    script = Script(reply({"data": rows("a"), "next": "?n=2&apikey=S3CRET&page_token=p"}))
    linked = listing(Pagination(next_url=("next",), results=("data",)))
    client = script.client(changes, credentials={"key": "S3CRET"})
    page: Any = client.call(linked, {})
    token = page.resume_token()
    assert json.loads(token) == {"link": f"{URL}/items?n=2&page_token=p"}
    client.call(linked, {}, {"resume_token": token})
    assert script.urls[-1] == f"{URL}/items?n=2&page_token=p&apikey=S3CRET"
    for link in ("https://evil.example/items", "//evil.example/", "http://api.example.com/v1/"):
        with pytest.raises(RequestInvalid, match=r"another server|link"):
            client.call(linked, {}, {"resume_token": json.dumps({"link": link})})
    assert len(script.sent) == 2
