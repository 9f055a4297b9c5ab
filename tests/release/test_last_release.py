"""Which release is the last one, for `sdkpress release` and `sdkpress diff last`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .repository import API, BREAK, DETAIL, FEATURE, Repository


@pytest.mark.parametrize(
    "tag", ["1.2.0", "v1.2", "pets-v1.2.0", "pets@1.2.0", "pets/v1.2.0", "Pets_1.2.0"]
)
def test_tags_of_releases(repository: Repository, tag: str) -> None:
    repository.git("tag", "--delete", "v1.2.0")
    repository.git("tag", tag)
    for other in ("latest", "dogs-v3.0.0", "v1.2.0.rc", "release-9"):
        repository.git("tag", other)
    repository.change(FEATURE)
    repository.commit()
    repository.release()
    assert repository.version == "1.3.0"


def test_only_tags_that_the_commit_comes_from_count(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "next")
    repository.change(BREAK)
    repository.release()
    repository.commit("v2.0.0")
    repository.git("switch", "--quiet", "main")
    repository.change(DETAIL)
    repository.release()
    assert repository.version == "1.2.1"


def test_the_newest_tag_is_that_of_the_highest_version(repository: Repository) -> None:
    repository.change(FEATURE)
    repository.release("--as", "1.10.0")
    repository.commit("v1.10.0")
    repository.git("tag", "v1.9.0")
    repository.change(DETAIL)
    repository.release()
    assert repository.version == "1.10.1"


def test_a_tag_without_the_sdk_is_none(new: Repository) -> None:
    new.git("commit", "--quiet", "--allow-empty", "--message", "before the SDK")
    new.git("tag", "v7.0.0")
    new.commit()
    new.change(FEATURE)
    assert "(the last release is 1.2.0)" in new.release()


def test_without_a_tag_what_is_committed_counts(new: Repository) -> None:
    new.commit()
    assert "nothing has changed for users since 1.2.0 (HEAD)" in new.release()
    new.change(FEATURE)
    new.release()
    once = new.files()
    new.release()
    assert new.files() == once
    assert new.version == "1.3.0"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [((), "1.2.0"), (("--pre", "b"), "1.2.0b1"), (("--as", "1.0.0"), "1.0.0")],
)
def test_the_first_release(new: Repository, arguments: tuple[str, ...], expected: str) -> None:
    new.run("generate", "--config", "sdk.toml", "--out", "generated")
    assert "--out" in new.release(*arguments, status=1)
    assert f"next version: {expected} (the first)\n" in new.release(
        "--out", "generated", *arguments
    )
    assert new.version == expected
    assert "- The first release." in new.read("generated/CHANGELOG.md")
    once = new.files()
    new.release("--out", "generated", *arguments)
    assert new.files() == once


def test_without_git(new: Repository, tmp_path: Path) -> None:
    (new.root / ".git").rename(tmp_path / "not-git")
    new.run("generate", "--config", "sdk.toml", "--out", "generated")
    new.release("--out", "generated")
    assert new.version == "1.2.0"
    new.change(FEATURE)
    new.release("--out", "generated", "--since", "generated")
    assert new.version == "1.3.0"


def test_since(repository: Repository, tmp_path: Path) -> None:
    repository.write("old.yaml", API)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy/sdk-surface.json").write_text(repository.read("generated/sdk-surface.json"))
    repository.change(BREAK)
    repository.release()
    repository.commit("v2.0.0")
    repository.change(FEATURE)
    for since, expected in (
        ("git:v1.2.0", "2.0.0"),
        ("git:v1.2.0:api.yaml", "2.0.0"),
        ("copy", "2.0.0"),
        ("generated", "2.1.0"),
        ("old.yaml", "3.0.0"),  # what breaks since then, after 2.0.0
    ):
        repository.release("--since", since)
        assert repository.version == expected, since
        repository.release("--since", since)
        assert repository.version == expected, since
    assert "no such file" in repository.release("--since", "nothing.yaml", status=1)


@pytest.mark.parametrize("bare", [False, True])
def test_a_shallow_clone_is_refused(repository: Repository, tmp_path: Path, bare: bool) -> None:
    repository.change(FEATURE)
    repository.commit()
    clone = tmp_path / "clone"
    origin = repository.root.as_uri()
    command = ["git", "clone", "--quiet", "--depth", "1", *(["--no-tags"] if bare else []), origin]
    subprocess.run([*command, str(clone)], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "sdkpress", "release"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "this clone is shallow" in done.stderr


def test_last_is_the_last_release(repository: Repository) -> None:
    repository.change(FEATURE)
    repository.commit()
    for arguments in ((), ("--config", "sdk.toml")):
        assert "minor: 1.2.0 → 1.3.0" in repository.run("diff", "last", "generated", *arguments)
    repository.git("tag", "--delete", "v1.2.0")
    assert "are the same" in repository.run("diff", "last", "sdk.toml")
