"""Schemas that lead back to themselves: models that do, too; circles without a meaning, refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import reduce
from types import ModuleType
from typing import Any

import pytest

from sdkpress.problems import DescriptionError
from support import models as libraries
from support.models import ModelLibrary, is_model, with_both_libraries
from support.pressing import Press, Presser, PressFiles, forget, import_fresh

pytestmark = with_both_libraries

# Schemas that belong together, and a value of the first one; `^Name` is a reference.
RECURSIVE: list[tuple[str, Any]] = [
    ("Plain: {properties: {n: ^Plain, v: int}}", {"n": {"n": {"v": 1}}, "v": 2}),
    (
        "Repeating: {type: object, properties: {n: {type: object, allOf: [^Repeating]}, v: int}}",
        {"n": {"n": {"v": 1}}},
    ),
    (
        "Sibling: {type: object, properties: {n: {$ref: Sibling, type: object}, v: int}}",
        {"n": {"n": {"v": 1}}},
    ),
    (
        "Requiring: {type: object, properties: {n: {$ref: Requiring, required: [v]}, v: int}}",
        {"n": {"n": {"v": 1}, "v": 1}},
    ),
    (
        "Adding: {type: object, properties: {n: {$ref: Adding, properties: {w: int}}, v: int}}",
        {"n": {"n": {"w": 1}, "w": 2, "v": 3}, "v": 4},
    ),
    (
        "AddingAll: {properties: {n: {allOf: [^AddingAll, {properties: {w: int}}]}, v: int}}",
        {"n": {"n": {"w": 1, "v": 0}, "w": 2}},
    ),
    (
        "Items: {properties: {n: {type: array, items: {$ref: Items, type: object}}, v: int}}",
        {"n": [{"n": [{"v": 1}]}, {"v": 2}]},
    ),
    (
        "ItemsAdding: {properties: {n: {type: array, items: {$ref: ItemsAdding, required: [v]}},"
        " v: int}}",
        {"n": [{"n": [{"v": 1}], "v": 2}]},
    ),
    (
        "Extra: {properties: {v: int}, additionalProperties: {$ref: Extra, type: object}}",
        {"v": 1, "a": {"v": 2, "b": {"v": 3}}},
    ),
    (
        "ExtraAdding: {properties: {v: int}, additionalProperties: {allOf: [^ExtraAdding,"
        " {properties: {w: int}}]}}",
        {"v": 1, "a": {"v": 2, "b": {"w": 3}}},
    ),
    ("ListOf: {type: array, items: ^ListOf}", [[], [[], [[]]]]),
    ("ListTyped: {type: array, items: {$ref: ListTyped, type: array}}", [[], [[], [[]]]]),
    ("ListAdding: {type: array, items: {$ref: ListAdding, contains: {}}}", [[], [[], [[]]]]),
    ("MapOf: {type: object, additionalProperties: ^MapOf}", {"a": {"b": {}}}),
    (
        "MapAdding: {type: object, additionalProperties: {$ref: MapAdding, minContains: 1}}",
        {"a": {"b": {"c": {}}}},
    ),
    (
        "Pattern: {type: object, patternProperties: {'x.*': {$ref: Pattern, required: [y]}}}",
        {"x": {"xy": {"xz": {}}}},
    ),
    (
        "Tuple: {type: array, prefixItems: [int, {anyOf: [{$ref: Tuple, type: array}, {type: 'null'}]}],"
        " items: false}",
        [1, [2, [3, None]]],
    ),
    (
        "TwoRefs: {properties: {n: {allOf: [^TwoRefs, ^TwoRefsOther]}, v: int}}\n"
        "TwoRefsOther: {properties: {n: ^TwoRefs, w: int}}",
        {"n": {"n": {"v": 1}, "w": 2}},
    ),
    (
        "Crossed: {properties: {n: {allOf: [^Crossed, ^CrossedOther]}, v: int}}\n"
        "CrossedOther: {properties: {n: {type: object, properties: {n: {$ref: Crossed,"
        " required: [v]}, w: int}}}}",
        {"n": {"n": {"v": 1, "w": 5}}},
    ),
    (
        "TwoBases: {allOf: [^TwoBasesA, ^TwoBasesB, {properties: {v: int}}]}\n"
        "TwoBasesA: {properties: {n: {$ref: TwoBases, required: [v]}}}\n"
        "TwoBasesB: {properties: {n: {type: object, allOf: [^TwoBases]}, m: ^TwoBases}}",
        {"n": {"n": {"v": 1}, "v": 2}, "m": {"v": 3}},
    ),
    (
        "Mutual: {properties: {o: {$ref: MutualOther, type: object}, v: int}}\n"
        "MutualOther: {properties: {p: {$ref: MutualThird, required: [q]}}}\n"
        "MutualThird: {properties: {q: {allOf: [^Mutual, {required: [v]}]}, r: {$ref: MutualOther,"
        " properties: {z: int}}}}",
        {"o": {"p": {"q": {"o": {"p": {"q": {"v": 1}}}, "v": 2}, "r": {"z": 1}}}},
    ),
    (
        "OneOf: {oneOf: [{type: string}, {type: object, required: [n], properties: {n: {$ref:"
        " OneOf, title: Again}}}]}",
        {"n": {"n": {"n": "end"}}},
    ),
    (
        "OneOfAdding: {oneOf: [{type: object, required: [a], properties: {a: int}}, {type: object,"
        " required: [n], properties: {n: {$ref: OneOfAdding, properties: {w: int}}}}]}",
        {"n": {"n": {"a": 1, "w": 2}, "w": 3}},
    ),
    (
        "AnyOf: {anyOf: [{type: integer}, {type: array, items: {$ref: AnyOf, minContains: 1}}]}",
        [1, [2, [3]]],
    ),
    (
        "Expression: {anyOf: [{type: number}, ^ExpressionAnd]}\n"
        "ExpressionAnd: {type: object, required: [and], properties: {and: {type: array, items:"
        " {allOf: [^Expression]}}}}",
        {"and": [1.5, {"and": [2.5]}]},
    ),
    (
        "Json: {anyOf: [{type: string}, {type: array, items: ^Json}, {type: object,"
        " additionalProperties: ^Json}]}",
        {"a": ["b", {"c": ["d"]}]},
    ),
    (
        "Nullable: {properties: {n: {anyOf: [^Nullable, {type: 'null'}]}, v: int}}",
        {"n": {"n": None, "v": 1}},
    ),
    (
        "Inline: {properties: {meta: {type: object, properties: {n: {$ref: Inline, required:"
        " [meta]}}}}}",
        {"meta": {"n": {"meta": {"n": {"meta": {}}}}}},
    ),
    (
        "Base: {type: object, required: [kind], discriminator: {propertyName: kind}, properties:"
        " {kind: {type: string}, n: {type: object, allOf: [^Base]}}}\n"
        "Child: {allOf: [^Base, {properties: {w: int, m: {$ref: Child, required: [w]}}}]}",
        {"kind": "Child", "w": 1, "n": {"kind": "Child", "m": {"kind": "Child", "w": 3}}},
    ),
    (
        "Choice: {oneOf: [^ChoiceA, ^ChoiceB], properties: {v: int}}\n"
        "ChoiceA: {allOf: [^Choice, {type: object, required: [a], properties: {a: ^Choice}}]}\n"
        "ChoiceB: {allOf: [^Choice, {type: object, required: [b], properties: {b: int}}]}",
        {"a": {"a": {"b": 1, "v": 2}, "v": 3}},
    ),
    ("Alias: ^AliasTo\nAliasTo: {properties: {n: {$ref: Alias, type: object}, v: int}}", {"n": {}}),
    (
        "Not: {type: object, properties: {n: {$ref: Not, not: {$ref: Not}}, v: int}}",
        {"n": {"n": {"v": 1}}},
    ),
    (
        "If: {type: object, properties: {n: {$ref: If, if: ^If, then: ^If, else: ^If}, v: int}}",
        {"n": {"n": {"v": 1}}},
    ),
    (
        "Dynamic: {$dynamicAnchor: node, properties: {n: {$dynamicRef: '#node', type: object}}}",
        {"n": {"n": {}}},
    ),
    (
        "Reading: {properties: {id: {type: string, readOnly: true}, n: {$ref: Reading, required:"
        " [id]}, s: {type: string, writeOnly: true}}}",
        {"n": {"n": {"id": "1"}, "id": "2"}},
    ),
]


def name_of(schemas: str) -> str:
    """What the first of some schemas is called."""
    return schemas.partition(":")[0]


def written(schemas: str) -> str:
    """Schemas as YAML, with what is short for references and types written out."""
    schemas = re.sub(r"\^(\w+)", r"{$ref: \1}", schemas)
    schemas = re.sub(r"\$ref: (\w+)", r"$ref: '#/components/schemas/\1'", schemas)
    return re.sub(r"(?<=[\[:]) ?int\b", " {type: integer}", schemas)


def described(*groups: str) -> str:
    """A description with an operation for each group of schemas, that sends and receives it."""
    content = "content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}"
    paths = [
        f"  /{name}: {{post: {{operationId: send{name}, requestBody: {{required: true, {one}}},"
        f" responses: {{'200': {{description: d, {one}}}}}}}}}"
        for name in map(name_of, groups)
        for one in [content % name]
    ]
    schemas = ["    " + line for group in groups for line in written(group).splitlines()]
    return "\n".join(["paths:", *paths, "components:", "  schemas:", *schemas])


@pytest.fixture(scope="module")
def package(presser: Presser, models: ModelLibrary) -> Iterator[ModuleType]:
    pressed = presser.press(described(*(row[0] for row in RECURSIVE)), models.config(""))
    yield import_fresh(pressed)
    forget(pressed.package)


@pytest.mark.parametrize(
    ("schemas", "value"), RECURSIVE, ids=[name_of(row[0]) for row in RECURSIVE]
)
def test_a_nested_value_comes_back(package: ModuleType, schemas: str, value: Any) -> None:
    name = name_of(schemas)
    decoded = libraries.decoded(package, name, json.dumps(value))
    assert json.loads(libraries.encoded(package, name, decoded)) == value
    assert not list(untyped(decoded))


def untyped(value: Any) -> Iterator[Any]:
    """What of a decoded value is no model though `properties` describe it: has a `v` or `n`."""
    if isinstance(value, dict):
        if value.keys() & {"n", "v", "w"}:
            yield value
        value = list(value.values())
    elif is_model(value):
        value = [getattr(value, name) for name in type(value).model_fields]
    for item in value if isinstance(value, list | tuple) else ():
        yield from untyped(item)


CIRCLES = [
    "Pet: {oneOf: [^Pet]}",
    "Pet: {anyOf: [^Pet, {type: string}]}",
    "Pet: {properties: {a: int}, oneOf: [^Pet]}",
    "Pet: {oneOf: [^Cat]}\nCat: {anyOf: [^Pet]}",
    "Pet: {oneOf: [^Cat]}\nCat: ^Pet",
    "Pet: {oneOf: [^Cat]}\nCat: {allOf: [^Pet]}",
    "Pet: {oneOf: [{title: Inner, oneOf: [{allOf: [^Pet]}]}]}",
    "Pet: {allOf: [{oneOf: [^Cat, {type: string}]}]}\nCat: {description: c, anyOf: [^Dog]}\nDog: ^Pet",
    "Pet: {oneOf: [^Cat]}\nCat: {allOf: [^Dog]}\nDog: {anyOf: [^Pet]}",
]


@libraries.only_pydantic
@pytest.mark.parametrize("schemas", CIRCLES)
def test_a_circle_of_choices_is_refused(press_files: PressFiles, schemas: str) -> None:
    """It is so before models are made, of whatever library."""
    with pytest.raises(DescriptionError) as caught:
        press_files(described(schemas))
    (problem,) = [one for one in caught.value.problems if one.severity == "error"]
    assert "go in a circle and mean nothing: #/components/schemas/Pet" in problem.message
    assert problem.location and problem.location.line


def levels(count: int, level: str, last: str) -> str:
    """Schemas in which each refers to the next one, `%1`, and is called `%0`."""
    made = [level.replace("%0", f"L{at}").replace("%1", f"L{at + 1}") for at in range(count)]
    return "\n".join([*made, f"L{count}: {last}"])


# Schemas that would grow without bounds if each reference were followed where it stands.
LARGE = {
    "allOf": levels(40, "%0: {allOf: [^%1, ^%1]}", "{properties: {n: int}}"),
    "oneOf": levels(40, "%0: {oneOf: [^%1, ^%1]}", "{properties: {n: int}}"),
    "anyOf": levels(
        20,
        "%0: {anyOf: [^%0A, ^%0B]}\n%0A: {anyOf: [^%1, {properties: {a: ^%0}}]}\n"
        "%0B: {anyOf: [{type: 'null'}, ^%1]}",
        "{properties: {n: int}}",
    ),
    "properties": levels(
        30,
        "%0: {properties: {a: {$ref: %1, required: [a]}, b: {$ref: %1, required: [b]}}}",
        "{properties: {a: int, b: int}}",
    ),
    "items": levels(
        30,
        "%0: {type: array, prefixItems: [{$ref: %1, contains: {}}, {$ref: %1, minContains: 2}]}",
        "{type: array}",
    ),
    "all to all": "\n".join(
        f"L{one}: {{properties: {{"
        + ", ".join(f"p{other}: {{$ref: L{other}, required: [p{one}]}}" for other in range(9))
        + "}}"
        for one in range(9)
    ),
}
TOO_LARGE = {
    "bases": levels(2000, "%0: {allOf: [^%1, {properties: {p%0: int}}]}", "{properties: {n: int}}"),
    "choices": levels(
        30,
        "%0: {oneOf: [^%0A, ^%0B]}\n%0A: {allOf: [^%1, {properties: {a%0: int}}]}\n"
        "%0B: {allOf: [^%1, {properties: {b%0: int}}]}",
        "{properties: {n: int}}",
    ),
    "products": levels(
        12,
        "%0: {allOf: [^%0A, ^%0B]}\n"
        "%0A: {oneOf: [{properties: {a: int}, allOf: [^%1]}, {properties: {b: ^%1}}]}\n"
        "%0B: {anyOf: [{properties: {c%0: int}, allOf: [^%1]}, {properties: {d%0: ^%1}}]}",
        "{properties: {n: int}}",
    ),
    "variants": f"L0: {{oneOf: [{', '.join(f'{{const: c{at}}}' for at in range(3000))}]}}",
}


@pytest.mark.parametrize("schemas", LARGE.values(), ids=LARGE)
def test_work_grows_with_the_description(press: Press, schemas: str) -> None:
    package = press(described(schemas))
    assert package.models.L0


@libraries.only_pydantic
@pytest.mark.parametrize("schemas", TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_multiplies_is_refused(press_files: PressFiles, schemas: str) -> None:
    """It is so before models are made, of whatever library."""
    with pytest.raises(DescriptionError, match="more than a package can be made of"):
        press_files(described(schemas))


NESTED = {
    "arrays": "{type: array, items: %}",
    "maps": "{type: object, additionalProperties: %}",
    "tuples": "{type: array, prefixItems: [%], items: false}",
    "nullable arrays": "{anyOf: [{type: array, items: %}, {type: 'null'}]}",
    "choices": "{oneOf: [{type: integer}, {type: array, items: %}]}",
}


@libraries.only_pydantic
@pytest.mark.parametrize("level", NESTED.values(), ids=NESTED)
def test_work_grows_with_the_depth(press: Press, level: str) -> None:
    """An annotation that asks twice for what it holds asks 2 ** 40 times for what is below."""
    schema = reduce(lambda below, _: level.replace("%", below), range(40), "{type: string}")
    package = press(f"""
paths:
  /x:
    post:
      operationId: send
      parameters: [{{name: q, in: query, content: {{application/json: {{schema: {schema}}}}}}}]
      requestBody: {{content: {{application/json: {{schema: {{properties: {{p: {schema}}}}}}}}}}}
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}
""")
    hints = package.Inline(server_url="https://api.example").x.send.__annotations__
    assert {"q", "p", "return"} <= hints.keys()
