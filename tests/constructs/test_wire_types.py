"""What type checkers make of files, downloads, media types and credentials."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from support.models import with_both_libraries
from support.pressing import PressFiles

pytestmark = with_both_libraries

HERE = Path(__file__).parent


def test_usage_is_typed_and_mistakes_are_found(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files((HERE / "wire.yaml").read_text(encoding="utf-8"))
    (tmp_path / "usage.py").write_text(
        (HERE / "wire_usage.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    settings = {
        "include": [str(tmp_path), str(pressed.source)],
        "extraPaths": [str(pressed.source)],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
    }
    project = tmp_path / "pyrightconfig.json"
    project.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "basedpyright", "--project", str(project)]
    done = subprocess.run(
        [*command, "--pythonpath", sys.executable], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
