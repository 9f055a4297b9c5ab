"""Models made of msgspec: what callers and servers send comes through as it does with pydantic."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sdkpress.config import load_config
from sdkpress.problems import Problems, render_problems
from support.models import MSGSPEC
from support.pressing import PressFiles
from support.wire import PressWire, Wire

CONFIG = MSGSPEC.setting
ZOO = """
    paths:
      /animals:
        get:
          operationId: listAnimals
          responses:
            "200":
              description: Animals.
              content: {application/json: {schema: {$ref: '#/components/schemas/Zoo'}}}
        post:
          operationId: addAnimal
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}
          responses: {"204": {description: Added.}}
    components:
      schemas:
        Zoo:
          type: object
          required: [animals]
          properties:
            animals: {type: array, items: {$ref: '#/components/schemas/Animal'}}
            opened: {type: string, format: date-time}
            keeper: {$ref: '#/components/schemas/Keeper'}
            badge: {anyOf: [{type: string}, {type: string, format: uuid}, {type: integer}]}
        Animal:
          type: object
          required: [name, kind]
          properties:
            name: {type: string}
            kind: {type: string, enum: [cat, dog]}
            birth-day: {type: string, format: date}
            weight: {type: [number, 'null']}
            picture: {type: string, format: byte}
            friends: {type: array, items: {$ref: '#/components/schemas/Animal'}}
        Keeper:
          oneOf:
            - {$ref: '#/components/schemas/Person'}
            - {$ref: '#/components/schemas/Robot'}
        Person:
          type: object
          required: [first_name]
          properties: {first_name: {type: string}, shift: {type: integer}}
        Robot:
          type: object
          required: [serial]
          properties: {serial: {type: integer}, shift: {type: integer}}
          additionalProperties: {type: integer}
"""
CAT = {"name": "Tom", "kind": "cat"}


@pytest.fixture
def zoo(wire: PressWire) -> Wire:
    """The package of the zoo."""
    return wire(ZOO, CONFIG)


def listed(zoo: Wire, body: dict[str, Any], **config: Any) -> Any:
    """What a client makes of an answer."""
    zoo.server.answers[:] = [_answer(body)]
    return zoo.call(lambda client: client.animals.list(), **config)


def _answer(body: Any) -> Any:
    from runtime.lab import answer

    return answer(body)


def test_what_is_declared_is_decoded(zoo: Wire) -> None:
    rex = {**CAT, "birth-day": "2020-01-02", "weight": 3, "picture": "AAE=", "friends": [CAT]}
    value = listed(zoo, {"animals": [rex], "opened": "2024-01-01T00:00:00Z"})
    animal = value.animals[0]
    assert isinstance(animal, zoo.package.models.Animal)
    assert (animal.name, animal.weight, animal.picture) == ("Tom", 3.0, b"\0\1")
    assert animal.birth_day.isoformat() == "2020-01-02"
    assert animal.friends[0].name == "Tom"
    assert value.opened.year == 2024


def test_absent_is_told_from_null(zoo: Wire) -> None:
    value = listed(zoo, {"animals": [{**CAT, "weight": None}, CAT]})
    null, absent = value.animals
    assert null.weight is None
    assert absent.weight is None
    assert "weight" in null.model_fields_set
    assert "weight" not in absent.model_fields_set
    assert null.model_dump(by_alias=True, exclude_unset=True) == {**CAT, "weight": None}


@pytest.mark.parametrize("times", [1, 2, 3])
def test_unknown_properties_are_kept_the_first_time_and_after(zoo: Wire, times: int) -> None:
    body = {"animals": [{**CAT, "legs": 4, "friends": [{**CAT, "legs": None}, CAT]}]}
    value = None
    for _ in range(times):
        value = listed(zoo, body)
    assert value is not None
    animal = value.animals[0]
    assert (animal.legs, animal.model_extra) == (4, {"legs": 4})
    assert [one.model_extra for one in animal.friends] == [{"legs": None}, {}]
    assert value.model_dump(by_alias=True, exclude_unset=True) == body
    assert isinstance(animal, zoo.package.models.Animal)
    assert type(animal).__name__ == "Animal"
    # From the second answer on msgspec itself decodes them, into a class with fields for them.
    assert (type(animal) is zoo.package.models.Animal) == (times == 1)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]
)
def test_copies_are_equal_with_unknown_properties(zoo: Wire, copied: Any) -> None:
    for _ in range(2):
        value = listed(zoo, {"animals": [{**CAT, "legs": 4, "weight": None}]})
        again = copied(value)
        assert again == value
        assert again.animals[0].legs == 4
        assert again.animals[0].model_fields_set == {"name", "kind", "weight"}


@pytest.mark.parametrize("times", [1, 2])
def test_properties_are_set_like_fields(zoo: Wire, times: int) -> None:
    value = None
    for _ in range(times):
        value = listed(zoo, {"animals": [{**CAT, "legs": 4}]}).animals[0]
    assert value is not None
    value.legs, value.weight, value.color = 3, None, "red"
    changed = {**CAT, "legs": 3, "weight": None, "color": "red"}
    assert value.model_extra == {"legs": 3, "color": "red"}
    assert value.model_dump(by_alias=True, exclude_unset=True) == changed
    value.model_extra["legs"] = 2
    assert value.legs == 2


def test_a_dump_has_the_options_of_pydantic_or_refuses_them(zoo: Wire) -> None:
    animal = zoo.package.models.Animal(**CAT, weight=None, legs=4)
    assert animal.model_dump(exclude_none=True) == {**CAT, "legs": 4}
    assert animal.model_dump(exclude_unset=True, exclude={"kind"}) == {
        "name": "Tom",
        "weight": None,
        "legs": 4,
    }
    assert json.loads(animal.model_dump_json(exclude_none=True, indent=2)) == {**CAT, "legs": 4}
    with pytest.raises(TypeError, match="takes no option 'include'"):
        animal.model_dump(include={"name"})


def test_a_copy_can_be_changed(zoo: Wire) -> None:
    animal = zoo.package.models.Animal(**CAT, legs=4)
    changed = animal.model_copy(update={"name": "Rex", "legs": 3})
    assert (changed.name, changed.legs, animal.name, animal.legs) == ("Rex", 3, "Tom", 4)


@pytest.mark.parametrize("by", ["birth_day", "birth-day"])
def test_a_constructor_checks_and_takes_both_names(zoo: Wire, by: str) -> None:
    models = zoo.package.models
    animal = models.Animal(**CAT, **{by: "2020-01-02"}, friends=[dict(CAT)], legs=4)
    assert animal.birth_day.year == 2020
    assert isinstance(animal.friends[0], models.Animal)
    assert animal.legs == 4
    with pytest.raises(ValueError, match="kind: Field required"):
        models.Animal(name="Rex")
    with pytest.raises(ValueError, match="weight: Input should be"):
        models.Animal(**CAT, weight="much")


def test_names_that_msgspec_refuses_are_kept_all_the_same(zoo: Wire) -> None:
    for _ in range(2):
        value = listed(zoo, {"animals": [], 'a "quoted"\n': 1, "\\": 2})
        assert value.model_extra == {'a "quoted"\n': 1, "\\": 2}


def test_many_unknown_names_are_data_and_make_no_classes(zoo: Wire) -> None:
    for number in range(20):
        extra = {f"x{number}-{one}": one for one in range(10)}
        assert listed(zoo, {"animals": [], **extra}).model_extra == extra


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"first_name": "Ann"}, "Person"),
        ({"serial": 1}, "Robot"),
        ({"first_name": "Ann", "new": True}, "Person"),
        ({"serial": 1, "wheels": 2}, "Robot"),
    ],
)
def test_the_variant_that_fits_is_chosen(zoo: Wire, data: dict[str, Any], name: str) -> None:
    drift: list[Any] = []
    value = listed(zoo, {"animals": [], "keeper": data}, on_drift=drift.append)
    assert type(value.keeper).__name__ == name
    assert value.keeper.model_dump(exclude_unset=True) == data
    assert not drift


def test_an_unknown_variant_survives_as_it_is(zoo: Wire) -> None:
    drift: list[Any] = []
    value = listed(zoo, {"animals": [], "keeper": [1]}, on_drift=drift.append)
    assert value.keeper == [1]
    assert [one.pointer for one in drift] == ["/keeper"]


def test_a_new_value_of_an_enum_is_no_drift(zoo: Wire) -> None:
    drift: list[Any] = []
    value = listed(zoo, {"animals": [{"name": "Po", "kind": "panda"}]}, on_drift=drift.append)
    assert value.animals[0].kind == "panda"
    assert not drift


def test_drift_is_reported_and_all_else_decoded(zoo: Wire) -> None:
    drift: list[Any] = []
    body = {"animals": [{"name": 5, "weight": "much"}, CAT], "opened": "soon"}
    value = listed(zoo, body, on_drift=drift.append)
    assert (value.animals[0].name, value.animals[0].kind) == (5, None)
    assert value.model_dump(by_alias=True, exclude_unset=True) == body
    assert value.animals[1].name == "Tom"
    pointers = [one.pointer for one in drift]
    assert sorted(pointers) == [
        "/animals/0/kind",
        "/animals/0/name",
        "/animals/0/weight",
        "/opened",
    ]
    with pytest.raises(zoo.package.errors.ResponseValidationError):
        listed(zoo, body, strict=True)


@pytest.mark.parametrize("by", ["birth_day", "birth-day"])
def test_a_request_goes_by_wire_names(zoo: Wire, by: str) -> None:
    friend = {"name": "Tom", "kind": "cat", by: "2020-01-02"}
    zoo.call(lambda client: client.animals.add(name="Rex", kind="dog", friends=[friend]))
    sent = {"name": "Rex", "kind": "dog", "friends": [{**CAT, "birth-day": "2020-01-02"}]}
    assert json.loads(zoo.sent.body) == sent


def test_models_may_hold_dicts_in_a_request(zoo: Wire) -> None:
    animal = zoo.package.models.Animal(name="Rex", kind="dog", friends=[dict(CAT)], picture=b"\0\1")
    zoo.call(lambda client: client.animals.add(name="A", kind="cat", friends=[animal], weight=None))
    friend = {"name": "Rex", "kind": "dog", "picture": "AAE=", "friends": [CAT]}
    assert json.loads(zoo.sent.body) == {
        "name": "A",
        "kind": "cat",
        "weight": None,
        "friends": [friend],
    }


def test_a_request_that_does_not_fit_is_refused_with_its_place(zoo: Wire) -> None:
    with pytest.raises(zoo.package.errors.RequestValidationError, match=r"friends\.0\.name"):
        zoo.call(lambda client: client.animals.add(name="A", kind="cat", friends=[{"kind": "cat"}]))


def test_pydantic_is_not_needed(press_files: PressFiles) -> None:
    pressed = press_files(ZOO, CONFIG)
    assert "pydantic" not in pressed.files["pyproject.toml"]
    program = (
        f"import sys; sys.path.insert(0, {str(pressed.source)!r}); sys.modules['pydantic'] = None\n"
        f"import {pressed.package} as p\n"
        "p.models.Zoo.model_validate_json('{\"animals\": []}')\n"
        "assert 'httpx2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_an_unknown_backend_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "sdk.toml"
    path.write_text('[models]\nbackend = "attrs"\n', encoding="utf-8")
    problems = Problems()
    load_config(path, problems)
    assert 'must be one of "pydantic", "msgspec"' in render_problems(problems.sorted())
