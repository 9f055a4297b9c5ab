"""URLs: what is sent is what was judged, whoever wrote it and whichever library sends it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyreqwest.http import Url
from sdk_runtime.base.pagination import Pagination
from sdk_runtime.base.url import InvalidURL, is_same_origin, normal
from sdk_runtime.client.pages import async_pages, pages

from runtime.lab import (
    BEARER,
    AsyncClient,
    BaseError,
    ByteServer,
    RequestInvalid,
    ResponseCase,
    SecurityScheme,
    SyncClient,
    answer,
    operation,
    spec,
)

Call = Callable[..., Any]
LINKED = operation(
    path="/v1/list",
    responses=(ResponseCase("200", "application/json", "json"),),
    pages=lambda: Pagination(next_url=("next",)),
)
HEADER = SecurityScheme("header", "header", "apiKey", location="header", parameter="X-App")
COOKIE = SecurityScheme("cookie", "cookie", "apiKey", location="cookie", parameter="sid")
QUERY = SecurityScheme("query", "query", "apiKey", location="query", parameter="app id")
CREDENTIALS: dict[str, Any] = {
    "credentials": {"header": lambda: "S3CRET", "cookie": "S3CRET", "bearer": "S3CRET"},
    "spec_changes": {
        "security_schemes": (HEADER, COOKIE, BEARER),
        "security": (("header", "cookie", "bearer"),),
    },
}

REFUSED = [  # with {evil} and {home}: host and port of another server and of the API's own
    "http://{evil}\\@{home}/x",
    "http://{home}\\@{evil}/x",
    "http:\\\\{evil}/x",
    "\\\\{evil}/x",
    "/\\{evil}/x",
    "/x\\..\\y",
    "http://{home}@{evil}/x",
    "http://user:S3CRET@{home}/x",
    "http://@{home}/x",
    "//me@{home}/x",
    "///{evil}/x",
    "////{evil}/x",
    "http:///{evil}/x",
    "http:/{evil}/x",
    "http:{evil}/x",
    "http:x",
    "http:",
    "http://",
    "http://?x",
    "http://#@{home}/",
    "http://:80/x",
    "http://{evil}:{home}/x",
    "http://a.test:0/x",
    "http://a.test:65536/x",
    "http://a.test:99999999999/x",
    "http://a.test:+80/x",
    "http://a.test:80:80/x",
    "http://a b/x",
    "http://a%2etest/x",
    "http://127.0.0.1%00.{evil}/x",
    "http://a.test%40{evil}/x",
    "http://a,b/x",
    "http://a..test/x",
    "http://.a.test/x",
    "http://" + 64 * "a" + ".test/x",
    "http://" + 127 * "a." + "test/x",
    "http://2130706433/x",
    "http://0x7f000001/x",
    "http://0x7f.0.0.1/x",
    "http://0177.0.0.1/x",
    "http://127.1/x",
    "http://127.0.0.1./x",
    "http://127.0.0.256/x",
    "http://1.2.3.4.5/x",
    "http://a.test.0x/x",
    "http://[::1/x",
    "http://::1/x",
    "http://[::1]a/x",
    "http://[fe80::1%25lo]/x",
    "http://[1::2::3]/x",
    "http://[v1.a]/x",
    "ftp://{home}/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:,x",
    "mailto:x@{home}",
    "ws://{home}/x",
    "httpx://{home}/x",
    "http+unix://{home}/x",
    "/" + 70_000 * "x",
    "/" + 30_000 * "<",
]
ONLY_IN_BODIES = [  # HTTP has them stripped or refused in a field
    "http://{evil}\t/x",
    "http://{ev\nil}/x",
    "\x00http://{evil}/x",
    "\x1fhttp://{evil}/x",
    "/x\r\nX-Evil: 1",
    "/x\x00",
    "/x\x7f",
    "http://{evil}/x\u0000@{home}",
    "http://ｅvil.test/x",
    "http://a.test:８０/x",
    "http://evil。test/x",
    "http://bücher.example/x",
    "http://a.tes\u212a/x",
    "http://a\u00ad.test/x",
    "http://a\u202e.test/x",
]
HOME = [  # and what is asked for there
    ("http://{home}/x", "/x"),
    ("HTTP://{home}/X", "/X"),
    ("//{home}/x", "/x"),
    ("/x?a=b#c@d", "/x?a=b"),
    ("x", "/v1/x"),
    ("?x=//evil", "/v1/list?x=//evil"),
    ("../x", "/x"),
    ("../../../x", "/x"),
    ("/a/./b/../c/", "/a/c/"),
    ("/a/%2e%2E/b/%2e", "/b/"),
    ("/a/.", "/a/"),
    ("..", "/"),
    ("./a:b@c", "/v1/a:b@c"),
    ("/x//{evil}", "/x//{evil}"),
    ("/x@{evil}", "/x@{evil}"),
    ("/http://{evil}/", "/http://{evil}/"),
    ("/a b\"<>`{{}}|^[]'", "/a%20b%22%3C%3E%60%7B%7D%7C%5E%5B%5D'"),
    ("?a=b c\"<>`{{}}|^[]'", "/v1/list?a=b%20c%22%3C%3E%60%7B%7D|^[]%27"),
    ("/%zz%00%2F%5c?%", "/%zz%00%2F%5c?%"),
    ("   /x   ", "/x"),
]
AWAY = [
    ("http://{evil}", "/"),
    ("http://{evil}/x?y", "/x?y"),
    ("http://{evil}#@{home}/x", "/"),
    ("http://{evil}?@{home}/x", "/?@{home}/x"),
    ("http://{evil}/@{home}/x", "/@{home}/x"),
    ("//{evil}/x", "/x"),
    ("//{evil}/../x", "/x"),
]


@pytest.fixture
def going(call: Call, server: ByteServer, other_server: ByteServer) -> Iterator[Going]:
    """Go where a URL leads from the API's /v1/list, with credentials."""
    yield Going(call, server, other_server)
    assert "S3CRET" not in str(other_server.received)


class Going:
    """Two servers, and what arrives at them."""

    def __init__(self, call: Call, home: ByteServer, evil: ByteServer) -> None:
        self.call, self.home, self.evil = call, home, evil
        self.evil.answers = [answer({})]

    def fill(self, text: str) -> str:
        hosts = [one.url.removeprefix("http://") for one in (self.home, self.evil)]
        return text.replace("{home}", hosts[0]).replace("{evil}", hosts[1]).replace("{{}}", "{}")

    def arrived(self, go: Callable[[str], None], url: str) -> tuple[list[Any], list[Any]]:
        """Go there; return what arrives after the first request to the API."""
        self.home.received.clear()
        self.evil.received.clear()
        go(self.fill(url))
        return self.home.received[1:], self.evil.received

    def by_redirect(self, location: str) -> None:
        self.home.received.clear()
        self.home.answers = [
            lambda _: (
                answer({}) if self.home.received[1:] else answer(b"", 307, {"Location": location})
            )
        ]
        self.call(LINKED, **CREDENTIALS)


def check(going: Going, go: Callable[[str], None], error: type[Exception], also: list[str]) -> None:
    """Go through the whole table."""
    for url in REFUSED + also:
        failure: BaseException | None = None
        try:
            arrived = going.arrived(go, url)
        except error as one:
            failure, arrived = one, ([], [])
        assert failure is not None and re.search("location|link", str(failure)), url
        assert (len(going.home.received), arrived, going.evil.received) == (1, ([], []), []), url
    for url, target in HOME:
        ((there,), elsewhere) = going.arrived(go, url)
        assert (there.target, elsewhere) == (going.fill(target), []), url
        assert "S3CRET" in there.headers["x-app"] and "S3CRET" in there.headers["cookie"], url
    for url, target in AWAY:
        (home, (there,)) = going.arrived(go, url)
        assert (home, there.target) == ([], going.fill(target)), url
        assert not {"x-app", "cookie", "authorization"} & set(there.headers), url
        assert "S3CRET" not in str(there), url


def test_redirects(going: Going) -> None:
    check(going, going.by_redirect, BaseError, [])


def test_links(going: Going, request: pytest.FixtureRequest) -> None:
    changes: Any = CREDENTIALS["spec_changes"]
    client_of = {"sync": SyncClient, "async": AsyncClient}[request.node.callspec.params["call"]]

    def by_link(link: str) -> None:
        going.home.answers = [lambda _: answer({} if going.home.received[1:] else {"next": link})]
        client: Any = client_of(
            spec(going.home.url, **changes), credentials=CREDENTIALS["credentials"]
        )

        async def go() -> None:
            async with client:
                async for _ in async_pages(client, LINKED, {}, None):
                    pass

        if client_of is AsyncClient:
            asyncio.run(go())
        else:
            with client:
                list(pages(client, LINKED, {}, None))

    check(going, by_link, RequestInvalid, ONLY_IN_BODIES)


@pytest.mark.parametrize("given", ["now", lambda: "now", None], ids=["static", "asked", "none"])
def test_keys_that_links_echo(server: ByteServer, other_server: ByteServer, given: Any) -> None:
    """Ours goes in the place of an echo, and of a key of the server URL that a link leaves out."""
    other_server.answers = [answer({})]
    constants = spec(server.url, security_schemes=(QUERY,), security=(("query",), ()))
    url = f"{server.url}/v1?token=t&version=1"
    own = [] if given is None else [("app id", "now")]
    for link, rest, echo in (
        ("?App+id=old&x=1", [("x", "1")], [("App id", "old")]),
        ("?app%20id=old&token=new", [("token", "new")], [("app id", "old")]),
        ("?x=1", [("x", "1")], []),
    ):
        token = [] if "token" in link else [("token", "t")]
        for there, wanted in ((server, [*rest, *token, *(own or echo)]), (other_server, rest)):
            server.answers = [
                lambda one, link=f"{there.url}/2{link}": answer(
                    {"next": link} if one.path != "/2" else {}
                )
            ]
            with SyncClient(constants, credentials={"query": given}, server_url=url) as client:
                list(pages(client, LINKED, {}, None))
            assert sorted(there.last.query) == sorted(wanted), link


def test_server_urls(call: Call, server: ByteServer) -> None:
    wrong = [one for one in REFUSED + ONLY_IN_BODIES if "{" not in one]
    for url in [
        *wrong,
        "http://a.test/\ud800",
        "/x",
        "x",
        "",
        "a.test",
        "//a.test",
        "http://a.test/#x",
    ]:
        with pytest.raises(ValueError, match="server_url") as caught:
            call(server_url=url)
        with pytest.raises(RequestInvalid, match="server_url") as called:
            call(options={"server_url": url})
        assert not isinstance(caught.value, BaseError)
        assert "S3CRET" not in str(caught.value) + str(called.value)
    assert server.received == []
    host = server.url.removeprefix("http://")
    for url in (f"HTTP://{host}", f" http://{host}/ ", f"http://{host}/a/.."):
        call(server_url=url, options={"server_url": url})
        assert server.last.target == "/items"
    call(server_url="http://other.test", options={"server_url": f"{server.url}/ä ?k=%20#"[:-1]})
    assert server.last.target == "/%C3%A4%20/items?k=%20"


def test_locations_in_bytes(going: Going, transport: Any) -> None:
    """pyreqwest cannot give fields that are not ASCII, so that such a redirect is an error."""
    for location in ("/é".encode(), "/é".encode("latin-1")):
        if transport.name == "httpx2":
            going.by_redirect(location.decode("latin-1"))
            assert going.home.last.target == quote(location)
        else:
            with pytest.raises(BaseError, match="307"):
                going.by_redirect(location.decode("latin-1"))


def test_several_locations(going: Going) -> None:
    both = f"/x\r\nLocation: {going.evil.url}"
    going.home.answers = [answer(b"", 307, {"Location": both})]
    with pytest.raises(BaseError, match="several times"):
        going.call(LINKED, **CREDENTIALS)
    assert not going.evil.received
    going.by_redirect("/x\r\nLocation: /x")
    assert going.home.last.target == "/x"


TOKENS = re.findall(
    r"\S+",
    "http https HTTP : / // /// \\ @ # ? % %2e %2F %00 . .. a evil.test API.test 127.0.0.1 1 0x7f "
    "[::1] [ ] [::ffff:1.2.3.4] [1:2:3:4:5:6:7:8] [0:0:1::0:0] :80 :443 : :0 8080 é 。 ｅ ' \" < > "
    "^ | ` { } ~ _ - xn-- + & = ; \0 \x7f \u202e \u212a \ud800",
)
REFERENCES = st.builds(
    lambda start, rest: start + "".join(rest),
    st.sampled_from(["", "http://", "https://", "//", "http://a.test", "https://[::1]"]),
    st.lists(st.sampled_from([*TOKENS, *" \t\n"]), max_size=9),
)


@given(REFERENCES)
def test_both_libraries_send_what_was_judged(reference: str) -> None:
    try:
        url = normal(reference, "http://api.test/v1/list?q=1")
    except InvalidURL:
        return
    scheme, _, host, rest = url.split("/", 3)
    read = httpx2.URL(url)
    assert (read.scheme + ":", read.netloc.decode()) == (scheme, host)
    assert (read.raw_path.decode(), read.userinfo) == ("/" + rest, b"")
    if "xn--" not in host:  # which reqwest may refuse
        assert str(Url(url)) == url
    assert normal(url) == url
    assert is_same_origin(url, f"{scheme}//{host}/other")
    assert not is_same_origin(url, f"{scheme}//{host}1/")
