"""`Replays`: the webhooks that have come of late, so that none is taken twice."""

from __future__ import annotations

from collections import OrderedDict

from ..base import clock
from ..base.locks import ProcessLock

_MOST = 100_000
"""Webhooks that are kept in mind, 10 MB at most; the oldest are forgotten first."""


class Replays:
    """What one process has seen; many threads may ask."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._seen: OrderedDict[tuple[str, ...], float] = OrderedDict()
        self._lock = ProcessLock()

    def is_new(self, identity: tuple[str, ...], lifetime: float) -> bool:
        """Tell whether this has not come within `lifetime` seconds, and keep it in mind."""
        now = clock.monotonic()
        with self._lock:
            while self._seen and next(iter(self._seen.values())) <= now:
                self._seen.popitem(last=False)
            if identity in self._seen:
                return False
            self._seen[identity] = now + lifetime
            if len(self._seen) > _MOST:
                self._seen.popitem(last=False)
            return True
