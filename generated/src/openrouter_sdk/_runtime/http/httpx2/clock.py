"""httpx2 by the wall clock: its own limits are for single reads and writes, ours for a request.

Under a client's connections lies what opens, reads and writes sockets, which is wrapped here: each
of these steps gets no more than what the request that it is done for has left.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_address
from threading import Thread
from typing import Any, TypeVar

import httpcore2
import httpx2

from ..limit import PIECE, Limit
from .reuse import LIMIT, Reuse, replace_backends

T = TypeVar("T")


def keep_time(client: httpx2.Client) -> None:
    """Make a client's connections keep to `LIMIT`; one that has none waits for no one either."""
    replace_backends(client, httpcore2.NetworkBackend, _Backend)


def _left(timeout: float | None, error: type[Exception]) -> float | None:
    """Return the seconds for a step; raise the error of its kind if there are none."""
    limit = LIMIT.get()
    if limit is None:
        return timeout
    seconds = limit.shorter(timeout)
    if seconds is not None and seconds <= 0:
        raise error(limit.overdue())
    return seconds


class _Stream(httpcore2.NetworkStream):
    """A connection."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream
        self._reuse = Reuse()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))
        if not data:
            self._reuse.end(self._stream)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._reuse.write(LIMIT.get(), self._stream, buffer)
        if len(buffer) <= PIECE:
            self._stream.write(buffer, _left(timeout, httpcore2.WriteTimeout))
            return
        view = memoryview(buffer)
        for start in range(0, len(view), PIECE):
            piece: Any = view[start : start + PIECE]
            self._stream.write(piece, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            seconds = _left(timeout, httpcore2.ConnectTimeout)
        except httpcore2.ConnectTimeout:
            self.close()  # as httpx2 does itself where a handshake fails
            raise
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """What opens connections: to one address after the other, each with its share of the time."""

    def __init__(self, backend: httpcore2.NetworkBackend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = _addresses(host, port, _left(timeout, httpcore2.ConnectTimeout))
        failed: Exception | None = None
        for number, address in enumerate(addresses):
            seconds = _left(timeout, httpcore2.ConnectTimeout)
            share = None if seconds is None else seconds / (len(addresses) - number)
            try:
                stream = self._backend.connect_tcp(
                    address, port, share, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream)
        raise failed or httpcore2.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        seconds = _left(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._backend.connect_unix_socket(path, seconds, socket_options))

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


def _addresses(host: str, port: int, seconds: float | None) -> list[str]:
    """Look a host up; the system's own look-up knows no time limit."""
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        return [host]
    try:
        found = _within(seconds, lambda: socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM))
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(str(error)) from error
    return list(dict.fromkeys(_address(sockaddr) for *_, sockaddr in found))


def _address(found: tuple[Any, ...]) -> str:
    host, scope = str(found[0]), found[3] if len(found) > 3 else 0
    return f"{host}%{scope}" if scope and "%" not in host else host


def _within(seconds: float | None, function: Callable[[], T]) -> T:
    """Call a function in a thread, which is left behind when its time is over."""
    if seconds is None:
        return function()
    results: list[T] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(function())
        except Exception as error:
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(min(seconds, 1e6))
    if errors:
        raise errors[0]
    if not results:
        message = "the name of the host was not looked up in time"
        raise httpcore2.ConnectTimeout(message)
    return results[0]


def limited(limit: Limit, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Iterate over the chunks of a body, each of which must come by the limit."""
    while True:
        token = LIMIT.set(limit)
        try:
            chunk = next(chunks, None)
        finally:
            LIMIT.reset(token)
        if chunk is None:
            return
        yield chunk
