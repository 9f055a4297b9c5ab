"""`allOf`: parts that hold together give the narrower type, whatever their order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkpress.plan.model.definitions import Alias
from sdkpress.plan.model.types import (
    ANY,
    NONE,
    ListOf,
    LiteralOf,
    MapOf,
    Ref,
    Scalar,
    Type,
    UnionOf,
    children,
    optional,
)
from sdkpress.plan.schemas.schemas import Schemas
from sdkpress.problems import Problems

INT, FLOAT, STR = Scalar("int"), Scalar("float"), Scalar("str")
NUMBER = {"type": "number"}
INTEGER = {"type": "integer"}


def planned(parts: list[Any]) -> Type:
    """The type of an `allOf` of these parts, which may refer to `Int` and `Num`."""
    schemas = {"Int": INTEGER, "Num": NUMBER}
    found = Schemas({"components": {"schemas": schemas}}, Problems())
    node = found.type_of({"allOf": parts}, ("x",), "X")
    alias = found.definitions[node.name] if isinstance(node, Ref) else None
    return alias.type if isinstance(alias, Alias) else node


def unordered(node: Type) -> object:
    """What does not change with the order of a union's members or an enum's values."""
    if isinstance(node, UnionOf):
        return frozenset(map(unordered, node.members))
    if isinstance(node, LiteralOf):
        return frozenset((type(value), value) for value in node.values)
    return (type(node), getattr(node, "name", ""), tuple(map(unordered, children(node))))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([INTEGER, NUMBER], INT),
        ([INTEGER, {"type": "number", "format": "double"}], INT),
        ([INTEGER, {"type": "number", "format": "decimal"}, {"minimum": 1}], INT),
        ([{"type": ["integer", "null"]}, NUMBER], INT),
        ([{"type": ["integer", "null"]}, {"type": ["null", "number"]}], optional(INT)),
        ([{"type": ["integer", "string"]}, {"type": ["number", "boolean"]}], INT),
        ([NUMBER, {"enum": [1, 2, "x", True, None]}], LiteralOf((1, 2))),
        ([INTEGER, NUMBER, {"enum": [1, 1.5]}], LiteralOf((1,))),
        ([{"const": 1}, NUMBER, INTEGER], LiteralOf((1,))),
        ([{"enum": [1, True, "x"]}, {"enum": [1.0, "x"]}], LiteralOf((1, "x"))),
        ([{"enum": [0, False]}, {"type": "boolean"}], LiteralOf((False,))),
        ([{"type": "string"}, {"format": "uuid"}, {"minLength": 1}], Scalar("uuid")),
        ([{"type": "string", "format": "odd"}, {"format": "date-time"}], Scalar("datetime")),
        ([{"items": NUMBER}, {"type": "array", "items": INTEGER}], ListOf(INT)),
        ([{"items": NUMBER}, {"items": {}}, {"type": "array"}], ListOf(FLOAT)),
        ([{"additionalProperties": NUMBER}, {"additionalProperties": INTEGER}], MapOf(INT)),
        ([INTEGER, {"anyOf": [NUMBER, {"type": "null"}]}], optional(INT)),
        ([{"$ref": "#/components/schemas/Int"}, {"$ref": "#/components/schemas/Num"}], INT),
        ([{"allOf": [NUMBER, {}]}, {"allOf": [INTEGER]}, True], INT),
        ([{"type": "string"}, {"description": "what is said changes nothing"}], STR),
    ],
)
def test_every_order_gives_the_narrower_type(parts: list[Any], expected: Type) -> None:
    for order in permutations(parts):
        assert unordered(planned([*order])) == unordered(expected), order


VALUES: list[Any] = [None, True, False, 0, 1, 1.0, 2.5, "a", "1"]
PARTS = st.one_of(
    st.lists(
        st.sampled_from(["integer", "number", "string", "boolean", "null"]), min_size=1, unique=True
    ).map(lambda names: {"type": names if len(names) > 1 else names[0]}),
    st.lists(st.sampled_from(VALUES), min_size=1).map(lambda values: {"enum": values}),
    st.sampled_from(["date-time", "uuid", "int32", "double", "odd"]).map(lambda f: {"format": f}),
    st.just({"minimum": 0}),
)


def json_equal(one: Any, other: Any) -> bool:
    """Whether two values are equal in JSON Schema (Core, 4.2.2): 1 is 1.0, and not true."""
    return jsonschema_rs.is_valid({"const": other}, one)


def fits(value: Any, part: dict[str, Any]) -> bool:
    """Whether a value is valid by JSON Schema's own words."""
    if "enum" in part:
        return any(json_equal(value, other) for other in part["enum"])
    names = part.get("type", [])
    names = {names} if isinstance(names, str) else set(names)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    own = {
        "null": value is None,
        "boolean": isinstance(value, bool),
        "string": isinstance(value, str),
        "number": is_number,
        "integer": is_number and float(value).is_integer(),
    }
    return not names or any(own[name] for name in names)


def takes(node: Type, value: Any) -> bool:
    """Whether a value is one of a type."""
    if isinstance(node, UnionOf):
        return any(takes(member, value) for member in node.members)
    if isinstance(node, LiteralOf):
        return any(json_equal(value, other) for other in node.values)
    names = {NONE: "null", Scalar("bool"): "boolean", STR: "string", INT: "integer"}
    names |= {FLOAT: "number", Scalar("datetime"): "string", Scalar("uuid"): "string"}
    return node == ANY or fits(value, {"type": names[node]})


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_what_fits_all_parts_fits_their_type_in_any_order(parts: list[dict[str, Any]]) -> None:
    valid = [value for value in VALUES if all(fits(value, part) for part in parts)]
    if (
        not valid
        or len({part["format"] for part in parts if "format" in part} & {"uuid", "date-time"}) > 1
    ):
        return  # what contradicts itself has no narrower type
    types = [planned([*order]) for order in permutations(parts)]
    assert len({unordered(node) for node in types}) == 1
    for value in valid:
        assert takes(types[0], value), value
