"""Files and an output directory in; what writing them changes there out, or why it is refused."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..output import DIGESTS, Files, UnsafePathError, check_path, check_paths, digest

MANIFEST = "sdk-manifest.json"
STAGING = ".sdkpress-staging"
"""Name in the output directory, there only while it is being written to, or after a crash."""

JOURNAL = "journal.json"
"""Name in the staging directory of what says how to undo a swap that has begun."""

_SHOWN = 10  # conflicts named in one message


class PublishError(Exception):
    """The output directory cannot be written to as it is; nothing in it was changed."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths by what publishing does to them, each tuple sorted.

    `kept` would be changed or removed, had nobody edited them since they were written.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether the output directory differs from the files."""
        return bool(self.added or self.changed or self.removed)


def survey(files: Files, out: Path, *, overwrite: bool = False) -> Changes:
    """Compare `files` with `out`, where the manifest says which files an earlier run owns.

    Args:
        files: What is to be there.
        out: The output directory.
        overwrite: Whether files that were edited since are changed and removed like others.

    Raises:
        PublishError: A file to be written exists and is not owned, a path would lead out of `out`
            (also by a symbolic link), or the manifest cannot be read.
    """
    _check_files(files)
    owned = owned_files(out)
    written: Mapping[str, object] = {} if overwrite else _digests(out)
    conflicts: list[str] = []
    kinds: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": [], "kept": []}
    for path in sorted(files):
        target = safe_target(out, path)
        if not os.path.lexists(target):
            kinds["added"].append(path)
        elif path not in owned:
            conflicts.append(path)
        else:
            there = target.read_bytes()
            same = there == files[path].encode()
            edited = not same and _is_edited(there, path, files, written)
            kinds["kept" if edited else "unchanged" if same else "changed"].append(path)
    if conflicts:
        raise PublishError(_conflict_message(conflicts, out))
    stale = [path for path in owned.difference(files) if safe_target(out, path).exists()]
    edited = {path for path in stale if _is_edited((out / path).read_bytes(), path, {}, written)}
    return Changes(
        added=tuple(kinds["added"]),
        changed=tuple(kinds["changed"]),
        removed=tuple(sorted(set(stale) - edited)),
        unchanged=tuple(kinds["unchanged"]),
        kept=tuple(sorted([*kinds["kept"], *edited])),
    )


def _is_edited(there: bytes, path: str, files: Files, written: Mapping[str, object]) -> bool:
    """Whether a file is neither what the last run wrote nor what this one would."""
    known = [written.get(path), *([digest(files[path].encode())] if path in files else [])]
    return path in written and digest(there) not in known


def _digests(out: Path) -> Mapping[str, object]:
    """What each file was when it was written; empty by a manifest that does not say it."""
    try:
        document = json.loads(safe_target(out, MANIFEST).read_bytes())
    except FileNotFoundError:
        return {}
    found = cast("dict[str, object]", document).get(DIGESTS)
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}


def owned_files(out: Path) -> frozenset[str]:
    """Return the paths that the last run wrote, by the manifest in `out`; none without one."""
    manifest = safe_target(out, MANIFEST)
    if not manifest.exists():
        return frozenset()
    try:
        return frozenset(path_list(json.loads(manifest.read_bytes()), "files"))
    except ValueError as error:
        raise PublishError(
            f"{manifest} cannot be read ({error}), so there is no telling which files may be "
            "replaced. Restore it, or remove what was generated."
        ) from error


def path_list(document: object, key: str) -> list[str]:
    """Return the list of safe paths under `key` of a JSON document.

    Raises:
        ValueError: There is no such list, or a path in it is not safe.
    """
    paths = cast("dict[str, object]", document).get(key) if isinstance(document, dict) else None
    if not isinstance(paths, list):
        raise ValueError(f"no list {key!r}")
    for path in cast("list[object]", paths):
        if not isinstance(path, str):
            raise ValueError(f"{key!r} holds something that is not a path")
        check_path(path)
    return cast("list[str]", paths)


def safe_target(out: Path, path: str) -> Path:
    """Return the place of `path` in `out`: nothing yet, or a plain file in plain directories.

    Raises:
        PublishError: Something else is there, such as a symbolic link that may lead anywhere.
    """
    target = out
    *parents, name = path.split("/")
    for parent in parents:
        target /= parent
        _require(target, stat.S_ISDIR, "a directory")
    target /= name
    _require(target, stat.S_ISREG, "a plain file")
    return target


def _require(place: Path, is_kind: Callable[[int], bool], kind: str) -> None:
    try:
        mode = place.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if not is_kind(mode):
        found = "a symbolic link" if stat.S_ISLNK(mode) else "something else"
        raise PublishError(f"{place} should be {kind} and is {found}; remove it and try again")


def _check_files(files: Files) -> None:
    try:
        check_paths(files)
        listed = path_list(json.loads(files.get(MANIFEST, "null")), "files")
    except UnsafePathError as error:
        raise PublishError(str(error)) from error
    if sorted(files) != listed:
        raise AssertionError(f"{MANIFEST} must list exactly the files that go with it, sorted")
    if any(path.split("/")[0] == STAGING for path in files):
        raise PublishError(f"{STAGING} is not a name for output")


def _conflict_message(conflicts: list[str], out: Path) -> str:
    shown = "".join(f"\n  {path}" for path in conflicts[:_SHOWN])
    more = f"\n  and {len(conflicts) - _SHOWN} more" if len(conflicts) > _SHOWN else ""
    return (
        f"files in {out} would be overwritten that sdkpress did not write:{shown}{more}\n"
        "Move them away, or choose another directory with --out."
    )
