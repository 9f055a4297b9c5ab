"""Building types that refer to one another in long chains, which takes more stack than is usual."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from ..base.locks import ProcessLock

T = TypeVar("T")

_FRAMES = 50_000
_STACK = 128 * 1024 * 1024  # bytes, of which the system only gives what is touched
_lock = ProcessLock()


def built(build: Callable[[], T]) -> T:
    """Return what `build` returns; where the stack is too small for it, on a larger one.

    pydantic follows the fields of a model to those of the next: some hundred models that lead to
    one another are more than Python's limit of recursion allows.
    """
    try:
        return build()
    except RecursionError:
        return on_large_stack(build)


def on_large_stack(build: Callable[[], T]) -> T:
    """Return what `build` returns, called in a thread of its own."""
    with _lock:
        return _in_thread(build)


def _in_thread(build: Callable[[], T]) -> T:
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(build())
        except BaseException as error:
            errors.append(error)

    # The limit counts for all threads. It is not needed here for long.
    limit = sys.getrecursionlimit()
    size = threading.stack_size(_STACK)
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)
    if errors:
        raise errors[0]
    return results[0]
