"""Names of stages in, their durations out, on stderr."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Generator


class Progress:
    """Times the stages of a run."""

    def __init__(self, *, shown: bool = False) -> None:
        self._shown = shown
        self._began = time.perf_counter()

    @classmethod
    def for_terminal(cls) -> Progress:
        """Return a progress that is shown when stderr is a terminal."""
        return cls(shown=sys.stderr.isatty())

    @contextlib.contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Report the time that the body takes, once it is through."""
        began = time.perf_counter()
        yield
        self._line(name, time.perf_counter() - began)

    def total(self) -> None:
        """Report the time since the start."""
        self._line("total", time.perf_counter() - self._began)

    def _line(self, name: str, seconds: float) -> None:
        if self._shown:
            print(f"  {name:<10}{seconds * 1000:8.0f} ms", file=sys.stderr)
