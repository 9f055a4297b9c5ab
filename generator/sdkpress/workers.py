"""Processes beside this one, for the work of large descriptions that can be shared out."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

LARGE = 300_000
"""Bytes of a description from which on a process more pays for its start."""

_MOST = 4


class Workers(AbstractContextManager["Workers"]):
    """Some processes, or none: then work is done at once, in this one."""

    def __init__(self, count: int = 0, prepare: Callable[[], object] | None = None) -> None:
        # Started afresh, not forked: this process may have threads.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(count, context) if count else None
        if self._pool and prepare:
            for _ in range(count):
                self._pool.submit(prepare)

    @classmethod
    def for_description(cls, path: Path, prepare: Callable[[], object]) -> Workers:
        """As many as the machine has cores, up to a few, if `path` is large; `prepare` loads."""
        cores = min(os.cpu_count() or 1, _MOST)
        is_large = cores > 1 and path.is_file() and path.stat().st_size >= LARGE
        return cls(cores, prepare) if is_large else cls()

    def start(self, work: Callable[[T], R], items: Sequence[T]) -> Callable[[], list[R]]:
        """Begin to do `work` on every item; what is returned waits for the results, in order."""
        if self._pool is None:
            results = [work(item) for item in items]
            return lambda: results
        futures: list[Future[R]] = [self._pool.submit(work, item) for item in items]
        return lambda: [future.result() for future in futures]

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
