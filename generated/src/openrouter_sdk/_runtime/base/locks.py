"""Locks for threads that survive a fork."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class ProcessLock:
    """A lock for the threads of each process.

    A plain lock that another thread holds during a fork is never released in the child.
    """

    __slots__ = ("_locks",)

    def __init__(self) -> None:
        """Start with one that nobody holds."""
        self._locks = {os.getpid(): Lock()}

    def __enter__(self) -> None:
        """Wait until nobody else of this process holds it."""
        process = os.getpid()
        lock = self._locks.get(process) or self._locks.setdefault(process, Lock())
        lock.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let go of it."""
        self._locks[os.getpid()].release()
