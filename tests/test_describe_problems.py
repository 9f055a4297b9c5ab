"""Each slip and each error is told with its place, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkpress.problems import Problem
from support.described import described, error, head, operation, with_schema

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
