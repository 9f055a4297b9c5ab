"""Describing: the lift from 3.0, what is reported and what is tolerated, the operations."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkpress.describe import Description, describe
from sdkpress.problems import DescriptionError, Problem, Problems
from sdkpress.read import ReadOptions, read

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def described(tmp_path: Path, text: str) -> tuple[Description | None, tuple[Problem, ...]]:
    path = tmp_path / "api.yaml"
    path.write_text(text)
    problems = Problems()
    try:
        description = describe(read(path, ReadOptions(), problems), problems)
    except DescriptionError as error:
        return None, error.problems
    return description, problems.sorted()


def good(tmp_path: Path, text: str) -> Description:
    description, problems = described(tmp_path, text)
    assert problems == ()
    assert description is not None
    return description


def head(version: str = "3.1.0") -> str:
    return f'openapi: {version}\ninfo: {{title: T, version: "1"}}\n'


def with_schema(schema: str, version: str = "3.1.0") -> str:
    return head(version) + f"paths: {{}}\ncomponents:\n  schemas:\n    A: {schema}\n    B: {{}}\n"


def lifted(tmp_path: Path, schema: str, version: str = "3.0.3") -> Any:
    description = good(tmp_path, with_schema(schema, version))
    return description.document.root["components"]["schemas"]["A"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: string, nullable: true}", {"type": ["string", "null"]}),
        ("{type: string, nullable: false}", {"type": "string"}),
        (
            "{type: string, nullable: true, enum: [a]}",
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ("{nullable: true, enum: [a, null]}", {"enum": ["a", None]}),
        ("{nullable: true}", {}),
        ("{nullable: true, properties: {}}", {"type": ["object", "null"], "properties": {}}),
        (
            "{nullable: true, oneOf: [{type: string}]}",
            {"oneOf": [{"type": "string"}, {"type": "null"}]},
        ),
        (
            "{nullable: true, description: D, allOf: [{$ref: '#/components/schemas/B'}]}",
            {
                "description": "D",
                "anyOf": [{"allOf": [{"$ref": "#/components/schemas/B"}]}, {"type": "null"}],
            },
        ),
        (
            "{nullable: true, x-y: 1, $ref: '#/components/schemas/B'}",
            {"x-y": 1, "anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
        ),
        (
            "{type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9}",
            {"type": "integer", "exclusiveMinimum": 1, "maximum": 9},
        ),
        ("{maximum: 1, exclusiveMaximum: false}", {"maximum": 1}),
        ("{type: string, format: binary, example: x}", None),
        ("{properties: {nullable: {type: boolean, example: {nullable: true}}}}", None),
    ],
)
def test_schemas_are_lifted(tmp_path: Path, schema: str, expected: Any) -> None:
    assert lifted(tmp_path, schema) == (yaml.safe_load(schema) if expected is None else expected)
    assert lifted(tmp_path, schema, "3.1.0") == lifted(tmp_path, schema)


def test_references_follow_what_the_lift_moves(tmp_path: Path) -> None:
    text = with_schema("{nullable: true, allOf: [{properties: {p: {}}}]}", "3.0.3") + (
        "    C: {$ref: '#/components/schemas/A/allOf/0/properties/p'}\n"
    )
    description = good(tmp_path, text)
    reference = "#/components/schemas/A/anyOf/0/allOf/0/properties/p"
    assert description.document.root["components"]["schemas"]["C"] == {"$ref": reference}
    pointer = ("components", "schemas", "A", "anyOf", 0, "allOf", 0, "properties")
    place = description.document.locate(pointer)
    assert (place.line, place.column) == (6, 34)


def test_empty_fields_are_ignored(tmp_path: Path) -> None:
    text = head() + "paths: {/a: {get: {parameters: , responses: {}, x-a: }}}\nservers:\n"
    description, problems = described(tmp_path, text)
    assert description is not None
    assert [problem.message for problem in problems] == [
        'the field "parameters" is empty and is ignored',
        'the field "servers" is empty and is ignored',
    ]
    assert description.document.root["paths"]["/a"]["get"] == {"responses": {}, "x-a": None}


def error(tmp_path: Path, text: str) -> Problem:
    description, problems = described(tmp_path, text)
    assert description is None
    (problem,) = (problem for problem in problems if problem.severity == "error")
    return problem


def operation(text: str, path: str = "/a") -> str:
    return head() + f"paths:\n  {path}:\n    get: {text}\n"


PLACED = ("text", "message", "pointer", "place")


@pytest.mark.parametrize(
    PLACED,
    [
        (head(), 'one of "paths", "webhooks", "components" is needed', "", (1, 1)),
        (
            with_schema("{items: {$ref: 5}}"),
            "the value of $ref must be a string",
            "components/schemas/A/items/$ref",
            (6, 23),
        ),
        (
            head() + "paths: []",
            '"paths" must be an object, is a list',
            "paths",
            (3, 1),
        ),
        (
            operation("{parameters: {name: x, in: query}}"),
            '"parameters" must be a list, is an object',
            "paths/~1a/get/parameters",
            (5, 11),
        ),
        (
            operation("{responses: {'200': {content: [a]}}}"),
            '"content" must be an object, is a list',
            "paths/~1a/get/responses/200/content",
            (5, 31),
        ),
        (
            head() + "paths: {}\ncomponents: {securitySchemes: [k]}",
            '"securitySchemes" must be an object, is a list',
            "components/securitySchemes",
            (4, 14),
        ),
    ],
)
def test_errors(
    tmp_path: Path, text: str, message: str, pointer: str, place: tuple[int, int]
) -> None:
    assert_placed(error(tmp_path, text), message, pointer, place)


@pytest.mark.parametrize(
    PLACED,
    [
        (
            'openapi: 3.1.0\ninfo: {version: "1"}\npaths: {}',
            'the field "title" is missing',
            "info",
            (2, 1),
        ),
        ("openapi: 3.1.0\npaths: {}", 'the field "title" is missing', "info", (1, 1)),
        (
            head("3.0.3") + "components: {schemas: {A: {}}}",
            'the field "paths" is missing',
            "",
            (1, 1),
        ),
        (
            "openapi: 3.1.0\ninfo: {title: T, version: 1.0}\npaths: {}",
            '"version" must be a string, is a number',
            "info/version",
            (2, 27),
        ),
        (with_schema("5"), '"A" must be an object, is a number', "components/schemas/A", (6, 8)),
        (
            with_schema("{type: strng}"),
            '"type" must be "null", "string", "number", "integer", "boolean", "array" or "object"',
            "components/schemas/A/type",
            (6, 15),
        ),
        (
            with_schema("{type: [string, strng]}"),
            'item 1 of "type" must be "null"',
            "components/schemas/A/type/1",
            (6, 24),
        ),
        (
            with_schema("{properties: {p: {items: {minLength: -1}}}}"),
            '"minLength" must be 0 or more, is -1',
            "components/schemas/A/properties/p/items/minLength",
            (6, 45),
        ),
        (
            with_schema("{additionalProperties: 5}"),
            '"additionalProperties" must be an object, is a number',
            "components/schemas/A/additionalProperties",
            (6, 31),
        ),
        (
            with_schema("{required: true}"),
            '"required" must be a list, is a boolean',
            "components/schemas/A/required",
            (6, 19),
        ),
        (
            with_schema("{$defs: {X: {pattern: 1}}}"),
            '"pattern" must be a string, is a number',
            "components/schemas/A/$defs/X/pattern",
            (6, 30),
        ),
        (
            operation("{parameters: [{name: x, in: header}, {name: y, in: heder}]}"),
            '"in" must be path, query, querystring, header, cookie, is "heder"',
            "paths/~1a/get/parameters/1/in",
            (5, 61),
        ),
        (
            operation("{parameters: [{in: header, nam: x}]}"),
            'the field "name" is missing',
            "paths/~1a/get/parameters/0",
            (5, 24),
        ),
        (
            operation("{responses: {'200': {description: d, content: {a/b: {schema: []}}}}}"),
            '"schema" must be an object, is a list',
            "paths/~1a/get/responses/200/content/a~1b/schema",
            (5, 63),
        ),
        (
            operation("{responses: {'2xx': {description: d}}}"),
            '"2xx" is no status code',
            "paths/~1a/get/responses/2xx",
            (5, 23),
        ),
        (
            operation("{}", "a"),
            'the path "a" must start with "/"',
            "paths/a",
            (4, 3),
        ),
        (
            operation("{}", "/a/{b"),
            'the path "/a/{b" has a brace without its partner',
            "paths/~1a~1{b",
            (4, 3),
        ),
        (
            operation("{}", "/a/{b}"),
            'the parameter "b" of the path "/a/{b}" is not defined',
            "paths/~1a~1{b}/get",
            (5, 5),
        ),
        (
            operation("{parameters: [{name: x, in: query}, {name: x, in: query}]}"),
            'the query parameter "x" is listed twice',
            "paths/~1a/get/parameters/1",
            (5, 46),
        ),
        (
            operation("{security: [{}, {key: []}]}"),
            'there is no security scheme "key"',
            "paths/~1a/get/security/1/key",
            (5, 27),
        ),
        (
            head() + "paths: {}\nservers: [{url: 'https://{h}.io', variables: {}}]",
            'the variable "h" of the server URL is not defined',
            "servers/0/url",
            (4, 17),
        ),
        (
            head() + "paths: {}\ncomponents: {securitySchemes: {k: {type: apikey}}}",
            'unknown type "apikey" of a scheme',
            "components/securitySchemes/k/type",
            (4, 42),
        ),
        (
            head() + "paths: {}\ncomponents: {securitySchemes: {k: {type: http}}}",
            'the field "scheme" is missing, which a scheme of type "http" needs',
            "components/securitySchemes/k",
            (4, 32),
        ),
    ],
)
def test_slips_are_mended_with_a_warning(
    tmp_path: Path, text: str, message: str, pointer: str, place: tuple[int, int]
) -> None:
    description, problems = described(tmp_path, text)
    assert description is not None
    (problem,) = (problem for problem in problems if problem.message.startswith(message))
    assert problem.severity == "warning"
    assert_placed(problem, message, pointer, place)


def assert_placed(problem: Problem, message: str, pointer: str, place: tuple[int, int]) -> None:
    assert problem.message.startswith(message)
    assert problem.location is not None
    segments = [str(s).replace("/", "~1") for s in problem.location.pointer or ()]
    assert "/".join(segments) == pointer
    assert (problem.location.line, problem.location.column) == place


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (operation("{parameters: [{in: header, nmae: x}]}"), "nmae"),
        (
            operation("{security: [{apikey: []}]}")
            + "components: {securitySchemes: {apiKey: {type: http, scheme: basic}}}",
            'did you mean "apiKey"?',
        ),
        (
            operation("{parameters: [{name: petid, in: path, required: true}]}", "/a/{petId}"),
            'did you mean "petid", which is defined?',
        ),
        (operation("{}", "a"), 'write "/a"'),
        ("openapi: 3.1.0\ninfo: {title: T, version: 2}\npaths: {}", "put quotes around it"),
    ],
)
def test_hints(tmp_path: Path, text: str, hint: str) -> None:
    _, problems = described(tmp_path, text)
    assert any(hint in problem.hint for problem in problems)


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
    ("text", "message"),
    [
        (
            operation("{parameters: [{name: x, in: path, required: true}]}"),
            'the path "/a" has no parameter "x"; it is ignored',
        ),
        (
            operation("{parameters: [{name: x, in: path}]}", "/{x}"),
            'the path parameter "x" is required, which it does not say',
        ),
        (
            head() + "paths:\n  /a/{x}: {}\n  /a/{y}: {}",
            'the paths "/a/{x}" and "/a/{y}" differ in parameter names only',
        ),
        (with_schema("{enum: []}"), "the enum is empty: no value fits it"),
        (
            with_schema("{enum: [a], default: b}"),
            "the default is none of the values of the enum",
        ),
        (operation("{respones: {}}"), 'unknown field "respones", which is ignored'),
        (with_schema("{minlength: 3}"), 'unknown field "minlength", which is ignored'),
        (
            with_schema("{examples: {a: 1}}"),
            '"examples" must be a list, is an object; it is ignored',
        ),
        (
            operation("{description: 5, externalDocs: {}}").replace(", externalDocs: {}", ""),
            '"description" must be a string, is a number; "5" is taken for it',
        ),
        (operation("{externalDocs: {}}"), 'the field "url" is missing; it is ignored'),
    ],
)
def test_warnings(tmp_path: Path, text: str, message: str) -> None:
    description, problems = described(tmp_path, text)
    assert description is not None
    (problem,) = problems
    assert (problem.severity, problem.message) == ("warning", message)


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
