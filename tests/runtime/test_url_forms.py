"""URLs by themselves: the form in which each is sent, and which have none."""

from __future__ import annotations

import pytest
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.base.url import InvalidURL, is_same_origin, normal
from sdk_runtime.wire.servers import check_url, fill, resolve, select

from runtime.lab import Server

BASE = "https://api.test/v1/list?page=1&k"


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("", BASE),
        ("#top", BASE),
        ("?", "https://api.test/v1/list?"),
        ("?page=2", "https://api.test/v1/list?page=2"),
        ("next", "https://api.test/v1/next"),
        (".", "https://api.test/v1/"),
        ("..", "https://api.test/"),
        ("../../../x", "https://api.test/x"),
        ("/x/%2E%2e/./y/%2e", "https://api.test/y/"),
        ("//b.test", "https://b.test/"),
        ("HTTP://B.TEST:80/a b?c d#e", "http://b.test/a%20b?c%20d"),
        ("https://b.test:443", "https://b.test/"),
        ("http://b.test:443", "http://b.test:443/"),
        ("http://b.test:", "http://b.test/"),
        ("http://[0:0::1]:8080/", "http://[::1]:8080/"),
        ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("/ä%zz'\"<>", "https://api.test/%C3%A4%zz'%22%3C%3E"),
        ("?ä'", "https://api.test/v1/list?%C3%A4%27"),
        ("  /x  ", "https://api.test/x"),
        ("/x?a=http://u@b.test/\x20", "https://api.test/x?a=http://u@b.test/"),
    ],
)
def test_the_form_in_which_a_reference_is_sent(reference: str, url: str) -> None:
    assert normal(reference, BASE) == url
    assert normal(url) == url, "and it stays as it is"


@pytest.mark.parametrize(
    "reference",
    [
        *("/\t/evil.test", "/a\tb", "\t/a", "/a\n", "\r/a", "/a\0", "/a\x7f", "/a\\b"),
        *("\\\\b.test",),
        *("http://u@b.test/", "http://u:p@b.test/", "http://@b.test/", "//u@b.test", "http:\\b"),
        *("ftp://b.test/", "javascript:x", "file:///x", "http:b.test", "https:///b.test", "http://"),
        *("http://b.test:0/", "http://b.test:65536/", "http://b.test:x/", "http://b.test:-1/"),
        *("http://1/", "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://256.0.0.1/"),
        *("http://b..test/", "http://.b.test/", "http://b%2etest/", "http://bü.test/", "http://ｂ/"),
        *("http://[::1/", "http://::1/", "http://[::1]b/", "http://[1::2::3]/", "http://[v1.a]/"),
        *(f"http://{'a' * 64}.test/", f"http://{'a.' * 127}test/", "/" + "a" * 65_536, "/\ud800"),
        *("/" + "ä" * 11_000,),  # what is too long only when it is written
    ],
)  # fmt: skip
def test_what_has_no_form_is_refused_without_being_shown(reference: str) -> None:
    with pytest.raises(InvalidURL) as caught:
        normal(reference, BASE)
    assert reference not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://a.test/", "https://a.test/x?y", True),
        ("https://a.test/", "https://b.test/", False),
        ("https://a.test/", "https://a.test:8443/", False),
        ("http://a.test/", "https://a.test/", True),
        ("https://a.test/", "http://a.test/", False),
        ("http://a.test:8000/", "https://a.test:8000/", False),
        ("http://a.test/", "https://b.test/", False),
        ("http://[::1]/", "https://[::1]/", True),
        ("http://[::1]:81/", "https://[::1]:81/", False),
        ("http://a.test:443/", "https://a.test/", False),
    ],
)
def test_origins(url: str, other: str, same: bool) -> None:
    assert is_same_origin(url, other) is same


@pytest.mark.parametrize(
    "url", ["http://u:S3CRET@a.test/", "http://a.test/x?k=S3CRET#x", "//S3CRET@a.test", "S3CRET?x"]
)
def test_a_base_url_that_may_hold_a_secret_is_not_shown(url: str) -> None:
    with pytest.raises(ValueError, match="^server_url ") as caught:
        check_url(url)
    assert "S3CRET" not in str(caught.value)


def test_base_urls() -> None:
    assert check_url(" HTTP://a.test:80/v1/ ") == "http://a.test/v1"
    assert check_url("http://a.test/?a=1") == "http://a.test/?a=1"
    with pytest.raises(ValueError, match="'ftp://a.test'.*pass one such as"):
        check_url("ftp://a.test")
    assert resolve("/v2/", "https://a.test/v1") == "https://a.test/v2"
    assert resolve("v2", "https://a.test/v1?k=1") == "https://a.test/v1/v2"
    assert resolve("v2", "https://a.test/v1/") == "https://a.test/v1/v2"
    with pytest.raises(InvalidRequest, match="pass server_url"):
        resolve("/v2", None)
    assert fill(Server("https://a.test/{v}/"), {"v": "x"}) == "https://a.test/{v}"


def test_servers_by_name() -> None:
    servers = (Server("https://a.test", "prod"), Server("https://b.test", "test"))
    assert select(servers, None) is servers[0]
    assert select(servers, "test") is servers[1]
    assert select((), None) is None
    with pytest.raises(ValueError, match='unknown server .tset.*"?test'):
        select(servers, "tset")
