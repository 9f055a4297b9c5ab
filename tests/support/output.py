"""Output directories of tests: files with a manifest that lists them, and what is there."""

from __future__ import annotations

import json
from pathlib import Path

Files = dict[str, str]


def with_manifest(files: Files) -> Files:
    """Return `files` and the manifest that a run would write for them."""
    paths = sorted({*files, "sdk-manifest.json"})
    return {**files, "sdk-manifest.json": json.dumps({"files": paths}, indent=2) + "\n"}


def tree(directory: Path) -> dict[str, str]:
    """Return everything below `directory`: text of files, targets of links, "" for directories."""
    return dict(_entry(path, directory) for path in sorted(directory.rglob("*")))


def _entry(path: Path, root: Path) -> tuple[str, str]:
    name = path.relative_to(root).as_posix()
    if path.is_symlink():
        return name, f"-> {path.readlink()}"
    if path.is_dir():
        return f"{name}/", ""
    return name, path.read_text(encoding="utf-8")
