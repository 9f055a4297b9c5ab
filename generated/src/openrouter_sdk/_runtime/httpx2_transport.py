"""Transports over httpx2: the default one, and those around a client that the user passed in."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from threading import Lock
from typing import Any, Generic, TypeVar

import httpx2

from . import clock
from .httpx2_request import RequestBuilder
from .transport import HTTPRequest, HTTPResponse, TransportError, TransportTimeout

_LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=15.0)
_FINAL = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.InvalidURL)
_ERRORS = (httpx2.RequestError, httpx2.InvalidURL)

C = TypeVar("C", httpx2.Client, httpx2.AsyncClient)


class _Clients(Generic[C]):
    """The client that was passed in, or clients of our own: one for https, one for plain http.

    The latter loads no certificates, which is most of what making a client costs.
    """

    def __init__(self, make: Callable[..., C], injected: C | None) -> None:
        self._make = make
        self._injected = None if injected is None else RequestBuilder(injected, owned=False)
        self._own: dict[bool, RequestBuilder] = {}
        self._jar = httpx2.Cookies().jar  # a redirect may lead from http to https
        self._lock = Lock()
        self.opened: list[C] = []

    @property
    def injected_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout."""
        return None if self._injected is None else self._injected.client.timeout

    def builder(self, url: str) -> RequestBuilder:
        """Return what builds requests to a URL, with the client that sends them."""
        if self._injected is not None:
            return self._injected
        tls = not url.startswith("http:")
        return self._own.get(tls) or self._open(tls)

    def _open(self, tls: bool) -> RequestBuilder:
        with self._lock:
            if tls not in self._own:
                verify = True if tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                client = self._make(limits=_LIMITS, cookies=self._jar, verify=verify)
                self.opened.append(client)
                self._own[tls] = RequestBuilder(client, owned=True)
            return self._own[tls]


def _auth(request: HTTPRequest) -> Any:
    """An injected client's own authentication is for the origin that it was meant for."""
    return None if request.foreign else httpx2.USE_CLIENT_DEFAULT


def _translated(error: httpx2.HTTPError | httpx2.InvalidURL) -> TransportError:
    text = str(error)
    if isinstance(error, httpx2.TimeoutException):
        return TransportTimeout(text or f"timed out ({type(error).__name__})")
    return TransportError(text or type(error).__name__, retryable=not isinstance(error, _FINAL))


class _Limited(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that must have come by the deadline, however small the pieces that it comes in."""

    def __init__(self, stream: Any, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _check(self) -> None:
        if clock.monotonic() > self._deadline:
            message = "the deadline is over before all of the response has come"
            raise httpx2.ReadTimeout(message)

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._check()
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._check()
            yield chunk

    @property
    def elapsed(self) -> Any:
        return self._stream.elapsed

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()


class HTTPX2Transport:
    """Transport over an `httpx2.Client`: the one given, or one of its own."""

    def __init__(self, client: httpx2.Client | None = None) -> None:
        """Take a client, which is not closed; or none, and make one when it is needed."""
        self._clients = _Clients(httpx2.Client, client)

    @property
    def default_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout, which holds where the SDK's was not set."""
        return self._clients.injected_timeout

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `Transport.send`."""
        try:
            builder = self._clients.builder(request.url)
            client: Any = builder.client
            response: httpx2.Response = client.send(
                builder.build(request),
                stream=request.stream or request.deadline is not None,
                auth=_auth(request),
                follow_redirects=False,
            )
            if request.deadline is not None and not request.stream:
                response.stream = _Limited(response.stream, request.deadline)
                response.read()
        except _ERRORS as error:
            raise _translated(error) from error
        raw = response.headers.raw
        if request.stream:
            return HTTPResponse(response.status_code, raw, b"", response, _Stream(response))
        return HTTPResponse(response.status_code, raw, response.content, response)

    def close(self) -> None:
        """Close the clients that are our own."""
        for client in self._clients.opened:
            client.close()


class _Stream:
    """Body of a response; see `BodyStream`."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.close = response.close

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_bytes()
        except _ERRORS as error:
            raise _translated(error) from error

    def read(self) -> bytes:
        try:
            return self._response.read()
        except _ERRORS as error:
            raise _translated(error) from error


class AsyncHTTPX2Transport:
    """Transport over an `httpx2.AsyncClient`: the one given, or one of its own."""

    def __init__(self, client: httpx2.AsyncClient | None = None) -> None:
        """Take a client, which is not closed; or none, and make one when it is needed."""
        self._clients = _Clients(httpx2.AsyncClient, client)

    @property
    def default_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout, which holds where the SDK's was not set."""
        return self._clients.injected_timeout

    async def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `AsyncTransport.send`."""
        try:
            builder = self._clients.builder(request.url)
            client: Any = builder.client
            response: httpx2.Response = await client.send(
                builder.build(request),
                stream=request.stream or request.deadline is not None,
                auth=_auth(request),
                follow_redirects=False,
            )
            if request.deadline is not None and not request.stream:
                response.stream = _Limited(response.stream, request.deadline)
                await response.aread()
        except _ERRORS as error:
            raise _translated(error) from error
        raw = response.headers.raw
        if request.stream:
            return HTTPResponse(response.status_code, raw, b"", response, _AsyncStream(response))
        return HTTPResponse(response.status_code, raw, response.content, response)

    async def aclose(self) -> None:
        """Close the clients that are our own."""
        for client in self._clients.opened:
            await client.aclose()


class _AsyncStream:
    """Body of a response; see `AsyncBodyStream`."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.aclose = response.aclose

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except _ERRORS as error:
            raise _translated(error) from error

    async def read(self) -> bytes:
        try:
            return await self._response.aread()
        except _ERRORS as error:
            raise _translated(error) from error
