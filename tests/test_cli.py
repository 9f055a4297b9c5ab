"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sdkpress.cli import main
from support.commands import PETS, RENAME, files, pets
from support.output import tree

BROKEN = PETS.replace("schemas/Pet", "schemas/Dog").replace("/pets:", "/pets/{id}:")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return pets(tmp_path)


def test_generate_needs_no_configuration(spec: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["generate", str(spec), "--out", str(out)]) == 0
    assert (out / "sdk-manifest.json").is_file()
    assert (out / "src/pet_shop/__init__.py").is_file()


def test_generate_says_what_changed_on_stdout_only(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    main(["generate", str(spec), "--out", str(out)])
    printed = capsys.readouterr()
    assert printed.out == f"{out}: files {len(files(out))} added\n"
    assert printed.err == "", "progress is for terminals"
    main(["generate", str(spec), "--out", str(out)])
    assert capsys.readouterr().out == f"{out}: files {len(files(out))} unchanged\n"


def test_generate_from_what_the_configuration_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "spec"
    folder.mkdir()
    (folder / "pets.yaml").write_text(PETS)
    (folder / "rename.overlay.yaml").write_text(RENAME)
    (folder / "sdk.toml").write_text(
        '[description]\npath = "pets.yaml"\noverlays = ["rename.overlay.yaml"]\n'
    )
    monkeypatch.chdir(tmp_path)
    assert main(["generate", "--config", "spec/sdk.toml", "--out", "a"]) == 0
    assert (tmp_path / "a/src/zoo").is_dir()
    named = ["generate", "spec/pets.yaml", "--config", "spec/sdk.toml", "--out", "b"]
    assert main(named) == 0
    assert (tmp_path / "b/src/pet_shop").is_dir(), "its overlays go with the description it names"
    assert main([*named[:-1], "c", "--overlay", "spec/rename.overlay.yaml"]) == 0
    assert (tmp_path / "c/src/zoo").is_dir()


def test_files_beside_the_folder_of_the_description(tmp_path: Path) -> None:
    """They may be named once a root that holds them is: by option, or by the configuration."""
    (tmp_path / "spec").mkdir()
    (tmp_path / "common").mkdir()
    (tmp_path / "common/pet.yaml").write_text("{type: object, properties: {name: {type: string}}}")
    referring = "components: {schemas: {Pet: {$ref: ../common/pet.yaml}}}\n"
    (tmp_path / "spec/pets.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Pet Shop, version: '1'}\n" + referring
    )
    generate = ["generate", str(tmp_path / "spec/pets.yaml")]
    assert main([*generate, "--out", str(tmp_path / "a")]) == 1
    assert main([*generate, "--out", str(tmp_path / "b"), "--root", str(tmp_path)]) == 0
    assert "class Pet(" in (tmp_path / "b/src/pet_shop/models/components.py").read_text()
    config = tmp_path / "spec/sdk.toml"
    config.write_text('[description]\npath = "pets.yaml"\nroot = ".."\n')
    assert main(["generate", "--config", str(config), "--out", str(tmp_path / "c")]) == 0


def test_check_is_silent_when_nothing_differs(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    main(["generate", str(spec), "--out", str(out)])
    (out / "NOTES.md").write_text("mine\n")
    capsys.readouterr()
    assert main(["check", str(spec), "--out", str(out)]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_shows_the_difference_and_writes_nothing(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    main(["generate", str(spec), "--out", str(out)])
    spec.write_text(PETS.replace("name:", "nickname:"))
    (out / "README.md").unlink()
    before = tree(out)
    capsys.readouterr()
    assert main(["check", str(spec), "--out", str(out)]) == 1
    printed = capsys.readouterr()
    assert "  missing  README.md\n" in printed.out
    assert "\n+    nickname: " in printed.out
    assert "generate it again" in printed.err
    assert tree(out) == before


def test_lint_reports_every_problem_with_its_place(
    spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(spec)]) == 0
    assert capsys.readouterr() == (f"{spec}: no errors\n", "")
    spec.write_text(BROKEN)
    assert main(["lint", str(spec)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{spec}:4:" in printed.err, "the path parameter without a definition"
    assert f"{spec}:11:" in printed.err, "the reference that leads nowhere"
    assert "1 error, 1 warning; nothing was written" in printed.err


def test_a_broken_description_writes_nothing(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    main(["generate", str(spec), "--out", str(out)])
    before = tree(out)
    spec.write_text(BROKEN)
    assert main(["generate", str(spec), "--out", str(out)]) == 1
    assert main(["generate", str(spec), "--out", str(tmp_path / "other")]) == 1
    assert tree(out) == before
    assert not (tmp_path / "other").exists()
    assert "Traceback" not in capsys.readouterr().err


def test_warnings_are_printed_and_do_no_harm(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = tmp_path / "idle.overlay.yaml"
    overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: Idle, version: 1.0.0}\n"
        "actions: [{target: $.nowhere, update: {x: 1}}]\n"
    )
    out, cache = tmp_path / "out", tmp_path / "cache"
    command = ["generate", str(spec), "--overlay", str(overlay), "--out", str(out)]
    for _ in range(2):  # the second time it is only remembered
        assert main([*command, "--cache", str(cache)]) == 0
        assert f"{overlay}:3:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["press"],
        ["generate"],
        ["generate", "x.yaml"],
        ["generate", "--out", "o"],
        ["check", "--out", "o"],
        ["lint"],
        ["generate", "a.yaml", "b.yaml", "--out", "o"],
        ["generate", "a.yaml", "--out", "o", "--colour"],
        ["generate", "a.yaml", "--out", ""],
        ["lint", "", "--config", "a.toml"],
    ],
)
def test_a_wrong_command_line_exits_with_2(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(command)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: sdkpress")


def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    missing = str(tmp_path / "missing")
    for command in (
        ["generate", missing, "--out", out],
        ["generate", str(tmp_path), "--out", out],
        ["generate", str(spec), "--config", missing, "--out", out],
        ["generate", str(spec), "--overlay", missing, "--out", out],
        ["generate", str(spec), "--out", str(spec)],
        ["generate", str(spec), "--out", str(spec / "sdk")],
        ["check", str(spec), "--out", str(spec)],
        ["lint", str(spec), "--root", missing],
        ["lint", str(spec), "--root", str(spec)],
    ):
        assert main(command) == 1
        printed = capsys.readouterr().err
        assert "Traceback" not in printed
        assert "defect" not in printed
        assert "Errno" not in printed
        assert command[-1] in printed or missing in printed or str(tmp_path) in printed


def test_settings_name_files_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sdk.toml").write_text('[description]\npath = "https://api.example/openapi.yaml"\n')
    assert main(["check", "--config", "sdk.toml", "--out", "out"]) == 1
    assert "save it as one" in capsys.readouterr().err


def test_a_refused_output_directory_is_explained(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "README.md").write_text("mine\n")
    assert main(["generate", str(spec), "--out", str(out)]) == 1
    assert "did not write:\n  README.md\n" in capsys.readouterr().err
    assert tree(out) == {"README.md": "mine\n"}


IGNORED = """
openapi: 3.1.0
info: {title: Ignored, version: "1", x-logo: {url: a}}
x-speakeasy-retries: {strategy: backoff}
paths:
  /a:
    x-gateway: {type: aws}
    get:
      operationId: a
      x-gateway: {type: aws}
      x-method: b
      responses:
        "200": {description: ok, headers: {x-rate: {schema: {type: integer, example: {x-no: 1}}}}}
webhooks:
  new: {post: {operationId: new, responses: {"200": {description: ok}}}}
"""


def test_what_is_ignored_as_a_whole_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "ignored.yaml"
    spec.write_text(IGNORED)
    told = "note: ignored as a whole: extensions of other tools: x-gateway (2), x-logo (1)\n"
    command = ["generate", str(spec), "--out", str(tmp_path / "out"), "--fail-on-warning"]
    for _ in range(2):  # the second one by the cache
        assert main([*command, "--cache", str(tmp_path / "cache")]) == 0
        assert capsys.readouterr().err == told
    assert main(["lint", str(spec), "--fail-on-warning"]) == 0
    assert capsys.readouterr().err == told


def test_warnings_fail_where_they_are_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "doubtful.yaml"
    spec.write_text(PETS.replace("type: string", "type: str"))
    out = ["--out", str(tmp_path / "out")]
    assert main(["lint", str(spec)]) == 0
    warned = capsys.readouterr().err
    assert "warning: " in warned
    for command in (["lint", str(spec)], ["generate", str(spec), *out], ["check", str(spec), *out]):
        assert main([*command, "--fail-on-warning"]) == 1
        told = capsys.readouterr().err
        assert warned.strip() in told
        assert re.search(r"\n\d+ warnings?; nothing was written\n", told)
    assert not (tmp_path / "out").exists()


def test_an_edited_file_is_told_and_left_alone(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also by a run that a cache could spare."""
    command = ["generate", str(spec), "--out", str(tmp_path / "out")]
    command += ["--cache", str(tmp_path / "cache")]
    assert main(command) == 0
    readme = tmp_path / "out" / "README.md"
    generated = readme.read_text()
    readme.write_text("edited\n")
    for _ in range(2):
        assert main(command) == 1
        told = capsys.readouterr()
        assert "left as they are:\n  README.md\n" in told.err
        assert "--overwrite" in told.err
        assert "1 left as edited" in told.out
        assert readme.read_text() == "edited\n"
    assert main(["check", *command[1:4]]) == 1
    assert main([*command, "--overwrite"]) == 0
    assert readme.read_text() == generated
    assert main(command) == 0


def test_a_defect_is_reported_as_one(
    spec: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr("sdkpress.pipeline.plan_sdk", broken)
    monkeypatch.delenv("SDKPRESS_DEBUG", raising=False)
    command = ["generate", str(spec), "--out", str(tmp_path / "out")]
    assert main(command) == 1
    assert "a defect of sdkpress itself, please report it: KeyError: 'lost'" in _error(capsys)
    monkeypatch.setenv("SDKPRESS_DEBUG", "1")
    assert main(command) == 1
    assert "Traceback" in _error(capsys)


def test_an_interrupt_ends_quietly(
    spec: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sdkpress.pipeline.plan_sdk", interrupted)
    assert main(["generate", str(spec), "--out", str(tmp_path / "out")]) == 130
    assert _error(capsys) == "interrupted\n"


def _error(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err
