"""Every place where a reference may stand: followed into another file and within one, or refused.

The places are the table of the reader; what is written there is a description that has them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from openapi_pydantic.v3 import v3_1

from sdkpress.pointer import Pointer, follow, format_pointer
from sdkpress.read.reference_places import PLACES, TEXT, VALUE, Type
from support.documents import dereferenced, read_all, write

_TEXT = (Path(__file__).parent / "support/every_place.yaml").read_text(encoding="utf-8")
# Aliases become copies.
FULL: dict[str, Any] = json.loads(json.dumps(yaml.safe_load(_TEXT)))


class Case(NamedTuple):
    """A place of `FULL`, and what it is in."""

    owner: str
    field: str
    type: Type
    pointer: Pointer

    @property
    def value(self) -> Any:
        return follow(FULL, self.pointer)[0]


def cases(value: Any, kind: str, pointer: Pointer) -> Iterator[Case]:
    """All fields of `value` that are in the table, and their members."""
    if kind == "callback":
        for name, item in value.items():
            yield Case(kind, "*", ("one", "pathItem"), (*pointer, name))
            yield from cases(item, "pathItem", (*pointer, name))
        return
    for name, (shape, below) in PLACES.get(kind, {}).items():
        if name not in value:
            continue
        at = (*pointer, name)
        yield Case(kind, name, (shape, below), at)
        item = value[name]
        if shape in ("map", "list"):
            for key in item if shape == "map" else range(len(item)):
                yield Case(kind, f"{name}/*", ("one", below), (*at, key))
                yield from cases(item[key], below, (*at, key)) if below not in (TEXT, VALUE) else ()
        elif below not in (TEXT, VALUE):
            yield from cases(item, below, at)


FIRST = {(case.owner, case.field): case for case in reversed([*cases(FULL, "openapi", ())])}
CASES = [case for _, case in sorted(FIRST.items())]
MODELS = {
    "info": v3_1.Info,
    "contact": v3_1.Contact,
    "license": v3_1.License,
    "server": v3_1.Server,
    "serverVariable": v3_1.ServerVariable,
    "tag": v3_1.Tag,
    "externalDocs": v3_1.ExternalDocumentation,
    "oauthFlows": v3_1.OAuthFlows,
    "oauthFlow": v3_1.OAuthFlow,
    "discriminator": v3_1.Discriminator,
    "xml": v3_1.XML,
    "openapi": v3_1.OpenAPI,
    "components": v3_1.Components,
    "pathItem": v3_1.PathItem,
    "operation": v3_1.Operation,
    "parameter": v3_1.Parameter,
    "header": v3_1.Header,
    "requestBody": v3_1.RequestBody,
    "response": v3_1.Response,
    "mediaType": v3_1.MediaType,
    "encoding": v3_1.Encoding,
    "example": v3_1.Example,
    "link": v3_1.Link,
    "securityScheme": v3_1.SecurityScheme,
    "schema": v3_1.Schema,
}
NO_PLACES = {
    # Data, in which a "$ref" is data, too.
    *(("parameter", "example"), ("header", "example"), ("mediaType", "example")),
    *(("example", "value"), ("link", "parameters"), ("link", "requestBody")),
    *(("schema", name) for name in ("default", "const", "example", "examples")),
    # The version says what the document is, a key what a header is called.
    *(
        ("openapi", "openapi"),
        ("openapi", "jsonSchemaDialect"),
        ("header", "name"),
        ("header", "in"),
    ),
}


def test_the_table_has_every_field_of_the_standard() -> None:
    for kind, model in MODELS.items():
        names = {field.alias or name for name, field in model.model_fields.items()} - {"$ref"}
        missing = names - PLACES[kind].keys()
        assert missing == {name for owner, name in NO_PLACES if owner == kind} & names, kind


def test_every_place_of_the_table_is_tried() -> None:
    tried = {(case.owner, case.field) for case in CASES}
    table = {(kind, name) for kind, fields in PLACES.items() for name in fields}
    assert table - tried == set()


def put(document: Any, pointer: Pointer, value: Any) -> None:
    follow(document, pointer[:-1])[0][pointer[-1]] = value


def identity(case: Case) -> str:
    return f"{case.owner}-{case.field}"


@pytest.mark.parametrize("case", CASES, ids=identity)
def test_a_reference_is_followed_wherever_it_stands(tmp_path: Path, case: Case) -> None:
    """Into another file (a whole one; a part of one, that refers on), and within the first one."""
    targets = {
        "parts/whole.yaml": case.value,
        "parts/whole.json": case.value,
        "parts/some.json": {"a/b": [{"$ref": "more.yaml#/deep"}]},
        "parts/more.yaml": {"deep": case.value},
    }
    for name, value in targets.items():
        write(tmp_path / name, value)
    references = ["parts/whole.json#/", "parts/whole.yaml#", "parts/some.json#/a~1b/0", "#/x-here"]
    for number, reference in enumerate(references):
        document = deepcopy(FULL)
        put(document, case.pointer, {"$ref": reference})
        if reference.startswith("#"):
            document["x-here"] = case.value
        path = write(tmp_path / f"api{number}.{'json' if number else 'yaml'}", document)
        found, problems = read_all(path)
        assert found is not None, problems
        assert problems == (), reference
        root = dict(found.root)
        root.pop("x-here", None)
        bundled = dereferenced(found.root, root)
        for section, members in FULL["components"].items():
            # What was brought in is another component.
            bundled["components"][section] = {
                name: bundled["components"][section][name] for name in members
            }
        assert bundled == FULL, reference


@pytest.mark.parametrize("case", CASES, ids=identity)
def test_a_reference_that_leads_nowhere_is_refused_where_it_stands(
    tmp_path: Path, case: Case
) -> None:
    write(tmp_path / "there.yaml", {"some": {}})
    for number, reference in enumerate(("gone.yaml", "there.yaml#/gone", "#/x-here/gone")):
        document = deepcopy(FULL)
        put(document, case.pointer, {"$ref": reference})
        path = write(tmp_path / f"api{number}.{'json' if number else 'yaml'}", document)
        _, problems = read_all(path)
        (problem,) = [one for one in problems if f'"{reference.partition("#")[0]}' in one.message]
        idle = case.type[1] in ("example", "link") and case.type[0] == "one"
        is_local = reference.startswith("#")
        assert problem.severity == ("warning" if idle and is_local else "error")
        assert problem.location is not None
        assert problem.location.file == str(path)
        assert problem.location.pointer == (*case.pointer, "$ref"), format_pointer(case.pointer)
        line = path.read_text().splitlines()[problem.location.line - 1]
        assert line[problem.location.column - 1 :].strip("'\"").startswith(reference)
