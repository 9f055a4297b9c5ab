"""`sdkpress release`, in repositories as maintainers have them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .repository import API, BREAK, DETAIL, FEATURE, RENAME, SETTINGS, Repository


def versions(text: str) -> list[str]:
    """Those of the entries, from the top."""
    return re.findall(r"^## \[?([^\s\]]+)", text, re.MULTILINE)


def test_nothing_changed(repository: Repository) -> None:
    before = repository.files()
    assert repository.release() == "nothing has changed for users since 1.2.0 (v1.2.0)\n"
    assert repository.files() == before


@pytest.mark.parametrize(
    ("last", "edit", "expected"),
    [
        ("1.2.0", BREAK, "2.0.0"),
        ("1.2.0", FEATURE, "1.3.0"),
        ("1.2.0", DETAIL, "1.2.1"),
        ("0.2.0", BREAK, "0.3.0"),
        ("0.2.0", FEATURE, "0.2.1"),
        ("1!1.2.0", FEATURE, "1!1.3.0"),
    ],
)
def test_the_next_version(new: Repository, last: str, edit: tuple[str, str], expected: str) -> None:
    new.change(("1.2.0", last), file="sdk.toml")
    new.commit(f"v{last}")
    new.change(edit)
    assert new.release().startswith(f"next version: {expected} (the last release is {last})\n")
    assert new.read("sdk.toml") == SETTINGS.replace("1.2.0", expected)
    assert versions(new.read("generated/CHANGELOG.md")) == ["Unreleased", expected]
    assert (new.root / "generated/MIGRATING.md").exists() is (edit == BREAK)


def test_twice_is_once(repository: Repository) -> None:
    repository.change(BREAK, FEATURE)
    repository.release()
    once = repository.files()
    assert "nothing, all is there already" in repository.release()
    assert repository.files() == once


def test_what_changes_after_a_first_run_replaces_its_entry(repository: Repository) -> None:
    repository.change(FEATURE)
    repository.release()
    assert repository.version == "1.3.0"
    repository.commit()  # merged, and not tagged
    repository.change(BREAK)
    repository.release()
    log = repository.read("generated/CHANGELOG.md")
    assert versions(log) == ["Unreleased", "2.0.0"]
    assert "pets.list(page)" in log
    assert "pets.list(colour)" in log
    assert versions(repository.read("generated/MIGRATING.md")) == ["2.0.0"]


def test_what_is_taken_back_needs_no_release(repository: Repository) -> None:
    repository.change(BREAK)
    repository.release()
    repository.write("api.yaml", API)
    repository.change(FEATURE)
    printed = repository.release()
    assert repository.version == "1.3.0"
    assert "sdk.toml said 2.0.0; --as 2.0.0 releases that" in printed
    assert versions(repository.read("generated/CHANGELOG.md")) == ["Unreleased", "1.3.0"]


def test_release_after_release(repository: Repository) -> None:
    for edit, version in ((FEATURE, "1.3.0"), (BREAK, "2.0.0"), (DETAIL, "2.0.1")):
        repository.change(edit)
        repository.release()
        repository.commit(f"v{version}")
    log = repository.read("generated/CHANGELOG.md")
    assert versions(log) == ["Unreleased", "2.0.1", "2.0.0", "1.3.0"]
    assert log.count("pets.list(colour)") == 1


def test_pre_releases_and_the_final_one(repository: Repository) -> None:
    repository.change(FEATURE)
    repository.release("--pre")
    assert repository.version == "1.3.0rc1"
    repository.release("--pre", "a")  # not tagged yet: it becomes another one
    assert repository.version == "1.3.0a1"
    repository.commit("v1.3.0a1")
    assert "nothing has changed" in repository.release("--pre", "a")
    repository.change(DETAIL)
    repository.release("--pre", "rc")
    repository.commit("v1.3.0rc1")
    repository.release()
    assert repository.version == "1.3.0"
    log = repository.read("generated/CHANGELOG.md")
    assert versions(log) == ["Unreleased", "1.3.0", "1.3.0rc1", "1.3.0a1"]
    final = log[log.index("## [1.3.0] ") : log.index("## [1.3.0rc1]")]
    assert "pets.list(page)" in final  # all since 1.2.0


def test_an_earlier_stage_is_refused(repository: Repository) -> None:
    repository.change(FEATURE)
    repository.release("--pre", "rc")
    repository.commit("v1.3.0rc1")
    repository.change(DETAIL)
    before = repository.files()
    assert "say --pre rc" in repository.release("--pre", "b", status=1)
    assert repository.files() == before


def test_settings_without_a_version_get_one(new: Repository) -> None:
    new.write("sdk.toml", '[description]\npath = "api.yaml"\n')
    new.commit("v0.1.0")
    new.change(FEATURE)
    new.release()
    assert new.read("sdk.toml") == (
        '[description]\npath = "api.yaml"\n\n[package]\nversion = "0.1.1"\n'
    )


def test_a_version_of_ones_own(repository: Repository) -> None:
    repository.change(BREAK)
    before = repository.files()
    assert "is not above 1.2.0" in repository.release("--as", "1.2.0", status=1)
    assert "takes a major version, 2.0.0" in repository.release("--as", "1.9.0", status=1)
    assert "not a version" in repository.release("--as", "next", status=1)
    assert repository.files() == before
    repository.release("--as", "3.0.0")
    assert repository.version == "3.0.0"


def test_a_version_of_ones_own_needs_no_change(new: Repository) -> None:
    new.change(("1.2.0", "0.9.0"), file="sdk.toml")
    new.commit("v0.9.0")
    new.release("--as", "1.0.0")
    assert new.version == "1.0.0"
    assert versions(new.read("generated/CHANGELOG.md")) == ["Unreleased", "1.0.0"]


def test_what_is_accepted_does_not_count(repository: Repository) -> None:
    repository.change(BREAK, FEATURE)
    entry = '\n[[release.accept]]\nrule = "argument-removed"\nwhere = "pets.list(*)"\n'
    entry += 'reason = "no one gave it"\n'
    repository.write("sdk.toml", SETTINGS + entry)
    assert "breaks: none, and 1 accepted by sdk.toml" in repository.release()
    assert repository.version == "1.3.0"
    assert "Accepted: no one gave it." in repository.read("generated/CHANGELOG.md")
    assert not (repository.root / "generated/MIGRATING.md").exists()
    repository.write("sdk.toml", SETTINGS + entry + 'until = "1.2.0"\n')
    assert "ended with 1.2.0: what it accepted counts again" in repository.release()
    assert repository.version == "2.0.0"


def test_dry_run_writes_nothing(repository: Repository) -> None:
    repository.change(BREAK)
    before = repository.files()
    printed = repository.release("--dry-run")
    assert repository.files() == before
    assert '+version = "2.0.0" # by `sdkpress release`' in printed
    assert "+## 2.0.0 (from 1.2.0)" in printed


def test_all_or_nothing(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.change(BREAK)
    repository.write("generated/MIGRATING.md", "<!-- not closed\n")
    before = repository.files()
    assert "MIGRATING.md: a code block or a comment is not closed" in repository.release(status=1)
    assert repository.files() == before
    repository.write("generated/MIGRATING.md", "")
    before, original = repository.files(), Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "sdk.toml":
            raise OSError(28, "No space left on device", str(target))
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert "no space left on device" in repository.release(status=1)
    assert repository.files() == before


def test_an_edited_entry_is_told(repository: Repository) -> None:
    repository.change(FEATURE)
    repository.release()
    repository.change(("argument added", "now with pages"), file="generated/CHANGELOG.md")
    repository.change(BREAK)
    assert "CHANGELOG.md: edited since it was written" in repository.release(status=1)
    edited = repository.read("generated/CHANGELOG.md")
    assert "now with pages" in edited
    assert versions(edited) == ["Unreleased", "2.0.0"]


def test_generate_leaves_what_a_release_wrote(repository: Repository) -> None:
    repository.change(BREAK)
    repository.release()
    log = repository.read("generated/CHANGELOG.md")
    repository.commit()
    assert repository.read("generated/CHANGELOG.md") == log
    assert repository.run("check", "--config", "sdk.toml", "--out", "generated") == ""


def test_old_names_stay_until_the_next_break(repository: Repository) -> None:
    repository.change(RENAME)
    repository.release("--keep-old-names")
    settings = repository.read("sdk.toml")
    assert repository.version == "1.3.0"  # nothing breaks
    assert '"pets.add" = { to = "pets.create", since = "1.3.0" }\n' in settings
    assert settings.startswith(SETTINGS.replace("1.2.0", "1.3.0"))
    assert not (repository.root / "generated/MIGRATING.md").exists()
    once = repository.files()
    repository.release("--keep-old-names")
    assert repository.files() == once
    repository.commit("v1.3.0")
    repository.change(BREAK)
    repository.release("--keep-old-names")
    assert repository.version == "2.0.0"
    guide = repository.read("generated/MIGRATING.md")
    assert "`pets.list(colour)`" in guide
    assert "`pets.add`" in guide
    assert '"pets.add" = { to = "pets.create", since = "1.3.0" }\n' in repository.read("sdk.toml")


def test_entries_of_old_names_follow_the_version(repository: Repository) -> None:
    repository.change(RENAME)
    repository.release("--keep-old-names")
    repository.change(BREAK)
    repository.release()
    assert repository.version == "2.0.0"
    assert '"pets.add" = { to = "pets.create", since = "2.0.0" }' in repository.read("sdk.toml")


def test_an_old_name_that_something_else_has_is_not_kept(repository: Repository) -> None:
    repository.change(
        ('tags: [pets]\n      responses: {"204"', 'tags: [pets.tools]\n      responses: {"204"')
    )
    repository.commit("v1.2.1")
    repository.change(
        ("addPet", "tools"), ("tags: [pets.tools]", "tags: [pets]"), ("limit", "max_limit")
    )
    repository.release("--keep-old-names")
    assert repository.version == "2.0.0"
    settings = repository.read("sdk.toml")
    assert '"pets.list(limit)" = { to = "pets.list(max_limit)", since = "2.0.0" }' in settings
    assert '"pets.tools' not in settings
    assert "| `pets.tools.add_pet` | `pets.tools` |" in repository.read("generated/MIGRATING.md")
    repository.commit("v2.0.0")


def test_without_old_names_a_rename_breaks(repository: Repository) -> None:
    repository.change(RENAME)
    assert "next version: 2.0.0" in repository.release("--dry-run")
    repository.release()
    assert "| `pets.add` | `pets.create` |" in repository.read("generated/MIGRATING.md")
