"""Modules of models: what stands together, what these are called, and what each imports."""

from __future__ import annotations

import pytest

from plan.planned import plan_of, shown
from sdkpress.plan.model.definitions import UNEXPLAINED
from sdkpress.plan.model.sdk import ModelModule
from sdkpress.plan.shapes import modules

DESCRIPTION = """
paths:
  /a: {get: {tags: [cats], operationId: a, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}}}
  /b: {get: {tags: [dogs], operationId: b, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}}}}
  /c: {post: {tags: [shared_x], operationId: c, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}, responses: {'204': {description: d}}}}
  /d: {post: {tags: [components], operationId: d, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Own'}}}}, responses: {'204': {description: d}}}}
components:
  schemas:
    Cat: {type: object, properties: {tail: {$ref: '#/components/schemas/Tail'}, kitten: {$ref: '#/components/schemas/Kitten'}}}
    Kitten: {type: object, properties: {cat: {$ref: '#/components/schemas/Cat'}}}
    Dog: {type: object, deprecated: true, description: Barks., properties: {tail: {$ref: '#/components/schemas/Tail'}, bark: {enum: [x, y]}}, additionalProperties: {$ref: '#/components/schemas/Hair'}}
    Tail: {type: object, properties: {hair: {$ref: '#/components/schemas/Hair'}}}
    Hair: {type: array, items: {$ref: '#/components/schemas/Colour'}}
    Colour: {enum: [red, blue]}
    Own: {type: object, properties: {x: {type: integer}}}
    Unused: {type: object, properties: {x: {$ref: '#/components/schemas/Own'}}}
"""


def names(found: tuple[ModelModule, ...]) -> dict[str, tuple[str, ...]]:
    """What stands in each module."""
    return {module.name: tuple(item.name for item in module.definitions) for module in found}


def imports(found: tuple[ModelModule, ...]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What each module imports, where it does."""
    return {module.name: dict(module.imports) for module in found if module.imports}


def test_what_the_same_resources_use_stands_together() -> None:
    found = plan_of(DESCRIPTION)[0].modules
    assert names(found) == {
        "cats": ("ARequest", "Cat", "Kitten"),
        "components": ("Unused",),
        "components_": ("Own",),
        "dogs": ("BRequest",),
        "shared_dog": ("Dog",),
        "shared_tail": ("Colour", "Hair", "Tail"),
        "shared_x_": ("CRequest",),
    }
    assert [module.name for module in found] == sorted(names(found))
    assert imports(found) == {
        "cats": {"shared_tail": ("Tail",)},
        "components": {"components_": ("Own",)},
        "shared_dog": {"shared_tail": ("Hair", "Tail")},
        "shared_x_": {"shared_dog": ("Dog",)},
    }


def test_what_is_sent_is_there_as_dicts() -> None:
    found = plan_of(DESCRIPTION)[0].dict_modules
    dicts = {item.name: item for module in found for item in module.definitions}
    assert {name: shown(item) for name, item in dicts.items()} == {
        "ARequestDict": "{}",
        "BRequestDict": "{}",
        "CRequestDict": "{body?: DogDict}",
        "ColourDict": "<'red' 'blue'…>",
        "DogDict": "{tail?: TailDict, bark?: <'x' 'y'…>, *: HairDict}",
        "HairDict": "[ColourDict]",
        "OwnDict": "{x?: int}",
        "TailDict": "{hair?: HairDict}",
    }
    dog = dicts["DogDict"]
    assert (dog.description, getattr(dog, "deprecation", None)) == ("Barks.", UNEXPLAINED)
    assert names(found)["shared_dog"] == ("DogDict",)
    assert imports(found) == {
        "shared_dog": {"shared_tail": ("HairDict", "TailDict")},
        "shared_x_": {"shared_dog": ("DogDict",)},
    }


@pytest.mark.parametrize("largest", [1, 2, 3])
def test_a_large_module_is_in_parts(monkeypatch: pytest.MonkeyPatch, largest: int) -> None:
    """Each part only needs itself and those before it; what needs each other stays together."""
    monkeypatch.setattr(modules, "LARGEST_MODULE", largest)
    found = plan_of(DESCRIPTION)[0].modules
    assert {name: found for name, found in names(found).items() if "part" in name} == {
        1: {
            "cats_part1": ("ARequest",),
            "cats_part2": ("Cat", "Kitten"),
            "shared_tail_part1": ("Colour",),
            "shared_tail_part2": ("Hair",),
            "shared_tail_part3": ("Tail",),
        },
        2: {
            "cats_part1": ("ARequest", "Cat", "Kitten"),
            "shared_tail_part1": ("Colour", "Hair"),
            "shared_tail_part2": ("Tail",),
        },
        3: {},
    }[largest]
    if largest == 2:
        assert imports(found)["shared_dog"] == {
            "shared_tail_part1": ("Hair",),
            "shared_tail_part2": ("Tail",),
        }


def test_a_module_may_not_be_called_as_a_class_in_it() -> None:
    """A name without case is the same as a module's; that of a resource comes first."""
    found = plan_of("""
    paths:
      /a: {get: {tags: [猫], operationId: a, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/猫'}}}}}}}
    components: {schemas: {猫: {type: object, properties: {x: {type: integer}}}}}
    """)[0].modules
    assert names(found) == {"猫_models": ("ARequest", "猫")}


def test_what_leads_into_a_circle_names_its_module() -> None:
    """Where all of them are led to by others, the first of them does."""
    found = plan_of("""
    paths:
      /a: {get: {tags: [a], operationId: a, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Two'}}}}}}}
      /b: {get: {tags: [b], operationId: b, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Two'}}}}}}}
      /c: {get: {tags: [b], operationId: c, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Itself'}}}}}}}
      /d: {get: {tags: [c], operationId: d, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Itself'}}}}}}}
    components:
      schemas:
        One: {type: object, properties: {two: {$ref: '#/components/schemas/Two'}}}
        Two: {type: object, properties: {one: {$ref: '#/components/schemas/One'}}}
        Itself: {type: object, properties: {x: {$ref: '#/components/schemas/Itself'}, a: {$ref: '#/components/schemas/Above'}}}
        Above: {type: object, properties: {n: {type: integer}}}
    """)[0].modules
    assert names(found)["shared_one"] == ("One", "Two")
    assert names(found)["shared_itself"] == ("Above", "Itself")
