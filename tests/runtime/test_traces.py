"""No secret leaves a trace: in messages, `repr`, locals of tracebacks, logs, warnings, pickles."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import pickle
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import product, repeat
from pathlib import Path
from typing import Any

import pytest

from runtime.lab import (
    POST,
    AsyncClient,
    BaseError,
    Body,
    ByteServer,
    Parameter,
    SecurityScheme,
    SyncClient,
    answer,
    operation,
    slow,
    spec,
)
from support.raw_server import refusing

HERE = Path(__file__).parents[1]
SCHEMES = {
    "bearer": SecurityScheme("bearer", "bearer", "http", "bearer"),
    "header": SecurityScheme("header", "header", "apiKey", location="header", parameter="X-App"),
    "query": SecurityScheme("query", "query", "apiKey", location="query", parameter="app id"),
    "cookie": SecurityScheme("cookie", "cookie", "apiKey", location="cookie", parameter="sid"),
    "basic": SecurityScheme("basic", "basic", "http", "basic"),
    "oauth": SecurityScheme("oauth", "oauth", "oauth2", token_url="/token"),
}
ASKED = ("header", "query", "cookie")
"""Those that are sent together; each of the others is the Authorization of a case of its own."""
KINDS = {"sync": SyncClient, "async": AsyncClient}


def given(name: str) -> Any:
    """Return a credential; those that sound alike are functions for one case of two."""
    if name in ("basic", "oauth"):
        return ("me", f"S3CRET-{name}")
    return (lambda: f"S3CRET-{name}") if name == "query" else f"S3CRET-{name}"


def replies(one: Any) -> bytes:
    """Answer by path; whatever is not a token has secrets of the server's own."""
    status = int(one.path[1:4]) if one.path[1:4].isdigit() else 200
    headers = {
        "Set-Cookie": "sid=S3CRET-set-cookie",
        "Location": "/loop?access_token=S3CRET-location&app+id=S3CRET-echo#token=S3CRET-fragment",
        "Link": '</x?page=2&api%5Fkey=S3CRET-link>; rel="next"',
        "X-Auth-Token": "S3CRET-field",
    }
    if one.path.endswith("/token"):
        return answer({"access_token": "S3CRET-token", "expires_in": 3600})
    if one.path == "/loop":
        status = 302
    if status < 300:
        del headers["Location"]
    return answer(b"<html>", status, headers)


class Case:
    """A client with a secret wherever one may be given, and one way for its calls to fail."""

    def __init__(self, kind: str, authorization: str) -> None:
        self.kind = kind
        self.names = (*ASKED, authorization)

    def settings(self, url: str) -> dict[str, Any]:
        constants = spec(
            url,
            security_schemes=tuple(SCHEMES[name] for name in self.names),
            security=(self.names,),
            logger="sdk",
        )
        return {
            "spec": constants,
            "credentials": {name: given(name) for name in self.names},
            "headers": {"X-Session-Token": "S3CRET-client"},
            "server_url": f"{url}?token=S3CRET-server",
        }

    def run(self, url: str, called: Any, arguments: Any, **more: Any) -> tuple[Any, BaseException]:
        """Make the call, which must fail; return the client and the error."""
        client: Any = KINDS[self.kind](**{**self.settings(url), "retries": False, **more})

        async def go() -> Any:
            async with client:
                return await client.call(called, arguments, options())

        try:
            if self.kind == "async":
                asyncio.run(go(), debug=True)
            else:
                with client:
                    client.call(called, arguments, options())
        except Exception as error:
            return client, error
        raise AssertionError("the call did not fail")


def options() -> Any:
    return {
        "headers": {"X-My-Secret": "S3CRET-option"},
        "query": {"signature": "S3CRET-signature"},
    }


def attribute(value: object, name: str) -> object:
    with suppress(Exception):  # a property that has nothing to give
        return getattr(value, name)
    return None


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and all that led to it, even where tracebacks suppress it."""
    seen: set[int] = set()
    pending = [error]
    while pending:
        one = pending.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            pending += [one.__cause__, one.__context__]


def shown(client: Any, error: BaseException) -> Iterator[tuple[str, str]]:
    """Yield all that can be read of an error and its client."""
    for one in chain(error):
        where = type(one).__name__
        yield where, f"{one} {one!r} {one.args!r} {vars(one)!r} {getattr(one, '__notes__', '')}"
        yield f"attributes of {where}", repr([attribute(one, name) for name in dir(one)])
        for frame, _ in traceback.walk_tb(one.__traceback__):
            if not frame.f_code.co_filename.startswith(str(HERE)):
                names = {n: v for n, v in frame.f_locals.items() if n not in ("options",)}
                yield f"locals of {frame.f_code.co_qualname}", repr(names)
    yield "pickle", pickle.dumps(error).decode("latin-1")
    yield "copy", repr(vars(copy.deepcopy(error)))
    yield "client", f"{client!r} {client.__dict__!r} {client.credentials!r}"
    for value in (*vars(client).values(), *client._endpoints.values(), *client._tokens.values()):
        yield f"part of the client: {type(value).__name__}", repr(value)


def logged(caplog: pytest.LogCaptureFixture) -> Iterator[tuple[str, str]]:
    """Yield log lines; httpcore2 writes the fields of a response as they came, at DEBUG."""
    for record in caplog.records:
        text = f"{record.getMessage()} {vars(record)!r}"
        if record.name.startswith("httpcore2"):
            for own in ("set-cookie", "location", "echo", "fragment", "link", "field"):
                text = text.replace(f"S3CRET-{own}", "")
        yield f"log of {record.name}", text


GET = operation(path="/200", parameters=(Parameter("n", "n", "query", required=True),))
SEND = operation(method="PUT", path="/200", bodies=(Body("x/y", "binary", lambda: bytes),))
FAILURES: dict[str, Callable[[], tuple[Any, Any]]] = {
    "undecodable": lambda: (GET, {"n": 1}),
    "401": lambda: (operation(path="/401"), {}),
    "418": lambda: (operation(path="/418"), {}),
    "503": lambda: (operation(path="/503"), {}),
    "redirects": lambda: (operation(path="/loop"), {}),
    "a missing argument": lambda: (GET, {}),
    "a wrong body": lambda: (POST, {"usage": "x"}),
    "a header that cannot be sent": lambda: (
        operation(parameters=(Parameter("h", "h", "header"),)),
        {"h": "\u2026"},
    ),
    "a body that breaks off": lambda: (SEND, {"body": iter([b"a", None])}),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which client makes the calls."""
    return request.param


@pytest.fixture
def clean(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[Any, BaseException], None]]:
    """Check that no secret is to be found."""
    caplog.set_level(logging.DEBUG)

    def check(client: Any, error: BaseException) -> None:
        for where, text in (*shown(client, error), *logged(caplog)):
            found = text.find("S3CRET")
            assert found < 0, f"{where}: …{text[max(found - 200, 0) : found + 30]}…"

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield check
    assert "S3CRET" not in repr([str(one.message) for one in caught])


@pytest.mark.parametrize("authorization", ["bearer", "basic", "oauth"])
def test_failed_calls(server: ByteServer, kind: str, authorization: str, clean: Any) -> None:
    server.answers = [replies]
    case = Case(kind, authorization)
    for name, failure in FAILURES.items():
        client, error = case.run(server.url, *failure())
        assert isinstance(error, BaseError) or name == "a body that breaks off", repr(error)
        clean(client, error)
    sent = str(server.received)
    expected = ["header", "query", "cookie", "client", "option", "server", "signature"]
    assert [one for one in expected if f"S3CRET-{one}" not in sent] == []
    with refusing() as url:
        clean(*case.run(url, GET, {"n": 1}))
    server.answers = [slow(0.6, answer({}))]
    clean(*case.run(server.url, GET, {"n": 1}, timeout=0.3))


def test_secrets_that_cannot_be_sent(server: ByteServer, kind: str, clean: Any) -> None:
    server.answers = [replies]
    for name, wrong in product(SCHEMES, ("\ud800", "\n", "\u2026", b"S3CRET")):
        secret: Any = wrong if isinstance(wrong, bytes) else f"S3CRET{wrong}"
        if name in ("basic", "oauth"):
            secret = ("me", secret)
        case = Case(kind, name)
        case.names = (name,)
        for source in (secret,) if name == "oauth" else (secret, partial(next, repeat(secret))):
            client, error = case.run(server.url, GET, {"n": 1}, credentials={name: source})
            assert isinstance(error, BaseError), repr(error)
            clean(client, error)


def test_token_endpoints_that_fail(server: ByteServer, kind: str, clean: Any) -> None:
    case = Case(kind, "oauth")
    token: Any = {"access_token": "S3CRET-token"}
    for reply in (
        answer(b"", 302, {"Location": "/x?token=S3CRET-location"}),
        answer(json.dumps(token).encode()[:-1]),
        answer([token]),
        answer(
            {"token": "S3CRET-token", "error": "no"}, 400, {"Set-Cookie": "a=S3CRET-set-cookie"}
        ),
        answer({"access_token": "S3CRET\n"}),
        answer({"access_token": "S3CRET\u2026"}),
        answer({**token, "expires_in": "soon"}, 500),
        None,
        slow(0.6, b""),
    ):
        server.answers = [reply]
        timeout = 0.3 if callable(reply) else 60
        clean(*case.run(server.url, GET, {"n": 1}, timeout=timeout))


@pytest.mark.parametrize(
    "url", ["http://me:S3CRET@{}", "//me:S3CRET@{}", "http://{}\\@me:S3CRET", "x?token=S3CRET"]
)
def test_server_urls_that_are_refused(kind: str, url: str, server: ByteServer) -> None:
    with pytest.raises(ValueError) as caught:
        Case(kind, "bearer").run(server.url, GET, {}, server_url=url.format("a.test"))
    assert "S3CRET" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("answers", [None, answer(b"who?", 407, {"Proxy-Authenticate": "Basic"})])
def test_proxies(
    server: ByteServer,
    kind: str,
    answers: Any,
    clean: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.answers = [answers]
    proxy = f"http://me:S3CRET-proxy@{server.url.removeprefix('http://')}"
    monkeypatch.setenv("HTTP_PROXY", proxy)
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    for name in ("NO_PROXY", "no_proxy", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for url in ("http://a.invalid", "https://a.invalid"):
        clean(*Case(kind, "bearer").run(url, GET, {"n": 1}))
    assert server.received
    monkeypatch.setenv("HTTP_PROXY", "http://me:S3CRET-proxy@127.0.0.1:x")
    client, error = Case(kind, "bearer").run("http://a.invalid", GET, {"n": 1})
    clean(client, error)


def test_what_the_caller_handles_keeps_its_locals(server: ByteServer) -> None:
    server.answers = [answer(b"", 500)]

    def mine() -> None:
        kept = "mine"
        raise LookupError(kept)

    with SyncClient(spec(server.url), retries=False) as client:
        try:
            mine()
        except LookupError:
            with pytest.raises(BaseError) as caught:
                client.call(operation(), {})
    context = caught.value.__context__
    assert isinstance(context, LookupError)
    frames = [frame for frame, _ in traceback.walk_tb(context.__traceback__)]
    assert frames[-1].f_locals == {"kept": "mine"}
