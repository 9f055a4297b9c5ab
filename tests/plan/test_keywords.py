"""What single functions make of keywords: types, constants, patterns, and names of variants."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sdkpress.plan.model.types import ANY, Scalar
from sdkpress.plan.schemas.formats import is_known, scalar
from sdkpress.plan.schemas.keywords import (
    allows_null,
    as_integers,
    has_parts,
    is_model,
    json_types_of,
    literals,
)
from sdkpress.plan.schemas.name_patterns import name_patterns
from sdkpress.plan.schemas.unions import tag_values, variant_names, variants, without_empty_choice

OBJECT = {"type": "object", "properties": {"a": {}}}


@pytest.mark.parametrize(
    ("body", "types"),
    [
        ({}, []),
        ({"type": "string", "properties": {}}, ["string"]),
        ({"type": ["string", "null"]}, ["string", "null"]),
        ({"type": []}, []),
        ({"properties": {}}, ["object"]),
        ({"additionalProperties": True}, ["object"]),
        ({"patternProperties": {}, "items": {}}, ["object"]),
        ({"items": {}}, ["array"]),
        ({"prefixItems": []}, ["array"]),
        ({"required": ["a"], "minLength": 1}, []),
    ],
)
def test_types_that_keywords_imply(body: dict[str, Any], types: list[str]) -> None:
    assert json_types_of(body) == types
    assert as_integers([*types, "number"]) == [*types, "integer"]


@pytest.mark.parametrize(
    ("body", "model", "parts"),
    [
        (OBJECT, True, True),
        ({"properties": {"a": {}}}, True, True),
        ({**OBJECT, "type": ["null", "object"]}, True, True),
        ({**OBJECT, "type": ["object", "string"]}, False, True),
        ({"type": "object", "properties": {}}, False, True),
        ({"type": "object"}, False, True),
        ({**OBJECT, "oneOf": [{}]}, False, True),
        ({**OBJECT, "anyOf": [{}]}, False, True),
        ({**OBJECT, "anyOf": [], "oneOf": []}, True, True),
        ({"type": "array"}, False, True),
        ({"type": ["string", "array"]}, False, True),
        ({"type": "string", "properties": {"a": {}}}, False, False),
        ({"type": "string", "anyOf": [{}]}, False, True),
        ({}, False, False),
    ],
)
def test_what_is_a_model_and_what_has_parts(body: Any, model: bool, parts: bool) -> None:
    assert is_model(body) is model
    assert has_parts(body) is parts


@pytest.mark.parametrize(
    ("body", "null"),
    [
        ({}, False),
        ({"nullable": True}, True),
        ({"nullable": 1}, False),
        ({"type": ["null", "string"]}, True),
        ({"type": "null"}, False),  # which is no other type that null is let through beside
        ({"type": ["string"]}, False),
        ({"enum": [1, None]}, True),
        ({"enum": [1]}, False),
        ({"const": None}, False),
    ],
)
def test_what_lets_null_through(body: dict[str, Any], null: bool) -> None:
    assert allows_null(body) is null


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ([1, 1.0, "1", True, None, 0, False], (1, "1", True, 0, False)),
        ([True, 1], (True, 1)),
        ([2.0], (2,)),
        ([], ()),
        ([None], ()),
        ([1, 1.5], None),
        ([[]], None),
        ([{}], None),
    ],
)
def test_constants(values: list[Any], kept: Any) -> None:
    found = literals(values)
    assert found == kept
    assert list(map(type, found or ())) == list(map(type, kept or ()))


def test_scalars() -> None:
    assert scalar("string", "date-time") == Scalar("datetime")
    assert scalar("string", "odd") == scalar("string", "int64") == Scalar("str")
    assert scalar("integer", "int64") == scalar("integer", "date") == Scalar("int")
    assert scalar("odd", "") == ANY
    assert is_known("uuid")
    assert not is_known("odd")
    assert not is_known("")


@pytest.mark.parametrize(
    ("pattern", "python"),
    [
        ("^x-", "^x-"),
        ("^x$", "^x\\Z"),
        ("^x\\$", "^x\\$"),
        ("", ""),
        ("^[a-z]+[0-9]*$", "^[a-z]+[0-9]*\\Z"),
        ("^a{1,3}b{2}$", "^a{1,3}b{2}\\Z"),
        ("^\\d+_", "^\\d+_"),
        ("^(?:get|set)_", "^(?:get|set)_"),
        ("^(get|set)$", "^(get|set)\\Z"),
        ("^[a-z]+[0-9]+_+$", None),  # three repetitions
        ("^(a+)+$", None),
        ("^(get|set)*$", None),
        ("^a|b$", None),
        ("^\\p{L}", None),
        ("^\\u0041", None),
        ("(?=x)", None),
        ("^[z-a]$", None),
        ("a^b", None),
        ("a$b", None),
        ("^[a[b]]$", None),
        ("^.*$", "^.*\\Z"),
        ("^a{1000}$", None),
        ("^a{,3}$", None),
    ],
)
def test_patterns_for_names(pattern: str, python: str | None) -> None:
    """Only those that take no time, as Python has them; with one that is none, there is none."""
    found = name_patterns({"patternProperties": {pattern: {}}})
    assert found == (None if python is None else (python,))
    assert python is None or re.compile(python)
    both = name_patterns({"patternProperties": {"^ok": {}, pattern: {}}})
    assert both == (None if python is None else ("^ok", python))


@pytest.mark.parametrize(
    ("rest", "patterns"),
    [
        (False, ()),
        ({"type": "string"}, ()),
        (True, ("^x",)),
        ({}, ("^x",)),
        ({"title": "t"}, ("^x",)),
    ],
)
def test_patterns_matter_where_all_other_names_are_free(rest: Any, patterns: Any) -> None:
    body = {"patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": rest}
    assert name_patterns(body) == patterns
    assert name_patterns({}) == ()


@pytest.mark.parametrize(
    ("bodies", "names"),
    [
        ([{"type": "string"}, {"type": "null"}], ["A", "A"]),
        ([{"title": "big one"}, {"title": "small"}], ["ABigOne", "ASmall"]),
        (
            [{"title": "same", "type": "string"}, {"title": "same", "type": "array"}],
            ["AString", "AList"],
        ),
        ([{"title": "same"}, {"title": "same"}], ["ASame", "ASame"]),
        (
            [{"type": "object"}, {"type": "array"}, {"type": "integer"}],
            ["AMap", "AList", "AInteger"],
        ),
        ([{}, {}], ["AVariant", "AVariant"]),
        (
            [{"properties": {"k": {"const": "x"}}}, {"properties": {"k": {"enum": ["y"]}}}],
            ["AX", "AY"],
        ),
        (
            [{"properties": {"k": {"enum": ["x", "y"]}}}, {"properties": {"k": {}, "b": {}}}],
            ["AWithK", "AB"],
        ),
        (
            [{"properties": {"k": {"const": 1}}}, {"properties": {"k": {"const": ""}}}],
            ["AWithK", "AWithK"],
        ),
        (
            [
                {"properties": {"k": {"allOf": [{"const": "x"}, {"title": "t"}]}}},
                {"properties": {"k": {"allOf": [{"const": "x"}, {"const": "y"}]}}},
            ],
            ["AX", "AY"],
        ),
        (
            [{"properties": {"a": {}, "b": {}}, "required": ["b"]}, {"properties": {"c": {}}}],
            ["AB", "AC"],
        ),
        (
            [
                {"properties": {key: {} for key in "abcde"}, "type": "object"},
                {"properties": {key: {} for key in "ab"}},
                {"properties": {key: {} for key in "bcde"}},
            ],
            ["AWithAAndBAndCAndD", "AWithAAndB", "AWithBAndCAndDAndE"],
        ),
        ([{"properties": {"a": {}}, "type": "object"}, {"type": "object"}], ["AA", "AMap"]),
    ],
)
def test_what_variants_are_called(bodies: list[dict[str, Any]], names: list[str]) -> None:
    assert variant_names(bodies, "A") == names


@pytest.mark.parametrize(
    ("siblings", "added"),
    [
        ({"title": "t", "maxLength": 1, "nullable": True}, None),
        ({"type": "object"}, None),
        ({"properties": {"a": {}}, "title": "t"}, {"properties": {"a": {}}}),
        ({"required": ["a"], "type": "object"}, {"required": ["a"], "type": "object"}),
        ({"$ref": "#/x", "nullable": True}, {"$ref": "#/x"}),
        ({"allOf": [{}]}, {"allOf": [{}]}),
        ({"anyOf": [{}]}, {"anyOf": [{}]}),
        ({"additionalProperties": False}, {"additionalProperties": False}),
    ],
)
def test_what_stands_beside_a_union_holds_for_each_variant(siblings: Any, added: Any) -> None:
    """But for null, of which there is nothing more to say."""
    listed = [{"type": "string"}, {"type": "null"}]
    expected = listed if added is None else [{"allOf": [added, listed[0]]}, listed[1]]
    assert variants({**siblings, "oneOf": listed}, "oneOf") == expected


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize(
    ("listed", "empty"),
    [
        ([{"required": ["a"]}, {"required": ["b"], "title": "t"}], True),
        ([{"required": ["a"]}, {"not": {"required": ["b"]}}], True),
        ([{"required": ["a"]}, {"required": ["b"], "not": {"required": ["a"]}}], True),
        ([{"required": ["a"]}, {"type": "object"}], False),
        ([], True),
    ],
)
def test_a_choice_of_what_is_required_is_none(keyword: str, listed: Any, empty: bool) -> None:
    body = {"properties": {}, keyword: listed, "title": "t"}
    left = {"properties": {}, "title": "t"} if empty else body
    assert without_empty_choice(body) == left
    assert without_empty_choice({keyword: listed}) == {keyword: listed}
    assert without_empty_choice({"properties": {}}) == {"properties": {}}


def test_the_values_of_a_tag() -> None:
    """By reference or by name; one that nothing is declared for goes by its name."""
    cat, dog, cow = ("#/components/schemas/" + name for name in ("Cat", "Dog", "Cow"))
    declared = {"c": cat, "kitten": "Cat", "d": "Dog", "x": "#/elsewhere/Cow"}
    assert tag_values(declared, [cat, dog, cow]) == [
        ("c", cat),
        ("kitten", cat),
        ("d", dog),
        ("Cow", cow),
    ]
