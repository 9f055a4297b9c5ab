"""Unions that msgspec cannot decode: which these are, and what they are called."""

from __future__ import annotations

import pytest

from plan.planned import definitions, plan_of, shown, with_schemas
from sdkpress.problems import DescriptionError

MSGSPEC = '[models]\nbackend = "msgspec"\n'
FOREIGN = "{oneOf: [{type: string, format: date}, {type: string}]}"
"""Two kinds of text."""
B = "#/components/schemas/B"
C = "#/components/schemas/C"
OBJECTS = """
    B: {type: object, properties: {b: {type: string}}}
    C: {type: object, properties: {c: {type: string}}}
"""

NATIVE = [
    "{type: [string, integer, boolean, 'null', array, object], items: {type: string}}",
    "{type: [integer, number]}",
    "{oneOf: [{type: string, format: date}, {enum: [1, 2]}]}",
    "{oneOf: [{enum: [x, y]}, {type: string}]}",
    "{oneOf: [{enum: [x, y]}, {enum: [z]}]}",
    "{oneOf: [{enum: [1, 2]}, {type: number}]}",
    "{oneOf: [{enum: [true, 1, x]}, {type: number}]}",
    "{oneOf: [{type: string, format: decimal}, {type: 'null'}]}",
    "{oneOf: [{type: string, format: date}, {type: 'null'}]}",
    f"{{oneOf: [{{$ref: '{B}'}}, {{type: array, items: {{type: string}}}}, {{type: 'null'}}]}}",
]
UNKNOWN = [
    FOREIGN,
    "{oneOf: [{type: string, format: date}, {type: string, format: uuid}]}",
    "{oneOf: [{type: string, format: date}, {enum: [x, y]}, {type: 'null'}]}",
    "{oneOf: [{type: string, format: decimal}, {type: integer}]}",
    "{oneOf: [{type: string, format: decimal}, {type: 'null'}, {type: boolean}]}",
    "{oneOf: [{enum: [1, 2]}, {type: integer}]}",
    "{oneOf: [{enum: [true]}, {type: boolean}]}",
    "{oneOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}",
    f"{{oneOf: [{{$ref: '{B}'}}, {{$ref: '{C}'}}]}}",
    f"{{oneOf: [{{$ref: '{B}'}}, {{type: object, additionalProperties: {{type: integer}}}}]}}",
]


@pytest.mark.parametrize("schema", [*NATIVE, *UNKNOWN])
def test_which_unions_are_left_to_our_decoder(schema: str) -> None:
    """As a property it has a name then; null stays beside that. pydantic takes all of them."""
    description = with_schemas(f"A: {{type: object, properties: {{x: {schema}}}}}", OBJECTS)
    assert plan_of(description)[0].choices == frozenset()
    sdk, _ = plan_of(description, MSGSPEC)
    found = {name: shown(item) for name, item in definitions(sdk).items()}
    if schema in NATIVE:
        assert sdk.choices == frozenset()
        assert "AX" not in found
    else:
        assert sdk.choices == {"AX"}
        assert found["A"] == f"{{x?: AX{' | none' if 'null' in schema else ''}}}"
        assert "|" in found["AX"]
        assert "none" not in found["AX"]


def test_a_union_is_called_after_its_place() -> None:
    sdk, _ = plan_of(
        with_schemas(f"""
        A:
          type: object
          additionalProperties: {{type: array, items: {FOREIGN}}}
          properties:
            many: {{type: array, items: {FOREIGN}}}
            deep: {{type: array, items: {{type: array, items: {FOREIGN}}}}}
            maps: {{type: object, additionalProperties: {FOREIGN}}}
            pair: {{type: array, prefixItems: [{{type: integer}}, {FOREIGN}], items: false}}
            either: {{oneOf: [{{type: integer}}, {{type: array, items: {FOREIGN}}}]}}
        B: {{type: array, items: {FOREIGN}}}
        """),
        MSGSPEC,
    )
    found = {name: shown(item) for name, item in definitions(sdk).items()}
    named = {"AManyItem", "ADeepItemItem", "AMapsValue", "APairSecond", "AEitherItem", "BItem"}
    assert sdk.choices == named
    assert {found.pop(name) for name in named} == {"date | str"}
    del found["XRequest"]
    assert found == {
        "A": "{many?: [AManyItem], deep?: [[ADeepItemItem]], maps?: map of AMapsValue,"
        " pair?: APair, either?: int | [AEitherItem], *: [date | str]}",
        "APair": "(int, APairSecond)",
        "B": "[BItem]",
    }


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("", "AX"),
        ("AX", "AXProperty"),
        ("AX AXProperty", "AXValue"),
        ("AX AXProperty AXValue", "AXItem"),
        ("AX AXProperty AXValue AXItem", "AXVariant"),
        ("AX AXProperty AXValue AXItem AXVariant", "AXBody"),
    ],
)
def test_a_name_that_is_taken(names: str, expected: str) -> None:
    others = "\n".join(f"{name}: {{type: string}}" for name in names.split())
    description = with_schemas(f"A: {{type: object, properties: {{x: {FOREIGN}}}}}", others)
    sdk, _ = plan_of(description, MSGSPEC)
    assert sdk.choices == {expected}
    assert shown(definitions(sdk)["A"]) == f"{{x?: {expected}}}"
    assert shown(definitions(sdk)[expected]) == "date | str"


def test_no_name_is_left() -> None:
    names = ("", "Property", "Value", "Item", "Variant", "Body")
    others = "\n".join(f"AX{name}: {{type: string}}" for name in names)
    description = with_schemas(f"A: {{type: object, properties: {{x: {FOREIGN}}}}}", others)
    with pytest.raises(DescriptionError) as caught:
        plan_of(description, MSGSPEC)
    assert "no name is left for a union in A: AX and its variants are taken" in str(caught.value)
    assert "at #/components/schemas/A\n" in str(caught.value)
    assert str(caught.value).endswith("hint: give the union a place among the components")


@pytest.mark.parametrize(
    ("schema", "taken", "expected"),
    [
        (f"{{type: array, items: {FOREIGN}}}", "", "AXItem"),
        (f"{{type: array, items: {FOREIGN}}}", "AXItem", "AXItemItem"),
        (f"{{type: object, additionalProperties: {FOREIGN}}}", "AXValue", "AXValueValue"),
        (
            f"{{oneOf: [{{type: integer}}, {{type: array, items: {FOREIGN}}}]}}",
            "AXItem",
            "AXItemItem",
        ),
    ],
)
def test_a_name_that_is_taken_inside(schema: str, taken: str, expected: str) -> None:
    description = with_schemas(
        f"A: {{type: object, properties: {{x: {schema}}}}}", taken and f"{taken}: {{type: string}}"
    )
    assert plan_of(description, MSGSPEC)[0].choices == {expected}


def test_a_name_that_another_union_has() -> None:
    other = "{oneOf: [{type: string, format: date}, {type: string, format: uuid}]}"
    properties = f"{{x: {FOREIGN}, X: {other}, x_: {FOREIGN}}}"
    sdk, _ = plan_of(with_schemas(f"A: {{type: object, properties: {properties}}}"), MSGSPEC)
    assert sdk.choices == {"AX", "AXProperty"}
    assert shown(definitions(sdk)["A"]) == "{x?: AX, X?: AXProperty, x_?: AX}"


@pytest.mark.parametrize(
    ("taken", "expected"), [("", "XRequestBodyItem"), ("XRequestBodyItem", "XRequestBodyItemItem")]
)
def test_what_is_sent_line_by_line(taken: str, expected: str) -> None:
    more = taken and f"components: {{schemas: {{{taken}: {{type: string}}}}}}"
    description = f"""
    openapi: 3.2.0
    paths:
      /x:
        post:
          operationId: x
          requestBody: {{content: {{application/jsonl: {{itemSchema: {FOREIGN}}}}}}}
          responses: {{'204': {{description: d}}}}
    {more}
    """
    sdk, _ = plan_of(description, MSGSPEC)
    assert sdk.choices == {expected}
    assert shown(definitions(sdk)["XRequest"]) == f"{{body?: stream of {expected}}}"


def test_a_definition_of_the_same_union_is_that() -> None:
    sdk, _ = plan_of(
        with_schemas(f"A: {{type: object, properties: {{x: {FOREIGN}}}}}", f"AX: {FOREIGN}"),
        MSGSPEC,
    )
    assert sdk.choices == {"AX"}
    assert shown(definitions(sdk)["A"]) == "{x?: AX}"
    assert "AXProperty" not in definitions(sdk)


def test_aliases() -> None:
    """What recurs, has patterns, a tag, or such an alias in it, is unknown to msgspec."""
    ref = "{$ref: '#/components/schemas/%s'}"
    sdk, _ = plan_of(
        with_schemas(f"""
        A: {{oneOf: [{ref % "Text"}, {{type: integer}}]}}
        Text: {FOREIGN}
        InList: {{type: array, items: {ref % "Text"}}}
        Plain: {{oneOf: [{{type: string}}, {{type: boolean}}]}}
        WithPlain: {{oneOf: [{ref % "Plain"}, {{type: integer}}]}}
        TwiceText: {{oneOf: [{ref % "Plain"}, {{type: string, format: date}}]}}
        TwicePlain: {{oneOf: [{ref % "Plain"}, {{type: boolean}}]}}
        Itself: {{type: array, items: {ref % "Itself"}}}
        One: {{type: array, items: {ref % "Two"}}}
        Two: {{type: object, additionalProperties: {ref % "One"}}}
        OrItself: {{oneOf: [{ref % "Itself"}, {{type: string}}]}}
        ByModel: {{type: array, items: {ref % "Model"}}}
        Model: {{type: object, properties: {{by: {ref % "ByModel"}}}}}
        Patterns: {{type: object, patternProperties: {{'^x': {{type: integer}}}}}}
        Tagged: {{oneOf: [{ref % "Cat"}, {ref % "Dog"}]}}
        OrTagged: {{oneOf: [{ref % "Tagged"}, {{type: string}}]}}
        Cat: {{type: object, required: [kind], properties: {{kind: {{const: cat}}}}}}
        Dog: {{type: object, required: [kind], properties: {{kind: {{const: dog}}}}}}
        """),
        MSGSPEC,
    )
    assert sdk.choices == {
        *("A", "Text", "TwiceText", "TwicePlain", "Itself", "One", "Two", "OrItself"),
        *("Patterns", "Tagged", "OrTagged"),
    }
