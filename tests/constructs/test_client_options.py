"""Clients made of a client, requests that are not described, the environment."""

from __future__ import annotations

import inspect
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from runtime.lab import answer
from support.transports import TransportKind
from support.wire import PressWire, Wire

API = """
info: {title: Inline, version: 1.0.0}
security: [{key: []}]
paths:
  /x:
    get:
      operationId: get
      tags: [x]
      parameters: [{name: q, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}
    post:
      operationId: send
      tags: [x]
      requestBody:
        content: {application/json: {schema: {type: object, properties: {a: {type: integer}}}}}
      responses: {'204': {description: ok}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""


@pytest.fixture
def api(wire: PressWire, transport: TransportKind) -> Wire:
    return wire(API)


def test_another_client_over_the_same_connections(api: Wire) -> None:
    def use(client: Any) -> Any:
        other = client.with_options(
            api_key="second", headers={"X-B": "2"}, strict=True, retries={"max_attempts": 1}
        )
        assert type(other) is type(client)
        assert other.x is not client.x
        return in_turn(client.x.get, other.x.get, other.with_options(headers={"x-a": "3"}).x.get)

    api.call(use, api_key="first", headers={"X-A": "1"})
    names = ("x-key", "x-a", "x-b")
    sent = [[one.headers.get(name) for name in names] for one in api.server.received]
    assert sent == [["first", "1", None], ["second", "1", "2"], ["second", "3", "2"]]
    assert len(api.server._connections) == 1


def in_turn(*calls: Any) -> Any:
    """Make calls one after the other, whatever the client."""
    made = [calls[0]()]
    if not hasattr(made[0], "__await__"):
        return made + [one() for one in calls[1:]]

    async def rest() -> Any:
        return [await made[0], *[await one() for one in calls[1:]]]

    return rest()


def test_it_ends_with_the_first_one_and_not_before(api: Wire) -> None:
    package, url = api.package, api.server.url
    with package.Inline(api_key="k", server_url=url) as client:
        with client.with_options(timeout=5.0) as other:
            other.x.get()
        with pytest.raises(RuntimeError, match="this Inline has been closed"):
            other.x.get()
        client.x.get()
        other = client.with_options()
    with pytest.raises(RuntimeError, match="this Inline has been closed"):
        other.x.get()


def test_every_argument_of_the_constructor_may_be_given(api: Wire) -> None:
    for name in ("Inline", "AsyncInline"):
        of = getattr(api.package, name)
        made = inspect.signature(of.__init__).parameters.keys()
        assert made == inspect.signature(of.with_options).parameters.keys()
    client = api.package.Inline(api_key="k", server_url="https://a.example")
    assert client.with_options(server_url="https://b.example").base_url() == "https://b.example"
    assert client.with_options(timeout=3).base_url() == "https://a.example"
    with pytest.raises(TypeError, match="timeout must be a number"):
        client.with_options(timeout="3")


def test_a_subclass_stays_one_with_its_state(api: Wire) -> None:
    class Mine(api.package.Inline):
        def __init__(self, tenant: str, **settings: Any) -> None:
            super().__init__(**settings)
            self.tenant = tenant

    with Mine("acme", api_key="k", server_url=api.server.url) as mine:
        assert mine.x is mine.x
        other = mine.with_options(api_key="l")
        assert (type(other), other.tenant) == (Mine, "acme")
        other.x.get()
    assert api.sent.headers["x-key"] == "l"


@pytest.mark.parametrize(
    ("path", "given", "target", "body"),
    [
        ("/users/7", {}, "/users/7", b""),
        ("/a b/{c}", {"query": {"n": [1, 2], "none": None}}, "/a%20b/%7Bc%7D?n=1&n=2", b""),
        ("/a%2Fb?x=1&y=a%20b", {"query": {"x": "2"}}, "/a%2Fb?x=2&y=a%20b", b""),
        ("/x", {"body": {"a": [1, None]}}, "/x", b'{"a":[1,null]}'),
        ("/x", {"body": b"raw"}, "/x", b"raw"),
        ("/x", {"body": "text"}, "/x", b'"text"'),
    ],
)
def test_requests_that_are_not_described(
    api: Wire, path: str, given: dict[str, Any], target: str, body: bytes
) -> None:
    api.server.answers = [answer({"n": 1.5, "list": [None]})]
    headers = {"X-Own": "1"}
    response = api.call(
        lambda client: client.request("PATCH", path, headers=headers, **given), api_key="k"
    )
    assert (response.status_code, response.value) == (200, {"n": 1.5, "list": [None]})
    assert response.drift == ()
    sent = api.sent
    assert (sent.method, sent.target, sent.body) == ("PATCH", target, body)
    assert (sent.headers["x-key"], sent.headers["x-own"]) == ("k", "1")
    is_raw = isinstance(given.get("body"), bytes)
    kind = "application/octet-stream" if is_raw else "application/json"
    assert sent.headers.get("content-type") == (kind if body else None)


def test_what_comes_back_is_read_by_its_media_type(api: Wire) -> None:
    texts = {"text/csv": "a,b", "image/png": b"a,b", "application/problem+json": {"a": 1}}
    for media_type, value in texts.items():
        content = json.dumps(value).encode() if isinstance(value, dict) else b"a,b"
        api.server.answers = [answer(content, content_type=media_type)]
        api.server._count = 0
        response = api.call(lambda client: client.request("GET", "/x"), api_key="k")
        assert (response.value, response.drift) == (value, ())


def test_it_fails_as_all_calls_do(api: Wire) -> None:
    errors = api.package.errors
    api.server.answers = [answer({"message": "no"}, status=404)]
    with pytest.raises(errors.InlineDefaultError, match="404 Not Found: no"):
        api.call(lambda client: client.request("GET", "/x", options={"timeout": 5}), api_key="k")
    api.server.answers = [answer({}, status=503), answer({})]
    api.server._count = 0
    retries = {"initial_delay": 0}
    response = api.call(lambda client: client.request("GET", "/x"), api_key="k", retries=retries)
    assert response.status_code == 200
    for method, path in [("GE T", "/x"), ("GET", "x"), ("GET", "https://a.example/x")]:
        with pytest.raises(errors.RequestValidationError, match="must"):
            api.call(lambda client, m=method, p=path: client.request(m, p), api_key="k")
    for path in ("/a/../b", "/a/%2e%2E/b", "/x#y"):
        with pytest.raises(errors.RequestValidationError, match="must"):
            api.call(lambda client, p=path: client.request("GET", p), api_key="k")


def test_nothing_is_kept_of_them(api: Wire) -> None:
    with api.package.Inline(api_key="k", server_url=api.server.url) as client:
        for number in range(3):
            client.request("GET", f"/x/{number}")
        assert client._client._endpoints == {}


def test_more_properties_of_a_body(api: Wire) -> None:
    options = {"body": {"b": {"c": None}, "a": 2}}
    for given in ({"a": 1}, {}):
        api.call(lambda client, g=given: client.x.send(**g, options=options), api_key="k")
        assert json.loads(api.sent.body) == {"a": 2, "b": {"c": None}}
        assert api.sent.headers["content-type"] == "application/json"
    with pytest.raises(api.package.errors.RequestValidationError, match=r"options\['body'\]"):
        api.call(lambda client: client.x.get(options={"body": {"b": 1}}), api_key="k")


def test_the_server_comes_from_the_environment(api: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INLINE_BASE_URL", "https://env.example/v1/")
    assert api.package.Inline(api_key="k").base_url() == "https://env.example/v1"
    assert (
        api.package.Inline(api_key="k", server_url="https://a.example").base_url()[-9:]
        == "a.example"
    )
    monkeypatch.setenv("INLINE_BASE_URL", "env.example")
    with pytest.raises(ValueError, match="INLINE_BASE_URL 'env.example'"):
        api.package.Inline(api_key="k")
    api.package.Inline(api_key="k", server_url="https://a.example")


@pytest.fixture
def inline_logger() -> Iterator[logging.Logger]:
    logger = logging.getLogger("inline")
    parent, logger.parent = logger.parent, None  # as where nothing is set up to log
    yield logger
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)
    logger.parent = parent


def test_the_log_comes_from_the_environment(
    api: Wire,
    inline_logger: logging.Logger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard = io.StringIO()
    monkeypatch.setattr("sys.stderr", heard)
    monkeypatch.setenv("INLINE_LOG", "debug")
    api.call(lambda client: client.x.get(), api_key="sk-secret")
    api.call(lambda client: client.x.get(), api_key="sk-secret")
    assert heard.getvalue().count("inline DEBUG") == 4
    assert "sk-secret" not in heard.getvalue()
    monkeypatch.setenv("INLINE_LOG", "loud")
    with pytest.raises(ValueError, match="INLINE_LOG must be one of debug, info, warning, error"):
        api.package.Inline(api_key="k")
