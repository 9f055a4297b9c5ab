"""What type checkers say of a pressed package, and of a program that uses it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sdkpress.publish.lock import exclusive
from sdkpress.publish.survey import PublishError
from support.pressing import Pressed


def pyright(directory: Path, pressed: Pressed, usage: str) -> list[str]:
    """What pyright says, strictly, of the package without its runtime and of a program.

    The runtime is two thirds of the work, and the same everywhere: basedpyright checks it in
    `make test`, and that for msgspec in tests/constructs/test_wire_types.py.

    An ignore comment in the program that nothing calls for is said, too.
    """
    _program(directory, pressed, usage)
    settings = {
        "include": [str(directory), str(pressed.source)],
        "exclude": [str(pressed.source / pressed.package.replace(".", "/") / "_runtime")],
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
    return [_line(one) for one in told]


def mypy(directory: Path, pressed: Pressed, usage: str) -> list[str]:
    """What mypy says, strictly, of the package and of a program."""
    program = _program(directory, pressed, usage)
    settings = [
        *("[mypy]", "strict = true", "enable_error_code = deprecated", "python_version = 3.11"),
        *(f"mypy_path = {pressed.source}", f"cache_dir = {_of_the_run(directory) / 'mypy'}"),
    ]
    (directory / "mypy.ini").write_text("\n".join(settings), encoding="utf-8")
    package = pressed.source / pressed.package.replace(".", "/")
    command = [sys.executable, "-m", "mypy", "--config-file", str(directory / "mypy.ini")]
    with _alone(_of_the_run(directory)):
        output = _output(*command, "--no-error-summary", str(program), str(package))
    return [line for line in output.splitlines() if ": error: " in line]


def _program(directory: Path, pressed: Pressed, usage: str) -> Path:
    program = directory / "usage.py"
    program.write_text(usage.replace("PACKAGE", pressed.package), encoding="utf-8")
    return program


def _of_the_run(directory: Path) -> Path:
    """The directory of the whole run, which a test's own is in: below that of a worker, or not."""
    above = directory.parent
    return above.parent if above.name.startswith("popen-") else above


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Wait until no other worker is in here: the second finds in the cache what the first read."""
    while True:
        try:
            with exclusive(directory):
                yield
                return
        except PublishError:
            time.sleep(0.2)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _line(diagnostic: dict[str, Any]) -> str:
    line = diagnostic["range"]["start"]["line"] + 1
    return f"{Path(diagnostic['file']).name}:{line}: {diagnostic['message']}"
