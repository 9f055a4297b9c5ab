"""Files and an output directory in, a report of how they differ out; nothing is written."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from ..output import Files
from .survey import JOURNAL, STAGING, PublishError, owned_files


def compare(files: Files, out: Path) -> str:
    """Return which files differ, and a unified diff from `out` to `files`; empty when none does.

    A file that an earlier run wrote and this one does not is a difference; one that the user
    added is not. A run that was stopped while it wrote is told in place of a diff.

    Raises:
        PublishError: `out` is not a directory, or the manifest in it cannot be read.
    """
    out = out.resolve()
    if out.exists() and not out.is_dir():
        raise PublishError(f"{out} is not a directory")
    if (out / STAGING / JOURNAL).exists():
        return f"{out} holds files of two runs, since the last one was stopped: generate again\n"
    names: list[str] = []
    diffs: list[str] = []
    for path in sorted(owned_files(out).union(files)):
        there, wanted = _read(out / path), files.get(path)
        if there != wanted:
            names.append(f"  {_verb(there, wanted)}  {path}")
            diffs.append("".join(_diff(path, there, wanted)))
    if not names:
        return ""
    count = "1 file differs" if len(names) == 1 else f"{len(names)} files differ"
    return "\n".join([f"{count} in {out}:", *names, "", *diffs])


def _read(path: Path) -> str | None:
    if path.is_symlink() or not path.is_file():
        return None
    return path.read_bytes().decode(errors="replace")


def _verb(there: str | None, wanted: str | None) -> str:
    if wanted is None:
        return "not generated any more"
    return "missing" if there is None else "changed"


def _diff(path: str, there: str | None, wanted: str | None) -> Iterator[str]:
    before, after = _lines(there), _lines(wanted)
    old = "/dev/null" if there is None else f"a/{path}"
    new = "/dev/null" if wanted is None else f"b/{path}"
    for line in difflib.unified_diff(before, after, old, new):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str | None) -> list[str]:
    # Not splitlines(): form feeds and carriage returns are part of a line here.
    lines = (text or "").split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
