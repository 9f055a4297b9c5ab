"""Files of another generator and a description in, what an import makes of them out."""

from __future__ import annotations

import textwrap
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sdkpress.cli import main
from sdkpress.moving.described import Described
from sdkpress.moving.job import Import
from sdkpress.moving.keys import Ledger
from sdkpress.moving.kinds import EXTENSIONS, translator
from sdkpress.moving.settings import label
from sdkpress.problems import Problems
from sdkpress.read import Limits
from sdkpress.read.source import parse_source
from support.pressing import complete

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "moving"
"""Real configurations with their descriptions: not everyone has them."""

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="../shared/corpus/moving is not there: see ../shared/MOVING.md"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a vendor's module says, before anything of ours has judged it."""

    settings: dict[str, Any]
    actions: list[dict[str, Any]]
    lists: dict[str, dict[str, str]]

    def carried(self, key: str) -> str:
        """Where a key of the file is carried to."""
        return self.lists["carried"][key]

    def unneeded(self, key: str) -> str:
        """Why a key is not needed."""
        return self.lists["not needed"][key]

    def open(self, key: str) -> str:
        """What is to be done about a key."""
        return self.lists["open"][key]


def say(kind: str, *texts: str, description: str = "") -> Said:
    """Translate texts of a vendor's files."""
    described = Described(parsed("openapi.yaml", complete(description)).source.data)
    ledgers = [parsed(f"{kind}-{n}.yml", textwrap.dedent(text)) for n, text in enumerate(texts)]
    prefix = EXTENSIONS.get(kind)
    extended = replace(parsed("openapi.yaml", complete(description)), prefix=prefix or "")
    job = Import(tuple(ledgers), described, extended if prefix else None)
    translator(kind)(job)
    ledgers += [extended] if prefix else []
    lists: dict[str, dict[str, str]] = defaultdict(dict)
    for row in (row for ledger in ledgers for row in ledger.rows()):
        assert row.at.line, row
        lists[row.fate.kind][row.key] = "; ".join(row.fate.texts)
    actions = [
        {"target": one.target} | ({"remove": True} if one.remove else {"update": one.update})
        for one in job.settings.actions
    ]
    settings = {label(place): one.value for place, one in job.settings.values.items()}
    return Said(settings, actions, lists)


def parsed(name: str, text: str) -> Ledger:
    """A text as a file that was read."""
    problems = Problems()
    source = parse_source(name, name, text.encode(), Limits(), problems)
    problems.raise_if_errors()
    assert source is not None
    return Ledger(source)


@dataclass(frozen=True, slots=True)
class Brought:
    """What the command did. ``config`` is `sdk.toml`, read."""

    status: int
    out: Path
    printed: str

    @property
    def config(self) -> dict[str, Any]:
        """What stands in `sdk.toml`."""
        return tomllib.loads((self.out / "sdk.toml").read_text(encoding="utf-8"))


def bring(
    kind: str, files: list[Path], spec: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> Brought:
    """Run `sdkpress import`."""
    capsys.readouterr()
    status = main(["import", kind, *map(str, files), "--spec", str(spec), "--out", str(out)])
    printed = capsys.readouterr()
    return Brought(status, out, printed.out + printed.err)


def write(folder: Path, **texts: str) -> list[Path]:
    """Write texts as files; `_` in a name stands for a full stop."""
    paths = [folder / name.replace("_", ".") for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return paths


SHOP = Path(__file__).with_name("moving_shop.yaml").read_text(encoding="utf-8")
"""A small description, for configurations of it."""


def operation(name: str, setting: str) -> str:
    """How the report calls a setting of an operation."""
    return f'[operations."{name}"] {setting}'
