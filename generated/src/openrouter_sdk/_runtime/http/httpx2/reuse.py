"""Connections of httpx2 that are used again: is the server still there, just before it is asked?

The pool looks at an idle connection when it chooses it; what happens from then until the request
is written is long beside the moment in which a server closes. So it is looked at once more, and
one that the server has closed is given up before anything has been sent: the pool takes another.
"""

# ruff: noqa: ASYNC109 - what httpcore2 asks for

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore2
import httpx2

from ..limit import Limit

LIMIT: ContextVar[Limit | None] = ContextVar("LIMIT", default=None)
"""That of the request which this thread or task is sending or receiving."""
_PREFACE = b"PRI * HTTP/2.0"
_TCP = socket.IPPROTO_TCP
_INFO = 11 if sys.platform == "linux" else -1  # TCP_INFO, which means something else elsewhere
_ESTABLISHED, _ACKNOWLEDGED = 1, slice(120, 128)  # tcpi_state, tcpi_bytes_acked


class Reuse:
    """Which request a connection was used for last, and how much of it the server has got."""

    __slots__ = ("_acknowledged", "_last", "_shared")

    def __init__(self) -> None:
        """Take a connection that nothing has been sent over."""
        self._last: Limit | None = None
        self._shared = False  # by several requests at once, so that there may be something to read
        self._acknowledged = b""  # of what was written before the request; empty: not known

    def write(self, limit: Limit | None, stream: Any, buffer: bytes) -> bool:
        """Look at a connection before something is written, where that begins another request.

        Args:
            limit: Stands for the request.
            stream: The connection.
            buffer: What is to be written.

        Returns:
            Whether a request begins.

        Raises:
            httpcore2.ConnectionNotAvailable: The server has closed it; the pool takes another.
        """
        last = self._last
        if limit is last or self._shared:
            return False
        self._last = limit
        if last is None:
            self._shared = buffer.startswith(_PREFACE)
            return True
        info = _tcp_info(stream)
        closed = info[0] != _ESTABLISHED if info else stream.get_extra_info("is_readable")
        self._acknowledged = info[_ACKNOWLEDGED]
        if closed:
            raise httpcore2.ConnectionNotAvailable
        return True

    def write_more(self, stream: Any) -> None:
        """Look at a connection before more of a request is written.

        Where that fails, an event loop closes the connection, and no one can tell how it ended.

        Raises:
            httpcore2.ConnectionNotAvailable: As `end` does.
        """
        if self._acknowledged:
            info = _tcp_info(stream)
            if info and info[0] != _ESTABLISHED and _is_ended(stream):
                self.end(stream)

    def end(self, stream: Any) -> None:
        """Find out, where the server has ended a connection, if it had got the request by then.

        The end of its side acknowledges all that the system of the server had received. So what it
        does not acknowledge came too late for anyone to read. A reset does not tell as much.

        Raises:
            httpcore2.ConnectionNotAvailable: It has got nothing, and the request can be sent as it
                was: the pool takes another connection.
        """
        limit, before = self._last, self._acknowledged
        if limit is None or not any(before):
            return
        info = _tcp_info(stream)
        if info and info[0] != _ESTABLISHED and info[_ACKNOWLEDGED] == before:
            if limit.replayable:
                raise httpcore2.ConnectionNotAvailable
            limit.unsent = True


def _tcp_info(stream: Any) -> bytes:
    """Return Linux' `struct tcp_info` of a connection; nothing where there is none."""
    try:
        info: bytes = stream.get_extra_info("socket").getsockopt(_TCP, _INFO, _ACKNOWLEDGED.stop)
    except (AttributeError, OSError):  # none of the system's sockets; closed; not TCP
        return b""
    return info if len(info) == _ACKNOWLEDGED.stop else b""


def _is_ended(stream: Any) -> bool:
    """Tell whether the server has ended a connection, and has not only reset it."""
    try:
        with socket.socket(fileno=os.dup(stream.get_extra_info("socket").fileno())) as copy:
            return copy.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except OSError:
        return False


def replace_backends(client: httpx2.Client | httpx2.AsyncClient, known: type, ours: Any) -> None:
    """Put ours around what opens a client's connections; those that it has already are left alone.

    httpx2 lets no one choose what is below its connections, so this reaches into it. A client
    whose transports are others' (a mock, WSGI) has no such thing.

    Args:
        client: Whose.
        known: The class of what is replaced.
        ours: The class that takes its place, and is made with it.
    """
    mounted: dict[Any, Any] = getattr(client, "_mounts", {})
    for transport in (getattr(client, "_transport", None), *mounted.values()):
        pool: Any = getattr(transport, "_pool", None)
        backend = getattr(pool, "_network_backend", None)
        if isinstance(backend, known) and not isinstance(backend, ours):
            setattr(pool, "_network_backend", ours(backend))  # noqa: B010 - not public


def watch(client: httpx2.AsyncClient) -> None:
    """Look at a client's connections in this way, as `keep_time` does for synchronous clients."""
    replace_backends(client, httpcore2.AsyncNetworkBackend, _Backend)


class _Stream(httpcore2.AsyncNetworkStream):
    """A connection."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream
        self._reuse = Reuse()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        if not data:
            self._reuse.end(self._stream)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not self._reuse.write(LIMIT.get(), self._stream, buffer) and buffer:
            self._reuse.write_more(self._stream)
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        limit = LIMIT.get()
        _unsent(limit, True)
        stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        _unsent(limit, False)
        return _Stream(stream)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore2.AsyncNetworkBackend):
    """What opens connections, and says that it does, for a timer ends the wait from outside."""

    def __init__(self, backend: httpcore2.AsyncNetworkBackend) -> None:
        self._backend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        limit = LIMIT.get()
        _unsent(limit, True)
        stream = await self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        _unsent(limit, False)
        return _Stream(stream)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.AsyncNetworkStream:
        stream = await self._backend.connect_unix_socket(path, timeout, socket_options)
        return _Stream(stream)

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


def _unsent(limit: Limit | None, unsent: bool) -> None:
    """Note whether a request waits for a connection, so that nothing of it has left."""
    if limit is not None:
        limit.unsent = unsent
