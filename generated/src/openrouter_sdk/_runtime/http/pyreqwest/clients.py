# mypy: no-warn-return-any
"""Clients of pyreqwest: time limits in, the client that sends requests with them out.

pyreqwest takes most limits when a client is built, so there is one for each set of them.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from pyreqwest.client import BaseClientBuilder, Client, SyncClient, SyncClientBuilder
from pyreqwest.exceptions import PyreqwestError

from ...base.locks import ProcessLock
from ..limit import YEAR, Phases, phases_of
from ..transport import TransportError

if TYPE_CHECKING:
    from ..transport import HTTPRequest

_MAX_CONNECTIONS, _MAX_IDLE_TIME = 100, timedelta(seconds=15)
_KEPT = 16
_LONGEST = timedelta(seconds=YEAR)
NO_LIMITS = Phases(None, None, None, None)

Configure: TypeAlias = Callable[[BaseClientBuilder], BaseClientBuilder]
C = TypeVar("C", Client, SyncClient)


def limits_of(request: HTTPRequest) -> Phases:
    """Return the limits that a request's client must have.

    Seconds for all of a request are given to it alone. A stream has the time for each piece.
    """
    timeout = request.timeout
    whole = timeout is None or isinstance(timeout, (int, float))
    if whole and not request.stream:
        return NO_LIMITS
    return phases_of(timeout)


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
        self._made: dict[Phases, C] = {}
        self._lock = ProcessLock()
        self._process = os.getpid()
        self._closed = False
        self._wakes_loops = builder is not SyncClientBuilder

    @property
    def configured(self) -> bool:
        """Whether clients are what the user makes of them."""
        return self._configure is not None

    def get(self, limits: Phases) -> C:
        """Return the client for some limits.

        Raises:
            RuntimeError: The transport is closed.
            TransportError: This is a fork of the process that used pyreqwest.
        """
        client = self._made.get(limits)
        if client is None or self._process != os.getpid():
            return self._make(limits)
        return client

    def _make(self, limits: Phases) -> C:
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

    def _build(self, limits: Phases) -> C:
        builder = self._builder().follow_redirects(False).referer(False)
        builder = builder.gzip(False).deflate(False).brotli(False).zstd(False)  # codings.py does it
        builder = builder.http1_allow_obsolete_multiline_headers_in_responses(True)
        builder = builder.max_connections(_MAX_CONNECTIONS).pool_max_idle_per_host(_MAX_CONNECTIONS)
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
        try:
            return building.build()
        except RuntimeError as error:  # what a fork means
            raise TransportError(str(error), retryable=False) from error

    def abandon(self) -> None:
        """End all requests that are under way; the next ones get clients of their own."""
        made = list(self._made.values())
        self._made.clear()
        for client in made:
            if isinstance(client, SyncClient):
                client.close()

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
