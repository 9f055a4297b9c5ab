"""Processes beside this one, for the work of large descriptions that can be shared out."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import forkserver
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

LARGE = 300_000
"""Bytes of a description from which on a process more pays for its start."""

_MOST = 4


class Workers(AbstractContextManager["Workers"]):
    """Some processes, or none: then work is done at once, in this one.

    Args:
        count: How many.
        module: What is imported before the first work comes, while this process does its own.
    """

    def __init__(self, count: int = 0, module: str = "") -> None:
        self._pool = _pool(count, module) if count else None

    @classmethod
    def for_description(cls, path: Path, module: str) -> Workers:
        """As many as the machine has cores, up to a few, if `path` is large."""
        cores = min(os.cpu_count() or 1, _MOST)
        is_large = cores > 1 and path.is_file() and path.stat().st_size >= LARGE
        return cls(cores, module) if is_large else cls()

    def start(self, work: Callable[[T], R], items: Sequence[T]) -> Callable[[], list[R]]:
        """Begin to do `work` on every item; what is returned waits for the results, in order."""
        if self._pool is None:
            results = [work(item) for item in items]
            return lambda: results
        futures: list[Future[R]] = [self._pool.submit(work, item) for item in items]
        return lambda: [future.result() for future in futures]

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _pool(count: int, module: str) -> ProcessPoolExecutor:
    """Processes that are not forked from this one, which may have threads.

    They are forked from one that has the module imported, or started afresh where none can fork.
    """
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    pool = ProcessPoolExecutor(count, context, _begin, (module,))
    if method == "forkserver":
        context.set_forkserver_preload([module])
        forkserver.ensure_running()
    else:
        for _ in range(count):
            pool.submit(int)  # it starts when there is something to do
    return pool


def _begin(module: str) -> None:
    """Make a process ready, which is too short-lived to collect garbage in cycles."""
    gc.disable()
    importlib.import_module(module)
