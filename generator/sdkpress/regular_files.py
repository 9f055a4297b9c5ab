"""A path that a user named in, the bytes of a regular file out; nothing else is ever waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISDIR, "is a directory"),
    (stat.S_ISFIFO, "is a pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)
# Opening a pipe would wait for whoever writes to it, and a terminal may become our own.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def read_regular(path: Path, limit: int = -1) -> bytes:
    """Return what is in the file at ``path``, ``limit`` bytes at most unless that is -1.

    Raises OSError where it cannot be read, or is a directory, a pipe, a device or a socket;
    ValueError where no file can have such a name.
    """
    _check(path, path.stat())
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        # It may be another one by now.
        _check(path, os.fstat(file.fileno()))
        return file.read(limit)


def _check(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((text for test, text in _KINDS if test(found.st_mode)), "is not a file")
        raise OSError(0, kind, str(path))
