"""What type checkers say of a pressed package, and of a program that uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from support.pressing import Pressed


def pyright(directory: Path, pressed: Pressed, usage: str) -> list[str]:
    """What pyright says, strictly, of the package without its runtime and of a program.

    An ignore comment in the program that nothing calls for is said, too.
    """
    _program(directory, pressed, usage)
    settings = {
        "include": [str(directory), str(pressed.source)],
        "extraPaths": [str(pressed.source)],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
        "reportUnnecessaryTypeIgnoreComment": True,
        "enableTypeIgnoreComments": False,  # those are mypy's
    }
    (directory / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "basedpyright", "--project", str(directory), "--outputjson"]
    told: list[dict[str, Any]] = json.loads(_output(*command, "--pythonpath", sys.executable))[
        "generalDiagnostics"
    ]
    runtime = str(pressed.source / pressed.package.replace(".", "/") / "_runtime")
    return [_line(one) for one in told if not one["file"].startswith(runtime)]


def mypy(directory: Path, pressed: Pressed, usage: str) -> list[str]:
    """What mypy says, strictly, of the package and of a program."""
    program = _program(directory, pressed, usage)
    settings = [
        *("[mypy]", "strict = true", "enable_error_code = deprecated", "python_version = 3.11"),
        *(f"mypy_path = {pressed.source}", f"cache_dir = {directory.parent / 'mypy'}"),
    ]
    (directory / "mypy.ini").write_text("\n".join(settings), encoding="utf-8")
    package = pressed.source / pressed.package.replace(".", "/")
    command = [sys.executable, "-m", "mypy", "--config-file", str(directory / "mypy.ini")]
    output = _output(*command, "--no-error-summary", str(program), str(package))
    return [line for line in output.splitlines() if ": error: " in line]


def _program(directory: Path, pressed: Pressed, usage: str) -> Path:
    program = directory / "usage.py"
    program.write_text(usage.replace("PACKAGE", pressed.package), encoding="utf-8")
    return program


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _line(diagnostic: dict[str, Any]) -> str:
    line = diagnostic["range"]["start"]["line"] + 1
    return f"{Path(diagnostic['file']).name}:{line}: {diagnostic['message']}"
