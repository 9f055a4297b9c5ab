"""The passes of the plan: their order is what they say of it, and all that they say matters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations
from pathlib import Path

import pytest

from sdkpress.config import Config, ModelsConfig
from sdkpress.describe import describe
from sdkpress.plan.model.manners import OURS
from sdkpress.plan.plan import PASSES, Pass, described
from sdkpress.plan.shapes.planned import Planned
from sdkpress.problems import Problems
from sdkpress.read import ReadOptions, read

DESCRIPTION = """
openapi: 3.1.0
info: {title: Zoo, version: "1"}
paths:
  /animals:
    post:
      operationId: add
      requestBody:
        content:
          application/json: {schema: {$ref: "#/components/schemas/Animal"}}
      responses:
        "200":
          description: Added.
          content: {application/json: {schema: {$ref: "#/components/schemas/Animals"}}}
        "404":
          description: None.
          content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}
  /vehicles:
    post:
      operationId: park
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: "#/components/schemas/Ticket"}}
          application/json: {schema: {$ref: "#/components/schemas/Ticket"}}
      responses:
        "200":
          description: Parked.
          content: {application/json: {schema: {$ref: "#/components/schemas/Vehicle"}}}
  /photos:
    post:
      operationId: upload
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: "#/components/schemas/Upload"}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Animal:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator:
        propertyName: kind
        mapping: {cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog"}
    Cat:
      type: object
      required: [kind]
      properties:
        kind: {type: string}
        id: {type: string, readOnly: true}
        colour: {enum: [black, white]}
        owner: {$ref: "#/components/schemas/Owner"}
        when: {oneOf: [{type: string, format: date}, {type: string}]}
    Dog:
      type: object
      required: [kind]
      properties: {kind: {type: string}, id: {type: string, readOnly: true}}
    Upload:
      oneOf: [{$ref: "#/components/schemas/Photo"}, {$ref: "#/components/schemas/Film"}]
      discriminator: {propertyName: sort}
    Photo:
      type: object
      required: [sort]
      properties:
        sort: {type: string}
        data: {type: string, format: binary}
        id: {type: string, readOnly: true}
    Film:
      type: object
      required: [sort]
      properties: {sort: {type: string}, data: {type: string, format: binary}}
    Vehicle:
      oneOf: [{$ref: "#/components/schemas/Car"}, {$ref: "#/components/schemas/Bike"}]
    Car:
      type: object
      required: [kind]
      properties:
        kind: {enum: [car, van]}
        owner: {$ref: "#/components/schemas/Keeper"}
        other: {oneOf: [{$ref: "#/components/schemas/Car"}, {$ref: "#/components/schemas/Bike"}]}
        extra: {oneOf: [{$ref: "#/components/schemas/Keeper"}, {$ref: "#/components/schemas/Bike"}]}
    CarOther: {type: string}
    CarExtra: {oneOf: [{$ref: "#/components/schemas/Owner"}, {$ref: "#/components/schemas/Bike"}]}
    Bike: {type: object, required: [kind], properties: {kind: {const: bike}}}
    Keeper: {$ref: "#/components/schemas/Owner"}
    Ticket:
      type: object
      properties:
        id: {type: string, readOnly: true}
        scan: {type: string, format: binary}
        of: {$ref: "#/components/schemas/Animal"}
    Animals: {type: array, items: {$ref: "#/components/schemas/Beast"}}
    Beast: {$ref: "#/components/schemas/Animal"}
    Owner: {type: object, properties: {name: {type: string}}}
    Problem: {type: object, properties: {code: {enum: [gone, lost]}}}
"""


NEEDS = [(each, needed) for each in PASSES for needed in PASSES if needed.run in each.after]


def orders(broken: tuple[Pass, Pass] | None = None) -> Iterator[list[Pass]]:
    """All orders that passes allow; or those that are against the need `broken` and no other."""
    for order in permutations(PASSES):
        against = [pair for pair in NEEDS if order.index(pair[1]) > order.index(pair[0])]
        if against == ([] if broken is None else [broken]):
            yield list(order)


def passed(start: Planned, order: list[Pass]) -> Planned:
    for each in order:
        start = each.run(start)
    return start


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    path: Path = tmp_path_factory.mktemp("plan") / "zoo.yaml"
    path.write_text(DESCRIPTION, encoding="utf-8")
    problems = Problems()
    description = describe(read(path, ReadOptions(), problems), problems)
    return described(description, Config(models=ModelsConfig(backend="msgspec")), OURS, problems)[0]


def test_the_list_is_one_of_the_orders_that_passes_allow() -> None:
    assert list(PASSES) in list(orders())


def test_any_order_that_passes_allow_gives_the_same(start: Planned) -> None:
    expected = passed(start, list(PASSES))
    for order in orders():
        assert passed(start, order) == expected, [each.run.__name__ for each in order]


@pytest.mark.parametrize(
    "pair", NEEDS, ids=[f"{one.run.__name__}-{other.run.__name__}" for one, other in NEEDS]
)
def test_what_a_pass_builds_on_makes_a_difference(pair: tuple[Pass, Pass], start: Planned) -> None:
    expected = passed(start, list(PASSES))
    assert all(passed(start, order) != expected for order in islice(orders(pair), 3))
