"""`readOnly` and `writeOnly`: what has two shapes, and what they know of each other."""

from __future__ import annotations

import pytest

from plan.planned import definitions, plan_of, shown

BOTH = """
    components:
      schemas:
        A: {type: object, properties: {id: {type: string, readOnly: true}, key: {type: string, writeOnly: true}, n: {type: integer}}}
        List: {type: array, items: {$ref: '#/components/schemas/A'}}
        Plain: {type: object, properties: {n: {type: integer}}}
"""
ANSWER = "responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}}}"
NOTHING = "responses: {'204': {description: d}}"
BODY = "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}}, "


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("get: {operationId: x, %s}" % (ANSWER % "A"), {"A": "{id?: str, n?: int}", "List": "[A]"}),
        (
            "post: {{operationId: x, {}{}}}".format(BODY % "A", NOTHING),
            {"A": "{key?: str, n?: int}", "List": "[A]"},
        ),
        (
            "post: {{operationId: x, {}{}}}".format(BODY % "A", ANSWER % "Plain"),
            {"A": "{key?: str, n?: int}", "List": "[A]"},
        ),
        (
            "post: {{operationId: x, {}{}}}".format(BODY % "Plain", ANSWER % "List"),
            {"A": "{id?: str, n?: int}", "List": "[A]"},
        ),
        (
            "post: {{operationId: x, {}{}}}".format(BODY % "A", ANSWER % "List"),
            {"A": "{id?: str, n?: int}", "AInput": "{key?: str, n?: int}", "List": "[A]"},
        ),
        (
            "post: {{operationId: x, {}{}}}".format(BODY % "List", ANSWER % "List"),
            {
                "A": "{id?: str, n?: int}",
                "AInput": "{key?: str, n?: int}",
                "List": "[A]",
                "ListInput": "[AInput]",
            },
        ),
        (
            "get: {operationId: x, %s}" % (ANSWER % "Plain"),
            {"A": "{id?: str, key?: str, n?: int}", "List": "[A]"},
        ),
    ],
)
def test_only_what_is_sent_and_received_has_two_shapes(
    operation: str, expected: dict[str, str]
) -> None:
    found = definitions(plan_of(f"    paths: {{/x: {{{operation}}}}}{BOTH}")[0])
    others = {"Plain", "XRequest"}
    assert {name: shown(item) for name, item in found.items() if name not in others} == expected
    assert shown(found["Plain"]) == "{n?: int}"


def test_two_shapes_know_of_each_other() -> None:
    operation = "post: {{operationId: x, {}{}}}".format(BODY % "List", ANSWER % "List")
    found = definitions(plan_of(f"    paths: {{/x: {{{operation}}}}}{BOTH}")[0])
    assert (found["AInput"].received, getattr(found["AInput"], "not_sent", None)) == ("A", ("id",))
    assert (found["A"].received, getattr(found["A"], "not_sent", None)) == ("", ())
    assert (found["ListInput"].received, found["List"].received) == ("List", "")
