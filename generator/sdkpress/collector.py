"""Pauses the garbage collector while large data is built."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Generator[None]:
    """Keep the cyclic collector from running inside of the block.

    It would look at hundreds of thousands of new containers again and again, all of them alive:
    without it a large description is read and described in about half the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
