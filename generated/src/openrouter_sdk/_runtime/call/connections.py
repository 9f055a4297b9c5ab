"""The connections of a client, and of those that `with_options` makes of it: one transport."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from ..base.locks import ProcessLock


class Connections:
    """A transport, made at the first request of each process, or given by the user."""

    __slots__ = ("_closed", "_injected", "_lock", "_process", "_transport")

    def __init__(self, injected: Any) -> None:
        """Keep the user's own transport, if there is one."""
        self._injected = injected
        self._transport = injected
        self._closed = False
        self._lock = ProcessLock()
        self._process = os.getpid()

    @property
    def default_timeout(self) -> Any:
        """The time limit that the user's own transport has, if any."""
        return getattr(self._injected, "default_timeout", None)

    @property
    def authenticates(self) -> bool:
        """Whether the user's own transport may send credentials by itself."""
        return bool(getattr(self._injected, "authenticates", False))

    def open(self, make: Callable[[], Any], owner: str) -> Any:
        """Return the transport.

        Raises:
            RuntimeError: They have been closed.
        """
        if self._closed:
            message = f"this {owner} has been closed"
            raise RuntimeError(message)
        if self._transport is None or self._process != os.getpid():
            with self._lock:
                if self._injected is None and self._process != os.getpid():
                    self._transport = None  # a fork must not share its parent's connections
                if self._transport is None:
                    self._transport = make()
                self._process = os.getpid()
        return self._transport

    def close(self) -> Any:
        """Open no more; return the transport if it is our own and open."""
        self._closed = True
        transport = None if self._injected is not None else self._transport
        self._transport = self._injected
        return transport
