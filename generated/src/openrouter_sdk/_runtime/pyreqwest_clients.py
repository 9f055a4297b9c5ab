"""Clients of pyreqwest: time limits in, the client that sends requests with them out.

pyreqwest takes most limits when a client is built, so there is one for each set of them.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from pyreqwest.client import BaseClientBuilder, Client, SyncClient, SyncClientBuilder
from pyreqwest.exceptions import PyreqwestError

from .locks import ProcessLock

if TYPE_CHECKING:
    from .transport import HTTPRequest

_MAX_CONNECTIONS, _MAX_IDLE, _MAX_IDLE_TIME = 1000, 100, timedelta(seconds=15)
_KEPT = 16
_LONGEST = timedelta(days=365)

Configure: TypeAlias = Callable[[BaseClientBuilder], BaseClientBuilder]
C = TypeVar("C", Client, SyncClient)


class Limits(NamedTuple):
    """Seconds for each phase of a request; None is no limit."""

    connect: float | None
    read: float | None
    write: float | None
    pool: float | None


def limits_of(request: HTTPRequest, remaining: float | None) -> Limits:
    """Return a request's limits, but for those that the seconds which remain make needless.

    The latter are different for each call, and would be a new client each.
    """
    timeout = request.timeout
    if timeout is None or isinstance(timeout, (int, float)):
        limits = Limits(timeout, timeout, timeout, timeout)
    else:
        limits = Limits(**timeout.as_dict())
    if remaining is None:
        return limits
    return Limits(*(None if one is None or one >= remaining else one for one in limits))


def span(seconds: float) -> timedelta:
    """Return a time as pyreqwest takes it, which infinity is not."""
    return timedelta(seconds=seconds) if seconds < _LONGEST.total_seconds() else _LONGEST


class Clients(Generic[C]):
    """The clients of one transport, made when they are needed."""

    def __init__(
        self, builder: Callable[[], BaseClientBuilder], configure: Configure | None
    ) -> None:
        """Start without any.

        Args:
            builder: Makes what builds a client.
            configure: Gets that before each client is built, to change whatever the user wants.
        """
        self._builder = builder
        self._configure = configure
        self._made: dict[Limits, C] = {}
        self._lock = ProcessLock()
        self._process = os.getpid()
        self._closed = False
        self._wakes_loops = builder is not SyncClientBuilder

    def get(self, limits: Limits) -> C:
        """Return the client for some limits.

        Raises:
            RuntimeError: The transport is closed, or this is a fork of the process that used it.
        """
        client = self._made.get(limits)
        if client is None or self._process != os.getpid():
            return self._make(limits)
        return client

    def _make(self, limits: Limits) -> C:
        with self._lock:
            if self._closed:
                message = "this transport has been closed"
                raise RuntimeError(message)
            if self._process != os.getpid():
                self._made.clear()  # pyreqwest explains what a fork means when the next is built
                self._process = os.getpid()
            if limits not in self._made:
                while len(self._made) >= _KEPT:
                    self._made.popitem()  # requests that are under way hold on to theirs
                self._made[limits] = self._build(limits)
            return self._made[limits]

    def _build(self, limits: Limits) -> C:
        builder = self._builder().follow_redirects(False).referer(False)
        builder = builder.brotli(False).zstd(False)  # httpx2 knows neither by itself
        builder = builder.max_connections(_MAX_CONNECTIONS).pool_max_idle_per_host(_MAX_IDLE)
        builder = builder.pool_idle_timeout(_MAX_IDLE_TIME)
        if limits.connect is not None:
            builder = builder.connect_timeout(span(limits.connect))
        if limits.read is not None:
            builder = builder.read_timeout(span(limits.read))
        if limits.pool is not None:
            builder = builder.pool_timeout(span(limits.pool))
        if self._configure is not None:
            builder = self._configure(builder)
        if self._wakes_loops:
            atexit.unregister(_settle)
            atexit.register(_settle)
        building: Any = builder
        return building.build()

    def close(self) -> list[C]:
        """Make no more clients; return those that are to be closed."""
        with self._lock:
            self._closed = True
            made = list(self._made.values())
            self._made.clear()
            return made


def _settle() -> None:
    """Wait until pyreqwest's thread is done with what it was doing in Python.

    It may still be waking up an event loop that has its answer already. An interpreter that ends
    meanwhile aborts the process (Python 3.11: in four of ten programs that end after a call). The
    thread does one thing after the other, and this is the next: a request that cannot be sent.
    """
    with suppress(PyreqwestError, RuntimeError):
        client = SyncClientBuilder().danger_accept_invalid_certs(True).build()
        client.get("none://none").build().send()
