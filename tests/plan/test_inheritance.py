"""Which schemas extend which, what a reference takes from its target, and what is only required."""

from __future__ import annotations

from typing import Any

import pytest

from plan.planned import definitions, plan_of, planned, with_schemas
from sdkpress.plan.model.definitions import UNEXPLAINED
from sdkpress.plan.schemas.budget import Budget
from sdkpress.plan.schemas.expand import Expansion, content
from sdkpress.plan.schemas.inheritance import Inheritance
from sdkpress.problems import Problems


def at(name: str) -> tuple[str | int, ...]:
    return ("components", "schemas", name)


def ref(name: str, **more: Any) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", **more}


def family(**schemas: Any) -> Inheritance:
    return Inheritance({"components": {"schemas": schemas}})


ANIMALS = {
    "Animal": {"discriminator": {"propertyName": "kind"}, "properties": {"kind": {}}},
    "Cat": {"allOf": [ref("Animal"), {"properties": {"tail": {}}}]},
    "Lion": {"allOf": [{"allOf": [ref("Cat"), {"type": "object"}]}]},
    "Dog": ref("Animal", required=["bark"]),
    "Name": ref("Cat", description="another name"),
    "Beast": {"allOf": [ref("Name"), {"required": ["x"]}]},
    "Other": {"properties": {"animal": ref("Animal")}},
}


def test_who_extends_whom() -> None:
    """In an allOf or beside keywords, directly or not; a mere name is what it names."""
    found = family(**ANIMALS)
    extends = {
        (one, other) for one in ANIMALS for other in ANIMALS if found.extends(at(one), at(other))
    }
    assert extends == {
        *(("Cat", "Animal"), ("Dog", "Animal"), ("Name", "Animal")),
        *(("Lion", "Cat"), ("Lion", "Animal"), ("Beast", "Cat"), ("Beast", "Animal")),
    }


def test_the_variants_of_a_base() -> None:
    """All levels, each once, the nearest first; only with a discriminator and no choice."""
    found = family(**ANIMALS)
    assert found.variants(at("Animal")) == [at(name) for name in ("Cat", "Dog", "Lion", "Beast")]
    assert found.variants(at("Cat")) == []
    for keyword in ("oneOf", "anyOf"):
        chosen = {**ANIMALS["Animal"], keyword: [ref("Cat")]}
        assert family(**{**ANIMALS, "Animal": chosen}).variants(at("Animal")) == []


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_what_is_inherited(keyword: str) -> None:
    """All but the choice between those that extend it, which another choice is not."""
    chosen = {**ANIMALS["Animal"], keyword: [ref("Dog"), ref("Cat")], "title": "t"}
    found = family(**{**ANIMALS, "Animal": chosen})
    assert found.inherited(at("Animal")) == {"properties": {"kind": {}}, "title": "t"}
    assert found.inherited(at("Name")) == ANIMALS["Cat"]
    other = {**chosen, keyword: [ref("Other")]}
    assert family(**{**ANIMALS, "Animal": other}).inherited(at("Animal")) == other


def test_who_is_a_choice() -> None:
    """Those that a base lists, or stands for, and that extend it."""
    found = family(**ANIMALS)
    assert found.is_choice(at("Cat"), at("Animal"))
    assert found.is_choice(at("Lion"), at("Animal"))
    assert not found.is_choice(at("Lion"), at("Cat"))
    assert not found.is_choice(at("Other"), at("Animal"))
    listed = {**ANIMALS, "Animal": {"oneOf": [ref("Cat"), ref("Other")]}}
    assert family(**listed).is_choice(at("Cat"), at("Animal"))
    assert not family(**listed).is_choice(at("Dog"), at("Animal"))
    assert not family(**listed).is_choice(at("Other"), at("Animal"))


def expansion(**schemas: Any) -> Expansion:
    root = {"components": {"schemas": schemas}}
    return Expansion(root, Inheritance(root), Budget(root, Problems()))


def test_what_is_expanded() -> None:
    found = expansion(
        **ANIMALS, D={"$dynamicAnchor": "d", "type": "array"}, E={"x": [{"$dynamicAnchor": "e"}]}
    )
    assert found.expand(True) == found.expand({}) == {}
    assert found.expand({"type": "string", "title": "t"}) == {"type": "string", "title": "t"}
    assert found.expand(ref("D", type="string")) == {"$dynamicAnchor": "d", "type": "string"}
    assert found.expand({"$dynamicRef": "#d", "title": "t"}) == {
        "$dynamicAnchor": "d",
        "type": "array",
        "title": "t",
    }
    assert found.expand({"allOf": [{"type": "string"}, {"format": "date"}], "title": "t"}) == {
        "type": "string",
        "format": "date",
        "title": "t",
    }
    assert set(found.expand(ref("Lion"))["properties"]) == {"kind", "tail"}
    assert found.reference({"$dynamicRef": "#e"}) == (*at("E"), "x", 0)
    assert found.reference({"$dynamicRef": "#gone"}) is None
    assert found.reference({"$ref": 5, "$dynamicRef": 5}) is None
    assert found.reference({"$ref": "#/a", "$dynamicRef": "#d"}) == ("a",)


@pytest.mark.parametrize(
    ("node", "target"),
    [
        (ref("A"), "A"),
        (ref("A", description="d", nullable=True, maxLength=1), "A"),
        (ref("A", type="object"), None),
        ({"allOf": [ref("A")]}, "A"),
        ({"allOf": [ref("A"), {"description": "d"}], "nullable": True}, "A"),
        ({"allOf": [{"allOf": [ref("A")]}]}, "A"),
        ({"allOf": [ref("A"), ref("B")]}, None),
        ({"allOf": [ref("A")], "type": "object"}, None),
        ({"allOf": [{"type": "object"}]}, None),
        ({"allOf": []}, None),
        ({"$dynamicRef": "#a"}, "A"),
        ({}, None),
    ],
)
def test_what_is_nothing_but_a_reference(node: Any, target: str | None) -> None:
    found = expansion(A={"$dynamicAnchor": "a"}, B={})
    assert found.plain_reference(node) == (None if target is None else at(target))


def test_what_a_schema_takes_the_whole_of() -> None:
    found = expansion(A={"type": "object", "title": "t"}, B={"type": "string"})
    node = {"allOf": [ref("B"), {"allOf": [ref("A")]}, {"type": "object"}], "$ref": "#/x"}
    assert found.references(node) == [("x",), at("B"), at("A")]
    assert found.references({"properties": {"a": ref("A")}}) == []
    assert found.repeated(ref("A", type="object", description="d")) == at("A")
    assert found.repeated(ref("A", required=["a"])) is None
    assert found.repeated({"type": "object"}) is None
    assert content({"b": 1, "type": "a", "title": "t"}) == content({"type": "a", "b": 1})
    assert content({"type": "a"}) != content({"type": "b"})


def test_a_property_that_another_schema_adds() -> None:
    found = expansion(
        A={"required": ["late"]},
        B={"allOf": [ref("A"), {"required": ["x"]}]},
        C=ref("A", properties={"late": {}}),
    )
    assert not found.completes(at("A"), "late")
    found.expand({"allOf": [ref("B"), {"properties": {"later": {}}}]})
    assert found.completes(at("A"), "later")
    assert found.completes(at("B"), "later")
    assert not found.completes(at("A"), "late")
    found.expand(ref("C"))
    assert found.completes(at("A"), "late")
    assert not found.completes(at("B"), "late")


@pytest.mark.parametrize(
    ("schemas", "place", "hint"),
    [
        (
            "A: {type: object, required: [naem], properties: {name: {}, x: {}}}",
            "required/0",
            'did you mean "name"?',
        ),
        (
            "A: {type: object, required: [x, other], properties: {x: {}}}",
            "required/1",
            'add it to "properties", or remove it from "required"',
        ),
        (
            "A: {allOf: [{properties: {x: {}}}, {type: object, required: [other]}]}",
            "allOf/1/required/0",
            'add it to "properties", or remove it from "required"',
        ),
    ],
)
def test_required_names_that_are_no_properties(schemas: str, place: str, hint: str) -> None:
    _, problems = plan_of(with_schemas(schemas))
    (problem,) = [one for one in problems.sorted() if "required" in one.message]
    name = "naem" if "naem" in schemas else "other"
    assert problem.message == (
        f'"required" names "{name}", which is no property; it is taken for an optional one'
    )
    assert "/".join(map(str, problem.pointer)) == f"components/schemas/A/{place}"
    assert problem.hint == hint


def test_required_names_that_another_schema_has() -> None:
    """Who refers to it adds the property: no slip, and reported once where it is one."""
    _, problems = plan_of(
        with_schemas("""
        A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {late: {type: string}}}]}
        B: {type: object, required: [late], properties: {x: {}}}
        """)
    )
    assert not [one for one in problems.sorted() if "required" in one.message]


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        (
            """
            A: {type: object, properties: {x: {$dynamicRef: '#node'}, y: {$ref: '#/components/schemas/B'}}}
            B: {$dynamicAnchor: node, type: object, properties: {b: {type: string}}}
            """,
            {"A": "{x?: B, y?: B}", "B": "{b?: str}"},
        ),
        (
            """
            A: {oneOf: [{type: number}, {type: [number, 'null']}, {$ref: '#/components/schemas/N'}], type: integer}
            N: {type: number}
            """,
            {"A": "int | none", "N": "float"},
        ),
        (
            """
            A: {type: object, properties: {a: {$ref: '#/components/schemas/N'}, b: {$ref: '#/components/schemas/E'}, c: {$ref: '#/components/schemas/U'}}}
            N: {type: [string, 'null']}
            E: {enum: [a, null]}
            U: {oneOf: [{type: string}, {type: 'null'}]}
            """,
            {
                "A": "{a?: N | none, b?: E | none, c?: U | none}",
                "N": "str | none",
                "E": "<'a'> | none",
                "U": "str | none",
            },
        ),
        (
            """
            A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], type: object, properties: {id: {type: string}}, discriminator: {propertyName: k, mapping: {b: B, c: C}}}
            B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, required: [k], properties: {k: {type: string}}}]}
            C: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, required: [k], properties: {k: {type: string}}}]}
            """,
            {"A": "B | C by k", "B": "{id?: str, k: <'b'>}", "C": "{id?: str, k: <'c'>}"},
        ),
        (
            """
            A: {type: object, properties: {x: {allOf: [{$ref: '#/components/schemas/B'}, {type: object, required: [b]}]}, y: {allOf: [{$ref: '#/components/schemas/B'}, {type: object, required: [b]}]}, z: {allOf: [{$ref: '#/components/schemas/B'}, {type: object}]}}}
            B: {type: object, properties: {b: {type: object, properties: {n: {type: integer}}}}}
            """,
            {
                "A": "{x?: AX, y?: AY, z?: B}",
                "AX": "{b: AXB}",
                "AXB": "{n?: int}",
                "AY": "{b: AYB}",
                "AYB": "{n?: int}",
                "B": "{b?: BB}",
                "BB": "{n?: int}",
            },
        ),
        (
            """
            A: {type: object, properties: {a: {type: array, prefixItems: [{type: string}], items: {type: integer}}, b: {type: array, prefixItems: [{type: string}], maxItems: 1}, c: {type: array, prefixItems: [{type: string}], maxItems: 2}, d: {type: array, prefixItems: [{type: string}], items: {type: object, properties: {n: {type: integer}}}}}}
            """,
            {
                "A": "{a?: AA, b?: AB, c?: AC, d?: AD}",
                "AA": "[str | int]",
                "AB": "(str)",
                "AC": "[any]",
                "AD": "[str | ADItem]",
                "ADItem": "{n?: int}",
            },
        ),
        (
            """
            A: {type: object, additionalProperties: {type: object, properties: {n: {type: integer}}}, patternProperties: {'^x': {type: object, properties: {s: {type: string}}}}}
            """,
            {"A": "map of AValueS | AValueN", "AValueN": "{n?: int}", "AValueS": "{s?: str}"},
        ),
        (
            """
            A: {type: object, properties: {x: {type: [object, 'null'], patternProperties: {'^x': {type: string}}}, y: {type: object, patternProperties: {'^(a+)+$': {type: string}}}, z: {$ref: '#/components/schemas/P'}}}
            P: {type: [object, 'null'], patternProperties: {'^x': {type: string}}}
            """,
            {
                "A": "{x?: AX | none, y?: map of any, z?: P | none}",
                "AX": "map of str",
                "P": "PObject | none",
                "PObject": "map of str",
            },
        ),
        (
            "A: {type: object, properties: {x: {enum: [1.5, 2.5], type: number}, y: {enum: [[]]}, z: {type: string, enum: [a], x-speakeasy-unknown-values: allow}}}",
            {"A": "{x?: float, y?: any, z?: <'a'…>}"},
        ),
        (
            "A: {type: object, properties: {x: {type: object, x-speakeasy-name-override: given, properties: {n: {type: integer}}}}}",
            {"A": "{x?: Given}", "Given": "{n?: int}"},
        ),
    ],
)
def test_what_more_schemas_mean(schemas: str, expected: dict[str, str]) -> None:
    found = planned(with_schemas(schemas))
    found.pop("XRequest", None)
    assert found == expected


def test_what_fields_and_definitions_keep() -> None:
    """Words, marks and examples: of the property itself, marks also of what it refers to."""
    sdk, _ = plan_of(
        with_schemas("""
        A:
          title: A title.
          description: Said.
          deprecated: true
          type: object
          properties:
            plain: {type: string, description: d, title: t, example: e, examples: [x]}
            title: {type: string, title: t, examples: [x, y], deprecated: true}
            read: {type: string, readOnly: true}
            bare: {type: string, readOnly: 1, examples: []}
            by_ref: {$ref: '#/components/schemas/R', description: own}
        B: {title: Only a title., type: object, properties: {n: {type: integer}}}
        E: {description: Words., enum: [a, b]}
        M: {type: object, patternProperties: {'^x': {type: integer}}}
        R: {type: string, readOnly: true, description: of R, example: r}
        """)
    )
    found = definitions(sdk)
    fields = {field.name: field for field in getattr(found["A"], "fields", ())}
    assert {
        name: (field.description, field.deprecation, field.read_only, field.example)
        for name, field in fields.items()
    } == {
        "plain": ("d", "", False, "e"),
        "title": ("t", UNEXPLAINED, False, "x"),
        "read": ("", "", True, None),
        "bare": ("", "", False, None),
        "by_ref": ("own", "", True, None),
    }
    assert (found["A"].description, getattr(found["A"], "deprecation", None)) == (
        "Said.",
        UNEXPLAINED,
    )
    assert (found["B"].description, getattr(found["B"], "deprecation", None)) == (
        "Only a title.",
        "",
    )
    assert (found["E"].description, getattr(found["M"], "patterns", None)) == ("Words.", ("^x",))
