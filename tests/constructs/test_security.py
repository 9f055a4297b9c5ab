"""Security: every scheme, what operations require of them, and what is said where it is missing."""

from __future__ import annotations

import asyncio
import base64
import pickle
from contextlib import nullcontext
from importlib import import_module
from typing import Any

import httpx2
import pytest

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
