"""Timers where trio may be what runs the tasks: what `asyncio.timeout` is, by anyio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import anyio

if TYPE_CHECKING:
    from types import TracebackType


class ScopeTimer:
    """A `clock.Timer` under either library."""

    def __init__(self, seconds: float | None) -> None:
        """Take the seconds from now; None is no limit."""
        self._scope = anyio.CancelScope()
        self.reschedule(None if seconds is None else anyio.current_time() + seconds)

    async def __aenter__(self) -> Self:
        """Start."""
        self._scope.__enter__()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> bool | None:
        """Stop.

        Raises:
            TimeoutError: The time was over.
        """
        handled = self._scope.__exit__(exc_type, exc_val, exc_tb)
        if self._scope.cancelled_caught:
            raise TimeoutError from exc_val
        return handled

    def reschedule(self, when: float | None) -> None:
        """End it at this time of the event loop; never, if None."""
        self._scope.deadline = float("inf") if when is None else when

    def expired(self) -> bool:
        """Tell whether it was this one that has ended the wait."""
        return self._scope.cancelled_caught
