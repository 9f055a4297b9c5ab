"""Runs a command and says what it took: wall, CPU and memory of it and all it started."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

LIMIT = 1800.0  # seconds
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
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
    """Run a command to its end, and wait for what it leaves behind, which took its time too."""
    _adopt()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.monotonic_ns()
        process = subprocess.Popen(
            [str(part) for part in command],
            env=None if env is None else dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        alarm = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        # Popen.wait would throw away what the kernel says about the process.
        _, status, usage = os.wait4(process.pid, 0)
        wall = (time.monotonic_ns() - started) / 1e9
        usages = [usage, *_left_behind(process.pid)]
        alarm.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said, complained = _text(output), _text(errors)
    cpu = sum(one.ru_utime + one.ru_stime for one in usages)
    peak = max(one.ru_maxrss for one in usages) * (1 if sys.platform == "darwin" else 1024)
    return Finished(process.returncode, said, complained, started, wall, cpu, peak)


@cache
def _adopt() -> None:
    """Become the parent of orphans, where Linux offers it: a forkserver outlives who started it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _left_behind(group: int) -> Iterator[resource.struct_rusage]:
    """Wait for what remains of a group of processes; yield what each took."""
    with suppress(ChildProcessError):
        while True:
            yield os.wait4(-group, 0)[2]


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
