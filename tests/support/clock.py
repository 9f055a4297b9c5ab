"""A clock that only moves when somebody sleeps."""

from __future__ import annotations


class FakeClock:
    """Stands in for a package's `_runtime.base.clock`.

    Attributes:
        now: Seconds since the epoch.
        sleeps: Every pause that was asked for.
        chance: What `random` returns; 0.5 is the middle of the jitter.
    """

    def __init__(self) -> None:
        self.now = 1_750_000_000.0
        self.sleeps: list[float] = []
        self.chance = 0.5

    def sleep(self, seconds: float) -> None:
        """Move on at once."""
        self.sleeps.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        """Move on at once."""
        self.sleep(seconds)

    def monotonic(self) -> float:
        """Return the time."""
        return self.now

    def time(self) -> float:
        """Return the time."""
        return self.now

    def random(self) -> float:
        """Return the same number every time."""
        return self.chance
