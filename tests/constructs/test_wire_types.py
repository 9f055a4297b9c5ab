"""What type checkers make of files, downloads, media types and credentials."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from sdkpress import pipeline
from sdkpress.config import ModelsConfig, load_config
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from sdkpress.publish import publish
from sdkpress.read import ReadOptions
from support.checkers import pyright
from support.models import only_msgspec, with_both_libraries
from support.pressing import PressFiles
from support.stores import MADE

pytestmark = with_both_libraries

HERE = Path(__file__).parent


def test_usage_is_typed_and_mistakes_are_found(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files((HERE / "wire.yaml").read_text(encoding="utf-8"))
    usage = (HERE / "wire_usage.py").read_text(encoding="utf-8")
    assert pyright(tmp_path, pressed, usage) == []


@only_msgspec
def test_the_sdk_is_typed_as_with_pydantic(repository: Path, tmp_path: Path) -> None:
    """Every module, as basedpyright checks `generated/`: the runtime for msgspec is here alone."""
    problems = Problems()
    config = load_config(repository / "spec" / "sdk.toml", problems)
    path, overlays = config.description.path, config.description.overlays
    assert path is not None
    config = replace(config, models=ModelsConfig("msgspec"))
    options = ReadOptions(overlays=tuple(overlays or ()))
    pressed = pipeline.press(path, config, options, problems, Progress(), store=MADE)
    publish(pressed.files, tmp_path / "out")
    source = tmp_path / "out" / "src"
    assert_strict([repository / "tests" / "typing", source], source, tmp_path)


def assert_strict(include: list[Path], source: Path, directory: Path) -> None:
    """Assert that basedpyright finds nothing in strict mode."""
    settings = {
        "include": [str(path) for path in include],
        "extraPaths": [str(source)],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
    }
    project = directory / "pyrightconfig.json"
    project.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "basedpyright", "--project", str(project)]
    done = subprocess.run(
        [*command, "--pythonpath", sys.executable], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
