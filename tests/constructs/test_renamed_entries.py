"""Entries of `[renamed]` in sdk.toml: obeyed as long as they hold, or refused with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkpress.cli import main
from sdkpress.problems import DescriptionError
from support.pressing import PressFiles, complete

SMALL = """
paths:
  /things:
    get:
      operationId: list
      tags: [things.TOP]
      parameters: [{name: size, in: query, schema: {type: integer}}, {name: to, in: query, schema: {type: string}}]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
    post:
      operationId: make
      tags: [things]
      responses: {'204': {description: d}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
    Part: {type: object, properties: {name: {type: string}}}
"""


def complaints(press_files: PressFiles, entries: str, version: str = "1.4.0") -> list[str]:
    """What is said of entries: where, and why."""
    with pytest.raises(DescriptionError) as raised:
        press_files(SMALL, f'[package]\nversion = "{version}"\n[renamed]\n{entries}')
    found: list[str] = []
    for one in raised.value.problems:
        assert one.location is not None
        assert one.hint or "must" in one.message or "needs" in one.message
        found.append(f"{one.location.line}:{one.location.column} {one.message}")
    return found


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('"things.all" = { to = "things.none", since = "1.0" }', "4:18 renamed.things.all.to: there is no things.none"),
        ('"things.make" = { to = "things.top.list", since = "1.0" }', "4:1 renamed.things.make: things.make is there still"),
        ('"things.top" = { to = "things.make", since = "1.0" }', "4:1 renamed.things.top: something else is called top there"),
        ('"things.unwrap()" = { to = "things.make", since = "1.0" }', '4:1 renamed."things.unwrap()" must be a name such as'),
        ('"things._old" = { to = "things.make", since = "1.0" }', '4:1 renamed."things._old" must be a name such as'),
        ('"things.class" = { to = "things.make", since = "1.0" }', '4:1 renamed."things.class" must be a name such as'),
        ('"things\\nimport os" = { to = "things.make", since = "1.0" }', '4:1 renamed."things\\nimport os" must be a name such as'),
        ('"things.all" = { to = "things.make(", since = "1.0" }', "must be a name such as"),
        ('"things.all" = { to = "things.make", since = "soon" }', 'must be a version, such as'),
        ('"things.all" = { to = "things.make" }', "since"),
        ('"things.all" = { since = "1.0" }', "to"),
        ('"things.all" = { to = "things.make", since = "1.0", when = 1 }', 'unknown key "when"'),
        ('"models.thing" = { to = "models.Thing", since = "1.0" }\n"models.Thing" = { to = "models.Part", since = "1.0" }', "models.Thing is there still"),
        ('"make" = { to = "things.make", since = "1.0" }', "things.make is a method, whose old name is written as chat.send is"),
        ('"things.top.list.old" = { to = "things.make", since = "1.0" }', "there is no things.top.list that could have it, and something else is called so"),
        ('"close.old" = { to = "things.make", since = "1.0" }', "there is no close that could have it, and something else is called so"),
        ('"things_top.old" = { to = "things.make", since = "1.0" }', "there is no things_top that could have it, and something else is called so"),
        ('"errors.Old" = { to = "models.Thing", since = "1.0" }', "models.Thing is a model, whose old name is written as models.Item is"),
        ('"gone.make(x)" = { to = "things.top.list(size)", since = "1.0" }', "4:1 renamed.gone.make(x): there is no gone.make that could have it"),
        ('"a.x" = { to = "b.x", since = "1.0" }\n"b.x" = { to = "a.x", since = "1.0" }', "4:1 renamed.a.x: leads round in a circle: b.x → a.x → b.x"),
        ('"a" = { to = "a", since = "1.0" }', "4:1 renamed.a: leads round in a circle: a → a"),
        ('"things.make(old)" = { to = "things.top.list(size)", since = "1.0" }', "4:1 renamed.things.make(old): things.top.list(size) is of things.top.list, not of things.make"),
        ('"things.top.list(to)" = { to = "things.top.list(size)", since = "1.0" }', "things.top.list(to) is there still"),
        ('"things.top.list(options)" = { to = "things.top.list(size)", since = "1.0" }', "something else is called options there"),
        ('"models.Model" = { to = "models.Thing", since = "1.0" }', "something else is called Model there"),
        ('"errors.ValueError" = { to = "errors.NotFoundError", since = "1.0" }', "something else is called ValueError there"),
        ('"old" = { to = "things", since = "1.0" }\n"old.x" = { to = "things.make", since = "1.0" }\n"things.x" = { to = "things.top.list", since = "1.0" }', "6:1 renamed.things.x: old.x stands at the same place and is another entry"),
        ('"close" = { to = "things", since = "1.0" }', "something else is called close there"),
    ],
)  # fmt: skip
def test_what_cannot_be_obeyed_is_refused(
    press_files: PressFiles, entry: str, complaint: str
) -> None:
    found = complaints(press_files, entry)
    assert any(complaint in one for one in found), found


@pytest.mark.parametrize(
    ("since", "version", "stands"),
    [
        ("1.4.0", "1.9.9", True),
        ("1.4.0", "2.0.0", False),
        ("1.4.0", "2.0.0rc1", False),
        ("1.4.0", "2.0.0.dev3", False),
        ("1.4.0", "1.0.0", True),  # the release that renames it is still to come
        ("2.0.0", "2.5", True),
        ("2.0.0rc1", "2.0.0", True),
        ("2.0.0rc1", "3.0.0", False),
        ("0.2.0", "0.2.7", True),
        ("0.2.0", "0.3.0", False),
        ("0.2.0", "1.0.0", False),
        ("0.0.3", "0.0.9", True),
        ("0.0.3", "0.1.0", False),
        ("v1.4", "2", False),
        ("1!1.4", "2", True),
        ("1!1.4", "1!2", False),
        ("2024.5", "2024.12", True),
        ("2024.5", "2025.1", False),
    ],
)
def test_an_old_name_stands_until_a_release_may_break(
    press_files: PressFiles, since: str, version: str, stands: bool
) -> None:
    entry = f'"things.build" = {{ to = "things.make", since = "{since}" }}'
    pressed = press_files(SMALL, f'[package]\nversion = "{version}"\n[renamed]\n{entry}')
    assert ("def build" in pressed.files["src/inline/resources/things.py"]) is stands
    assert ("src/inline/_runtime/base/renamed.py" in pressed.files) is stands


def test_what_is_gone_may_lead_anywhere_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "openapi.yaml").write_text(complete(SMALL), encoding="utf-8")
    entries = "".join(f'"things.x{n}" = {{ to = "gone", since = "1.0" }}\n' for n in range(5))
    config = tmp_path / "sdk.toml"
    config.write_text(f'[package]\nversion = "2.0"\n[renamed]\n{entries}', encoding="utf-8")
    assert main(["lint", str(tmp_path / "openapi.yaml"), "--config", str(config)]) == 0
    told = " ".join(capsys.readouterr())
    assert "old names that are gone, and can be removed from [renamed]: things.x0, " in told
    assert "things.x2 and 2 more" in told
    assert f"{config}:4:1" in told
