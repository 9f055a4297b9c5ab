"""`patternProperties`: what has names that match is typed, all else is free and no drift."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from runtime.lab import answer
from sdkpress.plan.schemas.name_patterns import name_patterns
from support.models import ModelLibrary, encoded, with_both_libraries
from support.pressing import Presser
from support.received import pressed_once, received
from support.wire import PressWire

pytestmark = with_both_libraries

SCHEMAS = """
components:
  schemas:
    Item: {type: object, required: [id], properties: {id: {type: integer}, at: {type: string, format: date}}}
    Free: {type: object, patternProperties: {'^x-': {type: integer}}}
    Open: {type: object, patternProperties: {'^x-': {type: integer}}, additionalProperties: true}
    Shut: {type: object, patternProperties: {'^x-': {type: integer}}, additionalProperties: false}
    Rest: {type: object, patternProperties: {'^x-': {type: integer}}, additionalProperties: {type: string}}
    Items: {type: object, patternProperties: {'^[a-z]+$': {$ref: '#/components/schemas/Item'}}}
    Two: {type: object, patternProperties: {'^n_': {type: integer}, '_at$': {type: string, format: date}}}
    Hostile: {type: object, patternProperties: {'^(a+)+$': {type: integer}}}
    Null: {type: [object, 'null'], patternProperties: {'^x-': {type: integer}}}
    Known: {type: object, properties: {a: {type: integer}}, patternProperties: {'^x-': {type: integer}}}
    Holder: {type: object, properties: {map: {type: object, patternProperties: {'^x-': {$ref: '#/components/schemas/Item'}}}, list: {type: array, items: {$ref: '#/components/schemas/Free'}}, either: {anyOf: [{$ref: '#/components/schemas/Free'}, {type: string}]}, none: {$ref: '#/components/schemas/Null'}}}
"""

# The schema, what is received, and the places that are drift.
CASES: list[tuple[str, Any, list[tuple[str | int, ...]]]] = [
    ("Free", {"x-a": 1, "other": "text", "more": {"a": [None]}}, []),
    ("Free", {"x-a": "text", "other": "text", "X-a": "text"}, [("x-a",)]),
    ("Free", {}, []),
    ("Open", {"x-a": 1, "other": [1]}, []),
    ("Shut", {"x-a": 1}, []),
    ("Shut", {"x-a": "text"}, [("x-a",)]),
    ("Rest", {"x-a": 1, "other": "text"}, []),
    ("Rest", {"other": [1]}, [("other",)]),
    ("Items", {"abc": {"id": 1}, "ABC": {"id": "x"}, "a\n": 1}, []),
    ("Items", {"abc": {"id": "x"}, "ABC": 1}, [("abc", "id")]),
    ("Two", {"n_a": 1, "b_at": "2025-01-31", "c": "2025-01-31", "at": True}, []),
    ("Two", {"n_a": [], "b_at": "soon"}, [("b_at",), ("n_a",)]),
    ("Hostile", {"a" * 100 + "!": "text", "aa": "text"}, []),
    ("Null", {"x-a": 1, "other": "text"}, []),
    ("Null", {"x-a": "text"}, [("x-a",)]),
    ("Null", None, []),
    ("Known", {"a": 1, "x-a": 1, "other": "text"}, []),
    ("Holder", {"map": {"x-a": {"id": 1}, "o": {"id": "x"}}, "list": [{"o": "x"}], "either": {"o": 1}, "none": {"o": "x"}}, []),
    ("Holder", {"map": {"x-a": {"id": "x"}, "o": 1}, "list": [{"x-a": "x", "o": "x"}]}, [("list", 0, "x-a"), ("map", "x-a", "id")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def package(presser: Presser, models: ModelLibrary) -> Iterator[ModuleType]:
    yield from pressed_once(presser, models, SCHEMAS)


@pytest.mark.parametrize(("schema", "data", "drift"), CASES)
def test_what_is_received(
    package: ModuleType, schema: str, data: Any, drift: list[tuple[str | int, ...]]
) -> None:
    decoded = received(package, schema, json.dumps(data))
    assert sorted(one.location for one in decoded.drift) == drift
    if not drift:
        assert json.loads(encoded(package, schema, decoded.value)) == data


def test_what_matches_is_typed(package: ModuleType) -> None:
    value = received(
        package, "Items", json.dumps({"b": {"id": 1}, "B": {"id": 2}, "a": {"id": 3}})
    ).value
    item = package.models.Item
    assert [*value] == ["b", "B", "a"]
    assert [isinstance(one, item) for one in value.values()] == [True, False, True]
    value = received(package, "Two", json.dumps({"b_at": "2025-01-31", "b_At": "2025-01-31"})).value
    assert [type(one).__name__ for one in value.values()] == ["date", "str"]


def test_over_the_wire(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x:
            post:
              operationId: send
              tags: [x]
              requestBody: {required: true, content: {application/json: {schema: {type: object, patternProperties: {'^x-': {type: object, properties: {createdAt: {type: string}}}}}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {type: object, patternProperties: {'^x-': {type: integer}}}}}}}
        """)
    api.server.answers = [answer({"x-a": 1, "other": "text"})]
    body = {"x-a": {"created_at": "now"}, "other": [{"created_at": 1}]}
    given = api.call(lambda client: client.x.send(body=body), strict=True)
    assert given == {"x-a": 1, "other": "text"}
    assert json.loads(api.sent.body) == {"x-a": {"createdAt": "now"}, "other": [{"created_at": 1}]}
    with pytest.raises(api.package.errors.RequestValidationError):
        api.call(lambda client: client.x.send(body={"x-a": 5}))
    api.server.answers = [answer({"x-a": "text"})]
    with pytest.raises(api.package.errors.ResponseValidationError):
        api.call(lambda client: client.x.send(body={}), strict=True)


@pytest.mark.parametrize(
    ("pattern", "python"),
    [
        *((one, one) for one in ("^x-", ".*", "^S_", "[a-z]", "^[A-Z][a-z]*", "^(?:a|b)-", r"\d+")),
        ("^[a-z]+$", "^[a-z]+\\Z"),
        *((one, None) for one in ("^(a+)+$", "(a|a)*", ".*.*.*x", "(?=a)b", r"\p{L}", "[", "(a", r"(a)\1", "a{1,99999}")),
    ],
)  # fmt: skip
def test_only_patterns_with_bounded_time_are_matched(pattern: str, python: str | None) -> None:
    found = name_patterns({"patternProperties": {pattern: {"type": "integer"}}})
    assert found == (None if python is None else (python,))
