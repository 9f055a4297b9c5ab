"""`generate --watch`: pressed again whenever a description, an overlay or the settings change."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from .job import Job, read_config
from .problems import Problems

_SUFFIXES = frozenset({".json", ".toml", ".yaml", ".yml"})
_STEP = 50  # milliseconds in which changes that belong together are awaited


def watch(job: Job, out: Path, cache: Path | None, once: Callable[[Path], int]) -> int:
    """Press, and again after each change, in this process, until it is interrupted.

    Args:
        job: What is pressed; the folders of its files are watched.
        out: Where to; what is written there is no change.
        cache: What remembers what was made of what; None is one for this time only.
        once: Presses with a cache, reports what is wrong, and returns the exit status.

    Returns:
        That of the last time.

    Raises:
        ImportError: watchfiles is not installed.
    """
    with ExitStack() as stack:
        if cache is None:
            made = tempfile.TemporaryDirectory(prefix="sdkpress-")
            cache = Path(stack.enter_context(made))
        return _watch(job, (out.resolve(), cache.resolve()), partial(once, cache))


def _watch(job: Job, ours: tuple[Path, ...], once: Callable[[], int]) -> int:
    from watchfiles import Change
    from watchfiles import watch as changes

    def counts(_: Change, path: str) -> bool:
        found = Path(path)
        return found.suffix.lower() in _SUFFIXES and not any(map(found.is_relative_to, ours))

    status = once()
    folders = sorted(_folders(job))
    _say(f"watching {', '.join(map(str, folders))}; Ctrl+C ends it")
    for _ in changes(*folders, watch_filter=counts, step=_STEP, raise_interrupt=False):
        start = time.perf_counter()
        status = once()
        _say(f"{time.perf_counter() - start:.2f} s")
    return status


def _folders(job: Job) -> set[Path]:
    """The folders of all that is read; what `$ref` may name is below that of the description."""
    described = read_config(job, Problems()).description
    named: Iterable[Path | None] = (
        *(job.spec, job.config, *job.overlays),
        *(described.path, *(described.overlays or ())),
    )
    roots = (job.root, described.root)
    return {one.resolve().parent for one in named if one} | {one.resolve() for one in roots if one}


def _say(text: str) -> None:
    print(f"sdkpress: {text}", file=sys.stderr, flush=True)
