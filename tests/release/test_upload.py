"""`sdkpress upload`: what may be published, where it goes, and what is said otherwise."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.loopback import package_index

from .repository import BREAK, FEATURE, Repository


@pytest.fixture
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


@pytest.fixture
def index(packages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TWINE_USERNAME", "ci")
    monkeypatch.setenv("TWINE_PASSWORD", "secret")
    with package_index(packages) as url:
        yield url


def build(repository: Repository) -> None:
    """A wheel and an sdist of the SDK, by the tool that users have."""
    command = [sys.executable, "-m", "build", "--no-isolation", "generated"]
    subprocess.run(command, cwd=repository.root, check=True, capture_output=True)


def may_publish(repository: Repository, status: int = 0) -> str:
    arguments = ["--config", "sdk.toml", "--out", "generated", "--dry-run"]
    return repository.run("upload", *arguments, status=status)


def generate(repository: Repository) -> None:
    repository.run("generate", "--config", "sdk.toml", "--out", "generated")


def test_a_break_needs_a_major_version(repository: Repository) -> None:
    assert "pets 1.2.0 may be published" in may_publish(repository)
    repository.change(FEATURE)
    generate(repository)
    may_publish(repository)
    repository.change(BREAK)
    generate(repository)
    said = may_publish(repository, status=1)
    assert "1.2.0 may not follow 1.2.0: 1 change breaks programs" in said
    assert "takes a major version, 2.0.0" in said
    repository.release()
    generate(repository)
    may_publish(repository)


@pytest.mark.parametrize(
    ("version", "may"), [("1.3.0", False), ("1.99", False), ("2.0.0rc1", True), ("3.0.0", True)]
)
def test_versions_by_hand(repository: Repository, version: str, may: bool) -> None:
    repository.change(BREAK)
    repository.change(("1.2.0", version), file="sdk.toml")
    repository.commit(f"v{version}")  # also when the tag is there already
    assert ("takes a major version" in may_publish(repository, status=0 if may else 1)) is not may


def test_below_one_a_break_needs_a_minor_version(new: Repository) -> None:
    new.change(("1.2.0", "0.2.0"), file="sdk.toml")
    new.commit("v0.2.0")
    new.change(BREAK)
    new.change(("0.2.0", "0.2.1"), file="sdk.toml")
    generate(new)
    assert "takes a minor version, 0.3.0" in may_publish(new, status=1)
    new.change(("0.2.1", "0.3.0"), file="sdk.toml")
    generate(new)
    may_publish(new)


def test_what_is_accepted_may_be_published(repository: Repository) -> None:
    repository.change(BREAK)
    settings = repository.read("sdk.toml").replace("1.2.0", "1.2.1")
    entry = 'rule = "argument-removed"\nwhere = "pets.list(colour)"\nreason = "unused"\n'
    repository.write("sdk.toml", f"{settings}[[release.accept]]\n{entry}")
    generate(repository)
    may_publish(repository)


def test_it_uploads_once(repository: Repository, index: str, packages: Path) -> None:
    arguments = ["--config", "sdk.toml", "--out", "generated", "--index", index]
    assert "build the SDK first" in repository.run("upload", *arguments, status=1)
    build(repository)
    repository.run("upload", *arguments)
    assert len(list(packages.iterdir())) == 2
    said = repository.run("upload", *arguments, status=1)
    assert f"pets 1.2.0 is in {index} already, and a version is published once" in said
    # An index that does not say what it has says it when it is asked to take it.
    silent = ["--simple", f"{index}nothing/simple"]
    said = repository.run("upload", *arguments, *silent, status=1)
    assert f"pets 1.2.0 is in {index} already, and a version is published once" in said
    repository.change(FEATURE)
    repository.release()
    generate(repository)
    assert "is not 1.3.0; build the SDK again" in repository.run("upload", *arguments, status=1)
    assert len(list(packages.iterdir())) == 2


def test_what_a_release_wrote_is_in_the_sdist(repository: Repository) -> None:
    repository.change(BREAK)
    repository.release()
    generate(repository)
    build(repository)
    with tarfile.open(repository.root / "generated/dist/pets-2.0.0.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {"CHANGELOG.md", "MIGRATING.md", "sdk-surface.json"}


def test_an_index_that_was_named_has_to_answer(repository: Repository) -> None:
    arguments = ["--config", "sdk.toml", "--out", "generated", "--dry-run"]
    said = repository.run("upload", *arguments, "--simple", "http://127.0.0.1:1/", status=1)
    assert "the index cannot be asked" in said
