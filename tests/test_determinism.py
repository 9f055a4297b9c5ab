"""The same input gives the same bytes, wherever and whenever; a failed run gives none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdkpress.cli import main
from sdkpress.publish import publish
from support.output import tree
from support.pressing import Pressed, PressFiles


@pytest.fixture(scope="module")
def analytics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SDK of spec/, pressed in this process."""
    out = tmp_path_factory.mktemp("analytics") / "out"
    assert main(["generate", "--config", str(_spec() / "sdk.toml"), "--out", str(out)]) == 0
    return out


def test_a_second_run_gives_the_same_bytes(analytics: Path, tmp_path: Path) -> None:
    again = ["generate", "--config", str(_spec() / "sdk.toml"), "--out", str(tmp_path / "out")]
    assert main(again) == 0
    assert tree(tmp_path / "out") == tree(analytics)


@pytest.mark.parametrize(
    ("seed", "zone", "encoding"), [("0", "UTC", "utf-8"), ("4711", "Asia/Tokyo", "ascii")]
)
def test_surroundings_do_not_matter(
    analytics: Path, tmp_path: Path, seed: str, zone: str, encoding: str
) -> None:
    """Hash seed, working directory, time zone, locale and the way the files are named."""
    (tmp_path / "elsewhere").mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": seed,
        "PYTHONIOENCODING": encoding,
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "TZ": zone,
    }
    config = os.path.relpath(_spec() / "sdk.toml", tmp_path / "elsewhere")
    command = [sys.executable, "-m", "sdkpress", "generate", "--config", config, "--out", "../out"]
    subprocess.run(command, env=environment, cwd=tmp_path / "elsewhere", check=True)
    assert tree(tmp_path / "out") == tree(analytics)


def test_the_order_of_paths_does_not_change_a_model(press_files: PressFiles) -> None:
    """Names must not depend on what happens to be described first."""
    operation = (
        "/{0}: {{get: {{operationId: get{0}, responses: {{'200': {{description: ok, content: "
        "{{application/json: {{schema: {{type: object, properties: {{item: {{type: object, "
        "properties: {{{0}: {{type: string}}}}}}}}}}}}}}}}}}}}}}"
    )
    a, b = operation.format("a"), operation.format("b")
    forth = press_files(f"paths:\n  {a}\n  {b}\n")
    back = press_files(f"paths:\n  {b}\n  {a}\n")
    assert _classes(forth) == _classes(back)
    assert len(_classes(forth)) >= 4


def test_a_failed_run_leaves_the_old_output_and_the_user_s_files(
    analytics: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    config = tmp_path / "sdk.toml"
    config.write_text(
        f'[description]\npath = "{(_spec() / "analytics.openapi.yaml").as_posix()}"\n'
    )
    command = ["generate", "--config", str(config), "--out", str(out)]
    assert main(command) == 0
    mine = ["NOTES.md", "src/open_router_api/extra.py", "docs/guide.md"]
    for path in mine:
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_text("mine\n")
    before = tree(out)
    config.write_text(config.read_text() + "[clients]\n")
    assert main(command) == 1
    assert tree(out) == before
    config.write_text(config.read_text().replace("[clients]", '[client]\nname = "Renamed"'))
    assert main(command) == 0
    after = tree(out)
    assert after != before
    assert [after[path] for path in mine] == ["mine\n"] * 3


def test_what_is_committed_can_be_published_over_itself(analytics: Path, tmp_path: Path) -> None:
    """The manifest that a run writes is the one that the next run trusts."""
    files = {path: text for path, text in tree(analytics).items() if not path.endswith("/")}
    assert publish(files, tmp_path / "out").added == tuple(sorted(files))
    assert not publish(files, tmp_path / "out").any


def _classes(pressed: Pressed) -> set[str]:
    """The source of every model class."""
    modules = [text for path, text in pressed.files.items() if "/models/" in path]
    return {part for text in modules for part in text.split("\n\n\n") if part.startswith("class ")}


def _spec() -> Path:
    return Path(__file__).parents[1] / "spec"
