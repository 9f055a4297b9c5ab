"""Whatever a server writes into its headers, a call gives a value or an error of the SDK."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime.lab import (
    ITEMS,
    AsyncClient,
    BaseError,
    ByteServer,
    FakeClock,
    ResponseCase,
    SyncClient,
    answer,
    operation,
    spec,
)

NAMES = (
    b"Retry-After",
    b"Retry-After-Ms",
    b"Content-Type",
    b"Content-Length",
    b"Content-Encoding",
    b"Transfer-Encoding",
    b"Content-Disposition",
    b"Location",
    b"Link",
    b"Set-Cookie",
    b"Date",
    b"Connection",
    b"Keep-Alive",
    b"X-RateLimit-Reset",
    b"RateLimit",
    b"X-Request-Id",
    b"WWW-Authenticate",
    b"",
    b"X",
)
VALUES = (
    b"Mon, 01 Jan 99999 00:00:00 GMT",
    b"Mon, 99 Zzz 0000 99:99:99 +9999",
    b"Thu, 01 Jan 1970 00:00:00 +99999999999999999999",
    b"9" * 400,
    b"9" * 5000,
    b"-1",
    b"-9999999999999999999999",
    b"inf",
    b"-Infinity",
    b"nan",
    b"1e400",
    b"1_0",
    "１２".encode(),
    "٣".encode(),
    b"0x10",
    b"\xff\xfe",
    b"",
    b"application/json; charset=zlib",
    b"application/json; charset=\xff",
    b"application/json; charset=idna; charset",
    b"application/json; charset=unicode_escape",
    b"text/plain; charset=undefined",
    b"text/plain; charset=punycode",
    b'text/event-stream; ;;=;"',
    b'multipart/form-data; boundary="',
    b"/",
    b";",
    b"application/" + b"x" * 5000,
    b"http://[::1",
    b"http://a:99999999999/",
    b"http://\xff\xff/",
    b"//",
    b"?",
    b"http:///x",
    b"http://user:pass@@x:y/",
    b'<http://[>; rel=next, <>; rel="',
    b"a=b; Expires=Mon, 01 Jan 99999 00:00:00 GMT; Max-Age=-9999999999999999999999",
    b"=; Domain=..; Path",
    b"attachment; filename*=UTF-8''%ff%; filename=\"",
    b"gzip, br, zstd, deflate, gzip, x-gzip, compress",
    b"chunked, chunked",
)
READ_WITH = {b"Retry-After": 503, b"Retry-After-Ms": 503, b"Date": 503, b"Location": 302}
"""The status with which a field is read; all others are with a success."""
STATUSES = (200, 204, 301, 302, 304, 307, 400, 404, 429, 500, 503)
HEADER = st.tuples(
    st.sampled_from(NAMES) | st.binary(max_size=8),
    st.sampled_from(VALUES) | st.binary(max_size=60),
)
CASES = (
    ResponseCase("200", "application/json", "json", lambda: dict),
    ResponseCase("200", "text/plain", "text", lambda: str),
    ResponseCase("200", "text/event-stream", "sse", lambda: dict),
    ResponseCase("400", "application/json", "json", lambda: dict),
)
READ = operation(responses=CASES)


@pytest.fixture(params=["sync", "async"])
def attempt(request: pytest.FixtureRequest, server: ByteServer, clock: FakeClock) -> Any:
    """Make a call, and read what it gives to the end."""
    options: Any = {"deadline": 60.0, "timeout": 5}

    def sync() -> None:
        with SyncClient(spec(server.url), retries={"max_attempts": 2}) as client:
            for raw in (client.call, client.call_raw):
                value = raw(READ, {}, options)
                if hasattr(value, "events"):
                    list(value)
            with client.call_download(READ, {}, options) as download:
                download.read()

    async def tasks() -> None:
        async with AsyncClient(spec(server.url), retries={"max_attempts": 2}) as client:
            for raw in (client.call, client.call_raw):
                value = await raw(READ, {}, options)
                if hasattr(value, "events"):
                    async for _ in value:
                        pass
            async with await client.call_download(READ, {}, options) as download:
                await download.read()

    def run() -> None:
        try:
            sync() if request.param == "sync" else asyncio.run(tasks())
        except BaseError as error:
            assert str(error) and repr(error.headers) is not None

    return run


def reply(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> bytes:
    fields = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    whole = b"HTTP/1.1 %d Status\r\nConnection: close\r\n%s" % (status, fields)
    if not any(name.lower() == b"content-length" for name, _ in headers):
        whole += b"Content-Length: %d\r\n" % len(body)
    return whole + b"\r\n" + body


BODY = answer(ITEMS).partition(b"\r\n\r\n")[2]


@pytest.mark.filterwarnings("ignore")  # http.cookiejar's, of cookies that are none
@settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(status=st.sampled_from(STATUSES), headers=st.lists(HEADER, max_size=4))
def test_any_headers(
    attempt: Any, server: ByteServer, status: int, headers: list[tuple[bytes, bytes]]
) -> None:
    server.answers = [reply(status, headers, BODY)]
    attempt()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES[:11])
def test_the_worst_values_of_each(attempt: Any, server: ByteServer, name: bytes) -> None:
    status = READ_WITH.get(name, 200)
    for value in VALUES:
        server.answers = [reply(status, [(name, value)], BODY), answer(ITEMS)]
        server._count = 0
        attempt()


@pytest.mark.filterwarnings("ignore")
def test_a_thousand_fields(attempt: Any, server: ByteServer) -> None:
    for size in (90, 1_000):
        fields = [(b"X-%d" % number, b"1") for number in range(size)]
        server.answers = [reply(200, [(b"Content-Type", b"application/json"), *fields], BODY)]
        attempt()


def test_folded_fields_are_read(attempt: Any, server: ByteServer) -> None:
    reply_ = answer(ITEMS, headers={"X-Folded": "a\r\n  b"})
    server.answers = [reply_]
    attempt()
    with SyncClient(spec(server.url)) as client:
        assert client.call_raw(READ, {}).headers["x-folded"].split() == ["a", "b"]
