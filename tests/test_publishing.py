"""From spec/ to a package that a user installs: pressed, built, uploaded, installed, called."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sdkpress.cli import main
from support.loopback import answering, package_index

ACTIVITY = {
    "data": [
        {
            "date": "2025-08-24",
            "model": "openai/gpt-4.1",
            "model_permaslug": "openai/gpt-4.1-2025-04-14",
            "endpoint_id": "550e8400-e29b-41d4-a716-446655440000",
            "provider_name": "OpenAI",
            "usage": 0.015,
            "byok_usage_inference": 0.012,
            "requests": 5,
            "prompt_tokens": 50,
            "completion_tokens": 125,
            "reasoning_tokens": 25,
        }
    ]
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated distribution, fresh from spec/."""
    out = tmp_path_factory.mktemp("project") / "openrouter-sdk"
    config = Path(__file__).parents[1] / "spec/sdk.toml"
    assert main(["generate", "--config", str(config), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def archives(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its wheel and sdist."""
    dist = tmp_path_factory.mktemp("dist")
    _run("-m", "build", "--no-isolation", "--outdir", dist, project)
    return dist


@pytest.fixture(scope="module")
def index(archives: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An index on loopback to which both were uploaded."""
    with package_index(tmp_path_factory.mktemp("index")) as url:
        files = sorted(archives.iterdir())
        _run("-m", "twine", "check", "--strict", *files)
        upload = ["-m", "twine", "upload", "--non-interactive", "--disable-progress-bar"]
        _run(*upload, "--repository-url", url, *files, TWINE_USERNAME="ci", TWINE_PASSWORD="secret")
        yield url


@pytest.fixture(scope="module")
def user(index: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment into which the package was installed by name."""
    directory = tmp_path_factory.mktemp("user") / "venv"
    venv.create(directory, symlinks=os.name != "nt")
    python = directory / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = ["-m", "pip", "--python", python, "install", "--quiet", "--no-deps"]
    _run(*pip, "--index-url", f"{index}simple/", "openrouter-sdk")
    # The index has our package only: what it needs is taken from here.
    site = sysconfig.get_path("purelib", vars={"base": str(directory)})
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_archives_hold_what_they_must(project: Path, archives: Path) -> None:
    wheel, sdist = sorted(archives.iterdir(), key=lambda path: path.suffix, reverse=True)
    package = {
        path.relative_to(project / "src").as_posix()
        for path in (project / "src").rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if name.endswith("/licenses/LICENSE")]
    for_agents = {"SKILL.md", "llms.txt", "llms-full.txt"}
    assert inside == package | {f"openrouter_sdk/{name}" for name in for_agents}
    assert "openrouter_sdk/py.typed" in inside
    assert len(licences) == 1
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    manifest = json.loads((project / "sdk-manifest.json").read_bytes())
    assert names >= set(manifest["files"])


def test_it_installs_from_the_index_and_not_from_here(user: Path, project: Path) -> None:
    printed = _run("-c", "import openrouter_sdk as s; print(s.__file__)", python=user).strip()
    assert Path(printed).is_relative_to(user.parents[1])


def test_what_it_requires_is_locked(user: Path) -> None:
    script = (
        "from importlib.metadata import requires; print(*requires('openrouter-sdk'), sep='\\n')"
    )
    listed = _run("-c", script, python=user).splitlines()
    items = [Requirement(line) for line in listed]
    needed = {canonicalize_name(item.name) for item in items if item.marker is None}
    assert needed == {"httpx2", "pydantic"}
    extra = {item.name: str(item.marker) for item in items if item.marker is not None}
    assert extra == {
        "pyreqwest": 'extra == "fast"',
        "opentelemetry-api": 'extra == "otel"',
        "mcp": 'extra == "mcp"',
    }
    for item in items:
        assert item.specifier.contains(version(item.name))


def test_the_first_example_of_the_readme_runs(user: Path, project: Path) -> None:
    """Word for word, but for the address: the server is on this machine."""
    readme = (project / "README.md").read_text(encoding="utf-8")
    example = re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)[0]
    assert "OpenRouter(" in example
    with answering(ACTIVITY) as (url, requests):
        example = example.replace("OpenRouter(", f"OpenRouter(server_url={url!r}, ", 1)
        printed = _run("-W", "error", "-c", example, python=user, OPENROUTER_API_KEY="sk-test")
    assert requests[0].startswith("GET /activity")
    assert "openai/gpt-4.1" in printed


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_publish_uploads_what_is_committed(repository: Path, tmp_path: Path) -> None:
    """The maintainer's own command, in a copy of the repository."""
    environment = Path(sys.prefix)
    if not (environment / ".ready").exists():
        pytest.skip("not in the environment that `make` sets up")
    copy = tmp_path / "copy"
    shutil.copytree(repository, copy, ignore=shutil.ignore_patterns(".*", "dist", "__pycache__"))
    packages = tmp_path / "index"
    packages.mkdir()
    with package_index(packages) as url:
        command = ["make", "publish", f"INDEX={url}", f"VENV={environment}"]
        command += ["--old-file", f"{environment}/.locked", "--old-file", f"{environment}/.ready"]
        first, second = (
            subprocess.run(
                command,
                cwd=copy,
                env=_environment(TWINE_USERNAME="ci", TWINE_PASSWORD="x"),
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
            for _ in range(2)
        )
    assert first.returncode == 0, first.stderr
    assert second.returncode == 2
    assert "already, and a version is published once" in second.stderr
    assert sorted(path.suffix for path in packages.iterdir()) == [".gz", ".whl"]


def _run(*arguments: object, python: Path = Path(sys.executable), **environment: str) -> str:
    done = subprocess.run(
        [python, *map(str, arguments)],
        env=_environment(**environment),
        cwd=python.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _environment(**more: str) -> dict[str, str]:
    """This process's environment without what points pip, twine or Python elsewhere."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "TWINE_", "PYTHON", "VIRTUAL_ENV", "MAKE"))
    }
    return {**own, "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}
