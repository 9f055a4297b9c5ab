"""Transports over httpx2: the default one, and those around a client that the user passed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

import httpx2

from .redact import is_secret_name, redact_url
from .transport import HTTPRequest, HTTPResponse, TransportError, TransportTimeout

_LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=15.0)
_LIBRARY_DEFAULTS = {"accept": "*/*", "user-agent": f"python-httpx2/{httpx2.__version__}"}
_NOT_RETRYABLE = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)


class _RedactedURL(httpx2.URL):
    """A URL whose text form, which httpx2 writes to its log, hides credentials."""

    def __str__(self) -> str:
        return redact_url(super().__str__())


class _Base:
    """What both transports share: building requests, translating exceptions."""

    def __init__(self, client: httpx2.Client | httpx2.AsyncClient, *, owned: bool = False) -> None:
        self._client = client
        self._owned = owned
        self._fixed = [
            pair
            for pair in client.headers.raw
            if pair[0].lower() in (b"accept-encoding", b"connection")
        ]

    @property
    def default_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout, which holds where the SDK's was not set."""
        return None if self._owned else self._client.timeout

    def _request(self, request: HTTPRequest) -> httpx2.Request:
        timeout = request.timeout
        if isinstance(timeout, httpx2.Timeout):
            limits = timeout.as_dict()
        else:
            limits = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
        if self._owned:
            headers: Any = self._fixed + request.headers
            url = httpx2.URL(request.url)
        else:
            headers, url = self._merged(request)
        built = httpx2.Request(
            request.method,
            url,
            headers=headers,
            content=self._content(request),  # pyright: ignore[reportArgumentType]
            cookies=self._client.cookies,
            extensions={"timeout": limits},
        )
        if request.secret:
            built.url = _RedactedURL(built.url)
        return built

    def _merged(self, request: HTTPRequest) -> tuple[httpx2.Headers, httpx2.URL]:
        """Merge what the user set on the injected client below what the SDK sends."""
        client = self._client
        headers = httpx2.Headers(client.headers)
        if request.foreign:
            for name in [name for name in headers if is_secret_name(name)]:
                del headers[name]
        custom = [name for name in request.defaults if _is_custom(client.headers, name)]
        headers.update([pair for pair in request.headers if pair[0].lower().decode() not in custom])
        url = httpx2.URL(request.url)
        if not request.redirected and client.params:
            missing = [pair for pair in client.params.multi_items() if pair[0] not in url.params]
            added = str(httpx2.QueryParams(missing)).encode("ascii")
            url = url.copy_with(query=b"&".join(filter(None, (url.query, added))) or None)
            request.secret = request.secret or any(is_secret_name(name) for name, _ in missing)
        return headers, url

    def _content(self, request: HTTPRequest) -> Any:
        return request.content

    def _auth(self, request: HTTPRequest) -> Any:
        return None if request.foreign else httpx2.USE_CLIENT_DEFAULT


def _is_custom(headers: httpx2.Headers, name: str) -> bool:
    """Tell whether the user set this header on the client, or the library did."""
    return headers.get(name) != _LIBRARY_DEFAULTS.get(name)


def _translated(error: httpx2.HTTPError | httpx2.InvalidURL) -> TransportError:
    text = str(error) or type(error).__name__
    if isinstance(error, httpx2.TimeoutException):
        return TransportTimeout(text if str(error) else f"timed out ({text})")
    fatal = isinstance(error, (*_NOT_RETRYABLE, httpx2.InvalidURL))
    return TransportError(text, retryable=not fatal)


class HTTPX2Transport(_Base):
    """Transport over an `httpx2.Client`."""

    _client: httpx2.Client

    @classmethod
    def make(cls) -> HTTPX2Transport:
        """Make the default transport, with a client of its own."""
        return cls(httpx2.Client(limits=_LIMITS), owned=True)

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `Transport.send`."""
        try:
            response = self._client.send(
                self._request(request),
                stream=request.stream,
                auth=self._auth(request),
                follow_redirects=False,
            )
        except (httpx2.RequestError, httpx2.InvalidURL) as error:
            raise _translated(error) from error
        raw = response.headers.raw
        if not request.stream:
            return HTTPResponse(response.status_code, raw, response.content, response)
        return HTTPResponse(response.status_code, raw, b"", response, _Stream(response))

    def close(self) -> None:
        """Close the client if it is our own."""
        if self._owned:
            self._client.close()


class _Stream:
    """Body of a response; see `BodyStream`."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.close = response.close

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_bytes()
        except httpx2.RequestError as error:
            raise _translated(error) from error

    def read(self) -> bytes:
        try:
            return self._response.read()
        except httpx2.RequestError as error:
            raise _translated(error) from error


class AsyncHTTPX2Transport(_Base):
    """Transport over an `httpx2.AsyncClient`."""

    _client: httpx2.AsyncClient

    @classmethod
    def make(cls) -> AsyncHTTPX2Transport:
        """Make the default transport, with a client of its own."""
        return cls(httpx2.AsyncClient(limits=_LIMITS), owned=True)

    async def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `AsyncTransport.send`."""
        try:
            response = await self._client.send(
                self._request(request),
                stream=request.stream,
                auth=self._auth(request),
                follow_redirects=False,
            )
        except (httpx2.RequestError, httpx2.InvalidURL) as error:
            raise _translated(error) from error
        raw = response.headers.raw
        if not request.stream:
            return HTTPResponse(response.status_code, raw, response.content, response)
        return HTTPResponse(response.status_code, raw, b"", response, _AsyncStream(response))

    async def aclose(self) -> None:
        """Close the client if it is our own."""
        if self._owned:
            await self._client.aclose()

    def _content(self, request: HTTPRequest) -> Any:
        content = request.content
        if isinstance(content, Iterable) and not isinstance(content, bytes):
            return _as_async(content)
        return content


class _AsyncStream:
    """Body of a response; see `AsyncBodyStream`."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.aclose = response.aclose

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except httpx2.RequestError as error:
            raise _translated(error) from error

    async def read(self) -> bytes:
        try:
            return await self._response.aread()
        except httpx2.RequestError as error:
            raise _translated(error) from error


async def _as_async(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
