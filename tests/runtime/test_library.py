"""What pydantic does for the runtime: types of text, exact decimals, long and deep values."""

from __future__ import annotations

import base64
import json
import sys
import threading
from typing import Any

import pytest
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.models import deep, tags, wire_types
from sdk_runtime.models.adapter import (
    adapter,
    from_json,
    jsonable,
    known,
    problems,
    to_json,
    unknown,
)
from sdk_runtime.models.encoded import Base64Bytes
from sdk_runtime.models.recovery import build_json, recovery

from runtime.lab import Item, Items

KEY = "550e8400-e29b-41d4-a716-446655440000"


def test_tags_that_cannot_be_looked_up() -> None:
    data = {"kind": ["x"], "other": {"a": 1}, "n": 1}
    found = tags.with_hashable_tags(data, ["kind", "other", "gone"])
    assert found == data
    assert hash(found["kind"])
    assert hash(found["other"])
    plain = {"kind": "x"}
    assert tags.with_hashable_tags(plain, ["kind"]) is plain
    assert tags.with_hashable_tags([1], ["kind"]) == [1]


def test_what_needs_a_larger_stack() -> None:
    """In a thread of its own, only where this one's is too small; errors come out of it."""

    def down(count: int) -> int:
        return threading.get_ident() if count == 0 else down(count - 1)

    limit = sys.getrecursionlimit()
    assert deep.built(lambda: down(10)) == threading.get_ident()
    assert deep.built(lambda: down(limit * 3)) != threading.get_ident()
    assert sys.getrecursionlimit() == limit
    with pytest.raises(ZeroDivisionError):
        deep.on_large_stack(lambda: 1 // 0)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (wire_types.WireDate, ["2020-01-02"], ["2020-01-02T00:00:00Z", 5, "x"]),
        (wire_types.WireDateTime, ["2020-01-02T03:04:05z"], [1, "2020-01-02"]),
        (wire_types.WireTime, ["10:00:00Z"], [36000, "10"]),
        (wire_types.WireUUID, [KEY, KEY.upper()], [KEY.replace("-", ""), 5]),
        (wire_types.WireDuration, ["P1M", "PT1S"], ["10:00", 5]),
        (Base64Bytes, ["AP8=", "AP-_", "AP8"], ["*", 5]),
    ],
)
def test_types_that_are_text(kind: Any, right: list[Any], wrong: list[Any]) -> None:
    types_ = adapter(kind)
    for text in right:
        value = types_.validate_json(json.dumps(text).encode(), strict=True)
        assert types_.validate_python(value) == value
        again = types_.validate_json(types_.dump_json(value), strict=True)
        assert again == value
        assert types_.validate_python(text) == value
    for text in wrong:
        with pytest.raises(ValueError, match="."):
            types_.validate_json(json.dumps(text).encode(), strict=True)
    assert base64.b64encode(b"\x00\xff") == b"AP8="


def test_the_library_of_models(monkeypatch: pytest.MonkeyPatch) -> None:
    item = Item(date="d", usage=1.0, more=2)
    assert adapter(Item) is adapter(Item)
    assert (unknown(item), unknown(5), known(item), known(5)) == ({"more": 2}, None, 2, 0)
    assert to_json({"a": [item]}) == b'{"a":[{"date":"d","usage":1.0,"modelName":null,"more":2}]}'
    assert jsonable({1}) == [1]
    assert from_json(b"[" * 300 + b"]" * 300)
    for wrong in (float("nan"), [float("inf")], object()):
        with pytest.raises(InvalidRequest):
            to_json(wrong)
    with pytest.raises(InvalidRequest):
        jsonable(object())
    assert to_json("NaN and Infinity") == b'"NaN and Infinity"'
    with pytest.raises(ValueError, match="."):
        from_json(b"{")
    with pytest.raises(ValueError, match="data") as caught:
        adapter(Items).validate_python({"data": [{"date": "S3CRET"}] * 12})
    text = problems(caught.value)
    assert text.startswith("data.0.usage: Field required; data.1.usage: ")
    assert text.endswith(" (and 2 more)")
    assert "S3CRET" not in text


def test_long_bodies_with_wrong_rows() -> None:
    rows: list[Any] = [{"date": "d", "usage": n} for n in range(600)]
    rows[7] = {"date": 5, "usage": 7}
    data = json.dumps({"data": rows}).encode()
    found: Any = recovery(Items)
    for value, drift in (found.decode(data, "op"), build_json(Items, data, "op")):
        assert [(one.operation, one.pointer) for one in drift] == [("op", "/data/7/date")]
        assert (len(value.data), value.data[7].date, value.data[599].usage) == (600, 5, 599)
    assert recovery(Item) is None
    table: Any = recovery(dict[str, list[int]])
    value, drift = table.decode(b'{"a": [1, "x"], "b": 5}', "op")
    assert value == {"a": [1, "x"], "b": 5}
    assert {one.pointer for one in drift} == {"/a/1", "/b"}
    with pytest.raises(ValueError, match="."):
        build_json(Items, b"{", "op")
