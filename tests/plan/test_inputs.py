"""What callers give: unions that are too long for a signature, and models that may be dicts."""

from __future__ import annotations

import pytest

from plan.planned import plan_of, text

MODELS = """
    components:
      schemas:
        A: {type: object, properties: {a: {type: string}}}
        B: {type: object, properties: {b: {type: string}}}
        C: {type: object, properties: {c: {type: string}}}
        D: {type: object, properties: {d: {type: string}}}
        E: {enum: [x, y, z, u, v, w, t, s]}
        Listed: {type: array, items: {$ref: '#/components/schemas/A'}}
        Deep: {type: array, items: {$ref: '#/components/schemas/Listed'}}
        Unmentioned: {type: object, properties: {a: {type: string}}}
"""


def inputs(properties: str, more: str = "") -> tuple[set[str], dict[str, str]]:
    """Which definitions may be given as dicts, and the names of long unions with what they are."""
    found = plan_of(
        "    paths:\n"
        "      /x: {post: {operationId: put, requestBody: {content: {application/json: {schema:"
        f" {{type: object, properties: {{{properties}}}}}}}}}}}, "
        f"responses: {{'204': {{description: d}}}}}}}}{MODELS}{more}"
    )[0].inputs
    return set(found.names), {name: text(node) for (_, node), name in found.unions.items()}


def union(*names: str) -> str:
    """A union of these schemas."""
    listed = ", ".join(f"{{$ref: '#/components/schemas/{name}'}}" for name in names)
    return f"{{oneOf: [{listed}]}}"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (f"one: {union('A', 'B', 'C')}", {}),
        (f"one: {union('A', 'B', 'C', 'D')}", {"PutRequestOne": "A | B | C | D"}),
        (
            f"many: {{type: array, items: {union('A', 'B', 'C', 'D')}}}",
            {"PutRequestMany": "A | B | C | D"},
        ),
        (
            f"things: {{type: array, items: {union('A', 'B', 'C', 'D')}}}",
            {"PutRequestThing": "A | B | C | D"},
        ),
        (
            f"things: {{oneOf: [{{type: array, items: {{type: array, items: {union('A', 'B', 'C', 'D')}}}}},"
            " {type: string}]}",
            {"PutRequestThing": "A | B | C | D"},
        ),
        (
            f"one: {union('A', 'B', 'C', 'D')}, two: {union('A', 'B', 'C', 'D')}",
            {"PutRequestOne": "A | B | C | D"},
        ),
        (
            "one: {oneOf: [{type: string}, {type: integer}, {type: boolean}, {type: number},"
            f" {union('A', 'B')}]}}",
            {},
        ),
    ],
)
def test_long_unions_have_names(properties: str, expected: dict[str, str]) -> None:
    """More than three definitions are long; each union has one name for its owner."""
    assert inputs(properties)[1] == expected


def test_a_name_that_is_taken() -> None:
    """By another definition; one that is the same union is no other."""
    one = f"one: {union('A', 'B', 'C', 'D')}"
    taken = "        PutRequestOne: {type: string}\n"
    assert set(inputs(one, taken)[1]) == {"PutRequestOneValue"}
    taken += "        PutRequestOneValue: {type: string}\n"
    assert set(inputs(one, taken)[1]) == {"PutRequestOneValueValue"}
    same = f"        PutRequestOne: {union('A', 'B', 'C', 'D')}\n"
    assert set(inputs(one, same)[1]) == {"PutRequestOne"}
    other = f"        PutRequestOne: {union('D', 'C', 'B', 'A')}\n"
    assert set(inputs(one, other)[1]) == {"PutRequestOneValue"}


def test_which_definitions_may_be_given_as_dicts() -> None:
    """Models that an argument mentions, and aliases that lead to one."""
    found, _ = inputs(
        "one: {$ref: '#/components/schemas/A'}, two: {$ref: '#/components/schemas/E'},"
        " three: {$ref: '#/components/schemas/Deep'}, four: {type: array, items: {$ref:"
        " '#/components/schemas/B'}}"
    )
    assert found == {"A", "B", "Deep"}
