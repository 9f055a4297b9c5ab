"""The keys of sdk.toml: the loader, the page, the JSON Schema and the example say the same."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from sdkpress.cli import main
from sdkpress.config import Config, load_config
from sdkpress.config.json_schema import every_setting, json_schema, rows
from sdkpress.problems import Problems

SCHEMA = Draft202012Validator(json_schema())


def _problems(text: str) -> list[str]:
    problems = Problems()
    load_config(Path("sdk.toml"), problems, text)
    return [problem.message for problem in problems.sorted()]


def test_the_example_has_every_key_and_the_loader_takes_it() -> None:
    assert _problems(every_setting()) == []
    SCHEMA.validate(tomllib.loads(every_setting()))
    assert all(row.about for row in rows())


def _keys(schema: type) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(schema)
    for item in fields(schema):
        if item.metadata.get("internal"):
            continue
        yield schema.__name__, item.metadata.get("key") or item.name
        nested = [hints[item.name], *get_args(hints[item.name])]
        nested += [inner for one in nested for inner in get_args(one)]
        for one in nested:
            if is_dataclass(one):
                yield from _keys(one)  # pyright: ignore[reportArgumentType]


def test_every_key_of_the_loader_is_told_of() -> None:
    told = {name for row in rows() for name in row.at}

    assert {key for _, key in _keys(Config)} <= told


@pytest.mark.parametrize(
    "text",
    [
        "[package]\nnam = 'x'\n",
        "[package]\nname = 7\n",
        "[surface]\nlike = 'steel'\n",
        "[operations.getA]\nalso = 'x'\n",
        "[client.options.x]\ntype = 'object'\n",
        "[[release.accept]]\nrule = 'x'\n",
        "[renamed.x]\nto = 'y'\n",
        "[readme.examples.other]\noperation = 'x'\n",
    ],
)
def test_what_the_loader_refuses_the_schema_does_too(text: str) -> None:
    assert _problems(text)
    assert not SCHEMA.is_valid(tomllib.loads(text))


def test_our_own_settings_are_valid(repository: Path) -> None:
    SCHEMA.validate(tomllib.loads((repository / "spec/sdk.toml").read_text(encoding="utf-8")))


def test_the_page_is_what_make_settings_writes(repository: Path) -> None:
    spec = importlib.util.spec_from_file_location("settings_page", repository / "docs/settings.py")
    assert spec is not None
    assert spec.loader is not None
    made: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)

    assert (repository / "docs/settings.md").read_text(encoding="utf-8") == made.page()


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()
