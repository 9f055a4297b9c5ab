"""Transports over httpx2: the default one, and those around a client that the user passed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2

from . import clock
from .httpx2_clients import Clients
from .httpx2_request import RequestBuilder
from .transport import HTTPRequest, HTTPResponse, TransportError, TransportTimeout

_FINAL = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.InvalidURL)
_ERRORS = (httpx2.RequestError, httpx2.InvalidURL)


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


def _sent(builder: RequestBuilder, request: HTTPRequest) -> httpx2.Response:
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
    return response


class HTTPX2Transport:
    """Transport over an `httpx2.Client`: the one given, or one of its own."""

    def __init__(self, client: httpx2.Client | None = None) -> None:
        """Take a client, which is not closed; or none, and make one when it is needed."""
        self._clients = Clients(httpx2.Client, client)

    @property
    def default_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout, which holds where the SDK's was not set."""
        return self._clients.injected_timeout

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `Transport.send`."""
        builder, end = self._clients.begin(request.url)
        try:
            response = _sent(builder, request)
        except BaseException as error:
            end()
            if isinstance(error, _ERRORS):
                raise _translated(error) from error
            raise
        raw = response.headers.raw
        if request.stream:
            return HTTPResponse(response.status_code, raw, b"", response, _Stream(response, end))
        end()
        return HTTPResponse(response.status_code, raw, response.content, response)

    def close(self) -> None:
        """Close the clients that are our own."""
        for client in self._clients.opened():
            client.close()


class _Stream:
    """Body of a response; see `BodyStream`."""

    def __init__(self, response: httpx2.Response, end: Callable[[], None]) -> None:
        self._response = response
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_bytes()
        except _ERRORS as error:
            raise _translated(error) from error
        finally:
            self._end()

    def read(self) -> bytes:
        try:
            return self._response.read()
        except _ERRORS as error:
            raise _translated(error) from error
        finally:
            self._end()

    def close(self) -> None:
        self._end()
        self._response.close()


async def _asent(builder: RequestBuilder, request: HTTPRequest) -> httpx2.Response:
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
    return response


class AsyncHTTPX2Transport:
    """Transport over an `httpx2.AsyncClient`: the one given, or one of its own."""

    def __init__(self, client: httpx2.AsyncClient | None = None) -> None:
        """Take a client, which is not closed; or none, and make one when it is needed."""
        self._clients = Clients(httpx2.AsyncClient, client)

    @property
    def default_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout, which holds where the SDK's was not set."""
        return self._clients.injected_timeout

    async def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `AsyncTransport.send`."""
        builder, end = self._clients.begin(request.url)
        try:
            response = await _asent(builder, request)
        except BaseException as error:
            end()
            if isinstance(error, _ERRORS):
                raise _translated(error) from error
            raise
        raw = response.headers.raw
        if request.stream:
            return HTTPResponse(
                response.status_code, raw, b"", response, _AsyncStream(response, end)
            )
        end()
        return HTTPResponse(response.status_code, raw, response.content, response)

    async def aclose(self) -> None:
        """Close the clients that are our own."""
        for client in self._clients.opened():
            await client.aclose()


class _AsyncStream:
    """Body of a response; see `AsyncBodyStream`."""

    def __init__(self, response: httpx2.Response, end: Callable[[], None]) -> None:
        self._response = response
        self._end = end

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except _ERRORS as error:
            raise _translated(error) from error
        finally:
            self._end()

    async def read(self) -> bytes:
        try:
            return await self._response.aread()
        except _ERRORS as error:
            raise _translated(error) from error
        finally:
            self._end()

    async def aclose(self) -> None:
        self._end()
        await self._response.aclose()
