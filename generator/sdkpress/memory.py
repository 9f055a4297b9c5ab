"""What an earlier run made of what, kept in a cache: so that a run can see it would change nothing.

The cache never decides what comes out: without it, or with a broken one, all is done again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from .output import Files
from .regular_files import read_regular
from .store import Store
from .templates import templates_dir

_TOOLS = (
    "datamodel-code-generator",
    "jinja2",
    "jsonpath-rfc9535",
    "openapi-pydantic",
    "pydantic",
    "pyyaml",
    "ruff",
)
"""Distributions that have a say in the output."""


class Memory:
    """The memory of one command line: same arguments and directory, same memory."""

    def __init__(self, cache: Path, arguments: dict[str, Any], out: Path) -> None:
        self._out = out.resolve()
        key = [str(Path.cwd()), str(self._out), repr(sorted(arguments.items()))]
        self._tools = _tools()
        self._place = cache / f"{_digest(json.dumps(key).encode())[:24]}.json"

    def store(self) -> Store:
        """Return what the last run made on its way."""
        return Store(self._place.with_suffix(".texts"), self._tools)

    def recall(self) -> str | None:
        """Return the warnings of the last run if a run now would change nothing; else None."""
        try:
            past: Any = json.loads(self._place.read_bytes())
            inputs, outputs = past["inputs"], past["outputs"]
            same = (
                _unchanged(inputs, Path())
                and _unchanged(outputs, self._out)
                and past["tools"] == self._tools
            )
            return cast("str", past["warnings"]) if same else None
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None

    def keep(self, inputs: Iterable[Path], files: Files, warnings: str) -> None:
        """Remember a run that has published `files`."""
        kept = {
            "tools": self._tools,
            "inputs": {str(path): _digest(read_regular(path)) for path in inputs},
            "outputs": {path: _digest(text.encode()) for path, text in files.items()},
            "warnings": warnings,
        }
        self._place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._place.with_suffix(".part")
        unfinished.write_text(json.dumps(kept), encoding="utf-8")
        unfinished.replace(self._place)


def _unchanged(digests: dict[str, str], root: Path) -> bool:
    return all(_digest(read_regular(root / path)) == digest for path, digest in digests.items())


def _tools() -> str:
    """Digest of everything but the description that decides what comes out."""
    digest = sha256(sys.version.encode())
    for tool in _TOOLS:
        digest.update(f"{tool} {version(tool)}\n".encode())
    package = Path(__file__).parent
    for root, pattern in ((package, "*.py"), (templates_dir(), "*")):
        for path in sorted(root.rglob(pattern)):
            if path.suffix != ".pyc" and path.is_file():
                digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
                digest.update(_digest(path.read_bytes()).encode())
    return digest.hexdigest()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
