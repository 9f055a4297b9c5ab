"""Models of msgspec, each module by itself: what is read, kept, told to differ, and written."""

from __future__ import annotations

import copy
import datetime
import decimal
import ipaddress
import json
import pickle
import uuid
from typing import Any, Literal

import pytest
from sdk_structs.base.errors import InvalidRequest
from sdk_structs.models import additional, wire_types
from sdk_structs.models.adapter import (
    adapter,
    from_json,
    jsonable,
    known,
    problems,
    to_json,
    unknown,
)
from sdk_structs.models.choice import decoded, is_choice, members, tags
from sdk_structs.models.decimals import WireDecimal, holds_numbers, number_fields
from sdk_structs.models.dump import Dump
from sdk_structs.models.encoded import TextBytes
from sdk_structs.models.fields import by_wire_name, constants, extra_type, fields_of, literals
from sdk_structs.models.files import BinaryInput, FileInput
from sdk_structs.models.record import extra_of, given, made
from sdk_structs.models.recovery import build_json, recovery
from sdk_structs.models.scalars import NotRead, read
from sdk_structs.models.tolerant import build
from sdk_structs.models.walk import Misfits, Walk

from runtime.structs import (
    Cat,
    DateOrText,
    Dog,
    Everything,
    Numbers,
    Open,
    Pet,
    Plain,
    Untold,
)

KEY = "550e8400-e29b-41d4-a716-446655440000"
WIRE = {
    "id": 1,
    "a-b": "2020-01-02",
    "number": 1.50,
    "raw": "AP8=",
    "text": "é",
    "day": "2020-01-02",
    "moment": "2020-01-02T03:04:05Z",
    "clock": "03:04:05Z",
    "span": "P1Y2M",
    "key": KEY,
    "address": "10.0.0.1",
    "inner": {"id": 2, "note": None},
    "pets": [{"Kind": "kitten", "lives": 9}, {"Kind": "dog"}],
    "pair": [1, "x"],
}


def text(data: Any) -> bytes:
    return json.dumps(data).encode()


def test_a_value_of_every_kind_is_read_and_written() -> None:
    value = adapter(Everything).validate_python(WIRE)
    assert value.a_b == value.day == datetime.date(2020, 1, 2)
    assert (value.number, value.raw, value.text) == (
        decimal.Decimal("1.5"),
        b"\x00\xff",
        "é".encode(),
    )
    assert value.moment == datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert (value.key, value.address) == (uuid.UUID(KEY), ipaddress.IPv4Address("10.0.0.1"))
    assert [type(pet) for pet in value.pets] == [Cat, Dog]
    assert (value.inner.note, value.inner.model_fields_set) == (None, {"id", "note"})
    assert (value.pair, value.file) == ((1, "x"), None)
    assert value.to_dict() == WIRE
    assert json.loads(adapter(Everything).dump_json(value)) == WIRE
    assert adapter(Everything).dump_python(value, exclude={"pets", "inner"}) == {
        key: item for key, item in WIRE.items() if key not in ("pets", "inner")
    }
    for copied in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value), copy.copy(value)):
        assert copied == value


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (str, "x", "x"),
        (str, 5, "string_type"),
        (int, 5.0, 5),
        (int, 5.5, "int_from_float"),
        (int, "5", "int_parsing"),
        (int, True, "int_type"),
        (float, 5, 5.0),
        (float, "x", "float_parsing"),
        (bool, 1, "bool_type"),
        (type(None), "x", "none_type"),
        (bytes, "AP8", b"\x00\xff"),
        (bytes, "AP-_", b"\x00\xff\xbf"),
        (bytes, "*", "bytes_parsing"),
        (TextBytes, "é", "é".encode()),
        (TextBytes, 5, "bytes_type"),
        (datetime.date, "2020-01-02", datetime.date(2020, 1, 2)),
        (datetime.date, "2020-01-02T00:00:00Z", "date_parsing"),
        (datetime.datetime, 5, "datetime_type"),
        (datetime.time, "25:00:00Z", "time_parsing"),
        (uuid.UUID, KEY, uuid.UUID(KEY)),
        (decimal.Decimal, "1.50", decimal.Decimal("1.50")),
        (decimal.Decimal, 2, decimal.Decimal(2)),
        (decimal.Decimal, True, "decimal_type"),
        (ipaddress.IPv6Address, "::1", ipaddress.IPv6Address("::1")),
        (ipaddress.IPv4Address, 1, "IPv4Address_type"),
        (datetime.timedelta, "P1D", datetime.timedelta(days=1)),
        (wire_types.WireDuration, "x", "Duration_parsing"),
        (FileInput, b"x", b"x"),
        (BinaryInput, b"x", b"x"),
    ],
)
def test_one_scalar(kind: Any, data: Any, expected: Any) -> None:
    if not isinstance(expected, str) or expected == data:
        found = read(kind, data)
        assert found == expected
        assert type(found) is kind or kind in (FileInput, BinaryInput, datetime.timedelta)
        return
    with pytest.raises(NotRead) as caught:
        read(kind, data)
    assert caught.value.type == expected
    assert str(caught.value).startswith("Input should be a valid ")
    assert repr(data) not in str(caught.value)


def test_the_fields_of_a_model() -> None:
    fields = fields_of(Everything)
    assert (fields["id"].required, fields["a_b"].required) == (True, False)
    assert (fields["a_b"].wire, fields["a_b"].alias, fields["a_b"].metadata) == ("a-b", "a-b", ())
    assert fields["inner"].annotation == Plain | None
    assert by_wire_name(Everything)["a-b"] is fields["a_b"]
    assert (extra_type(Open), extra_type(Plain)) == (int, Any)
    assert constants(Cat) == {"kind": {(False, "cat"), (False, "kitten")}}
    assert constants(Plain) == {}
    assert literals(Literal["a"] | Literal[1]) == ("a", 1)
    assert literals(Literal["a"] | str) == literals(str) == ()
    assert Everything.model_fields["id"] is fields["id"]


def test_a_choice() -> None:
    assert is_choice(Pet)
    assert not is_choice(Cat)
    assert members(Pet) == (Cat, Dog)
    assert members(DateOrText) == (datetime.date, str)
    assert tags(Pet) == ("Kind", {"cat": Cat, "kitten": Cat, "dog": Dog})
    assert type(decoded(Pet, {"Kind": "kitten"})) is Cat
    for wrong in ({"Kind": "cow"}, {"Kind": ["cat"]}, {}, 5):
        with pytest.raises(ValueError, match=r"unknown Kind|no member of the union fits"):
            decoded(Pet, wrong)
    assert decoded(DateOrText, "2020-01-02") == datetime.date(2020, 1, 2)
    assert decoded(DateOrText, "x") == "x"
    assert type(decoded(Untold, {"id": 1})) is Plain
    assert decoded(Numbers, {"n1": 1, "other": "x"}) == {"n1": 1, "other": "x"}
    with pytest.raises(ValueError, match="int"):
        decoded(Numbers, {"n1": "x"})
    assert decoded(uuid.UUID, KEY) == uuid.UUID(KEY)


@pytest.mark.parametrize(
    ("hint", "data", "differences"),
    [
        (Plain, {"id": 1}, []),
        (Plain, {"id": "x"}, [("/id", "int_parsing")]),
        (Plain, {}, [("/id", "missing")]),
        (Plain, 5, [("", "model_type")]),
        (Everything, {"id": 1, "inner": {"id": None}}, [("/inner/id", "int_type")]),
        (Everything, {"id": 1, "pair": [1]}, [("/pair", "length")]),
        (Everything, {"id": 1, "pair": 5}, [("/pair", "tuple_type")]),
        (Everything, {"id": 1, "pets": 5}, [("/pets", "list_type")]),
        (
            Everything,
            {"id": 1, "pets": [{"Kind": "cat", "lives": "9x"}]},
            [("/pets/0/lives", "int_parsing")],
        ),
        (Everything, {"id": 1, "pets": [5]}, [("/pets/0", "union")]),
        (Cat, {"Kind": "cow"}, [("/Kind", "literal_error")]),
        (Open, {"id": 1, "n": 2, "m": "x"}, [("/m", "int_parsing")]),
        (dict[str, int], {"a": 1, "b": None}, [("/b", "int_type")]),
        (dict[str, int], [], [("", "dict_type")]),
        (list[int], {}, [("", "list_type")]),
        (Untold, {"id": 1, "note": "n"}, []),
        (int | str, 5.5, [("", "union")]),
        (int | None, None, []),
        (Any, {"x": [1]}, []),
    ],
)
def test_what_differs_is_kept_and_told(hint: Any, data: Any, differences: list[Any]) -> None:
    """The same, whether it is found in what was parsed or in parts that are still bytes."""
    value, drift = build(hint, data, "op")
    assert [(one.pointer, one.type) for one in drift] == differences
    assert {one.operation for one in drift} <= {"op"}
    assert jsonable(value) == data or differences == [("/id", "missing")]
    again, found = build_json(hint, text(data), "op")
    assert [(one.pointer, one.type) for one in found] == differences
    assert jsonable(again) == jsonable(value)


def test_long_bodies_are_decoded_in_parts() -> None:
    """What is wrong in one of many items is all that is walked."""
    pets: list[Any] = [{"Kind": "cat", "lives": n} for n in range(400)]
    pets[7] = {"Kind": "dog", "name": 5}
    pets[300] = {"Kind": "cow"}
    data = text({"id": 1, "pets": pets, "more": {"x": "y"}})
    value, drift = recovery(Everything).decode(data, "op")
    assert [(one.pointer, one.type) for one in drift] == [
        ("/pets/7/name", "string_type"),
        ("/pets/300", "union"),
    ]
    assert (len(value.pets), value.pets[399].lives, value.pets[7].name) == (400, 399, 5)
    assert value.model_extra == {"more": {"x": "y"}}
    rows = {f"k{n}": {"id": n} for n in range(500)} | {"k70": {"id": "x"}}
    table, drift = recovery(dict[str, Plain]).decode(text(rows), "op")
    assert [one.pointer for one in drift] == ["/k70/id"]
    assert (len(table), table["k499"].id) == (500, 499)
    numbers, drift = recovery(list[int]).decode(text([*range(200), None]), "op")
    assert (len(numbers), [one.pointer for one in drift]) == (201, ["/200"])
    assert recovery(list[int]).decode(b"[1]", "op") == ([1], ())
    with pytest.raises(ValueError, match="malformed|truncated"):
        build_json(Plain, b"{", "op")


def test_unknown_properties_are_decoded_once_they_were_met() -> None:
    data = text({"id": 1, "newly met": [1]})
    with pytest.raises(ValueError, match="does not fit its type exactly"):
        adapter(Plain).validate_json(data)
    before = additional.version()
    value, drift = build_json(Plain, data, "op")
    assert drift == ()
    assert additional.version() == before + 1
    again = adapter(Plain).validate_json(data)
    assert again == value
    assert again.model_extra == unknown(again) == extra_of(value) == {"newly met": [1]}
    assert getattr(again, "newly met") == [1]
    assert isinstance(again, Plain)
    nested = adapter(list[Plain | None]).validate_json(b'[null, {"id": 1, "newly met": 2}]')
    assert nested[1].model_extra == {"newly met": 2}
    for names in ([str(n) for n in range(20)], ['"'], ["newly met"]):
        additional.remember(Plain, names)
    assert additional.version() == before + 1


def test_a_record() -> None:
    value = made(Plain, {"note": "n"}, {"more": 1})
    assert (value.id, value.note, value.more) == (None, "n", 1)
    assert (given(value), value.model_fields_set, known(value)) == ({"note": "n"}, {"note"}, 1)
    assert value != made(Plain, {"note": "n"}, {})
    assert value != made(Plain, {"note": "n", "id": None}, {"more": 1})
    assert (value == 5) is False
    assert repr(value) == "Plain(id=None, note='n', more=1)"
    with pytest.raises(AttributeError, match="'Plain' object has no attribute 'gone'"):
        _ = value.gone
    with pytest.raises(TypeError, match="unhashable"):
        hash(value)
    value.id = 5
    value.other = 6
    assert value.to_dict() == {"id": 5, "note": "n", "more": 1, "other": 6}
    changed = value.model_copy(update={"note": None}, deep=True)
    assert (changed.note, value.note, changed.more) == (None, "n", 1)
    assert unknown(Plain(id=1)) is None
    assert (unknown(5), known(5)) == (None, 0)


def test_models_are_made_by_either_name() -> None:
    assert Everything(id=1, a_b="x") == Everything(**{"id": 1, "a-b": "x"})
    for wrong, message in [
        ({"id": "x"}, "id: Input should be a valid integer"),
        ({}, "id: Field required"),
        ({"id": 1, "file": "text"}, "file: a file must be bytes, a path"),
        ({"id": 1, "pets": [{"Kind": "cat", "lives": "x"}]}, "pets.0.cat.lives: Input should"),
    ]:
        with pytest.raises(Misfits) as caught:
            Everything.model_validate(wrong)
        assert str(caught.value).startswith(message)
        assert problems(caught.value) == str(caught.value)
    many = [{"lives": "x", "Kind": "cat"}] * 12
    with pytest.raises(Misfits, match=r"\(and 2 more\)$"):
        Everything.model_validate({"id": 1, "pets": many})
    assert Plain.model_validate_json('{"id": 1}').id == 1
    assert Everything(id=1, file=b"x").file == b"x"
    assert Everything(id=1, pair=(1, "x")).pair == (1, "x")


def test_a_walk_has_an_end() -> None:
    walk = Walk(by_name=False, budget=3)
    assert walk.build(list[Plain], [{"id": "x"}, {"id": "y"}]) is not None
    assert len(walk.misfits) <= 1


def test_how_models_are_written() -> None:
    value = Everything(id=1, a_b=None, day="2020-01-02", inner={"id": 2, "note": None})
    day = datetime.date(2020, 1, 2)
    assert value.model_dump(exclude_unset=True) == {
        "id": 1,
        "a_b": None,
        "day": day,
        "inner": {"id": 2, "note": None},
    }
    assert value.model_dump(exclude_none=True, by_alias=True, mode="json") == {
        "id": 1,
        "day": "2020-01-02",
        "inner": {"id": 2},
    }
    assert value.model_dump(exclude={"id"}, exclude_unset=True)["inner"] == {"id": 2, "note": None}
    assert set(value.model_dump()) == set(fields_of(Everything))
    assert Plain(id=1).to_json(indent=1) == '{\n "id": 1\n}'
    assert Plain(id=1).model_dump_json() == '{"id":1,"note":null}'
    with pytest.raises(TypeError, match="takes no option 'nonsense'"):
        Plain(id=1).model_dump(nonsense=True)
    assert Dump(finite=False).value(float("inf")) == float("inf")
    assert to_json({1: {"x"}, "z": (1, 2)}) == b'{"1":["x"],"z":[1,2]}'
    assert to_json(2**70) == str(2**70).encode()
    for wrong in (float("nan"), object(), [float("inf")]):
        with pytest.raises(InvalidRequest):
            to_json(wrong)


def test_decimals_keep_their_digits() -> None:
    value = adapter(Everything).validate_json(b'{"id":1,"number":1.100000000000000000000000001}')
    assert str(value.number) == "1.100000000000000000000000001"
    assert b"1.100000000000000000000000001" in adapter(Everything).dump_json(value)
    assert number_fields(Everything) == {"number"}
    assert number_fields(Plain) == frozenset()
    assert holds_numbers(list[WireDecimal | None])
    assert not holds_numbers(list[decimal.Decimal])
    assert not holds_numbers(Everything)


def test_json_that_others_write() -> None:
    assert from_json(b'{"a": NaN}')["a"] != from_json(b"1")
    assert from_json("[1e999]") == [float("inf")]
    with pytest.raises(ValueError, match="malformed|truncated"):
        from_json(b"{")
    with pytest.raises(ValueError, match="recursion"):
        from_json(b"[" * 100_000)
    assert build(list[Any], [1], "op") == ([1], ())
