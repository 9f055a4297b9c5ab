"""Edges of the plan: how far unions are multiplied, and what two keywords leave of each other."""

from __future__ import annotations

from typing import Any

import pytest

from plan.planned import plan_of
from sdkpress.plan.schemas.merge import is_significant, json_types, merged
from sdkpress.problems import DescriptionError


def union(count: int, name: str) -> dict[str, Any]:
    """A union of so many variants."""
    return {"oneOf": [{"properties": {f"{name}{index}": {}}} for index in range(count)]}


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [(8, 8, 64), (64, 1, 64), (2, 3, 6), (13, 5, 5), (5, 13, 13), (65, 1, 1)],
)
def test_unions_are_multiplied_up_to_a_limit(first: int, second: int, left: int) -> None:
    """Beyond 64 variants, the later union stands alone."""
    one, two = union(first, "a"), union(second, "b")
    found = merged([one, two])["oneOf"]
    assert len(found) == left
    multiplied = all("allOf" in variant for variant in found)
    assert multiplied is (left == first * second)
    if multiplied:
        assert found[0] == {"allOf": [one["oneOf"][0], two["oneOf"][0]]}
        assert found[-1] == {"allOf": [one["oneOf"][-1], two["oneOf"][-1]]}
    else:
        assert found == two["oneOf"]


def test_a_union_that_repeats_another_takes_its_place() -> None:
    more, fewer = union(3, "a"), union(2, "a")
    assert merged([more, fewer]) == fewer
    assert merged([fewer, more]) == more
    assert merged([more, more]) == more


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([{"enum": [1, 2, 3]}, {"enum": [3, 2, 9]}], {"enum": [2, 3]}),
        ([{"enum": ["a"]}, {"enum": ["b"]}], {"enum": ["b"]}),
        ([{"enum": [1, "1", True]}, {"enum": [1.0]}], {"enum": [1]}),
        ([{"enum": [{"a": 1}]}, {"enum": [{"a": 1.0}, []]}], {"enum": [{"a": 1}]}),
        ([{"type": "integer"}, {"type": "number"}], {"type": "integer"}),
        ([{"type": "number"}, {"type": "integer"}], {"type": "integer"}),
        ([{"type": ["number", "null"]}, {"type": ["integer"]}], {"type": "integer"}),
        (
            [{"type": ["number", "null"]}, {"type": ["integer", "null"]}],
            {"type": ["null", "integer"]},
        ),
        ([{"type": "string"}, {"type": "boolean"}], {"type": "boolean"}),
        ([{"type": "string", "enum": ["a", 1]}], {"type": "string", "enum": ["a"]}),
        ([{"type": "string", "enum": [1]}], {"type": "string", "enum": [1]}),
        ([{"required": ["a", "b"]}, {"required": ["b", "c"]}], {"required": ["a", "b", "c"]}),
        ([{"deprecated": True}, {"deprecated": False}], {"deprecated": True}),
        ([{"deprecated": False}, {"deprecated": False}], {"deprecated": False}),
        ([{"format": "date"}, {"format": "odd"}], {"format": "date"}),
        ([{"format": "odd"}, {"format": "date"}], {"format": "date"}),
        ([{"format": "uuid"}, {"format": "date"}], {"format": "date"}),
        ([{"title": "a"}, {"title": "b"}], {"title": "b"}),
        ([{"items": {"type": "string"}}, {"items": True}], {"items": {"type": "string"}}),
        ([{"items": True}, {"items": {"type": "string"}}], {"items": {"type": "string"}}),
        ([{"items": {"type": "string"}}, {"items": False}], {"items": False}),
        ([{"items": False}, {"items": {"type": "string"}}], {"items": False}),
        ([{"items": {"title": "t"}}, {"items": {"type": "string"}}], {"items": {"type": "string"}}),
        (
            [{"items": {"$ref": "#/a"}}, {"items": {"required": ["x"]}}],
            {"items": {"allOf": [{"$ref": "#/a"}, {"required": ["x"]}]}},
        ),
        ([{"items": {"required": ["x"]}}, {"items": {"$ref": "#/a"}}], {"items": {"$ref": "#/a"}}),
        (
            [{"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"title": "t"}}}],
            {"properties": {"a": {"type": "string", "title": "t"}}},
        ),
        (
            [{"properties": {"a": {"type": "number"}}}, {"properties": {"a": {"minimum": 1}}}],
            {"properties": {"a": {"type": "number", "minimum": 1}}},
        ),
        (
            [{"properties": {"a": {"$ref": "#/a"}}}, {"properties": {"a": {"type": "string"}}}],
            {"properties": {"a": {"allOf": [{"$ref": "#/a"}, {"type": "string"}]}}},
        ),
    ],
)
def test_what_holds_together(parts: list[Any], expected: dict[str, Any]) -> None:
    assert merged(parts) == expected


def test_a_schema_that_recurs_stands_once_in_what_is_merged() -> None:
    ref = {"$ref": "#/a"}
    first = {"allOf": [ref, {"type": "object"}], "title": "t"}
    second = {"allOf": [{"type": "object"}, ref, {"required": ["x"]}]}
    found = merged([{"items": first}, {"items": second}])["items"]
    assert found == {"title": "t", "allOf": [ref, {"type": "object"}, {"required": ["x"]}]}


@pytest.mark.parametrize(
    ("value", "types"),
    [
        (True, {"boolean"}),
        (1, {"integer", "number"}),
        (1.0, {"integer", "number"}),
        (1.5, {"number"}),
        ("1", {"string"}),
        (None, {"null"}),
        ({}, {"object"}),
        ([], {"array"}),
    ],
)
def test_the_types_of_a_value(value: Any, types: set[str]) -> None:
    assert json_types(value) == types
    for name in ("boolean", "integer", "number", "string", "null", "object", "array"):
        kept = merged([{"enum": [value, "other"]}, {"type": name}])["enum"]
        assert (value in kept) is (name in types or kept == [value, "other"])
        assert name not in types or kept == ([value, "other"] if name == "string" else [value])


def test_which_keywords_matter() -> None:
    mere = ["title", "maxLength", "x-any", "discriminator", "contentEncoding", "default"]
    assert not any(map(is_significant, mere))
    assert all(map(is_significant, ["type", "enum", "$ref", "format", "required", "const"]))


def test_what_multiplies_without_end_is_refused() -> None:
    many = ", ".join(f"p{index}: {{type: string}}" for index in range(40))
    levels = "\n".join(
        f"    L{n}: {{allOf: [{{oneOf: [{{$ref: '#/components/schemas/L{n + 1}'}}, "
        f"{{properties: {{q{n}: {{type: string}}}}}}]}}, {{oneOf: [{{properties: {{r{n}: {{}}}}}}, "
        f"{{properties: {{s{n}: {{}}}}}}]}}]}}"
        for n in range(24)
    )
    description = f"components:\n  schemas:\n{levels}\n    L24: {{properties: {{{many}}}}}\n"
    with pytest.raises(DescriptionError) as caught:
        plan_of(description)
    assert "unfold into more than" in str(caught.value)
