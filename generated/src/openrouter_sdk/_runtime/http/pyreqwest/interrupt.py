# mypy: no-warn-return-any
"""Ctrl-C while pyreqwest waits: it holds the main thread, where alone Python raises it."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class _Watch:
    """A thread that is told of signals by the interpreter, and ends what the main thread awaits."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.abort: Callable[[], object] | None = None
        self._ear, mouth = socket.socketpair()
        mouth.setblocking(False)
        self._mouth = mouth
        self.descriptor = mouth.fileno()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while signals := self._ear.recv(64):
            abort = self.abort
            if signal.SIGINT in signals and abort is not None:
                abort()


_watches: list[_Watch] = []


def _watch() -> _Watch:
    if not _watches or _watches[-1].process != os.getpid():
        _watches[:] = [_Watch()]
    return _watches[-1]


def interruptible(send: Callable[[], T], abort: Callable[[], object]) -> T:
    """Call what waits in pyreqwest, and `abort` if Ctrl-C is pressed meanwhile.

    Nothing can be done where something else is told of signals, as an event loop may be.
    """
    if threading.get_ident() != threading.main_thread().ident:
        return send()
    watch = _watch()
    other = signal.set_wakeup_fd(watch.descriptor, warn_on_full_buffer=False)
    try:
        if other == -1:
            watch.abort = abort
        else:
            signal.set_wakeup_fd(other)
        return send()
    finally:
        watch.abort = None
        if other == -1:
            signal.set_wakeup_fd(-1)


class _Wait:
    """A thread that waits in place of the main one, and is left behind if that is interrupted."""

    def __init__(self) -> None:
        self._begin, self._end = threading.Lock(), threading.Lock()
        self._begin.acquire()
        self._end.acquire()
        self._function: Callable[[], Any] | None = None
        self._result: Any = None
        self._error: BaseException | None = None
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while self._begin.acquire():
            function, self._function = self._function, None
            if function is None:
                return
            try:
                self._result = function()
            except BaseException as error:
                self._error = error
            del function
            self._end.release()

    def call(self, function: Callable[[], Any]) -> Any:
        self._function = function
        self._begin.release()
        self._end.acquire()
        result, error = self._result, self._error
        self._result = self._error = None
        if error is not None:
            raise error
        return result

    def stop(self) -> None:
        self._begin.release()


class Waiter:
    """Reads one body so that Ctrl-C ends it.

    A read cannot be ended from elsewhere, so the main thread leaves it to another one.

    Attributes:
        left: Whether a read was left behind, whose body must not be touched any more.
    """

    __slots__ = ("_wait", "left")

    def __init__(self) -> None:
        """Start no thread before it is needed."""
        self._wait: _Wait | None = None
        self.left = False

    def call(self, function: Callable[[], T]) -> T:
        """Call a function that waits in pyreqwest."""
        if threading.get_ident() != threading.main_thread().ident:
            return function()
        if self._wait is None:
            self._wait = _Wait()
        self.left = True
        try:
            result = self._wait.call(function)
        except Exception:
            self.left = False
            raise
        self.left = False
        return result

    def stop(self) -> None:
        """Let the thread end."""
        wait, self._wait = self._wait, None
        if wait is not None and not self.left:
            wait.stop()
