"""Security: every scheme, what operations require of them, and tokens of OAuth 2.0 clients."""

from __future__ import annotations

import asyncio
import base64
import json
import pickle
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest

from runtime.lab import ByteServer, Received, answer
from support.wire import PressWire, Wire

SCHEMES = """
    components:
      securitySchemes:
        bearer: {type: http, scheme: bearer}
        basic: {type: http, scheme: basic}
        digest: {type: http, scheme: DPoP}
        header: {type: apiKey, in: header, name: X-Key}
        query: {type: apiKey, in: query, name: key}
        cookie: {type: apiKey, in: cookie, name: sid}
        login:
          type: oauth2
          flows: {implicit: {authorizationUrl: 'https://a.example', scopes: {}}}
        oidc: {type: openIdConnect, openIdConnectUrl: 'https://a.example'}
        mtls: {type: mutualTLS}
    """


def secured(requirement: str, top: str = "[]") -> str:
    """Describe an operation with its own requirement, and one without."""
    own = f"security: {requirement}" if requirement else "summary: Nothing of its own."
    return f"""
    security: {top}
    paths:
      /x:
        get:
          operationId: get
          tags: [x]
          {own}
          responses: {{'200': {{description: ok}}}}
        post:
          operationId: post
          tags: [x]
          responses: {{'200': {{description: ok}}}}
    {SCHEMES}"""


@pytest.mark.parametrize(
    ("scheme", "secret", "where", "sent"),
    [
        ("bearer", "k", "authorization", "Bearer k"),
        ("basic", ("u", "p"), "authorization", "Basic " + base64.b64encode(b"u:p").decode()),
        ("digest", "k", "authorization", "dpop k"),
        ("header", "k", "x-key", "k"),
        ("cookie", "k", "cookie", "sid=k"),
        ("login", "k", "authorization", "Bearer k"),
        ("oidc", lambda: "k", "authorization", "Bearer k"),
    ],
)
def test_schemes(wire: PressWire, scheme: str, secret: Any, where: str, sent: str) -> None:
    api = wire(secured(f"[{{{scheme}: []}}]"))
    api.call(lambda client: client.x.get(), **{scheme: secret})
    assert api.sent.headers[where] == sent
    api.call(lambda client: client.x.post(), **{scheme: secret})
    assert where not in api.sent.headers


def test_a_key_in_the_query(wire: PressWire) -> None:
    api = wire(secured("[{query: []}]"))
    api.call(lambda client: client.x.get(), query="a&b")
    assert api.sent.target == "/x?key=a%26b"


ALL = {"bearer": "b", "header": "h", "query": "q", "cookie": "c"}


@pytest.mark.parametrize(
    ("requirement", "given", "sent"),
    [
        ("[{header: [], cookie: []}]", ("header", "cookie"), ("x-key", "cookie")),
        ("[{header: []}, {bearer: []}]", ("header", "bearer"), ("x-key",)),
        ("[{header: []}, {bearer: []}]", ("bearer",), ("authorization",)),
        ("[{header: [], cookie: []}, {bearer: []}]", ("header", "bearer"), ("authorization",)),
        ("[{}, {header: []}]", ("header",), ("x-key",)),
        ("[{}, {header: []}]", (), ()),
        ("[{mtls: [], header: []}]", ("header",), ("x-key",)),
        ("[]", ("header", "bearer"), ()),
        ("", ("header", "bearer"), ("authorization",)),
    ],
)
def test_requirements(
    wire: PressWire, requirement: str, given: tuple[str, ...], sent: tuple[str, ...]
) -> None:
    api = wire(secured(requirement, top="[{bearer: []}]"))
    api.call(lambda client: client.x.get(), **{name: ALL[name] for name in given})
    found = {"x-key", "cookie", "authorization"} & set(api.sent.headers)
    assert found == set(sent)


@pytest.mark.usefixtures("transport")
@pytest.mark.parametrize(
    ("requirement", "given", "told"),
    [
        ("[{bearer: []}]", {}, "bearer (or INLINE_BEARER in the environment)"),
        ("[{bearer: []}]", {"bearer": "", "header": "h"}, "bearer (or INLINE_BEARER in the"),
        (
            "[{bearer: []}, {basic: []}]",
            {},
            "bearer (or INLINE_BEARER in the environment), or "
            "basic (or INLINE_BASIC in the environment)",
        ),
        (
            "[{header: [], cookie: []}]",
            {},
            "cookie (or INLINE_COOKIE in the environment) and "
            "header (or INLINE_HEADER in the environment) (get)",
        ),
        ("[{header: [], cookie: []}]", {"header": "h"}, "needs cookie (or INLINE_COOKIE in the"),
        (
            "[{header: [], mtls: []}]",
            {},
            "needs header (or INLINE_HEADER in the environment) (get)",
        ),
        (
            "[{header: [], cookie: []}]",
            {"headers": {"x-KEY": "h"}},
            "no credentials: the client needs cookie (or INLINE_COOKIE in the environment) (get)",
        ),
    ],
)
def test_what_is_missing_is_said_before_anything_is_sent(
    wire: PressWire, requirement: str, given: dict[str, Any], told: str
) -> None:
    api = wire(secured(requirement))
    errors: Any = import_module(f"{api.package.__name__}.errors")
    uses: list[Any] = [
        lambda client: client.x.get(),
        lambda client: client.x.with_raw_response.get(),
    ]
    for use in uses:
        with pytest.raises(errors.MissingCredentialsError) as caught:
            api.call(use, **given)
        assert told in str(caught.value)
        assert isinstance(caught.value, errors.RequestValidationError)
    assert not api.server.received
    api.call(lambda client: client.x.post(), **given)  # which needs none


@pytest.mark.parametrize(
    ("requirement", "headers", "query"),
    [
        ("[{bearer: []}]", {"authorization": "Mine"}, {}),
        ("[{basic: []}, {header: [], cookie: []}]", {"Authorization": "Mine"}, {}),
        ("[{header: []}]", {"X-Key": "mine"}, {}),
        ("[{cookie: []}]", {"Cookie": "a=b; sid=mine"}, {}),
        ("[{header: [], cookie: []}]", {"X-Key": "mine", "Cookie": "sid=mine"}, {}),
        ("[{query: []}]", {}, {"key": "mine"}),
        ("[{}, {bearer: []}]", {}, {}),
        ("[{mtls: []}]", {}, {}),
    ],
)
def test_what_a_user_sends_by_hand_counts_as_given(
    wire: PressWire, requirement: str, headers: dict[str, str], query: dict[str, str]
) -> None:
    api = wire(secured(requirement))
    options = {"headers": headers, "query": query}
    api.call(lambda client: client.x.get(options=options))
    if not query:
        api.call(lambda client: client.x.get(), headers=headers)
    for name, value in headers.items():
        assert api.sent.headers[name.lower()] == value
    assert len(api.server.received) == (1 if query else 2)


@pytest.mark.parametrize(
    ("settings", "authenticates"),
    [
        ({"auth": ("u", "p")}, True),
        ({"headers": {"Authorization": "Mine"}}, True),
        ({"headers": {"X-Key": "mine"}}, True),
        ({"params": {"key": "mine"}}, True),
        ({"cookies": {"sid": "mine"}}, True),
        ({"headers": {"X-Trace": "1"}}, False),
        ({}, False),
    ],
)
def test_a_client_that_was_passed_in_may_authenticate_itself(
    wire: PressWire, settings: dict[str, Any], authenticates: bool
) -> None:
    api = wire(secured("[{bearer: []}]"))
    errors: Any = import_module(f"{api.package.__name__}.errors")
    made = (httpx2.AsyncClient if api.asynchronous else httpx2.Client)(**settings)
    expected = nullcontext() if authenticates else pytest.raises(errors.MissingCredentialsError)
    with expected:
        called_with(api, made)
    assert len(api.server.received) == authenticates


def called_with(api: Wire, http_client: Any) -> None:
    """Call by an HTTP client, or a transport, that is closed afterwards."""
    if not api.asynchronous:
        with http_client:
            api.call(lambda client: client.x.get(), http_client=http_client)
        return

    async def run() -> None:
        given = {"server_url": api.server.url, "http_client": http_client}
        async with http_client, api.package.AsyncInline(**given) as client:
            await client.x.get()

    asyncio.run(run())


def test_so_may_a_configured_or_a_foreign_transport(wire: PressWire) -> None:
    api = wire(secured("[{bearer: []}]"))
    package = api.package.__name__
    fast: Any = import_module(f"{package}.fast")
    make = fast.AsyncFastTransport if api.asynchronous else fast.FastTransport
    signed = make(lambda builder: builder.default_headers({"Authorization": "Mine"}))
    called_with(api, signed)
    assert api.sent.headers["authorization"] == "Mine"
    errors: Any = import_module(f"{package}.errors")
    with pytest.raises(errors.MissingCredentialsError):
        called_with(api, make())
    kind = type("Signing", (type(signed),), {"authenticates": True})
    called_with(api, kind())
    assert len(api.server.received) == 2


def test_missing_credentials_are_values_too(wire: PressWire) -> None:
    api = wire(secured("[{bearer: []}]"))
    if api.asynchronous:
        return
    package = api.package.__name__
    errors: Any = import_module(f"{package}.errors")
    function = import_module(f"{package}.funcs.x_get").x_get
    with import_module(f"{package}.core").InlineCore(server_url=api.server.url) as client:
        error = function(client).error
        assert function(client, options={"headers": {"Authorization": "Mine"}}).ok
    assert type(error) is errors.MissingCredentialsError
    twin = pickle.loads(pickle.dumps(error))
    assert (type(twin), str(twin), twin.status_code) == (type(error), str(error), None)


def test_the_environment(wire: PressWire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INLINE_BEARER", "from-env")
    api = wire(secured("[{bearer: []}]"))
    api.call(lambda client: client.x.get())
    assert api.sent.headers["authorization"] == "Bearer from-env"


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
