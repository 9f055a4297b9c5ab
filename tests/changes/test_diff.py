"""`sdkpress diff`: all that can be compared, all that is printed, every exit status."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sdkpress.cli import main
from support.commands import PETS
from support.stores import MADE

RENAMED = PETS.replace("name: {type: string}", "title: {type: string}")
"""PETS after a change that breaks: an attribute of what is received has another name."""

NAME, AGE = "        name: {type: string}\n", "        age: {type: integer}\n"
WIDER = PETS.replace(NAME, NAME + AGE)
EVIL = PETS.replace("name: {type: string}", '"`\\u001b[31m\\n</details><script>x": {type: string}')


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sdkpress.operands.read.Store", lambda: MADE)  # compiled once
    for name, text in {"old": PETS, "new": RENAMED, "wider": WIDER, "evil": EVIL}.items():
        Path(f"{name}.yaml").write_text(text)
    return tmp_path


def diff(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What a comparison gives as JSON."""
    assert main(["diff", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said of a comparison that cannot be made."""
    assert main(["diff", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def pressed(name: str, out: str) -> Path:
    assert main(["generate", f"{name}.yaml", "--out", out]) == 0
    return Path(out)


def wheel(directory: Path) -> str:
    with zipfile.ZipFile("pet.whl", "w") as archive:
        inside = "pet_shop-0.1.0.dist-info/extra_metadata/sdk-surface.json"
        archive.write(directory / "sdk-surface.json", inside)
    return "pet.whl"


def sdist(directory: Path) -> str:
    with tarfile.open("pet.tar.gz", "w:gz") as archive:
        archive.add(directory / "sdk-surface.json", "pet_shop-0.1.0/sdk-surface.json")
    return "pet.tar.gz"


def test_all_that_can_be_compared_gives_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    directory = pressed("old", "out")
    git("init", "-q")
    Path("sdk.toml").write_text('[description]\npath = "old.yaml"\n')
    git("add", "old.yaml", "out", "sdk.toml")
    git("commit", "-qm", "first")
    Path("old.yaml").unlink()
    Path("renamed.json").write_bytes((directory / "sdk-surface.json").read_bytes())
    (directory / "kept").mkdir()
    olds = [
        *("out", "out/sdk-surface.json", "renamed.json", wheel(directory), sdist(directory)),
        *("git:HEAD", "git:HEAD:out", "git:HEAD:old.yaml", "git:HEAD:sdk.toml"),
    ]
    capsys.readouterr()
    found = [diff(capsys, old, "new.yaml") for old in olds]
    for one in found:
        assert one["level"] == "major"
        assert (one["version"], one["next_version"]) == ("0.1.0", "0.2.0")
        assert [(row["rule"], row["where"]) for row in one["changes"]] == [
            ("attribute-removed", "models.Pet.name"),
            ("attribute-added", "models.Pet.title"),
        ]
    removed = [one["changes"][0]["cause"] for one in found]
    assert removed[0] == {"pointer": "#/components/schemas/Pet", "file": "new.yaml", "line": 14}


def test_a_change_says_where_it_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    found = diff(capsys, "old.yaml", "wider.yaml")
    (change,) = found["changes"]
    line = 1 + WIDER.splitlines().index(AGE.rstrip())
    pointer = "#/components/schemas/Pet/properties/age"
    assert change["cause"] == {"pointer": pointer, "file": "wider.yaml", "line": line}
    assert set(change) == {
        *("rule", "level", "where", "before", "after", "breaks", "remedy", "renamed", "cause")
    }
    assert (found["level"], found["next_version"]) == ("minor", "0.1.1")
    assert "below 1.0" in found["note"]


@pytest.mark.parametrize(
    ("new", "limit", "status"),
    [
        ("new", "major", 1),
        ("new", "minor", 1),
        ("wider", "major", 0),
        ("wider", "minor", 1),
        ("wider", "patch", 1),
        ("old", "patch", 0),
    ],
)
def test_a_limit_ends_it(new: str, limit: str, status: int) -> None:
    assert main(["diff", "old.yaml", f"{new}.yaml", "--fail-on", limit]) == status


def test_text_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.yaml", "new.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Breaks programs: 1"
    assert "    models.Pet.name: str" in lines
    assert lines[-1].startswith("major: 0.1.0 → 0.2.0")
    assert "\033" not in "".join(lines), "colours are for terminals"
    main(["diff", "old.yaml", "old.yaml"])
    assert capsys.readouterr().out == "old.yaml and old.yaml are the same for users.\n"


def test_text_fits_on_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    many = "".join(f"        name{index}: {{type: string}}\n" for index in range(300))
    Path("many.yaml").write_text(PETS.replace(NAME, NAME + many))
    main(["diff", "many.yaml", "old.yaml"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 140
    assert any("270 more" in line for line in lines)


@pytest.mark.parametrize("shape", ["text", "json", "markdown"])
def test_text_of_a_description_stays_text(capsys: pytest.CaptureFixture[str], shape: str) -> None:
    assert main(["diff", "old.yaml", "evil.yaml", "--format", shape]) == 0
    printed = capsys.readouterr().out
    assert "\033" not in printed
    if shape == "markdown":
        assert printed.count("</details>") == printed.count("<details>")
        assert "<script>" not in printed.replace("`", "") or "`" in printed


def test_what_is_accepted_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    Path("sdk.toml").write_text(
        '[[release.accept]]\nrule = "attribute-removed"\nwhere = "models.Pet.*"\n'
        'reason = "nobody had it"\n'
    )
    found = diff(capsys, "old.yaml", "new.yaml", "--config", "sdk.toml")
    assert found["level"] == "minor"
    assert [one["reason"] for one in found["accepted"]] == ["nobody had it"]
    assert main(["diff", "old.yaml", "new.yaml", "--config", "sdk.toml", "--fail-on", "major"]) == 0


def test_what_cannot_be_compared_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    Path("bad.whl").write_bytes(b"no zip")
    Path("none.tar.gz").write_bytes(b"")
    Path("broken").mkdir()
    Path("broken/sdk-surface.json").write_text('{"format": 1}')
    Path("newer").mkdir()
    Path("newer/sdk-surface.json").write_text('{"format": 99}')
    with zipfile.ZipFile("other.whl", "w") as archive:
        archive.writestr("a.txt", "a")
    with tarfile.open("other.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a"), io.BytesIO())
    for old, said in {
        "missing.yaml": "no such file or directory",
        "empty": "holds no sdk-surface.json",
        "bad.whl": "cannot be read",
        "none.tar.gz": "cannot be read",
        "other.whl": "holds no sdk-surface.json",
        "other.tar.gz": "holds no sdk-surface.json",
        "missing.whl": "no such file",
        "broken": "cannot be read: package: Field required",
        "newer": "cannot be read",
        "git:HEAD": "git: ",
    }.items():
        message = fails(capsys, old, "old.yaml")
        assert said in message
        assert message.startswith("sdkpress: ")
        assert "defect" not in message


def test_revisions_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    git("init", "-q")
    git("add", "old.yaml")
    git("commit", "-qm", "first")
    assert "has no sdk-surface.json" in fails(capsys, "git:HEAD", "old.yaml")
    assert "has no nowhere" in fails(capsys, "git:HEAD:nowhere", "old.yaml")
    assert "has no ../" in fails(capsys, "git:HEAD:../old.yaml", "old.yaml")
    assert "git: " in fails(capsys, "git:--output=x", "old.yaml")
    assert not Path("x").exists()
    for name in ("one", "two"):
        pressed("old", name)
    git("add", "one", "two")
    git("commit", "-qm", "second")
    capsys.readouterr()
    assert "has several surfaces (one/" in fails(capsys, "git:HEAD", "old.yaml")
    assert diff(capsys, "git:HEAD:two", "old.yaml")["level"] == "none"
    place = diff(capsys, "git:HEAD:old.yaml", "new.yaml")["changes"][0]["cause"]
    assert place["file"] == "new.yaml"
    place = diff(capsys, "new.yaml", "git:HEAD:old.yaml")["changes"][1]["cause"]
    assert place["file"] == "HEAD:old.yaml"


def test_a_description_with_errors_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.yaml").write_text(PETS.replace("schemas/Pet", "schemas/Dog"))
    assert main(["diff", "old.yaml", "broken.yaml"]) == 1
    assert "broken.yaml:" in capsys.readouterr().err


def test_wrong_use_is_two() -> None:
    for arguments in (["diff", "a"], ["diff", "a", "b", "--fail-on", "all"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2


def test_generate_ends_with_what_the_next_release_would_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["generate", "old.yaml", "--out", "out"]
    main(command)
    assert capsys.readouterr().out.count("\n") == 1, "outside a repository nothing was released"
    git("init", "-q")
    main(command)
    assert capsys.readouterr().out.count("\n") == 1, "nothing is committed"
    git("add", "out")
    git("commit", "-qm", "first")
    Path("old.yaml").write_text(RENAMED)
    main(command)
    lines = capsys.readouterr().out.splitlines()[-3:]
    assert lines[0] == "next version: 0.2.0 (the last release is 0.1.0)"
    assert lines[1].startswith("why: programs break: attribute-removed at models.Pet.name")
    assert lines[2] == "breaks: 1"
