"""Constants that Python takes for equal: 1, 1.0 and true, 0 and false are what they are in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from runtime.lab import answer
from support.models import ModelLibrary, with_both_libraries
from support.pressing import Presser
from support.received import pressed_once, received
from support.wire import PressWire

pytestmark = with_both_libraries

SCHEMAS = """
components:
  schemas:
    OneOrTrue: {enum: [1, true]}
    ZeroOrFalse: {enum: [0, false, '0', null]}
    One: {const: 1}
    Yes: {const: true}
    Numbers: {type: integer, enum: [0, 1, 2]}
    Floats: {type: number, enum: [1.0, 2]}
    Twice: {enum: [1, 1.0, '1']}
    Text: {type: string, enum: ['1', 'true']}
    Flag: {type: boolean, enum: [true]}
    Holder:
      type: object
      required: [kind]
      properties: {kind: {const: 1}, inner: {enum: [1, true]}, closed: {enum: [0, true], x-unknown-values: disallow}, list: {type: array, items: {enum: [0, false]}}, map: {type: object, additionalProperties: {enum: [1, true]}}}
    ByNumber: {type: object, required: [kind], properties: {kind: {const: 1}, value: {type: string}}}
    ByTruth: {type: object, required: [kind], properties: {kind: {const: true}, value: {type: string}}}
    Either: {oneOf: [{$ref: '#/components/schemas/ByNumber'}, {$ref: '#/components/schemas/ByTruth'}]}
    Two: {type: object, required: [kind], properties: {kind: {const: 2}}}
    Three: {type: object, required: [kind], properties: {kind: {const: 3}}}
    Tagged: {oneOf: [{$ref: '#/components/schemas/Two'}, {$ref: '#/components/schemas/Three'}]}
"""

# The schema, what is received, and what it is read as (NO where it is drift).
NO = object()
CASES: list[tuple[str, str, Any]] = [
    *(("OneOrTrue", text, value) for text, value in [("1", 1), ("true", True), ("1.0", 1)]),
    *(("OneOrTrue", text, NO) for text in ('"1"', "0", "false", "2", "1.5")),
    *(("ZeroOrFalse", text, value) for text, value in [("0", 0), ("false", False), ('"0"', "0")]),
    *(("ZeroOrFalse", text, NO) for text in ("1", "true", '""')),
    *(("One", text, value) for text, value in [("1", 1), ("1.0", 1), ("true", NO)]),
    *(("Yes", text, value) for text, value in [("true", True), ("1", NO), ("1.0", NO)]),
    *(("Numbers", text, value) for text, value in [("1", 1), ("0", 0), ("2", 2)]),
    *(("Numbers", text, NO) for text in ("true", "false", '"1"', "3")),
    *(("Floats", text, value) for text, value in [("1", 1), ("1.0", 1), ("2.0", 2), ("true", NO)]),
    *(("Twice", text, value) for text, value in [("1", 1), ('"1"', "1"), ("true", NO)]),
    *(("Text", text, value) for text, value in [('"1"', "1"), ("1", NO), ("true", NO)]),
    *(("Flag", text, value) for text, value in [("true", True), ("1", NO), ("false", NO)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def package(presser: Presser, models: ModelLibrary) -> Iterator[ModuleType]:
    yield from pressed_once(presser, models, SCHEMAS)


@pytest.mark.parametrize(("schema", "text", "value"), CASES)
def test_what_is_received(package: ModuleType, schema: str, text: str, value: Any) -> None:
    decoded = received(package, schema, text)
    if value is NO:
        assert len(decoded.drift) == 1
        value = json.loads(text)
    else:
        assert decoded.drift == ()
    assert (type(decoded.value), decoded.value) == (type(value), value)


def test_inside_models(package: ModuleType) -> None:
    data = {
        "kind": 1,
        "inner": True,
        "closed": True,
        "list": [0, False],
        "map": {"a": 1, "b": True},
    }
    decoded = received(package, "Holder", json.dumps(data))
    assert decoded.drift == ()
    assert repr(decoded.value.model_dump(by_alias=True)) == repr(data)
    decoded = received(package, "Holder", '{"kind": true, "inner": 0, "closed": 1, "list": [1]}')
    assert [one.location for one in decoded.drift] == [
        ("kind",),
        ("inner",),
        ("closed",),
        ("list", 0),
    ]


def test_variants(package: ModuleType) -> None:
    for text, cls in (
        ('{"kind": 1, "value": "a"}', "ByNumber"),
        ('{"kind": true, "value": "a"}', "ByTruth"),
        ('{"kind": 1.0}', "ByNumber"),
        ('{"kind": true, "value": 5}', "ByTruth"),
        ('{"kind": 1, "value": 5}', "ByNumber"),
    ):
        value = received(package, "Either", text).value
        assert isinstance(value, getattr(package.models, cls)), text
    assert isinstance(received(package, "Tagged", '{"kind": 3}').value, package.models.Three)


def test_what_is_sent(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x/{p}:
            post:
              operationId: send
              tags: [x]
              parameters: [{name: p, in: path, required: true, schema: {enum: [1, true]}}, {name: q, in: query, schema: {type: array, items: {enum: [0, false]}}}]
              requestBody: {content: {application/json: {schema: {type: object, properties: {e: {enum: [1, true]}, c: {const: 1}, t: {const: true}}}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {enum: [1, true]}}}}}
        """)
    api.server.answers = [answer("true")]
    assert api.call(lambda client: client.x.send(p=True, q=[0, False], e=True, c=1, t=True)) is True
    assert (api.sent.target, api.sent.body) == (
        "/x/true?q=0&q=false",
        b'{"e":true,"c":1,"t":true}',
    )
    api.server.answers = [answer("1")]
    assert api.call(lambda client: client.x.send(p=1, e=1), strict=True) is not True
    assert (api.sent.target, api.sent.body) == ("/x/1", b'{"e":1}')
    for wrong in ({"c": True}, {"t": 1}, {"e": 0}, {"e": False}):
        with pytest.raises(api.package.errors.RequestValidationError):
            api.call(lambda client, wrong=wrong: client.x.send(p=1, **wrong))
