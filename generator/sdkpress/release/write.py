"""Paths and texts in; all of them written, or none."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(texts: Mapping[Path, str]) -> None:
    """Write every text, encoded as UTF-8, in order.

    All are written beside their places first, and then take them by a rename each. When one
    cannot, those before it get back what they had.

    Raises:
        OSError: The file system refused; all files are what they were.
    """
    # A link stays one: what it leads to is written.
    places = {path.resolve(): text.encode() for path, text in texts.items()}
    before = {path: path.read_bytes() if path.exists() else None for path in places}
    with contextlib.ExitStack() as cleaning:
        staged = {path: _staged(path, content, cleaning) for path, content in places.items()}
        done: list[Path] = []
        try:
            for path, ready in staged.items():
                ready.replace(path)
                done.append(path)
        except BaseException:
            for path in done:
                _put_back(path, before[path])
            raise


def _staged(path: Path, content: bytes, cleaning: contextlib.ExitStack) -> Path:
    """A file beside `path` with its `content` and its mode; it is gone when all is over."""
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        ready = Path(file.name)
        cleaning.callback(ready.unlink, missing_ok=True)
        file.write(content)
    if path.exists():
        shutil.copymode(path, ready)
    else:
        ready.chmod(0o644)
    return ready


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
