"""Event loops: which one runs, of asyncio's and trio's, and whether one is over."""

from __future__ import annotations

import sys
from typing import Any


def running_loop() -> Any:
    """Return what identifies the loop that runs: asyncio's own, or trio's token."""
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio: Any = sys.modules.get("trio")
        if trio is None:
            raise
        return trio.lowlevel.current_trio_token()


def is_over(loop: Any) -> bool:
    """Tell whether nothing will run in a loop again."""
    if hasattr(loop, "is_closed"):
        return bool(loop.is_closed())
    try:
        loop.run_sync_soon(_nothing)
    except RuntimeError:  # trio.RunFinishedError
        return True
    return False


def _nothing() -> None:
    """Do nothing, where only the asking matters."""
