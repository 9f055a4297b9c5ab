"""A directory in; for as long as the context lasts, no other sdkpress writes to it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Generator
from pathlib import Path

from .survey import PublishError


@contextlib.contextmanager
def exclusive(directory: Path) -> Generator[None]:
    """Hold a lock on `directory`; the system drops it with the process, so none stays behind.

    Raises:
        PublishError: Another process holds it.
    """
    handle = _open(directory)
    try:
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError) as error:  # POSIX, Windows
            raise PublishError(f"another sdkpress is writing to {directory}") from error
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import hashlib
    import msvcrt
    import tempfile

    def _open(directory: Path) -> int:
        # Windows locks no directories: a file outside stands for it.
        name = hashlib.sha256(str(directory).casefold().encode()).hexdigest()[:32]
        lock_file = Path(tempfile.gettempdir()) / f"sdkpress-{name}.lock"
        return os.open(lock_file, os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _open(directory: Path) -> int:
        return os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
