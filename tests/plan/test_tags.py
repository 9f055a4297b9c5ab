"""Unions inside other types: what they are called where two want one name; what stays closed."""

from __future__ import annotations

from plan.planned import definitions, plan_of, planned, text, with_schemas

VARIANTS = "\n".join(
    f"{name}: {{type: object, required: [kind], properties: {{kind: {{const: {name.lower()}}}}}}}"
    for name in "BCDE"
)


def union(*names: str) -> str:
    """A union of these schemas."""
    listed = ", ".join(f"{{$ref: '#/components/schemas/{name}'}}" for name in names)
    return f"{{oneOf: [{listed}]}}"


def test_two_unions_that_want_one_name() -> None:
    """The same union has it twice; another one stays where it is, untagged."""
    found = planned(
        with_schemas(
            f"A: {{type: object, properties: {{x: {union('B', 'C')}, X: {union('B', 'C')},"
            f" x_: {union('D', 'E')}}}}}",
            VARIANTS,
        )
    )
    assert found["A"] == "{x?: AX, X?: AX, x_?: D | E}"
    assert found["AX"] == "B | C by kind"


def test_a_name_that_a_schema_has() -> None:
    found = planned(
        with_schemas(
            f"A: {{type: object, properties: {{x: {union('B', 'C')}}}}}",
            "AX: {type: string}",
            VARIANTS,
        )
    )
    assert found["A"] == "{x?: B | C}"


def test_unions_deep_inside() -> None:
    """Items are called in the singular; null stays beside the name."""
    found = planned(
        with_schemas(
            f"A: {{type: object, properties: {{things: {{type: array, items: {union('B', 'C')}}},"
            f" more: {{type: object, additionalProperties: {{oneOf: [{union('D', 'E')},"
            " {type: 'null'}]}}, mixed: {oneOf: [{type: string}, {type: array, items:"
            f" {union('B', 'D')}}}]}}}}}}",
            f"F: {{type: array, items: {union('C', 'E')}}}",
            VARIANTS,
        )
    )
    shapes = {name: found[name] for name in found if "|" in found[name] and name != "A"}
    assert found["A"] == (
        "{things?: [AThing], more?: map of AMoreItem | none, mixed?: str | [AMixedItem]}"
    )
    assert found["F"] == "[FItemItem]"
    assert shapes == {
        "AThing": "B | C by kind",
        "AMoreItem": "D | E by kind",
        "AMixedItem": "B | D by kind",
        "FItemItem": "C | E by kind",
    }


def test_declared_values_stay_closed_where_no_union_is_tagged_by_them() -> None:
    """What tells variants apart is no open enum, though a string stands beside them."""
    found = planned(
        with_schemas("""
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/S'}], discriminator: {propertyName: kind, mapping: {x: B, y: B, z: C}}}
        S: {type: string}
        B: {type: object, required: [kind], properties: {kind: {type: string}, other: {type: string}}}
        C: {type: object, properties: {kind: {type: string}}}
        """)
    )
    assert found["A"] == "B | C | S"
    assert found["B"] == "{kind: <'x' 'y'>, other?: str}"
    assert found["C"] == "{kind?: str}"  # which may be left out


def test_enums_that_only_an_operation_has() -> None:
    """Open where they are received, closed where they are sent."""
    sdk, _ = plan_of("""
    paths:
      /x:
        post:
          operationId: x
          parameters: [{name: q, in: query, schema: {enum: [a, b]}}]
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
          responses:
            '200': {description: d, content: {application/json: {schema: {type: array, items: {enum: [a, b]}}}}}
            '201': {description: d, content: {application/json: {schema: {enum: [c]}}}}
            '204': {description: d}
            '400': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Refusal'}}}}
    components:
      schemas:
        Sent: {type: object, properties: {e: {enum: [a, b]}}, additionalProperties: {enum: [a, b]}}
        Refusal: {type: object, required: [code], properties: {code: {enum: [a, b]}}}
    """)
    (operation,) = sdk.operations
    assert text(operation.result) == "[<'a' 'b'…>] | <'c'> | none"
    rows = {row.status: row.type and text(row.type) for row in operation.responses}
    assert rows == {"200": "[<'a' 'b'…>]", "201": "<'c'>", "204": None, "400": "Refusal"}
    arguments = {argument.key: text(argument.type) for argument in operation.arguments}
    assert arguments["q"] == "<'a' 'b'>"
    found = definitions(sdk)
    assert [text(field.type) for field in getattr(found["Refusal"], "fields", ())] == ["<'a' 'b'…>"]
    assert [text(field.type) for field in getattr(found["Sent"], "fields", ())] == ["<'a' 'b'>"]
    assert text(getattr(found["Sent"], "extra", None)) == "<'a' 'b'>"
