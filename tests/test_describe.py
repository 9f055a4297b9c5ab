"""Describing: the lift from 3.0, what is reported and what is tolerated, the operations."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkpress.describe import describe
from sdkpress.problems import Problems
from sdkpress.read import ReadOptions, read
from support.described import described, good, head, operation, with_schema

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def test_duplicate_operation_ids_name_both_places(tmp_path: Path) -> None:
    text = head() + (
        "paths:\n  /a:\n    get: {operationId: x}\n  /b:\n    post:\n      operationId: x\n"
    )
    _, (problem,) = described(tmp_path, text)
    assert problem.message == 'two operations have the operationId "x"'
    assert problem.pointer == ("paths", "/b", "post", "operationId")
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (8, 20)
    assert "#/paths/~1a/get" in problem.hint
    assert "api.yaml:5:24" in problem.hint


def test_everything_is_reported_in_one_run(tmp_path: Path) -> None:
    text = head() + (
        "paths:\n  /a/{b}:\n    get:\n      operationId: 5\n"
        "      security: [{nope: []}]\n      parameters: [{$ref: '#/nope'}]\n"
    )
    _, problems = described(tmp_path, text)
    assert [problem.location.line for problem in problems if problem.location] == [5, 6, 7, 8]


@pytest.mark.parametrize(
    "text",
    [
        with_schema("true"),
        with_schema("{properties: {a: true, b: false}, items: true, not: false}"),
        with_schema("{$ref: '#/components/schemas/B', description: d, minimum: 3, default: {}}"),
        with_schema("{$defs: {X: true}, $comment: c, $id: 'urn:x', $anchor: a, unknownword: 1}"),
        with_schema("{if: true, then: {}, prefixItems: [true], dependentSchemas: {a: true}}"),
        with_schema("{properties: {$ref: {type: string}, Reference: {}, Schema: {}}}"),
        head() + "x-top: 1\npaths: {x-paths: text, /a: {get: {responses: {x-r: 1}}}}",
        head() + "paths: {/a: {post: {callbacks: {cb: {x-c: 1, '{$url}': {post: {}}}}}}}",
        head() + "webhooks: {w: {post: {responses: {'200': {}}}}}",
        head("3.2.0") + "$self: x\npaths: {/a: {query: {responses: {'200': {summary: s}}}}}",
        head("3.2.0") + "paths: {/a: {additionalOperations: {COPY: {}}}}",
        head("3.2.0")
        + "components: {mediaTypes: {M: {itemSchema: true}}}\n"
        + "paths: {/a: {get: {parameters: [{name: q, in: querystring, content: {}}]}}}",
    ],
)
def test_what_the_library_cannot_express_is_no_error(tmp_path: Path, text: str) -> None:
    raw = yaml.safe_load(text)
    assert good(tmp_path, text).document.root == raw


def test_operations_follow_references_and_know_openapi_3_2(tmp_path: Path) -> None:
    text = head("3.2.0") + (
        "paths:\n"
        "  /a: {$ref: '#/components/pathItems/Item'}\n"
        "  /b: {$ref: '#/paths/~1c'}\n"
        "  /c: {query: {operationId: c1}, additionalOperations: {COPY: {operationId: c2}}}\n"
        "components: {pathItems: {Item: {get: {operationId: a}}}}\n"
    )
    _, problems = described(tmp_path, text)
    assert [p.message for p in problems] == []
    operations = list(good(tmp_path, text).operations())
    assert [(o.path, o.method, o.operation.value["operationId"]) for o in operations] == [
        ("/a", "GET", "a"),
        ("/b", "QUERY", "c1"),
        ("/b", "COPY", "c2"),
        ("/c", "QUERY", "c1"),
        ("/c", "COPY", "c2"),
    ]
    assert operations[0].operation.pointer == ("components", "pathItems", "Item", "get")
    assert operations[1].item.pointer == ("paths", "/c")


def test_what_is_referred_to_outside_of_the_components_is_checked(tmp_path: Path) -> None:
    text = operation("{parameters: [{$ref: '#/x-parameters/Q'}]}") + "x-parameters: {Q: {name: q}}"
    _, (problem,) = described(tmp_path, text)
    assert problem.message == 'the field "in" is missing; the parameter is ignored'
    assert problem.pointer == ("x-parameters", "Q")


@pytest.mark.skipif(not CORPUS.exists(), reason="the public descriptions are not beside the code")
@pytest.mark.parametrize(
    ("name", "operations"),
    [
        ("openrouter.openapi.yaml", 97),
        ("openrouter.overlaid.openapi.yaml", 97),
        ("openai.openapi.yaml", 288),
        ("mistral.openapi.yaml", 288),
        ("figma.openapi.yaml", 54),
        ("github.openapi.json", 1223),
    ],
)
def test_public_descriptions_have_no_errors(name: str, operations: int) -> None:
    problems = Problems()
    description = describe(read(CORPUS / name, ReadOptions(), problems), problems)
    assert len(list(description.operations())) == operations
    assert not problems.has_errors


WHOLE: dict[str, Any] = yaml.safe_load(
    head("3.0.3")
    + """
servers: [{url: "https://{h}.io", variables: {h: {default: a, enum: [a]}}}]
tags: [{name: t}]
security: [{key: []}]
paths:
  /a/{id}:
    parameters: [{$ref: "#/components/parameters/id"}]
    post:
      operationId: a
      tags: [t]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
      responses:
        "200": {description: ok, headers: {H: {schema: {type: string}}}, content: {"*/*": {}}}
        default: {$ref: "#/components/responses/R"}
      callbacks: {cb: {"{$url}": {post: {responses: {}}}}}
components:
  parameters: {id: {name: id, in: path, required: true, schema: {type: integer}}}
  responses: {R: {description: r, links: {l: {operationId: a}}}}
  securitySchemes: {key: {type: apiKey, name: k, in: header}}
  schemas:
    A:
      type: object
      nullable: true
      required: [b]
      properties: {b: {allOf: [{$ref: "#/components/schemas/B"}], nullable: true}}
      discriminator: {propertyName: b, mapping: {b: "#/components/schemas/B"}}
    B: {type: string, enum: [x], default: x, example: x}
"""
)


def pointers(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    return [at, *(p for key, item in items for p in pointers(item, (*at, key)))]


mutations = st.tuples(
    st.sampled_from([p for p in pointers(WHOLE) if p]),
    st.sampled_from(
        [
            *(None, True, 5, -1.5, "", "x", "#/a", "#/paths", [], [None], [[]], {}, {"": {}}),
            *({"$ref": 5}, {"$ref": "#"}, {"x": {"$ref": "#"}}, {"a": []}),
            {"$ref": "#/components/schemas/A"},
        ]
    ),
)


def mutate(document: Any, pointer: tuple[Any, ...], value: Any) -> None:
    for segment in pointer[:-1]:
        if not isinstance(document, dict | list) or (
            isinstance(document, list) and segment not in range(len(document))
        ):
            return
        document = document[segment] if isinstance(document, list) else document.get(segment)
    if isinstance(document, dict):
        document[pointer[-1]] = copy.deepcopy(value)
    elif isinstance(document, list) and isinstance(pointer[-1], int):
        document[pointer[-1] : pointer[-1] + 1] = [copy.deepcopy(value)]


@settings(max_examples=400)
@given(st.lists(mutations, min_size=1, max_size=3))
def test_no_mutation_gives_a_traceback(tmp_path_factory: Any, changes: list[Any]) -> None:
    document = copy.deepcopy(WHOLE)
    for pointer, value in changes:
        mutate(document, pointer, value)
    description, problems = described(
        tmp_path_factory.mktemp("mutated"), yaml.safe_dump(document, sort_keys=False)
    )
    if description is None:
        assert all(p.location and p.location.line for p in problems)
        assert any(problem.severity == "error" for problem in problems)
    else:
        assert all(o.operation.value is not None for o in description.operations())
