"""When long arrays are cut for msgspec: no more after a cut that fell inside of a row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sdk_structs.models import recovery as module
from sdk_structs.models.model import Model
from sdk_structs.models.recovery import Recovery

NOTE = "long enough for some of these to fill a piece, and no cut at all would be worth it"
RIGHT: list[Any] = [{"id": i, "note": NOTE} for i in range(2000)]
WRONG: list[Any] = [*RIGHT[:900], {"id": "x"}, *RIGHT[900:]]
NESTED: list[Any] = [{"id": 1, "note": None, "of": RIGHT}, {"id": 2, "note": None}]
"""A row that holds what looks like the places between rows: pieces begin or end inside of it."""


class Row(Model):
    """A class of its own, since one whose objects had unknown properties stays extended."""

    id: int
    note: str | None = None


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many pieces were made of each body that was cut."""
    made: list[int] = []
    real = module.rows_of

    def noted(data: bytes) -> Any:
        rows = real(data)
        made.append(0 if rows is None else len(rows.pieces))
        return rows

    monkeypatch.setattr(module, "rows_of", noted)
    return made


@pytest.mark.parametrize("first", [RIGHT, WRONG], ids=["right", "wrong"])
def test_rows_are_cut_as_long_as_the_cuts_are_between_them(cuts: list[int], first: Any) -> None:
    rows = Recovery(list[Row])
    for body in (first, RIGHT):
        value, _ = rows.decode(json.dumps(body).encode(), "op")
        assert [one.id for one in value] == [one["id"] for one in body]
    assert len(cuts) == 2
    assert min(cuts) > 1


def test_nothing_is_cut_after_a_cut_inside_of_a_row(cuts: list[int]) -> None:
    rows = Recovery(list[Row])
    for body in (NESTED, NESTED, RIGHT):
        value, _ = rows.decode(json.dumps(body).encode(), "op")
        assert [one.id for one in value] == [one["id"] for one in body]
    assert len(cuts) == 1
    assert cuts[0] > 1


def test_what_is_no_json_says_nothing_about_the_next_body(cuts: list[int]) -> None:
    rows = Recovery(list[Row])
    broken = json.dumps(RIGHT).encode()[:-1].replace(b'"id": 1000,', b'"id" 1000,') + b"]"
    with pytest.raises(ValueError, match=r"."):
        rows.decode(broken, "op")
    rows.decode(json.dumps(RIGHT).encode(), "op")
    assert len(cuts) == 2
    assert min(cuts) > 1


def test_another_type_is_cut_all_the_same(cuts: list[int]) -> None:
    Recovery(list[Row]).decode(json.dumps(NESTED).encode(), "op")
    Recovery(list[Row | None]).decode(json.dumps(RIGHT).encode(), "op")
    assert len(cuts) == 2
    assert min(cuts) > 1


def test_what_has_no_place_to_cut_says_nothing_about_the_next_body(cuts: list[int]) -> None:
    rows = Recovery(list[Row])
    for body in (RIGHT[:1], RIGHT):
        rows.decode(json.dumps(body).encode(), "op")
    assert cuts[0] == 0
    assert cuts[1] > 1


def test_the_whole_comes_first_until_a_body_has_a_wrong_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts: list[int] = []
    real = Recovery.decode_parts

    def noted(self: Recovery, data: bytes, operation: str) -> Any:
        parts.append(len(data))
        return real(self, data, operation)

    monkeypatch.setattr(Recovery, "decode_parts", noted)
    rows = Recovery(dict[str, Row])
    right, wrong = (json.dumps({"a": {"id": one}}).encode() for one in (1, "not one"))
    for body, opened in ((right, 0), (wrong, 1), (right, 2), (right, 2)):
        rows.decode(body, "op")
        assert len(parts) == opened
