"""What is hidden of a URL, and of text with URLs in it, and what is not."""

from __future__ import annotations

import pytest
from sdk_runtime.base.redact import (
    Discreet,
    DiscreetURL,
    is_secret,
    redact_fields,
    redact_url,
    redact_value,
    without_credentials,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GET http://me:pw@a.test/x failed", "GET http://a.test/x failed"),
        ("http://a.test/?token=t&n=2#key=k", "http://a.test/?token=***&n=2#key=***"),
        ("http://a.test/a;token=t;n=2/b?app=s", "http://a.test/a;token=***;n=2/b?app=***"),
        ("/x?token=", "/x?token=***"),
        ("/x;token=/y", "/x;token=***/y"),
        ("/x?next=http%3A//a.test/%3Fto%6ben%3Dt&n=%31", "/x?next=***&n=%31"),
        ("/x?next=/y?token=t", "/x?next=***"),
        ("me@a.test/x", "me@a.test/x"),
        ("//me@a.test/x", "//a.test/x"),
        ("/;next=%2Fy%3Ftoken%3Dt;n=%31", "/;next=***;n=%31"),
        ("/;n=2;token=t;app=s", "/;n=2;token=***;app=***"),
        ("/x?n=1&next=/y?app=s", "/x?n=1&next=***"),
        ("/x?next=/y%3Fapp%3Ds", "/x?next=***"),
        ("/x?next=/y%3Fn%3D1", "/x?next=/y%3Fn%3D1"),
        ("/x?a=1%2B1&next=y=2", "/x?a=1%2B1&next=y=2"),
        ("/x?to%6Ben=t", "/x?to%6Ben=***"),
        ("/x?a+key=t", "/x?a+key=***"),
        ("/x?n=http://me:pw@a.test/", "/x?n=http://a.test/"),
        ("/x?n=http%3A%2F%2Fme:pw@a.test/", "/x?n=***"),
    ],
)
def test_what_is_secret_is_hidden(text: str, shown: str) -> None:
    assert redact_url(text, {"app"}) == shown


def test_how_deep_urls_are_looked_into() -> None:
    """A parameter of a parameter is hidden for what is in it; at some depth, whatever that is."""

    def nested(depth: int, end: str) -> str:
        text = end
        for _ in range(depth):
            text = "/x?n=" + text.replace("%", "%25").replace("?", "%3F").replace("=", "%3D")
        return text

    for depth in range(1, 4):
        assert redact_url(nested(depth, "/y?token=t")) == "/x?n=***"
        assert redact_url(nested(depth, "/y?m=1")) == nested(depth, "/y?m=1")
    assert redact_url(nested(4, "/y?m=1")) == "/x?n=***"


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "X-Token",
        "client_secret",
        "apiKEY",
        "Cookie",
        "passwd",
        "credential",
        "session",
        "signature",
    ],
)
def test_names_that_sound_secret(name: str) -> None:
    assert is_secret(name)
    assert is_secret(name.swapcase())
    assert redact_value(name, "v") == "***"
    assert repr(Discreet({name: "v", "n": 1})) == repr({name: "***", "n": 1})


def test_names_that_are_secret_though_they_do_not_sound_so() -> None:
    assert not is_secret("App")
    assert is_secret("App", {"app"})
    assert not is_secret("App", {"App"})
    assert redact_value("App", "v", {"app"}) == "***"
    assert redact_value("App", "v") == "v"
    assert redact_value("Location", "/x?app=v&n=1", {"app"}) == "/x?app=***&n=1"
    fields = [(b"X-App", b"v"), (b"Link", b"/x?token=v"), (b"M\xe4h", b"\xe4")]
    assert list(redact_fields(fields, {"x-app"})) == [
        ("x-app", "***"),
        ("link", "/x?token=***"),
        ("m\xe4h", "\xe4"),
    ]
    assert next(iter(redact_fields(fields))) == ("x-app", "v")


def test_a_url_that_shows_no_credentials() -> None:
    url = DiscreetURL("http://me:pw@a.test/?key=k&n=1")
    assert url == "http://me:pw@a.test/?key=k&n=1"
    assert repr(url) == "'http://a.test/?key=***&n=1'"


def test_a_response_that_can_be_pickled() -> None:
    """Of the request only method and URL are left, of both no secret; of others nothing."""
    httpx2 = pytest.importorskip("httpx2")
    request = httpx2.Request("POST", "http://me:pw@a.test/?app=s&n=1", headers={"X-Key": "k"})
    headers = [("Set-Cookie", "c"), ("X-App", "s"), ("Content-Encoding", "gzip"), ("N", "1")]
    original = httpx2.Response(201, headers=headers, content=None, request=request)
    original._content = b"{}"
    copied = without_credentials(original, {"app", "x-app"})
    assert (copied.status_code, copied.content) == (201, b"{}")
    shown = {"set-cookie": "***", "x-app": "***", "n": "1"}
    assert {name: copied.headers[name] for name in shown} == shown
    assert "content-encoding" not in copied.headers
    assert (copied.request.method, str(copied.request.url)) == (
        "POST",
        "http://a.test/?app=***&n=1",
    )
    assert "x-key" not in copied.request.headers
    unread = httpx2.Response(200, stream=httpx2.ByteStream(b"x"), request=request)
    assert without_credentials(unread, frozenset()).content == b""
    assert without_credentials(object(), frozenset()) is None
