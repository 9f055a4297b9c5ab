"""What tests need not make again and again: texts by what they were made from, and the runtime."""

from __future__ import annotations

import json
import os
import py_compile
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from sdkpress.output import Files
from sdkpress.store import Store


class Made(Store):
    """A store of what this process has made, kept in memory: each text is made for the first time.

    Descriptions of tests have most files in common: formatting them is a third of pressing one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._past = self._used

    def key(self, *source: object) -> str:
        """Return what the text made from `source` is kept under."""
        return sha256(repr(source).encode()).hexdigest()


MADE = Made()


class Runtime:
    """The files of runtimes, written and compiled once: packages have links to them.

    The runtime of each package is the same text. Nothing may write to what is linked.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._made: dict[str, str] = {}

    def link(self, files: Files, root: Path) -> None:
        """Put `files` below `root`, each with its bytecode."""
        for parent in {path.rpartition("/")[0] for path in files}:
            (root / parent).mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            os.link(self._source(text), f"{root}/{path}")
        self.link_bytecode(files, root)

    def link_bytecode(self, files: Files, root: Path) -> None:
        """Put the bytecode of `files` beside them, which are there already."""
        for parent in {path.rpartition("/")[0] for path in files}:
            (root / parent / "__pycache__").mkdir()
        for path, text in files.items():
            os.link(f"{self._source(text)}c", cache_from_source(f"{root}/{path}"))

    def _source(self, text: str) -> str:
        if text not in self._made:
            self._directory.mkdir(exist_ok=True)
            source = str(self._directory / f"{len(self._made)}.py")
            Path(source).write_bytes(text.encode())
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(source, f"{source}c", invalidation_mode=mode, doraise=True)
            self._made[text] = source
        return self._made[text]


def of_the_runtime(files: Files) -> Files:
    """Those of the files that are the runtime's."""
    package = json.loads(files["sdk-manifest.json"])["package"].replace(".", "/")
    place = f"src/{package}/_runtime/"
    return {path: text for path, text in files.items() if path.startswith(place)}
