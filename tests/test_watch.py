"""`generate --watch`: the SDK follows the description, and mistakes end nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdkpress.cli import main

API = """\
openapi: 3.1.0
info: {title: Watched, version: 1.0.0}
paths:
  /a:
    get:
      tags: [a]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: a.yaml}}}}
"""
_PATIENCE = 60.0  # seconds, of a machine that has much else to do


class Watching:
    """A process that watches `folder`, and what it has said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._log = folder, folder / "out.log"
        command = ["-m", "sdkpress", "generate", "api.yaml", "--config", "sdk.toml", "--out", "out"]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command, "--watch"], cwd=folder, stdout=log, stderr=log
            )

    def says(self, text: str, times: int = 1) -> str:
        """Wait until it has said something so many times; return all that it has said."""
        end = time.monotonic() + _PATIENCE
        while (said := self._log.read_text(encoding="utf-8")).count(text) < times:
            assert time.monotonic() < end, f"it never said {text!r} {times} times:\n{said}"
            assert self.process.poll() is None, said
            time.sleep(0.05)
        return said


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    """A process that watches a small description."""
    (tmp_path / "api.yaml").write_text(API)
    (tmp_path / "a.yaml").write_text("type: object\nproperties: {one: {type: string}}\n")
    (tmp_path / "sdk.toml").write_text('[package]\nname = "watched"\n')
    watching = Watching(tmp_path)
    watching.says("Ctrl+C")
    yield watching
    watching.process.kill()
    watching.process.wait()


def test_each_change_is_pressed_and_a_mistake_ends_nothing(watching: Watching) -> None:
    folder = watching.folder
    models = folder / "out/src/watched/models/a.py"

    (folder / "a.yaml").write_text("type: object\nproperties: {two: {type: string}}\n")
    watching.says(" s\n", 1)
    assert "two: str" in models.read_text()

    (folder / "a.yaml").write_text("type: object\nproperties: {two: [\n")
    assert "a.yaml:" in watching.says(" s\n", 2)
    assert "two: str" in models.read_text()

    (folder / "a.yaml").write_text("type: object\nproperties: {three: {type: string}}\n")
    watching.says(" s\n", 3)
    assert "three: str" in models.read_text()

    (folder / "sdk.toml").write_text('[package]\nname = "seen"\n')
    watching.says(" s\n", 4)
    assert (folder / "out/src/seen/__init__.py").is_file()


def test_the_end_is_asked_for(watching: Watching) -> None:
    watching.process.send_signal(signal.SIGINT)

    assert watching.process.wait(timeout=_PATIENCE) in (0, 130)


@pytest.mark.parametrize("spec", ["-", "https://shop.example/openapi.yaml"])
def test_only_files_can_be_watched(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["generate", spec, "--out", "out", "--watch"])

    assert stop.value.code == 2
    assert "--watch" in capsys.readouterr().err
