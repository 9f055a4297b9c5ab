"""Requests for httpx2: what is to be sent and through which client in, `httpx2.Request` out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import httpx2

from ...base.redact import is_secret, redact_url
from ..cookies import is_sendable
from ..limit import YEAR, in_pieces

if TYPE_CHECKING:
    from ...base.options import Timeout
    from ..limit import Limit
    from ..transport import Content, HTTPRequest

    AnyClient = httpx2.Client | httpx2.AsyncClient

_LIBRARY_DEFAULTS = {"accept": "*/*", "user-agent": f"python-httpx2/{httpx2.__version__}"}
_WITH_BODY = ("POST", "PUT", "PATCH", "QUERY")


class _RedactedURL(httpx2.URL):
    """A URL whose text form, which httpx2 writes to its log, hides credentials."""

    secrets: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return redact_url(super().__str__(), self.secrets)

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"


class RequestBuilder:
    """Builds requests for one client.

    Attributes:
        client: Its headers, parameters and cookies are honoured.
    """

    def __init__(self, client: AnyClient, *, owned: bool) -> None:
        """Prepare what all requests have in common.

        Args:
            client: The client.
            owned: Whether it is our own, so that there is nothing to be merged.
        """
        self.client = client
        self._owned = owned
        self._timed = owned and isinstance(client, httpx2.AsyncClient)  # by tasks, as a whole
        self._url = lru_cache(maxsize=128)(httpx2.URL)  # parsing one takes 20 µs
        self._fixed = [
            pair
            for pair in client.headers.raw
            if pair[0].lower() in (b"accept-encoding", b"connection")
        ]

    def build(self, request: HTTPRequest, limit: Limit) -> httpx2.Request:
        """Build a request, whose pieces keep to a limit.

        Raises:
            httpx2.LocalProtocolError: The user's client has cookies that cannot be sent.
        """
        content = request.content
        try:
            if self._owned and (content is None or isinstance(content, bytes)):
                built = self._fast(request, content or b"", limit)
            else:
                built = self._merged(request, limit)
        except UnicodeEncodeError:
            message = "a cookie or header of the HTTP client has characters that are not ASCII"
            raise httpx2.LocalProtocolError(message) from None
        url = request.url if self._owned else str(built.url)
        if "=" in url and redact_url(url, request.secrets) != url:
            built.url = _RedactedURL(built.url)
            built.url.secrets = request.secrets
        return built

    def _fast(self, request: HTTPRequest, content: bytes, limit: Limit) -> httpx2.Request:
        """Build a request where there is nothing to be merged.

        Given a stream, httpx2 leaves the headers alone; building them here takes half the time.
        """
        url = self._url(request.url)
        names = {name.lower() for name, _ in request.headers}
        own = (*self._fixed, (b"Host", url.netloc))
        headers = [pair for pair in own if pair[0].lower() not in names]
        headers += request.headers
        if (content or request.method in _WITH_BODY) and b"content-length" not in names:
            headers.append((b"Content-Length", b"%d" % len(content)))
        return httpx2.Request(
            request.method,
            url,
            headers=headers,
            cookies=self._cookies(request),
            stream=_Pieces(content, limit) if in_pieces(content) else httpx2.ByteStream(content),
            extensions={"timeout": self._limits(request.timeout)},
        )

    def _merged(self, request: HTTPRequest, limit: Limit) -> httpx2.Request:
        """Build a request with what the user set on the client below what the SDK sends."""
        headers, content = self._merged_headers(request), request.content
        if isinstance(content, bytes) and in_pieces(content):
            headers.setdefault("Content-Length", str(len(content)))
        return httpx2.Request(
            request.method,
            self._merged_url(request),
            headers=headers,
            content=_content(content, self.client, limit),
            cookies=self._cookies(request),
            extensions={"timeout": self._limits(request.timeout)},
        )

    def _limits(self, timeout: Timeout) -> dict[str, float | None]:
        """Return httpx2's limits, each of which is a timer where tasks wait."""
        if isinstance(timeout, httpx2.Timeout):
            return timeout.as_dict()
        if self._timed or (timeout is not None and timeout >= YEAR):
            timeout = None  # a socket does not take infinity
        return {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}

    def _merged_headers(self, request: HTTPRequest) -> httpx2.Headers:
        headers = httpx2.Headers(self.client.headers)
        if request.foreign:
            for name in [name for name in headers if is_secret(name, request.secrets)]:
                del headers[name]
        custom = [
            name.encode()
            for name in request.defaults
            if headers.get(name) != _LIBRARY_DEFAULTS.get(name)  # the user has set it
        ]
        headers.update([pair for pair in request.headers if pair[0].lower() not in custom])
        return headers

    def _merged_url(self, request: HTTPRequest) -> httpx2.URL:
        url = httpx2.URL(request.url)
        params = self.client.params
        if request.redirected or not params:
            return url
        missing: Any = [pair for pair in params.multi_items() if pair[0] not in url.params]
        added = str(httpx2.QueryParams(missing)).encode("ascii")
        return url.copy_with(query=b"&".join(filter(None, (url.query, added))) or None)

    def _cookies(self, request: HTTPRequest) -> httpx2.Cookies | None:
        """Return the client's cookies; none for another origin, since they know no ports."""
        if request.foreign:
            return None
        cookies = self.client.cookies
        if self._owned or all(map(is_sendable, cookies.jar)):
            return cookies
        sendable = httpx2.Cookies()
        for cookie in filter(is_sendable, cookies.jar):
            sendable.jar.set_cookie(cookie)
        return sendable


def _content(content: Content, client: AnyClient, limit: Limit) -> Content:
    """Return a body; one in pieces as the client takes it, in time."""
    if not in_pieces(content):
        return content
    pieces = _Pieces(content, limit)
    return iter(pieces) if isinstance(client, httpx2.Client) else aiter(pieces)


class _Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body in pieces, each of which the server must take in time."""

    def __init__(self, content: Content, limit: Limit) -> None:
        self._content = content
        self._limit = limit

    def __iter__(self) -> Iterator[bytes]:
        from ..pieces import timed

        return timed(self._content, self._limit)

    def __aiter__(self) -> AsyncIterator[bytes]:
        from ..pieces import timed_async

        return timed_async(self._content, self._limit)
