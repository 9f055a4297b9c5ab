"""Tokens of OAuth 2: a pair of client id and secret in, bearer tokens out, one for all calls."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from runtime.lab import ByteServer, Received, answer
from support.wire import PressWire, Wire

OAUTH = """
    security: [{app: [read]}]
    paths:
      /x:
        get:
          operationId: get
          tags: [x]
          responses: {'200': {description: ok}}
        post:
          operationId: post
          tags: [x]
          security: [{app: [read, write]}]
          requestBody: {content: {application/octet-stream: {}}}
          responses: {'200': {description: ok}}
    components:
      securitySchemes:
        app:
          type: oauth2
          flows: {clientCredentials: {tokenUrl: /token, scopes: {read: r, write: w}}}
    """


class Issuer:
    """Issues tokens t1, t2, … and counts; `/x` is refused with the tokens in `refused`."""

    def __init__(self, server: ByteServer, expires_in: Any = 3600) -> None:
        self.expires_in = expires_in
        self.issued: list[dict[str, list[str]]] = []
        self.clients: list[str] = []
        self.refused: set[str] = set()
        self.delay = 0.0
        self.status = 200
        server.answers = [self.answer]

    def answer(self, received: Received) -> bytes:
        authorization = received.headers.get("authorization", "")
        if received.path != "/token":
            refused = authorization.removeprefix("Bearer ") in self.refused
            return answer({"message": "no"}, 401) if refused else answer({})
        self.issued.append(parse_qs(received.body.decode()))
        self.clients.append(authorization)
        time.sleep(self.delay)
        if self.status != 200:
            return answer({"error": "invalid_client"}, self.status)
        token = {"access_token": f"t{len(self.issued)}", "token_type": "bearer"}
        return answer({**token, "expires_in": self.expires_in})


def tokens(api: Wire) -> list[str]:
    """The tokens that calls were made with."""
    calls = [one for one in api.server.received if one.path == "/x"]
    return [one.headers.get("authorization", "") for one in calls]


def several(api: Wire, *uses: Callable[[Any], Any]) -> None:
    """Use one client several times."""

    async def later(client: Any) -> None:
        for use in uses:
            await use(client)

    api.call(
        later if api.asynchronous else lambda client: [use(client) for use in uses] and None,
        app=("my id", "sécret"),
    )


def get(client: Any) -> Any:
    return client.x.get()


def post(client: Any) -> Any:
    return client.x.post(body=b"x")


def test_a_client_gets_a_token_and_keeps_it(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    several(api, get, get)
    assert tokens(api) == ["Bearer t1", "Bearer t1"]
    assert issuer.issued == [{"grant_type": ["client_credentials"], "scope": ["read"]}]
    assert issuer.clients == ["Basic " + base64.b64encode(b"my+id:s%C3%A9cret").decode()]


def test_a_token_with_more_scopes_serves_for_fewer(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    several(api, get, post, get, post)
    assert [one["scope"] for one in issuer.issued] == [["read"], ["read write"]]
    assert tokens(api) == ["Bearer t1", "Bearer t2", "Bearer t1", "Bearer t2"]


def test_a_token_is_replaced_before_its_end(
    wire: PressWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = wire(OAUTH)
    Issuer(api.server, expires_in="100")
    import inline._runtime.base.clock as clock  # pyright: ignore[reportMissingImports]

    now = [1000.0]
    monkeypatch.setattr(clock, "monotonic", lambda: now[0])

    def passing(seconds: float) -> Callable[[Any], Any]:
        def use(client: Any) -> Any:
            now[0] += seconds
            return get(client)

        return use

    several(api, get, passing(69), passing(2))
    assert tokens(api) == ["Bearer t1", "Bearer t1", "Bearer t2"]


def test_a_token_that_is_refused_is_replaced_once(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server, expires_in=None)

    def revoked(client: Any) -> Any:
        issuer.refused = {"t1"}
        return get(client)

    several(api, get, revoked)
    assert tokens(api) == ["Bearer t1", "Bearer t1", "Bearer t2"]
    issuer.refused = {f"t{number}" for number in range(20)}
    before = len(issuer.issued)
    with pytest.raises(api.package.errors.InlineDefaultError):
        several(api, get)
    assert len(issuer.issued) == before + 1  # a new token that is refused is no reason for another


def test_a_body_that_is_gone_is_not_sent_twice(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)

    def revoked(client: Any) -> Any:
        issuer.refused = {"t1"}
        return client.x.post(body=iter([b"a"]))

    with pytest.raises(api.package.errors.InlineDefaultError):
        several(api, post, revoked)
    several(api, post)


def test_servers_that_want_credentials_in_the_body(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    plain = issuer.answer

    def picky(received: Received) -> bytes:
        if received.path == "/token" and "authorization" in received.headers:
            return answer({"error": "invalid_client"}, 401)
        return plain(received)

    api.server.answers = [picky]
    several(api, get, post)
    assert [one["client_id"] for one in issuer.issued] == [["my id"], ["my id"]]
    assert [one["client_secret"] for one in issuer.issued] == [["sécret"], ["sécret"]]
    assert len([one for one in api.server.received if one.path == "/token"]) == 4


def test_no_token_is_an_error_that_says_why(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    issuer.status = 401
    with pytest.raises(api.package.errors.InlineDefaultError, match="invalid_client") as caught:
        several(api, get)
    assert caught.value.status_code == 401
    assert "sécret" not in repr(caught.value) + str(caught.value)
    assert tokens(api) == []
    api.server.answers = [None]
    with pytest.raises(api.package.errors.APIConnectionError):
        api.call(get, app=("i", "s"), retries=False)


def test_many_at_once_ask_for_one_token(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    issuer.delay = 0.1

    def threads(client: Any) -> None:
        running = [threading.Thread(target=get, args=(client,)) for _ in range(8)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()

    async def tasks(client: Any) -> None:
        await asyncio.gather(*(get(client) for _ in range(8)))

    api.call(tasks if api.asynchronous else threads, app=("i", "s"))
    assert len(issuer.issued) == 1
    assert tokens(api) == ["Bearer t1"] * 8


def test_a_slow_token_is_not_waited_for_beyond_the_deadline(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    issuer.delay = 1.0

    def late(client: Any) -> Any:
        return client.x.get(options={"deadline": 0.2})

    started = time.monotonic()
    with pytest.raises(api.package.errors.APITimeoutError):
        several(api, late)
    assert time.monotonic() - started < 0.8
    assert tokens(api) == []


def test_who_waits_for_the_token_of_another_keeps_to_the_own_deadline(wire: PressWire) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    issuer.delay = 1.0
    found: list[Any] = []

    def late(client: Any) -> None:
        started = time.monotonic()
        with pytest.raises(api.package.errors.APITimeoutError, match="no token within"):
            client.x.get(options={"deadline": 0.2})
        found.append(time.monotonic() - started)

    def threads(client: Any) -> None:
        first = threading.Thread(target=get, args=(client,))
        first.start()
        time.sleep(0.2)
        late(client)
        first.join()

    async def later(client: Any) -> None:
        await asyncio.sleep(0.2)
        started = time.monotonic()
        with pytest.raises(api.package.errors.APITimeoutError, match="no token within"):
            await client.x.get(options={"deadline": 0.2})
        found.append(time.monotonic() - started)

    async def tasks(client: Any) -> None:
        await asyncio.gather(get(client), later(client))

    api.call(tasks if api.asynchronous else threads, app=("i", "s"))
    assert found[0] < 0.7
    assert (len(issuer.issued), tokens(api)) == (1, ["Bearer t1"])


def test_a_token_of_ones_own(wire: PressWire, monkeypatch: pytest.MonkeyPatch) -> None:
    api = wire(OAUTH)
    issuer = Issuer(api.server)
    api.call(get, app="mine")
    api.call(get, app=lambda: "called")
    monkeypatch.setenv("INLINE_APP", "env")
    api.call(get)
    assert tokens(api) == ["Bearer mine", "Bearer called", "Bearer env"]
    monkeypatch.setenv("INLINE_APP_CLIENT_ID", "i")
    monkeypatch.setenv("INLINE_APP_CLIENT_SECRET", "s")
    api.call(get)
    assert tokens(api)[-1] == "Bearer t1"
    assert len(issuer.issued) == 1


def test_the_token_url_may_be_elsewhere(wire: PressWire) -> None:
    api = wire(OAUTH)
    Issuer(api.server)
    other = ByteServer([answer(json.dumps({"access_token": "far"}))])
    try:
        text = OAUTH.replace("/token", f"{other.url}/t")
        api = Wire(wire(text).package, api.server, api.asynchronous)
        several(api, get)
        assert tokens(api) == ["Bearer far"]
        assert other.last.path == "/t"
    finally:
        other.close()
