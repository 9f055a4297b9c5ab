"""Redirects: followed by the runtime itself, which keeps credentials to their origin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sdk_runtime.http.redirect import follow, is_redirect
from sdk_runtime.http.transport import HTTPRequest, HTTPResponse

from runtime.lab import (
    ITEMS,
    POST,
    Body,
    ByteServer,
    ConnectionFailed,
    DefaultError,
    Parameter,
    SecurityScheme,
    answer,
    operation,
)

Call = Callable[..., Any]
GOOD = answer(ITEMS)
SECRETS = {
    "Authorization": "S3CRET",
    "Proxy-Authorization": "S3CRET",
    "Cookie": "a=S3CRET",
    "X-My-Api-Key": "S3CRET",
    "X-Auth-Token": "S3CRET",
    "X-Plain": "kept",
}


def to(url: str, status: int = 302) -> bytes:
    return answer(b"gone", status, {"Location": url})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_reads_are_followed(call: Call, server: ByteServer, status: int) -> None:
    server.answers = [to("/elsewhere?x=1", status), GOOD]
    assert call(credentials={"bearer": "k"}).data
    assert server.last.target == "/elsewhere?x=1"
    assert server.last.headers["authorization"] == "Bearer k"


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [
        (301, "GET", b""),
        (302, "GET", b""),
        (303, "GET", b""),
        (307, "POST", None),
        (308, "POST", None),
    ],
)
def test_what_becomes_of_a_write(
    call: Call, server: ByteServer, status: int, method: str, body: bytes | None
) -> None:
    server.answers = [to("/elsewhere", status), GOOD]
    call(POST, {"date": "d", "usage": 1})
    assert server.last.method == method
    assert server.last.body == (server.received[0].body if body is None else body)
    assert ("content-type" in server.last.headers) == (body is None)


def test_another_origin_gets_no_credentials(
    call: Call, server: ByteServer, other_server: ByteServer
) -> None:
    scheme = SecurityScheme("key", "key", "apiKey", parameter="X-App")
    server.answers = [to(other_server.url + "/x")]
    call(
        operation(parameters=(Parameter("sid", "sid", "cookie"),)),
        {"sid": "S3CRET"},
        {"headers": SECRETS},
        credentials={"key": "S3CRET", "bearer": "S3CRET"},
        spec_changes={"security_schemes": (scheme,), "security": (("key",),)},
    )
    assert server.last.headers["x-app"] == "S3CRET"
    assert "S3CRET" not in str(other_server.last)
    assert other_server.last.headers["x-plain"] == "kept"
    assert other_server.last.headers["host"] == other_server.url.removeprefix("http://")


def test_credentials_do_not_come_back(
    call: Call, server: ByteServer, other_server: ByteServer
) -> None:
    server.answers = [to(other_server.url + "/x"), GOOD]
    other_server.answers = [to(server.url + "/y")]
    call(credentials={"bearer": "S3CRET"})
    assert "authorization" in server.received[0].headers
    assert "authorization" not in server.last.headers


def test_rounds_are_counted(call: Call, server: ByteServer) -> None:
    server.answers = [to("/again")]
    with pytest.raises(ConnectionFailed, match="20 redirects"):
        call()
    assert len(server.received) == 21


@pytest.mark.parametrize(
    "location", ["ftp://x/", "file:///etc/passwd", "mailto:x", "http://[", "http://h:99999/"]
)
def test_locations_that_http_cannot_go_to(call: Call, server: ByteServer, location: str) -> None:
    server.answers = [to(location)]
    with pytest.raises(ConnectionFailed, match="location"):
        call()
    assert len(server.received) == 1


def test_a_stream_that_cannot_be_sent_twice(call: Call, server: ByteServer) -> None:
    server.answers = [to("/x", 307), GOOD]
    raw = operation(method="PUT", bodies=(Body("x/y", "binary", lambda: bytes),))
    with pytest.raises(ConnectionFailed, match="second time"):
        call(raw, {"body": iter([b"a"])})


def test_a_file_is_sent_again(call: Call, server: ByteServer, tmp_path: Any) -> None:
    server.answers = [to("/x", 307), GOOD]
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    call(operation(method="PUT", bodies=(Body("x/y", "binary", lambda: bytes),)), {"body": path})
    assert [one.body for one in server.received] == [b"abc", b"abc"]


def test_other_3xx_are_errors(call: Call, server: ByteServer) -> None:
    for status in (300, 304, 305):
        server.answers = [answer(status=status, headers={})]
        with pytest.raises(DefaultError) as caught:
            call()
        assert caught.value.status_code == status


@pytest.mark.parametrize(
    ("here", "there", "kept"),
    [
        ("https://a.test/", "https://a.test:443/x", True),
        ("http://a.test/", "https://a.test/x", True),
        ("https://a.test/", "http://a.test/x", False),
        ("http://a.test:8000/", "https://a.test/x", False),
        ("https://a.test/", "https://A.TEST/x", True),
        ("https://a.test/", "https://b.a.test/x", False),
        ("https://a.test/", "https://a.test:8443/x", False),
        ("https://a.test/", "//b.test/x", False),
        ("http://a.test/", "http://a.test:443/x", False),
        ("http://a.test:8000/", "https://a.test:8000/x", False),
        ("http://[::1]/", "https://[::1]/x", True),
        ("http://[::1]:8000/", "https://[::1]:8000/x", False),
        ("http://a.test/", "http://a.test./x", False),
    ],
)
def test_origins(here: str, there: str, kept: bool) -> None:
    request = HTTPRequest("GET", here, [(b"Authorization", b"x")])
    response = HTTPResponse(302, [(b"LOCATION", there.encode())])
    assert is_redirect(response)
    assert bool(follow(request, response).headers) is kept


@pytest.mark.parametrize(
    ("status", "method", "next_method"),
    [
        (301, "POST", "GET"),
        (301, "PUT", "PUT"),
        (301, "HEAD", "HEAD"),
        (302, "DELETE", "GET"),
        (302, "HEAD", "HEAD"),
        (302, "QUERY", "QUERY"),
        (303, "HEAD", "HEAD"),
        (303, "PATCH", "GET"),
        (303, "QUERY", "GET"),
        (307, "PUT", "PUT"),
        (308, "POST", "POST"),
    ],
)
def test_what_goes_on_is_the_same_but_for_the_body(
    status: int, method: str, next_method: str
) -> None:
    of_the_body = ["Content-Type", "Content-Encoding", "Content-Language", "Content-Digest"]
    of_the_body += ["Content-Length", "Transfer-Encoding", "Trailer", "Expect", "Digest"]
    headers = [(name.encode(), b"x") for name in [*of_the_body, "Host", "X-Plain"]]
    secrets = frozenset({"app"})
    request = HTTPRequest(
        method, "https://a.test/", headers, b"body", 7, True, ("accept",), secrets
    )
    request.deadline = 1234.5
    following = follow(request, HTTPResponse(status, [(b"location", b"/x")]))
    kept = [name.decode() for name, _ in following.headers]
    assert following.method == next_method
    if method == next_method:
        assert (kept, following.content) == ([*of_the_body, "X-Plain"], b"body")
    else:
        assert (kept, following.content) == (["X-Plain"], None)
    assert (following.timeout, following.stream, following.defaults) == (7, True, ("accept",))
    assert (following.deadline, following.secrets) == (1234.5, secrets)
    assert (following.redirected, following.foreign) == (True, False)


def test_what_is_foreign_stays_so() -> None:
    """What was left out on the way is not there to be sent when it leads back."""
    fields = [b"Authorization", b"Cookie", b"App", b"Idempotency-Key", b"X-Plain"]
    request = HTTPRequest("GET", "https://a.test/", [(name, b"x") for name in fields])
    request.secrets = frozenset({"app"})
    for url, foreign in (("https://a.test/1", False), ("https://b.test/", True), ("/2", True)):
        request = follow(request, HTTPResponse(307, [(b"location", url.encode())]))
        assert request.foreign is foreign
        kept = [name for name, _ in request.headers]
        assert kept == ([b"Idempotency-Key", b"X-Plain"] if foreign else fields)
    request = follow(request, HTTPResponse(307, [(b"location", b"https://a.test/3")]))
    assert request.foreign
    assert len(request.headers) == 2


@pytest.mark.parametrize("status", [200, 201, 300, 304, 305, 400])
def test_a_location_alone_is_no_redirect(status: int) -> None:
    assert not is_redirect(HTTPResponse(status, [(b"location", b"/x")]))
