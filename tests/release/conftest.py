"""A repository for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .repository import API, SETTINGS, Repository


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose only commit is the release 1.2.0; to be copied."""
    return tmp_path_factory.mktemp("released")


@pytest.fixture
def new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """A repository with a description, and no commit."""
    monkeypatch.chdir(tmp_path)
    repository = Repository(tmp_path, capsys)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.write("api.yaml", API)
    repository.write("sdk.toml", SETTINGS)
    return repository


@pytest.fixture
def repository(new: Repository, released: Path) -> Repository:
    """A repository whose only commit is the release 1.2.0."""
    if not any(released.iterdir()):
        new.commit("v1.2.0")
        shutil.copytree(new.root, released, dirs_exist_ok=True)
    else:
        shutil.copytree(released, new.root, dirs_exist_ok=True)
    return new
