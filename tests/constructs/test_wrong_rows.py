"""Long bodies in which some rows are wrong: read as if all were walked, and only those are."""

from __future__ import annotations

import json
import warnings
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from support.models import with_both_libraries
from support.pressing import Press

pytestmark = with_both_libraries

API = """
paths:
  /rows:
    get:
      operationId: rows
      responses:
        "200": {description: d, content: {application/json: {schema:
          {$ref: '#/components/schemas/Page'}}}}
components:
  schemas:
    Page:
      type: object
      properties:
        rows: {type: array, items: {$ref: '#/components/schemas/Row'}}
        pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        by-id: {type: object, additionalProperties: {$ref: '#/components/schemas/Row'}}
        groups: {type: object, additionalProperties: {type: array, items:
          {$ref: '#/components/schemas/Row'}}}
        total: {type: integer}
    Row:
      type: object
      required: [id, name]
      properties: {id: {type: integer}, name: {type: string}, at: {type: string, format: date},
        tags: {type: array, items: {type: string}}, pet: {$ref: '#/components/schemas/Pet'}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog}}
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}, bark: {type: number}}}
"""
CAT, DOG = {"kind": "cat", "lives": 7}, {"kind": "dog", "bark": 1.5}
ROW: dict[str, Any] = {"id": 1, "name": "é", "at": "2025-01-02", "tags": ["a"], "pet": CAT}
WRONG_ROWS: list[Any] = [
    {**ROW, "id": "x"},
    {"id": 1},
    {**ROW, "pet": {"kind": "cat", "lives": None}},
    {**ROW, "at": "never", "tags": [1, "b"], "new": {"a": [1]}},
    None,
    7,
    [ROW],
]
WRONG_PETS: list[Any] = [{"kind": "fish"}, {"kind": None}, {"lives": 1}, {**DOG, "bark": "x"}, 3]
MANY = 400


def pages(share: int) -> dict[str, Any]:
    """Return a page on which one row of so many is wrong; of none, if there are too few."""

    def rows(right: list[Any], wrong: list[Any]) -> list[Any]:
        picked = [wrong[i // share % len(wrong)] for i in range(MANY)]
        return [picked[i] if i % share == share - 1 else right[i % len(right)] for i in range(MANY)]

    plain = rows([ROW, {**ROW, "pet": DOG, "extra": 1}], WRONG_ROWS)
    named = {f"k{i}": row for i, row in enumerate(plain)}
    groups = {"a/b": plain, "none": [], "wrong": 5}
    return {
        "rows": plain,
        "pets": rows([CAT, DOG], WRONG_PETS),
        "by-id": named,
        "groups": groups,
        "total": 5,
        "unknown": [{"x": 1.5}],
    }


@pytest.fixture
def runtime(press: Press) -> Any:
    """What gives the modules of the pressed package's runtime."""
    package: ModuleType = press(API)

    def module(name: str) -> ModuleType:
        return import_module(f"{package.__name__}._runtime.{name}")

    return package, module


@pytest.mark.parametrize("share", [1, 2, 7, 100, MANY, MANY + 1])
def test_wrong_rows_are_read_as_if_all_were_walked(runtime: Any, share: int) -> None:
    package, module = runtime
    tolerant, recovery = module("models.tolerant"), module("models.recovery")
    hint, page = package.models.Page, pages(share)
    data = json.dumps(page).encode()
    walked, differences = tolerant.build(hint, json.loads(data), "rows")
    value: Any = None
    for _ in range(2):  # what was met may change how the next one is read
        value, drift = recovery.recovery(hint).decode(data, "rows")
        assert value == walked
        assert sorted(drift, key=repr) == sorted(differences, key=repr)
        assert recovery.build_json(hint, data, "rows")[0] == walked
    kept = value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert kept == page
    assert bool(differences) is True  # "wrong" is no array


def test_rows_that_are_right_are_not_walked(runtime: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    package, module = runtime
    page: dict[str, Any] = {
        "rows": [*[ROW] * MANY, {**ROW, "id": "x"}],
        "pets": [*[CAT] * MANY, {"kind": "fish"}],
        "by-id": {"k": ROW},
        "groups": {"g": [ROW]},
    }
    recovery = module("models.recovery")
    walked: list[Any] = []
    walk: Any = getattr(recovery, "_Parts", None)  # msgspec's
    owner, name = (recovery, "build") if walk is None else (walk, "_model")
    real: Any = getattr(owner, name)

    def noted(*given: Any) -> Any:
        walked.append(given)
        return real(*given)

    monkeypatch.setattr(owner, name, noted)
    data = json.dumps(page).encode()
    value, drift = recovery.recovery(package.models.Page).decode(data, "rows")
    assert [one.location[:2] for one in drift] == [("rows", MANY), ("pets", MANY)]
    assert len(value.rows) == len(value.pets) == MANY + 1
    assert len(walked) <= 4


def test_an_unknown_variant_is_dumped_without_a_warning(runtime: Any) -> None:
    package, module = runtime
    odd: list[Any] = [{"kind": ["cat"], "fins": 2}, {"kind": {"is": "cat"}}, {"kind": None}]
    pets = [{"kind": "fish", "fins": 2}, *odd]
    page = {"pets": pets, "rows": [{**ROW, "pet": {"kind": "newt"}}]}
    value, drift = module("models.tolerant").build(package.models.Page, page, "rows")
    assert len(drift) == 5
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert value.model_dump(mode="json", by_alias=True, exclude_unset=True) == page
        assert json.loads(value.model_dump_json(by_alias=True, exclude_unset=True)) == page
        assert value.to_dict() == json.loads(value.to_json()) == page
