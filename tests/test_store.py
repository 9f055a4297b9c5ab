"""What is remembered between runs: never decides what comes out, and is small work when used."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkpress.cli import main
from sdkpress.store import Store
from sdkpress.workers import Workers
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


def test_what_is_unchanged_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdkpress.models import backend

    written: list[list[str]] = []
    generate = backend.generate_source

    def generate_source(definitions: list[backend.Definition], templates: Path) -> str:
        written.append([item.name for item in definitions])
        return generate(definitions, templates)

    monkeypatch.setattr(backend, "generate_source", generate_source)
    cache = ("--cache", str(tmp_path / "cache"))
    _generate(tmp_path, TWO.format(name="name"), "a", *cache)
    written.clear()
    _generate(tmp_path, TWO.format(name="title"), "a", *cache)
    assert [names for names in written if "Dog" in names] == []
    assert [names for names in written if "Cat" in names] != []


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


def test_work_is_shared_or_done_here_alike() -> None:
    with Workers(2, "sdkpress.encode") as workers:
        shared = workers.start(abs, range(-9, 9))()
    with Workers() as none:
        assert none.start(abs, range(-9, 9))() == shared
