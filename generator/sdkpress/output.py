"""What the later stages hand to each other, relative paths and texts, and what a path may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

Files = dict[str, str]
"""POSIX path relative to the output directory → text with "\\n" line ends, written as UTF-8."""

DIGESTS = "digests"
"""The key of a manifest that says what each file was when it was written."""


def digest(content: bytes) -> str:
    """What tells a text from another one; line ends do not count, since Git may change them."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16]


_MAX_NAME_BYTES = 255  # of one segment, on every common file system
_FORBIDDEN = frozenset('<>:"\\|?*')  # by Windows, in any file name
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


class UnsafePathError(ValueError):
    """A path that leaves its directory, or that some file system cannot hold."""


def check_paths(paths: Iterable[str]) -> None:
    """Make sure that all paths can exist side by side below one directory, on any file system.

    Raises:
        UnsafePathError: A path is absolute, climbs with "..", holds a character or name that a
            file system refuses, or clashes with another one (also where only case differs).
    """
    seen: dict[str, str] = {}
    for path in paths:
        check_path(path)
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            raise UnsafePathError(f"{path!r} and {other!r} are one file where case does not count")
    for parent in dict.fromkeys(above for path in seen.values() for above in _parents(path)):
        if parent.casefold() in seen:
            raise UnsafePathError(f"{parent!r} cannot be both a file and a directory")


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def check_path(path: str) -> None:
    """Make sure that a path is relative, in normal form and fit for any file system.

    Raises:
        UnsafePathError: It is not.
    """
    for name in path.split("/"):
        reason = _objection(name)
        if reason:
            raise UnsafePathError(f"unsafe path {path!r}: {reason}")


def _objection(name: str) -> str:
    if name in ("", ".", ".."):
        return "it is not a plain relative path"
    if not name.isprintable() or not _FORBIDDEN.isdisjoint(name):
        return "a character in it is not allowed in file names"
    if name[-1] in " .":
        return "a name in it ends in a space or a full stop"
    if name.partition(".")[0].casefold() in _DEVICES:
        return "a name in it is a device on Windows"
    try:
        encoded = name.encode()
    except UnicodeEncodeError:
        return "it is not valid Unicode"
    return "a name in it is too long" if len(encoded) > _MAX_NAME_BYTES else ""
