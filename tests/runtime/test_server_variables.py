"""Server variables: what a value may be where it stands, and that none moves the host."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdk_runtime.wire.servers import fill, resolve

from runtime.lab import Server


def filled(
    url: str, value: str | None, default: str | None = "d", enum: tuple[str, ...] = ()
) -> str:
    return fill(Server(url, "", (("v", default, enum),)), {"v": value})


PLACES = [
    # template, default, values that may stand there
    ("https://{v}.example.com/x", "acme", ["evil.b", "xn--a-1", "A_b"]),
    ("https://api.{v}/x", "example.com", ["example.org"]),
    ("https://{v}", "api.example.com", ["localhost:8080", "[::1]:80", "b.example"]),
    ("https://{v}:80/x", "api.example.com", ["localhost", "[::1]"]),
    ("https://api.example.com:{v}/x", "443", ["8443"]),
    ("https://api.example.com{v}", "/v1", ["", "/v2", "/a/b/"]),
    ("https://api.example.com{v}/x", ":443", ["", ":8443"]),
    ("https://api.example.com/{v}/x", "v1", ["", "v2", "a/b", "a%20b", "t@x"]),
    ("https://api.example.com/x?t={v}", "a", ["", "b", "c/d"]),
    ("{v}://api.example.com/x", "https", ["http"]),
    ("{v}/x", "https://api.example.com", ["https://b.example:1/c", "/c", "/", "http://[::1]/"]),
    ("/{v}/x", "v1", ["v2", "a/b"]),
    ("/a/{v}", "v1", ["", "v2"]),
]
HOSTILE = [
    *("evil/?", "evil#", "evil?", "a@evil.com", "@evil.com", ":80@evil.com", "u:p@evil.com"),
    *("evil\\", "\\\\evil.com", "/\\evil.com", "//evil.com", "///evil.com", "https://evil.com/?"),
    *("https://u@evil.com", "https://evil.com\\@b", "ftp://evil.com", "javascript:x", "{v}"),
    *(" ", "a b", "a\tb", "a\n", "a\r\nHost: evil", "\0", "\x7f", "\u00a0", "\u200b"),
    *("evil\uff0f", "evil\u3002com", "evil\uff0ecom", "\u212a", "ev\u0131l", "b\u00fccher"),
    *("..", "../x", "a/../..", "%2e%2e", "a/%2E./x", ".", "%2e", "evil%2f%2e%2e/"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "default", "values"), PLACES)
def test_what_fits_its_place_stands_there(url: str, default: str, values: list[str]) -> None:
    for value in [None, default, *values]:
        expected = url.replace("{v}", default if value is None else value)
        assert filled(url, value, default).replace("//x", "/x") == expected.replace(
            "//x", "/x"
        ).rstrip("/")
    assert filled(url, default, None if default in values else default)


@pytest.mark.parametrize(("url", "default", "values"), PLACES)
@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_moves_the_host(url: str, default: str, values: list[str], value: str) -> None:
    assert_stays(url, default, value)


@given(st.sampled_from(PLACES), st.text(st.sampled_from("ab1.:/?#@\\[]%2eE{}\t \uff0f\u3002-_&=")))
def test_no_text_moves_the_host(place: tuple[str, str, list[str]], value: str) -> None:
    assert_stays(place[0], place[1], value)


def assert_stays(url: str, default: str, value: str) -> None:
    """Assert that a value is refused, or changes nothing but what its place says."""
    try:
        whole = resolve(filled(url, value, default), "https://api.example.com")
    except ValueError as error:
        assert "server variable v must be" in str(error)
        return
    parts = urlsplit(whole)
    assert "@" not in parts.netloc
    assert not set(whole) & set("\\#{} \t\n") and whole.isascii()
    assert not {".", ".."} & {part.lower().replace("%2e", ".") for part in parts.path.split("/")}
    if url.startswith("https://{v}") or url.startswith("{v}/") or "api.{v}" in url:
        head, _, tail = url.split("//")[-1].split("/")[0].partition("{v}")
        assert parts.netloc.startswith(head) and parts.netloc.endswith(tail)
    else:
        assert (parts.hostname, parts.scheme in ("http", "https")) == ("api.example.com", True)


@pytest.mark.parametrize("value", ["..", ".", "a/../..", "%2e%2E", "a/%2e./b", ".%2E", "%2e"])
def test_no_path_is_left(value: str) -> None:
    """Not even within the host, where the base path says what may be called."""
    for url in ("https://a.test/v1/{v}/x", "https://a.test/{v}", "/v1/{v}", "{v}/x"):
        given = f"https://a.test/{value}" if url.startswith("{") else value
        with pytest.raises(ValueError, match="server variable v must be"):
            filled(url, given)


def test_each_place_takes_what_fits_there_alone() -> None:
    query, path = "https://a.test/x?t={v}&u=1", "https://a.test/{v}/x"
    assert filled(query, "b?c") == "https://a.test/x?t=b?c&u=1"
    assert filled(path, "b&c") == "https://a.test/b&c/x"
    assert filled(path, "b/") == "https://a.test/b/x"
    wrong = [(query, "b&admin=1"), (query, "b+c"), (path, "b?c"), (path, "b?c=d")]
    wrong += [("https://a.test:{v}/x", port) for port in ("http", "80.b.test", "100000", "")]
    wrong += [("https://{v}.a.test", label) for label in ("b..c", ".b", "b.", "", "b/", "b:80")]
    for url, value in wrong:
        with pytest.raises(ValueError, match="server variable v must be"):
            filled(url, value)


def test_what_has_no_default_is_known_by_what_is_before_it() -> None:
    assert filled("https://a.test{v}", "/v2", None) == "https://a.test/v2"
    assert filled("https://a.{v}", "test", None) == "https://a.test"
    for url, value in (("https://a.{v}", "/v2"), ("https://a-{v}", "/v2"), ("https://a{v}", "b")):
        with pytest.raises(ValueError, match="server variable v must be"):
            filled(url, value, None)
    with pytest.raises(ValueError, match="gives no default for the server variable v"):
        filled("https://a.test{v}", None, None)


def test_only_what_an_enum_lists_is_taken() -> None:
    assert filled("https://{v}.example.com", "us", "eu", ("eu", "us")) == "https://us.example.com"
    for value in ("US", "us.", "", "us/"):
        with pytest.raises(ValueError, match="must be one of eu, us"):
            filled("https://{v}.example.com", value, "eu", ("eu", "us"))
    # What the description itself lists is its own affair.
    assert filled("{v}/x", "https://b.example/?", "a", ("a", "https://b.example/?")).startswith(
        "https://b"
    )


def test_values_are_not_looked_into_for_variables() -> None:
    server = Server("https://{a}.example.com/{b}", "", (("a", "{b}", ()), ("b", "v1", ())))
    assert fill(server, {}) == "https://{b}.example.com/v1"
    with pytest.raises(ValueError, match="server variable a must be"):
        fill(server, {"a": "{b}x"})
