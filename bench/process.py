"""Runs a command and says what it took: wall, CPU and memory of it and all it started."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LIMIT = 1800.0  # seconds
_PLACES = re.compile(r"[a-z]+://\S+|(?<!\S)/(?!paths|components)\S+/\S+")
"""Addresses and paths, which are this machine's and are not to stand in results.json. A place in a
description may."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a process ended, and what it took.

    Attributes:
        started: When it was started, by `time.monotonic_ns`, a clock that all processes share.
        peak: The most memory that it, or one of its children, had, in bytes.
    """

    status: int
    output: str
    errors: str
    started: int
    wall: float
    cpu: float
    peak: int


class Failed(Exception):
    """A command did not do what it should; the message is for the table."""


def environment(**extra: str) -> dict[str, str]:
    """Return what a subject sees: no proxies, no settings of whoever runs the bench."""
    kept = ("HOME", "PATH", "LANG", "TMPDIR", "JAVA_HOME", "SYSTEMROOT")
    return {name: os.environ[name] for name in kept if name in os.environ} | extra


def run(
    command: Sequence[str | Path],
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    limit: float = LIMIT,
) -> Finished:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.monotonic_ns()
        process = subprocess.Popen(
            [str(part) for part in command],
            env=None if env is None else dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        alarm = threading.Timer(limit, process.kill)
        alarm.start()
        # Popen.wait would throw away what the kernel says about the process.
        _, status, usage = os.wait4(process.pid, 0)
        wall = (time.monotonic_ns() - started) / 1e9
        alarm.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said, complained = _text(output), _text(errors)
    cpu = usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Finished(process.returncode, said, complained, started, wall, cpu, peak)


def check(finished: Finished, what: str) -> Finished:
    """Return it, if it ended well.

    Raises:
        Failed: With the last thing that it said.
    """
    if finished.status == 0:
        return finished
    said = [line.strip() for line in (finished.errors or finished.output).splitlines()]
    last = next((line for line in reversed(said) if line), "it said nothing")
    last = _PLACES.sub("…", last)
    message = f"{what} failed (exit status {finished.status}): {last[:200]}"
    raise Failed(message)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
