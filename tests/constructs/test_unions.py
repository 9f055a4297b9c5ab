"""Unions: a value of a variant comes back as that variant, an unknown one survives as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import models as libraries
from support.models import ModelLibrary, is_model, with_both_libraries
from support.pressing import Presser, forget, import_fresh
from support.wire import PressWire

pytestmark = with_both_libraries

DESCRIPTION = Path(__file__).with_name("unions.yaml")
TEXT, NUMBER, INTEGER = st.text(max_size=8), st.floats(-1e6, 1e6), st.integers(-(2**40), 2**40)
LABEL = {"label": TEXT}


def of(required: dict[str, Any], optional: dict[str, Any] | None = None) -> Any:
    """JSON objects with all of `required` and some of `optional`."""
    return st.fixed_dictionaries(required, optional=optional)


# A union, the class of a variant, and values of that variant.
VARIANTS: list[tuple[str, str, Any]] = [
    ("ByRequired", "ByRequiredRadius", of({"radius": NUMBER}, LABEL)),
    ("ByRequired", "ByRequiredWidth", of({"width": NUMBER, "height": NUMBER}, LABEL)),
    ("ByRequired", "ByRequiredPoints", of({"points": st.lists(INTEGER, max_size=3)}, LABEL)),
    ("ByType", "ByTypeText", of({"value": TEXT})),
    ("ByType", "ByTypeNumber", of({"value": INTEGER})),
    ("ByType", "ByTypeFlag", of({"value": st.booleans()})),
    ("ByType", "ByTypeTexts", of({"value": st.lists(TEXT, min_size=1, max_size=3)})),
    ("ByTag", "Started", of({"kind": st.just("started"), "at": INTEGER})),
    ("ByTag", "Stopped", of({"kind": st.just("stopped"), "at": INTEGER}, {"why": TEXT})),
    ("Vehicle", "Car", of({"wheels": INTEGER, "doors": INTEGER})),
    ("Vehicle", "Bike", of({"wheels": INTEGER, "gears": INTEGER})),
]
ANIMALS = [
    ("Cat", of({"species": st.just("cat"), "lives": INTEGER}, {"name": TEXT})),
    ("Dog", of({"species": st.just("Dog")}, {"tricks": st.lists(TEXT, max_size=2)})),
    ("Animal", of({"species": st.just("newt")}, {"name": TEXT})),
]


@pytest.fixture(scope="module")
def package(presser: Presser, models: ModelLibrary) -> Iterator[ModuleType]:
    pressed = presser.press(DESCRIPTION.read_text(encoding="utf-8"), models.config(""))
    yield import_fresh(pressed)
    forget(pressed.package)


def through(package: ModuleType, schema: str, value: Any) -> tuple[Any, Any]:
    """The value decoded as `schema`, and encoded again."""
    decoded = libraries.decoded(package, schema, json.dumps(value))
    return decoded, json.loads(libraries.encoded(package, schema, decoded))


@pytest.mark.parametrize(("union", "cls", "values"), VARIANTS, ids=[row[1] for row in VARIANTS])
def test_a_variant_comes_back(package: ModuleType, union: str, cls: str, values: Any) -> None:
    @settings(max_examples=60)
    @given(values)
    def check(value: Any) -> None:
        decoded, encoded = through(package, union, value)
        assert type(decoded).__name__ == cls
        assert encoded == value

    check()


@pytest.mark.parametrize(("cls", "values"), ANIMALS, ids=[row[0] for row in ANIMALS])
def test_those_that_extend_a_base_come_back(package: ModuleType, cls: str, values: Any) -> None:
    @settings(max_examples=60)
    @given(values)
    def check(value: Any) -> None:
        decoded, encoded = through(package, "Zoo", {"animals": [value]})
        assert [type(animal).__name__ for animal in decoded.animals] == [cls]
        assert encoded == {"animals": [value]}

    check()


@pytest.mark.parametrize("body", [{"unknown": 1}, {"radius": "round"}, "text", [1]])
def test_an_unknown_variant_survives(package: ModuleType, body: Any) -> None:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json=body))
    with httpx2.Client(transport=transport) as http_client:
        client = package.Unions(server_url="https://api.example", http_client=http_client)
        response = client.shapes.with_raw_response.get()
    value = response.value
    kept = value.model_dump(warnings=False, exclude_unset=True) if is_model(value) else value
    assert kept == body
    assert response.drift


TAGGED_TWICE = """
paths:
  /x:
    put:
      operationId: send
      tags: [x]
      requestBody: {required: true, content: {application/json: {schema: {type: object,
        required: [short, long], properties: {
          short: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}],
            discriminator: {propertyName: kind, mapping: {c: Cat, d: Dog}}},
          long: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}],
            discriminator: {propertyName: kind}}}}}}}
      responses: {'204': {description: d}}
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
"""


def test_a_variant_of_two_unions_has_the_tags_of_both(wire: PressWire) -> None:
    api = wire(TAGGED_TWICE)
    given = {"short": {"kind": "d"}, "long": {"kind": "Dog"}}
    api.call(lambda client: client.x.send(**given))
    assert json.loads(api.sent.body) == given
    with pytest.raises(api.package.errors.RequestValidationError):
        api.call(lambda client: client.x.send(short={"kind": "e"}, long={"kind": "Dog"}))
