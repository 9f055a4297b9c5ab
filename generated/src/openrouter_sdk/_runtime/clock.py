"""Every clock, pause and random number of the runtime, as functions that tests can replace."""

from __future__ import annotations

import sys
import time as _time
from random import random as random

sleep = _time.sleep
monotonic = _time.monotonic
time = _time.time


async def async_sleep(seconds: float) -> None:
    """Pause the current task for so many seconds, under asyncio as well as trio."""
    if "trio" in sys.modules:  # only then is asking which library runs us worth an import
        import anyio

        await anyio.sleep(seconds)
    else:
        import asyncio

        await asyncio.sleep(seconds)
