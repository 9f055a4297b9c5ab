"""What is remembered between runs: never decides what comes out, and is small work when used."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkpress.cli import main
from sdkpress.store import Store
from sdkpress.workers import Worker
from support.output import tree

TWO = """
openapi: 3.1.0
info: {{title: Two, version: '1'}}
paths:
  /cats: {{get: {{tags: [cats], responses: {{'200': {{description: ok, content: {{application/json:
    {{schema: {{$ref: '#/components/schemas/Cat'}}}}}}}}}}}}}}
components:
  schemas:
    Cat:
      type: object
      properties: {{{name}: {{type: string}}, next: {{$ref: '#/components/schemas/Cat'}}}}
    Dog: {{type: object, properties: {{name: {{type: string}}}}}}
"""


def _generate(tmp_path: Path, text: str, out: str, *cache: str) -> dict[str, str]:
    (tmp_path / "two.yaml").write_text(text)
    assert main(["generate", str(tmp_path / "two.yaml"), "--out", str(tmp_path / out), *cache]) == 0
    return tree(tmp_path / out)


@pytest.mark.parametrize("damage", ["", "{", '["x", {}]', '["x", {"a": 1}]', "[]"])
def test_it_never_changes_what_comes_out(tmp_path: Path, damage: str) -> None:
    cache = tmp_path / "cache"
    _generate(tmp_path, TWO.format(name="name"), "a", "--cache", str(cache))
    (texts,) = cache.glob("*.texts")
    if damage:
        texts.write_text(damage)
    changed = _generate(tmp_path, TWO.format(name="title"), "a", "--cache", str(cache))
    assert changed == _generate(tmp_path, TWO.format(name="title"), "b")
    assert "title" in changed["src/two/models/cats.py"]


def test_what_is_unchanged_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdkpress import models

    asked: list[list[str]] = []
    write_hints = models.write_hints

    def hints(patterns: list[models.Pattern]) -> list[models.Hint]:
        asked.append([item.key for item in patterns])
        return write_hints(patterns)

    monkeypatch.setattr(models, "write_hints", hints)
    cache = ("--cache", str(tmp_path / "cache"))
    _generate(tmp_path, TWO.format(name="name"), "a", *cache)
    _generate(tmp_path, TWO.format(name="title"), "a", *cache)
    _generate(tmp_path, TWO.format(name="title").replace("string", "number"), "a", *cache)
    assert [len(keys) > 0 for keys in asked] == [True, False, True]
    assert set(asked[0]).isdisjoint(asked[2])


def test_another_maker_knows_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "texts", "one")
    store.keep("source", "text")
    store.save()
    assert Store(tmp_path / "texts", "one").recall("source") == "text"
    assert Store(tmp_path / "texts", "two").recall("source") is None


def test_what_a_run_does_not_use_is_forgotten(tmp_path: Path) -> None:
    for used in ("a", "b"):
        store = Store(tmp_path / "texts")
        store.recall("a")
        store.keep(used, used)
        store.save()
    last = Store(tmp_path / "texts")
    assert (last.recall("a"), last.recall("b")) == ("a", "b")
    last.save()
    store = Store(tmp_path / "texts")
    store.recall("b")
    store.save()
    assert Store(tmp_path / "texts").recall("a") is None


def test_work_is_done_beside_or_here_alike() -> None:
    with Worker("sdkpress.encode") as beside:
        result = beside.start(abs, -9)()
    with Worker() as none:
        assert none.start(abs, -9)() == result
