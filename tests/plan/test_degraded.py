"""What is said of operations that are not wholly typed, or not sent as they are declared."""

from __future__ import annotations

import pytest

from plan.planned import plan_of
from sdkpress.plan.shapes.degraded import Degraded

ANY = "values that are neither text, integers nor booleans are typed Any"
NESTED = "a part that is multipart itself is sent as JSON"


def degraded(operation: str, more: str = "", item: str = "") -> dict[str, tuple[str, ...]]:
    """The reasons of each operation of a description that has this one, and an innocent one."""
    sdk, _ = plan_of(
        "    openapi: 3.2.0\n    paths:\n"
        "      /y: {get: {operationId: y, responses: {'204': {description: d}}}}\n"
        f"      /x: {{{item}post: {{operationId: x, {operation}}}}}\n{more}"
    )
    return {item.id: item.degraded for item in sdk.operations}


def answer(schema: str) -> str:
    """Responses with this schema."""
    content = f"content: {{application/json: {{schema: {schema}}}}}"
    return f"responses: {{'200': {{description: d, {content}}}}}"


RESPONSE = "/paths/~1x/post/responses/200/content/application~1json/schema"


@pytest.mark.parametrize(
    ("schema", "reasons"),
    [
        ("{enum: [1.5, 2]}", (f"{ANY} (#{RESPONSE})",)),
        ("{const: 1.5}", (f"{ANY} (#{RESPONSE})",)),
        ("{const: [1]}", (f"{ANY} (#{RESPONSE})",)),
        ("{enum: [{a: 1}]}", (f"{ANY} (#{RESPONSE})",)),
        ("{type: number, enum: [1.5]}", ()),
        ("{enum: [1.0, 2, x, true, null]}", ()),
        ("{const: 1, enum: [1.5]}", ()),
        ("{}", ()),
        (
            "{type: object, properties: {p: {const: 1.5}, q: {enum: [[]]}}}",
            (f"{ANY} (#{RESPONSE}/properties/p)", f"{ANY} (#{RESPONSE}/properties/q)"),
        ),
    ],
)
def test_constants_that_python_has_no_type_for(schema: str, reasons: tuple[str, ...]) -> None:
    assert degraded(answer(schema)) == {"x": reasons, "y": ()}


@pytest.mark.parametrize("key", ["encoding", "prefixEncoding", "itemEncoding"])
def test_parts_that_are_multipart(key: str) -> None:
    value = {"encoding": "{q: {}}", "prefixEncoding": "[{}]", "itemEncoding": "{}"}[key]
    encoding = f"encoding: {{p: {{contentType: multipart/mixed, {key}: {value}}}}}"
    schema = "schema: {type: object, properties: {p: {type: array, items: {type: string}}}}"
    content = f"{{multipart/form-data: {{{schema}, {encoding}}}}}"
    found = degraded(
        f"requestBody: {{content: {content}}}, responses: {{'204': {{description: d}}}}"
    )
    place = "#/paths/~1x/post/requestBody/content/multipart~1form-data/encoding/p"
    assert found == {"x": (f"{NESTED} ({place})",), "y": ()}


def test_what_is_referred_to_counts_and_what_is_not_does_not() -> None:
    """Directly or not, by a circle too, by the parameters of the path; not what is beside."""
    more = """
    components:
      schemas:
        A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
        B: {type: array, items: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}]}}
        C: {const: 1.5}
        CC: {const: 2.5}
        D: {enum: [0.5]}
    """
    place = "#/components/schemas/C"
    ref = "{$ref: '#/components/schemas/%s'}"
    assert degraded(answer(ref % "A"), more)["x"] == (f"{ANY} ({place})",)
    assert degraded(answer(ref % "D"), more)["x"] == (f"{ANY} (#/components/schemas/D)",)
    item = f"parameters: [{{name: q, in: query, schema: {ref % 'B'}}}], "
    assert degraded(answer("{}"), more, item) == {"x": (f"{ANY} ({place})",), "y": ()}
    assert degraded(answer("{}"), more) == {"x": (), "y": ()}
    inner = "{$ref: '#/components/schemas/B/items/oneOf/1'}"
    assert degraded(answer(inner), more)["x"] == (f"{ANY} ({place})",)


def test_what_was_left_out_while_reading_is_told() -> None:
    """It stands before what is found here; its place is one of the operation, or in one."""
    root = {"paths": {"/x": {"post": {"a": [{"b": 1}]}, "get": {}}}}
    here = ("paths", "/x", "post")
    found = Degraded(root, {(*here, "a", 0, "b"): "left out"})
    assert found.reasons(here, here[:2]) == ("left out (#/paths/~1x/post/a/0/b)",)
    assert found.reasons(("paths", "/x", "get"), here[:2]) == ()
    assert Degraded(root, {}).reasons(here, here[:2]) == ()
    above = Degraded(root, {here[:2]: "left out"})
    assert above.reasons(here, here[:2]) == ()
    text = {"a": {"$ref": "#/b/0/c"}, "b": [{"c": {"d": 1}}]}
    assert Degraded(text, {("b", 0, "c", "d"): "r"}).reasons(("a",), ("a",)) == ("r (#/b/0/c/d)",)
