"""Long arrays that msgspec's models decode in pieces: cut where one row ends, or not at all."""

from __future__ import annotations

import json
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from support.models import only_msgspec, with_both_libraries
from support.pressing import Press

pytestmark = [with_both_libraries, only_msgspec]

API = """
paths:
  /page:
    get:
      operationId: page
      responses:
        "200": {description: d, content: {application/json: {schema:
          {$ref: '#/components/schemas/Page'}}}}
  /rows:
    get:
      operationId: rows
      responses:
        "200": {description: d, content: {application/json: {schema:
          {type: array, items: {$ref: '#/components/schemas/Row'}}}}}
components:
  schemas:
    Page:
      type: object
      properties:
        né/w: {type: array, items: {$ref: '#/components/schemas/Row'}}
        total: {type: integer}
    Row:
      type: object
      required: [id]
      properties: {id: {type: integer}, é: {type: string}, name: {type: string},
        of: {type: array, items: {$ref: '#/components/schemas/Row'}}}
"""
HOLDS: dict[str, Any] = {"id": 3, "name": '},{"id":3,"},{"id":[{"id": }]', "of": []}
NESTS: dict[str, Any] = {"id": 1, "of": [{"id": 2, "of": []}, {"id": 3}, {"id": 4, "name": "n"}]}
OTHERS: list[Any] = [
    [{"id": 1, "name": "é"}],
    [HOLDS, {"id": 4, "name": "]}, {"}],
    [NESTS],
    [{"id": 1}, NESTS, {"id": 1}],
    [{"name": "first", "id": 1}, {"id": 1, "name": "b"}],
    [{'a"b': "x", "id": 1}],
    [{"é": "x", "id": 1}],
    [{"id": 1}, None, {"id": 2, "x": {"y": [1]}}],
]
LAYOUTS: list[dict[str, Any]] = [{"separators": (",", ":")}, {"indent": 1}]
NAME = "né/w"


def bodies(package: ModuleType, right: list[Any]) -> list[tuple[Any, Any]]:
    """Return types and data with many rows, some of them wrong."""
    found: list[tuple[Any, Any]] = []
    wrong_rows: list[dict[int, Any]] = [{}, {37: {"id": "x"}}, {0: {"id": None}, 59: {"new": True}}]
    for wrong in wrong_rows:
        data = [wrong.get(i, right[i % len(right)]) for i in range(60)]
        around: dict[str, Any] = {"total": "n", NAME: data, "next": [{"id": 1}, {"of": []}]}
        page = package.models.Page
        found += [(list[package.models.Row], data), (page, {NAME: data}), (page, around)]
    return found


@pytest.mark.parametrize("layout", LAYOUTS, ids=["dense", "indented"])
def test_rows_are_read_as_if_all_were_walked(
    press: Press, layout: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    package: ModuleType = press(API)
    runtime = f"{package.__name__}._runtime.models"
    recovery, tolerant = (import_module(f"{runtime}.{one}") for one in ("recovery", "tolerant"))
    cutting, pieces = _noted(recovery, monkeypatch)
    monkeypatch.setattr(cutting, "_PIECE", 200)
    for right in OTHERS:
        for hint, body in bodies(package, right):
            data = json.dumps(body, **layout).encode()
            walked, differences = tolerant.build(hint, json.loads(data), "rows")
            pieces.clear()
            value, drift = recovery.Recovery(hint).decode(data, "rows")
            assert value == walked
            assert sorted(drift, key=repr) == sorted(differences, key=repr)
            assert sum(pieces) > 3, (right, body)  # it was cut


def _noted(recovery: ModuleType, monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, list[int]]:
    """Return the module that cuts, and how many pieces it will have made of each array."""
    cutting = import_module(recovery.Rows.__module__)
    real, made = vars(cutting)["_cut"], list[int]()

    def noted(data: bytes, start: int) -> Any:
        rows = real(data, start)
        made.append(0 if rows is None else len(rows.pieces))
        return rows

    monkeypatch.setattr(cutting, "_cut", noted)
    return cutting, made


NO_JSON = [
    b'{"total":1,"rows":[%s]',
    b'{"total":1,"rows":[%s],}',
    b'{"total":1,"rows":[%s]"total":1}',
    b'{"total":1,"rows":[%s,]}',
    b'{"total":1 "rows":[%s]}',
    b'{"rows":[%s]}}',
    b'[{"rows":[%s]}',
    b'{"rows":[%s],"total":}',
    b'{"rows":[%s,{]}',
]


def test_what_is_no_json_is_refused(press: Press) -> None:
    package: ModuleType = press(API.replace(NAME, "rows"))
    recovery = import_module(f"{package.__name__}._runtime.models.recovery")
    page = package.models.Page
    many = b",".join([b'{"id":1,"name":"some of a row that is long enough to be cut"}'] * 2000)
    for text in [*NO_JSON, b'{"rows":[%s]}'.replace(b"%s", b"%s\f,%s")]:
        data = text.replace(b"%s", many)
        with pytest.raises(ValueError, match=r"."):
            recovery.Recovery(page).decode(data, "rows")
    last = b'{"rows":[{"id":9}],"rows":[%s],"rows":[{"id":2,"name":"last"}]}' % many
    value, _ = recovery.Recovery(page).decode(last, "rows")
    assert [row.id for row in value.rows] == [2]
