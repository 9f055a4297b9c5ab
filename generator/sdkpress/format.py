"""Format stage: rendered files in; the same out, formatted, imports sorted and unused ones removed.

ruff does the work, called twice for all files together; it never reads a configuration file.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from ruff import find_ruff_bin  # pyright: ignore[reportMissingTypeStubs]

from .output import Files, check_paths
from .store import Store

LINE_LENGTH = 100
TARGET_VERSION = "py311"

_FORMAT = (
    *("--config", "format.line-ending = 'lf'"),
    *("--config", "format.skip-magic-trailing-comma = true"),  # what fits stands on one line
)


class FormatError(Exception):
    """What was rendered is not Python; the message says where. The user is not at fault."""


def format_files(files: Files, store: Store | None = None) -> Files:
    """Format the Python files among `files`; the others come back as they are.

    Args:
        files: What was rendered. The packages below `src/` count as first-party in import order.
        store: Has what was formatted before; without one, everything is formatted.

    Raises:
        FormatError: A Python file does not parse.
        UnsafePathError: A path would leave the staging directory.
    """
    sources = {path: text for path, text in files.items() if path.endswith(".py")}
    if not sources:
        return dict(files)
    check_paths(sources)
    store, fixes = store or Store(), _fix_arguments(sources)
    keys = {path: store.key("format", fixes, path, text) for path, text in sources.items()}
    known = {path: store.recall(key) for path, key in keys.items()}
    new = {path: text for path, text in sources.items() if known[path] is None}
    made = _formatted(new, fixes) if new else {}
    for path, text in made.items():
        store.keep(keys[path], text)
    return {path: made.get(path) or known.get(path) or text for path, text in files.items()}


def _formatted(sources: Files, fixes: list[str]) -> Files:
    with tempfile.TemporaryDirectory(prefix="sdkpress-") as staging:
        root = Path(staging)
        _write(sources, root)
        _run(root, *fixes)
        _run(root, "format", *_FORMAT)
        return {path: (root / path).read_bytes().decode() for path in sources}


def _fix_arguments(sources: Files) -> list[str]:
    first_party = sorted({path.split("/")[1] for path in sources if path.startswith("src/")})
    # --exit-zero: what cannot be fixed is not fatal; what does not parse fails `ruff format`.
    return [
        *("check", "--fix", "--exit-zero", "--select", "I,F401"),
        *("--config", f"lint.isort.known-first-party = {first_party}"),
        *("--config", "lint.isort.split-on-trailing-comma = false"),
    ]


def _write(sources: Files, root: Path) -> None:
    for directory in {Path(path).parent for path in sources}:
        (root / directory).mkdir(parents=True, exist_ok=True)
    for path, text in sources.items():
        (root / path).write_bytes(text.encode())


def _run(root: Path, command: str, *arguments: str) -> None:
    # ruff leaves out directories such as build/ and venv/ by default; here they are resources.
    common = ["--isolated", "--no-cache", "--no-respect-gitignore", "--config", "exclude = []"]
    style = ["--target-version", TARGET_VERSION, "--line-length", str(LINE_LENGTH)]
    done = subprocess.run(
        [find_ruff_bin(), command, *common, *style, *arguments, "."],
        cwd=root,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        reason = done.stderr.strip() or done.stdout.strip()
        raise FormatError(f"ruff {command} failed on the rendered files:\n{reason}")
