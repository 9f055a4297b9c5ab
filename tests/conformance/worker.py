"""What runs in each worker process: a few operations of a pressed description at a time."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .api import load
from .check import Checker
from .outcome import Finding, Outcome

LIMIT = 120  # seconds of CPU for one operation: a busy machine fails none


@dataclass(frozen=True, slots=True)
class Target:
    """A description that was pressed: where it is, and where the package is."""

    name: str
    description: Path
    overlays: tuple[Path, ...]
    package: Path

    def manifest(self) -> dict[str, Any]:
        """Read the manifest of the package."""
        return json.loads((self.package / "sdk-manifest.json").read_text(encoding="utf-8"))


def check(target: Target, chunk: list[dict[str, Any]]) -> list[Outcome]:
    """Check the operations of a chunk (entries of the manifest)."""
    checker = _checker(target)
    return [_limited(checker, entry) for entry in chunk]


@lru_cache(maxsize=1)
def _checker(target: Target) -> Checker:
    sys.path.insert(0, str(target.package / "src"))
    sys.setswitchinterval(0.0002)  # the server is a thread of this process, and is waited for
    return Checker(target.name, load(target.description, target.overlays), target.manifest())


def _limited(checker: Checker, entry: dict[str, Any]) -> Outcome:
    try:
        with _alarm():
            return checker.check(entry)
    except TimeoutError:
        outcome = Outcome(entry["id"], entry["method"], entry["path"])
        outcome.findings.append(Finding("call", "", f"took more than {LIMIT} s of CPU"))
        return outcome


class _TooLong(BaseException):
    """Not an Exception: nothing on the way may take it for an error of its own."""


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    except _TooLong:
        raise TimeoutError from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
