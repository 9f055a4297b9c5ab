"""Work that follows long chains of references, on a stack that is large enough for it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_FRAMES = 50_000
_BYTES = 256 * 1024 * 1024  # of which the system only gives what is touched


def deep(work: Callable[[], T]) -> T:
    """Return what `work` returns, which is done again on a larger stack if it needs one.

    Schemas may refer to one another in chains of any length. They are followed by recursion,
    which reads best, and does within Python's limit for all but a few descriptions.
    """
    try:
        return work()
    except RecursionError:
        return _on_large_stack(work)


def _on_large_stack(work: Callable[[], T]) -> T:
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    limit = sys.getrecursionlimit()
    size = threading.stack_size(_BYTES)
    sys.setrecursionlimit(_FRAMES)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)
    if errors:
        raise errors[0]
    return results[0]
