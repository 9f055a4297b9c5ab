"""Every clock, pause and random number of the runtime, as functions that tests can replace."""

from __future__ import annotations

import sys
import time as _time
from random import random as random
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

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


class Timer(Protocol):
    """Ends what is awaited within it with a `TimeoutError`; `asyncio.Timeout` is one."""

    async def __aenter__(self) -> Self:
        """Start."""
        ...

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> bool | None:
        """Stop."""
        ...

    def reschedule(self, when: float | None) -> None:
        """End it at this time of the event loop; never, if None."""
        ...

    def expired(self) -> bool:
        """Tell whether it was this one that has ended the wait."""
        ...


def timer(seconds: float | None) -> Timer:
    """Return what gives the current task so many seconds, under asyncio as well as trio."""
    if "trio" in sys.modules:
        from .trio_timer import ScopeTimer

        return ScopeTimer(seconds)
    import asyncio

    return asyncio.timeout(seconds)


def event() -> Any:
    """Return what tasks wait for, under asyncio as well as trio."""
    if "trio" in sys.modules:
        import anyio

        return anyio.Event()
    import asyncio

    return asyncio.Event()


def loop_time() -> float:
    """Return the time of the event loop, under asyncio as well as trio."""
    if "trio" in sys.modules:
        import anyio

        return anyio.current_time()
    import asyncio

    return asyncio.get_running_loop().time()
