"""What a run of the command leaves for the next one, and shows on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdkpress.cli import main
from support.commands import PETS, RENAME, files, pets


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return pets(tmp_path)


def test_a_repeated_run_with_a_cache_does_nothing_at_once(spec: Path, tmp_path: Path) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    command = ["generate", str(spec), "--out", str(out), "--cache", str(cache)]
    assert "added" in _sdkpress(*command)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    began = os.times()
    assert _sdkpress(*command) == f"{out}: nothing to do\n"
    ended = os.times()
    assert ended.children_user - began.children_user < 1.0  # a busy machine takes longer
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_a_cache_that_cannot_be_written_hides_nothing(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["generate", str(spec), "--out", str(out), "--cache", str(spec)]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"{out}: files {len(files(out))} added\n"
    assert str(spec) in printed.err


def test_the_cache_notices_every_change(spec: Path, tmp_path: Path) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    overlay = tmp_path / "o.overlay.yaml"
    overlay.write_text(RENAME)
    config = tmp_path / "sdk.toml"
    config.write_text("")
    command = ["generate", str(spec), "--config", str(config), "--overlay", str(overlay)]
    command += ["--out", str(out), "--cache", str(cache)]
    _sdkpress(*command)
    readme = out / "README.md"
    for change in (
        lambda: spec.write_text(PETS.replace("name:", "nickname:")),
        lambda: config.write_text('[client]\nname = "Zoo"\n'),
        lambda: overlay.write_text(overlay.read_text() + "x-note: 1\n"),
        readme.unlink,
        lambda: [path.write_text("{broken") for path in cache.iterdir()],
        lambda: [path.write_text('{"inputs": []}') for path in cache.iterdir()],
    ):
        assert _sdkpress(*command).endswith("nothing to do\n")
        change()
        assert not _sdkpress(*command).endswith("nothing to do\n")
    assert not _sdkpress(*command, "--allow-remote").endswith("nothing to do\n")


def test_what_needs_no_pressing_imports_nothing_heavy() -> None:
    script = """
        import sys
        from sdkpress.cli import main
        try:
            main(["--version"])
        except SystemExit:
            heavy = {"pydantic", "jinja2", "datamodel_code_generator", "yaml"} & set(sys.modules)
            sys.exit(f"imported {heavy}" if heavy else 0)
    """
    done = subprocess.run([sys.executable, "-c", _dedent(script)], env=_environment(), check=False)
    assert done.returncode == 0
    assert _sdkpress("--version").startswith("sdkpress ")


def test_progress_goes_to_a_terminal(spec: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    shown, terminal = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "sdkpress",
        "generate",
        str(spec),
        "--out",
        str(tmp_path / "o"),
    ]
    with subprocess.Popen(command, env=_environment(), stderr=terminal, stdout=subprocess.DEVNULL):
        pass
    os.close(terminal)
    lines = os.read(shown, 4096).decode().splitlines()
    os.close(shown)
    stages = [line.split()[0] for line in lines]
    assert stages == ["read", "describe", "plan", "models", "render", "format", "publish", "total"]
    assert all(line.endswith(" ms") for line in lines)


def test_a_diff_of_any_script_goes_to_any_terminal(spec: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    main(["generate", str(spec), "--out", str(out)])
    (out / "README.md").write_text("漢字\n", encoding="utf-8")
    command = [sys.executable, "-m", "sdkpress", "check", str(spec), "--out", str(out)]
    environment = {**_environment(), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "-\\u6f22\\u5b57\n" in done.stdout
    assert "defect" not in done.stderr


def test_a_reader_may_close_its_end_of_the_pipe(spec: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sdkpress", "check", str(spec), "--out", str(tmp_path / "o")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=_environment(), stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def _dedent(script: str) -> str:
    return "\n".join(line.removeprefix("        ") for line in script.splitlines())


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "error"}


def _sdkpress(*arguments: str) -> str:
    """Run the command in a process of its own and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "sdkpress", *arguments],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
