"""A process beside this one, for work that can be done while this one goes on."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import forkserver
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

LARGE = 300_000
"""Bytes of a description from which on a process more pays for its start."""


class Worker(AbstractContextManager["Worker"]):
    """A process, or none: then work is done at once, in this one.

    Args:
        module: What it imports before the first work comes, while this process does its own; ""
            is for no process.
    """

    def __init__(self, module: str = "") -> None:
        self._pool = _pool(module) if module else None

    @classmethod
    def for_description(cls, path: Path, module: str) -> Worker:
        """A process if `path` is large, and the machine has a core for it."""
        is_large = path.is_file() and path.stat().st_size >= LARGE
        return cls(module) if is_large and (os.cpu_count() or 1) > 1 else cls()

    def start(self, work: Callable[[T], R], item: T) -> Callable[[], R]:
        """Begin to do `work` on `item`; what is returned waits for the result."""
        if self._pool is None:
            result = work(item)
            return lambda: result
        return self._pool.submit(work, item).result

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _pool(module: str) -> ProcessPoolExecutor:
    """A process that is not forked from this one, which may have threads.

    It is forked from one that has the module imported, or started afresh where none can fork.
    """
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    pool = ProcessPoolExecutor(1, context, _begin, (module,))
    if method == "forkserver":
        context.set_forkserver_preload([module])
        forkserver.ensure_running()
    else:
        pool.submit(int)  # it starts when there is something to do
    return pool


def _begin(module: str) -> None:
    """Make a process ready, which is too short-lived to collect garbage in cycles."""
    gc.disable()
    importlib.import_module(module)
