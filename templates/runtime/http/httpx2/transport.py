"""Transports over httpx2: the default one, and those around a client that the user passed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2

from ..limit import Limit
from ..transport import HTTPRequest, HTTPResponse, TransportError, TransportTimeout
from .body import Body, undo_codings
from .clients import Clients
from .clock import keep_time
from .loops import LoopClients
from .request import RequestBuilder
from .reuse import LIMIT

_FINAL = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.InvalidURL)
_ERRORS = (httpx2.RequestError, httpx2.InvalidURL)
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
"""Raised before anything of a request has left: a proxy that fails has opened no tunnel."""


def _auth(request: HTTPRequest) -> Any:
    """An injected client's own authentication is for the origin that it was meant for."""
    return None if request.foreign else httpx2.USE_CLIENT_DEFAULT


def _translated(error: httpx2.HTTPError | httpx2.InvalidURL, limit: Limit) -> TransportError:
    text = str(error)
    sent = not (limit.unsent or isinstance(error, _UNSENT))
    if isinstance(error, httpx2.TimeoutException):
        if limit.is_over():
            return TransportTimeout(limit.overdue(), sent=sent)
        return TransportTimeout(text or f"timed out ({type(error).__name__})", sent=sent)
    retryable = not isinstance(error, _FINAL)
    return TransportError(text or type(error).__name__, retryable=retryable, sent=sent)


def _opened(builder: RequestBuilder, request: HTTPRequest, limit: Limit) -> httpx2.Response:
    client: Any = builder.client
    token = LIMIT.set(limit)
    try:
        response: httpx2.Response = client.send(
            builder.build(request, limit), stream=True, auth=_auth(request), follow_redirects=False
        )
        if request.deadline is not None or limit.stepwise:
            response.stream = Body(response.stream, limit)
        undo_codings(response)
        if not request.stream:
            response.read()
    finally:
        LIMIT.reset(token)
    return response


class HTTPX2Transport:
    """Transport over an `httpx2.Client`: the one given, or one of its own."""

    def __init__(self, client: httpx2.Client | None = None) -> None:
        """Take a client, which is not closed; or none, and make one when it is needed."""
        self._clients = Clients(httpx2.Client, client, keep_time)

    @property
    def default_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout, which holds where the SDK's was not set."""
        return self._clients.injected_timeout

    @property
    def authenticates(self) -> bool:
        """Whether the injected client may send credentials of its own."""
        return self._clients.authenticates

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `Transport.send`."""
        builder, end = self._clients.begin(request.url)
        limit = Limit(request)
        try:
            response = _opened(builder, request, limit)
        except BaseException as error:
            end()
            if isinstance(error, _ERRORS):
                raise _translated(error, limit) from error
            raise
        raw = response.headers.raw
        if request.stream:
            stream = _Stream(response, limit, end)
            return HTTPResponse(response.status_code, raw, b"", response, stream)
        end()
        return HTTPResponse(response.status_code, raw, response.content, response)

    def close(self) -> None:
        """Close the clients that are our own."""
        for client in self._clients.opened():
            client.close()


class _Stream:
    """Body of a response; see `BodyStream`."""

    def __init__(self, response: httpx2.Response, limit: Limit, end: Callable[[], None]) -> None:
        self._response = response
        self._limit = limit
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_bytes()
        except _ERRORS as error:
            raise _translated(error, self._limit) from error
        finally:
            self._end()

    def read(self) -> bytes:
        self._limit.finish()
        try:
            return self._response.read()
        except _ERRORS as error:
            raise _translated(error, self._limit) from error
        finally:
            self._end()

    def close(self) -> None:
        self._end()
        self._response.close()


async def _opened_async(
    builder: RequestBuilder, request: HTTPRequest, limit: Limit
) -> httpx2.Response:
    client: Any = builder.client
    token = LIMIT.set(limit)
    try:
        async with limit.timing(httpx2.ReadTimeout):
            response: httpx2.Response = await client.send(
                builder.build(request, limit),
                stream=True,
                auth=_auth(request),
                follow_redirects=False,
            )
            if limit.stepwise:
                response.stream = Body(response.stream, limit)
            undo_codings(response)
            if not request.stream:
                await response.aread()
    finally:
        LIMIT.reset(token)
    return response


class AsyncHTTPX2Transport:
    """Transport over an `httpx2.AsyncClient`: the one given, or those of its own, one a loop."""

    def __init__(self, client: httpx2.AsyncClient | None = None) -> None:
        """Take a client, which is not closed; or none, and make one when it is needed."""
        self._loops = LoopClients(client)

    @property
    def default_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout, which holds where the SDK's was not set."""
        return self._loops.injected_timeout

    @property
    def authenticates(self) -> bool:
        """Whether the injected client may send credentials of its own."""
        return self._loops.authenticates

    async def send(self, request: HTTPRequest) -> HTTPResponse:
        """Send a request; see `AsyncTransport.send`."""
        clients = self._loops.here() or await self._loops.add()
        builder, end = clients.begin(request.url)
        limit = Limit(request)
        try:
            response = await _opened_async(builder, request, limit)
        except BaseException as error:
            end()
            if isinstance(error, _ERRORS):
                raise _translated(error, limit) from error
            if isinstance(error, RuntimeError):
                self._loops.explain(error)
            raise
        raw = response.headers.raw
        if request.stream:
            stream = _AsyncStream(response, limit, end)
            return HTTPResponse(response.status_code, raw, b"", response, stream)
        end()
        return HTTPResponse(response.status_code, raw, response.content, response)

    async def aclose(self) -> None:
        """Close the clients that are our own."""
        await self._loops.close()


class _AsyncStream:
    """Body of a response; see `AsyncBodyStream`."""

    def __init__(self, response: httpx2.Response, limit: Limit, end: Callable[[], None]) -> None:
        self._response = response
        self._limit = limit
        self._end = end

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except _ERRORS as error:
            raise _translated(error, self._limit) from error
        finally:
            self._end()

    async def read(self) -> bytes:
        self._limit.finish()
        try:
            return await self._response.aread()
        except _ERRORS as error:
            raise _translated(error, self._limit) from error
        finally:
            self._end()

    async def aclose(self) -> None:
        self._end()
        await self._response.aclose()
