"""Changes in, an output directory out that has all of them or none.

Everything is prepared in a staging directory inside the output directory (the same file system,
so that each file is swapped by one rename). A journal there says how to undo the swap: after an
error at once, after a crash by the next run. Until then the directory may hold files of both runs;
`sdkpress check` says so.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ..output import Files
from .lock import exclusive
from .survey import JOURNAL, STAGING, Changes, PublishError, path_list, safe_target, survey


def publish(files: Files, out: Path, *, overwrite: bool = False) -> Changes:
    """Make `out` hold `files`, and remove what an earlier run wrote and this one does not.

    Files that no run wrote are never touched, nor those that somebody has edited since; equal files
    are not written again, and after any failure `out` is exactly as it was.

    Args:
        files: All files of the package, its `sdk-manifest.json` among them.
        out: The output directory; it is created when there is none.
        overwrite: Whether to replace and remove what was edited, too.

    Raises:
        PublishError: A file would be overwritten that no run wrote, a path leads out of `out`, or
            another run is writing to `out`.
        OSError: The file system refused.
    """
    out = out.resolve()
    created = _make_directories(out)
    try:
        with exclusive(out):
            _recover(out)
            changes = survey(files, out, overwrite=overwrite)
            if changes.any:
                _apply(files, changes, out)
            return changes
    except BaseException:
        _remove_if_empty(created)
        raise


def _apply(files: Files, changes: Changes, out: Path) -> None:
    staging = out / STAGING
    staging.mkdir()
    try:
        _stage(files, changes, out)
        _swap(changes, out)
    except BaseException:
        _recover(out)
        raise
    (staging / JOURNAL).unlink()  # from here on, there is no way back
    shutil.rmtree(staging)
    _remove_empty_parents(changes.removed, out)


def _stage(files: Files, changes: Changes, out: Path) -> None:
    """Prepare new files, copies of old ones and the journal, all in the staging directory."""
    new, old = out / STAGING / "new", out / STAGING / "old"
    for path in (*changes.added, *changes.changed):
        _parent(new / path).write_bytes(files[path].encode())
    replaced = (*changes.changed, *changes.removed)
    for path in replaced:
        shutil.copy2(out / path, _parent(old / path))
    undo = {"added": changes.added, "replaced": replaced, "created": _missing_parents(changes, out)}
    unfinished = out / STAGING / f"{JOURNAL}.part"
    unfinished.write_text(json.dumps(undo), encoding="utf-8")
    unfinished.replace(out / STAGING / JOURNAL)


def _swap(changes: Changes, out: Path) -> None:
    for path in (*changes.added, *changes.changed):
        (out / STAGING / "new" / path).replace(_parent(out / path))
    for path in changes.removed:
        (out / path).unlink()


def _recover(out: Path) -> None:
    """Undo a swap that did not end, in this run or an earlier one, and drop the staging directory.

    When this fails in turn, the journal stays and the next run tries again.
    """
    staging = out / STAGING
    if staging.is_symlink() or (staging.exists() and not staging.is_dir()):
        raise PublishError(f"{staging} is not a directory; remove it and try again")
    if (staging / JOURNAL).exists():
        _roll_back(out)
    if staging.exists():
        shutil.rmtree(staging)


def _roll_back(out: Path) -> None:
    journal = safe_target(out, f"{STAGING}/{JOURNAL}")
    try:
        undo = json.loads(journal.read_bytes())
        added, replaced, created = (
            path_list(undo, key) for key in ("added", "replaced", "created")
        )
    except ValueError as error:
        raise PublishError(
            f"{journal} cannot be read ({error}); remove {journal.parent}"
        ) from error
    for path in replaced:
        copy = safe_target(out, f"{STAGING}/old/{path}")
        if copy.exists():
            copy.replace(_parent(safe_target(out, path)))
    for path in added:
        safe_target(out, path).unlink(missing_ok=True)
    _remove_if_empty(out / path for path in reversed(created))
    journal.unlink()


def _parent(path: Path) -> Path:
    """Return `path` after making sure that its directory exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _missing_parents(changes: Changes, out: Path) -> list[str]:
    """Return the directories that the swap creates, parents first."""
    parents = {str(parent) for path in changes.added for parent in PurePosixPath(path).parents}
    return sorted(parent for parent in parents - {"."} if not (out / parent).exists())


def _make_directories(out: Path) -> list[Path]:
    """Create `out` and return what had to be created, deepest first."""
    missing = [path for path in (out, *out.parents) if not path.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise PublishError(f"{out} is not a directory") from error
    return missing


def _remove_empty_parents(removed: Iterable[str], out: Path) -> None:
    parents = {out / parent for path in removed for parent in PurePosixPath(path).parents}
    for directory in sorted(parents - {out}, reverse=True):
        _drop_bytecode(directory)
        _remove_if_empty([directory])


def _drop_bytecode(directory: Path) -> None:
    """Remove Python's cache where nothing else is left: it would live on as a namespace package."""
    cache = directory / "__pycache__"
    if cache.is_symlink() or not cache.is_dir() or list(directory.iterdir()) != [cache]:
        return
    if all(entry.suffix == ".pyc" for entry in cache.iterdir()):
        shutil.rmtree(cache)


def _remove_if_empty(directories: Iterable[Path]) -> None:
    for directory in directories:
        with contextlib.suppress(OSError):  # not empty, or gone: both are fine
            directory.rmdir()
