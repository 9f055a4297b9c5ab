"""What a fresh machine relies on: the Makefile's messages, the lock, the CI entry, the wheel."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@needs_make
def test_an_old_python_is_told_so_before_anything_is_made(repository: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.1" && exit 0\nexit 1\n')
    old.chmod(0o755)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(repository / name, tmp_path)
    done = _make("generate", f"PYTHON={old}", cwd=tmp_path)
    assert done.returncode == 2
    assert f"sdkpress needs Python 3.11 or newer; {old} is Python 3.9.1." in done.stderr
    assert "make generate PYTHON=" in done.stderr
    assert not (tmp_path / ".venv").exists()


FAKE_PYTHON = """#!/bin/sh
case "$*" in
  *realpath*) echo "$0" ;;
  *version_info*) exit 0 ;;
  "-m venv"*) rm -rf .venv/bin; mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo made >> made ;;
esac
"""


@needs_make
def test_a_python_that_is_given_is_the_one_that_is_used(repository: Path, tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(repository / name, tmp_path)
    for name in ("one", "two"):
        (tmp_path / name).write_text(FAKE_PYTHON, encoding="ascii")
        (tmp_path / name).chmod(0o755)

    def times_made(*arguments: str) -> int:
        done = _make(".venv/.locked", *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return (tmp_path / "made").read_text(encoding="ascii").count("made")

    assert times_made("PYTHON=./one") == 1
    assert times_made("PYTHON=./one") == 1
    assert times_made() == 1  # nothing is asked for: what is there will do
    assert times_made("PYTHON=./two") == 2
    assert times_made("PYTHON=./two") == 2
    assert "sdkpress needs Python" in _make(".venv/.locked", "PYTHON=./three", cwd=tmp_path).stderr


@needs_make
def test_publish_asks_where_to(repository: Path) -> None:
    done = _make("publish", cwd=repository)
    assert done.returncode == 2
    assert "INDEX=" in done.stderr


@needs_make
def test_help_lists_the_commands(repository: Path) -> None:
    printed = _make("help", cwd=repository).stdout
    for command in ["generate", "check", "test", "lint", "build", "publish", "lock", "clean"]:
        assert re.search(rf"^  make {command} +\S", printed, re.MULTILINE)


def test_the_lock_pins_everything_with_hashes_and_names_no_index(repository: Path) -> None:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|^-|^#", text, re.MULTILINE)
    entries = re.split(r"(?<=\n)(?=\S)", text)
    assert len(entries) > 50
    pin = r"[a-z0-9-]+==[^ ;]+( ;.*)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+"
    for entry in entries:
        assert re.fullmatch(pin, entry)


def test_the_lock_satisfies_what_is_declared(repository: Path) -> None:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", text, re.MULTILINE))
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in map(Requirement, declared):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_the_links_of_our_pages_lead_somewhere(repository: Path, page: str) -> None:
    text = (repository / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!\w+:|#)([^)#]+)", text)
    assert targets
    home = (repository / page).parent
    assert [one for one in targets if not (home / one).exists()] == []


def test_ci_runs_make_test(repository: Path) -> None:
    script = repository / ".ci/run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert "exec make test\n" in script.read_text(encoding="utf-8")
    workflow = (repository / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert "run: .ci/run" in workflow
    for needed in ["3.11", "3.12", "3.13", "3.14", "windows-latest", "macos-latest"]:
        assert needed in workflow
    assert "run: make check" in workflow
    assert "run: make publish INDEX=" in workflow


def test_the_wheel_of_sdkpress_carries_its_templates(repository: Path, tmp_path: Path) -> None:
    """Installed from a wheel, outside the repository, it presses a description."""
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, repository]
    _python(*build, cwd=tmp_path)
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(tmp_path.glob("sdkpress-*.whl"))) as archive:
        archive.extractall(installed)
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Tiny, version: 1.0.0}\n"
        "paths: {/a: {get: {operationId: getA, responses: {'204': {description: done}}}}}\n"
    )
    where = _python("-c", "import sdkpress; print(sdkpress.__file__)", cwd=tmp_path, path=installed)
    assert Path(where.strip()).is_relative_to(installed)
    generate = ["-m", "sdkpress", "generate", "api.yaml", "--out", "out"]
    _python(*generate, cwd=tmp_path, path=installed)
    assert (tmp_path / "out/src/tiny/__init__.py").is_file()


def _make(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.run(
        ["make", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def _python(*arguments: object, cwd: Path, path: Path | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        env={**environment, "PYTHONPATH": str(path)} if path else environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
