"""References to something of another kind: a warning, one part less, and the operation says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sdkpress.describe import describe
from sdkpress.pointer import Pointer, follow, reference_to
from sdkpress.problems import DescriptionError, Problem, Problems
from sdkpress.read import ReadOptions, read
from sdkpress.read.grammar import SECTIONS

COMPONENTS: dict[str, Any] = {
    "schemas": {"S": {"type": "object", "properties": {"a": {"type": "string"}}}},
    "responses": {"R": {"description": "d", "content": {"application/json": {}}}},
    "parameters": {"P": {"name": "p", "in": "query", "schema": {"type": "string"}}},
    "examples": {"E": {"value": "a"}},
    "requestBodies": {"B": {"content": {"application/json": {"schema": {"type": "string"}}}}},
    "headers": {"H": {"schema": {"type": "string"}}},
    "securitySchemes": {"K": {"type": "http", "scheme": "basic"}},
    "links": {"L": {"operationId": "one"}},
    "callbacks": {"C": {"{$url}": {"post": {"responses": {"200": {"description": "d"}}}}}},
    "pathItems": {"I": {"get": {"responses": {"200": {"description": "d"}}}}},
    "mediaTypes": {"M": {"schema": {"type": "string"}}},
}
_RESPONSE: Pointer = ("paths", "/a", "post", "responses", "200")
PLACES: dict[str, Pointer] = {
    "schema": (*_RESPONSE, "content", "application/json", "schema"),
    "response": _RESPONSE,
    "parameter": ("paths", "/a", "post", "parameters", 0),
    "example": (*_RESPONSE, "content", "application/json", "examples", "e"),
    "requestBody": ("paths", "/a", "post", "requestBody"),
    "header": (*_RESPONSE, "headers", "X-A"),
    "securityScheme": ("components", "securitySchemes", "other"),
    "link": (*_RESPONSE, "links", "l"),
    "callback": ("paths", "/a", "post", "callbacks", "c"),
    "pathItem": ("paths", "/a", "post", "callbacks", "d", "{$url}"),
    "mediaType": (*_RESPONSE, "content", "application/json"),
}
MEANT = {("response", "schema"), ("requestBody", "schema"), ("mediaType", "schema")}
"""What has a schema may be a reference to one: it is taken for that, with a warning."""


def description() -> dict[str, Any]:
    operation = {
        "operationId": "one",
        "parameters": [{"name": "q", "in": "query"}, {"name": "r", "in": "query"}],
        "requestBody": {"content": {"application/json": {}}},
        "responses": {
            "200": {
                "description": "d",
                "headers": {"X-A": {}},
                "links": {"l": {}},
                "content": {"application/json": {"schema": {}, "examples": {"e": {}}}},
            }
        },
        "callbacks": {"c": {}, "d": {"{$url}": {}}},
    }
    components = yaml.safe_load(yaml.safe_dump(COMPONENTS))
    components["securitySchemes"]["other"] = {}
    info = {"title": "T", "version": "1"}
    paths = {"/a": {"post": operation}}
    return {"openapi": "3.2.0", "info": info, "paths": paths, "components": components}


def problems_with(
    folder: Path, document: dict[str, Any]
) -> tuple[dict[Pointer, str], list[Problem]]:
    """What is left out of `document`, and what is said about it."""
    path = folder / "api.yaml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    problems = Problems()
    try:
        found = read(path, ReadOptions(), problems)
        describe(found, problems)
    except DescriptionError as error:
        return {}, list(error.problems)
    return found.left_out, list(problems.sorted())


@pytest.mark.parametrize("in_file", [False, True], ids=["local", "file"])
@pytest.mark.parametrize("wanted", PLACES)
def test_only_the_part_is_left_out(tmp_path: Path, wanted: str, in_file: bool) -> None:
    (tmp_path / "common.yaml").write_text(yaml.safe_dump({"components": COMPONENTS}))
    for actual, section in SECTIONS.items():
        (name,) = COMPONENTS[section]
        document = description()
        reference = reference_to(("components", section, name))
        reference = f"common.yaml{reference}" if in_file else reference
        holder, _ = follow(document, PLACES[wanted][:-1])
        holder[PLACES[wanted][-1]] = {"$ref": reference}
        left_out, problems = problems_with(tmp_path, document)
        assert [one for one in problems if one.severity == "error"] == [], actual
        if actual == wanted or (wanted, actual) in MEANT:
            assert left_out == {}, actual
            continue
        assert list(left_out) == [PLACES[wanted]], actual
        (first, *_) = [one for one in problems if f'"{reference}"' in one.message]
        assert f"leads to a{'n' if actual == 'example' else ''} {actual}, not a" in first.message
        assert first.location is not None
        assert first.location.pointer == (*PLACES[wanted], "$ref")


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (("paths", "/a"), {"$ref": "#/components/responses/R"}),
        (("paths", "/a", "post"), {"$ref": "#/components/pathItems/I"}),
        (("paths",), {"$ref": "#/components/schemas"}),
        (("components", "pathItems", "I"), {"$ref": "#/components/callbacks/C"}),
        (("paths", "/{id}"), {"get": {"parameters": [{"$ref": "#/components/headers/H"}]}}),
        (("paths", "/{id}"), {"parameters": {"$ref": "#/components/headers"}, "get": {}}),
        (("paths", "/a", "post", "requestBody", "required"), True),
        (("paths", "/a", "post", "requestBody"), {"$ref": "#/x-body"}),
        (("servers",), [{"$ref": "#/components/schemas/S"}]),
        (("security",), [{"other": []}]),
    ],
)
def test_what_requests_need_is_refused(tmp_path: Path, pointer: Pointer, value: Any) -> None:
    document = description()
    document["x-body"] = {"required": True, "name": "a"}
    document["components"]["securitySchemes"]["other"] = {"$ref": "#/components/headers/H"}
    body = document["paths"]["/a"]["post"]["requestBody"]
    body["$ref"] = "#/components/parameters/P"
    holder, _ = follow(document, pointer[:-1])
    holder[pointer[-1]] = value
    _, problems = problems_with(tmp_path, document)
    errors = [one for one in problems if one.severity == "error"]
    assert errors
    assert "leads to a" in errors[0].message
    assert errors[0].location is not None
    assert errors[0].location.line > 1


def test_what_has_no_place_is_known_by_its_looks(tmp_path: Path) -> None:
    """Another file may be anything; what shares no field with what is wanted is something else."""
    files: dict[str, Any] = {
        "schema.yaml": {"type": "object", "description": "d"},
        "parameter.yaml": {"name": "p", "in": "query", "schema": {}},
        "response.yaml": {"description": "d", "content": {}},
        "definitions.yaml": {"Pet": {"type": "object"}, "Dog": {"type": "object"}},
        "list.yaml": [],
    }
    for name, data in files.items():
        (tmp_path / name).write_text(yaml.safe_dump(data))
    fits = {
        *((kind, f"{kind}.yaml") for kind in ("schema", "parameter", "response")),
        # What else it may be is not to be seen from these.
        *((kind, "response.yaml") for kind in ("requestBody", "header", "parameter")),
        # What has a schema may be a reference to one; Swagger's headers are like schemas.
        *((kind, "schema.yaml") for kind in ("response", "requestBody", "header")),
    }
    for wanted in ("schema", "parameter", "response", "requestBody", "header", "example"):
        for name in files:
            document = description()
            holder, _ = follow(document, PLACES[wanted][:-1])
            holder[PLACES[wanted][-1]] = {"$ref": name}
            left_out, problems = problems_with(tmp_path, document)
            assert (not left_out) == ((wanted, name) in fits), (wanted, name, problems)


def test_all_kinds_are_tried() -> None:
    assert set(PLACES) == set(SECTIONS.keys())
