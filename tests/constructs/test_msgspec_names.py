"""Models made of msgspec: any property has its name, and unions are called after their place."""

from __future__ import annotations

import copy
import json

import pytest

from runtime.lab import answer
from sdkpress.problems import DescriptionError
from support.models import MSGSPEC
from support.pressing import Press, PressFiles
from support.wire import PressWire

CONFIG = MSGSPEC.setting
ODD = """
    paths:
      /x:
        put:
          operationId: put
          tags: [x]
          requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Odd'}}}}
          responses:
            '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Odd'}}}}
    components:
      schemas:
        Odd:
          type: object
          required: ['a "b"']
          properties:
            'a "b"': {type: string, format: date}
            "\\n": {type: integer}
            "back\\\\slash": {type: array, items: {$ref: '#/components/schemas/Odd'}}
            plain: {type: string}
"""


def test_names_that_msgspec_does_not_take_are_properties_all_the_same(wire: PressWire) -> None:
    api = wire(ODD, CONFIG)
    day = {'a "b"': "2020-01-02"}
    sent = {**day, "\n": 1, "back\\slash": [day], "plain": "x"}
    for unknown in ({}, {"new": 1}, {"new": 2}):
        api.server.answers[:] = [answer({**sent, **unknown})]
        value = api.call(lambda client: client.x.put(a_b="2020-01-02", plain="y"), strict=True)
        assert value.a_b.isoformat() == "2020-01-02"
        assert type(value.back_slash[0]).__name__ == "Odd"
        assert value.model_extra == unknown
        assert value.model_dump(mode="json", by_alias=True, exclude_unset=True) == {
            **sent,
            **unknown,
        }
        assert copy.deepcopy(value) == value
    assert json.loads(api.sent.body) == {**day, "plain": "y"}


SHADOWS = """
    components:
      schemas:
        Shadows:
          type: object
          properties:
            field: {type: string}
            Field: {type: string}
            uuid: {type: string, format: uuid}
            x-uuid: {type: string, format: uuid}
            datetime: {type: string, format: date-time}
            x-datetime: {type: string, format: date-time}
            decimal: {type: string, format: decimal}
            x-decimal: {type: string, format: decimal}
            choice: {anyOf: [{type: string, format: uuid}, {type: string}]}
            x-choice: {anyOf: [{type: string, format: uuid}, {type: string}]}
"""


def test_no_property_hides_what_the_others_are_made_of(press: Press) -> None:
    models = press(SHADOWS, CONFIG).models
    moment, key = "2024-01-01T00:00:00Z", "550e8400-e29b-41d4-a716-446655440000"
    data = {"field": "a", "Field": "b", "uuid": key, "x-uuid": key, "choice": key}
    data |= {"datetime": moment, "x-datetime": moment, "decimal": "1.5", "x-choice": "x"}
    value = models.Shadows.model_validate_json(json.dumps(data))
    assert value.uuid == value.x_uuid
    assert value.datetime == value.x_datetime
    assert value.model_dump(mode="json", by_alias=True, exclude_unset=True) == data


NAMES = """
    components:
      schemas:
        A: {type: object, required: [a], properties: {a: {type: string}}}
        B: {type: object, required: [b], properties: {b: {type: string}}}
        HolderThing: {type: string}
        Holder:
          type: object
          properties:
            thing: {$ref: '#/components/schemas/Either'}
            one: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
            things: {type: array, items: {anyOf: [{type: string, format: date}, {type: string}]}}
            map: {type: object, additionalProperties: {anyOf: [{type: string, format: uuid}, {type: string}]}}
        Either: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
        Eithers:
          type: array
          items: {anyOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/A'}]}
"""


def test_a_union_is_called_after_its_place(press_files: PressFiles) -> None:
    names = press_files(NAMES, CONFIG).files["src/inline/models/components.py"]
    made = [line.split()[0] for line in names.splitlines() if "= choice(" in line]
    assert sorted(made) == [
        "Either",
        "EithersItem",
        "HolderMapValue",
        "HolderOne",
        "HolderThingItem",
    ]


def test_a_union_that_no_name_is_left_for_is_reported(press_files: PressFiles) -> None:
    suffixes = ("", "Value", "Item", "Variant", "Property", "Body")
    taken = "".join(f"        HolderOne{one}: {{type: string}}\n" for one in suffixes)
    with pytest.raises(DescriptionError) as caught:
        press_files(f"{NAMES}{taken}", CONFIG)
    assert "openapi.yaml:" in str(caught.value)
    assert "#/components/schemas/Holder" in str(caught.value)
    assert "no name is left for a union in Holder: HolderOne" in str(caught.value)
