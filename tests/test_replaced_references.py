"""What references bring in: its own base, its place, and an end to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sdkpress.describe import describe
from sdkpress.pointer import follow, parse_pointer
from sdkpress.problems import DescriptionError, Problems
from sdkpress.read import Limits, ReadOptions, read
from support.documents import bundled, dereferenced, read_all, write

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'


def test_each_part_is_based_on_its_own_file(tmp_path: Path) -> None:
    """Texts, members beside a reference, and references through others, over four folders."""
    main = """
paths: {$ref: paths/all.yaml, /own: {get: {responses: {}}}}
components: {schemas: {T: {$ref: "#/paths/~1a/get/responses/200/content/t~1t/schema"}}}
"""
    files = {
        "api.yaml": HEAD.replace("T,", "T, description: {$ref: docs/text.md},") + main,
        "docs/text.md": "\ufeff# Title: *one*\n- two: {\n",
        "paths/all.yaml": "/a: {$ref: a/item.yaml, parameters: [{$ref: p.yaml}]}\nx-no: {$ref: no}",
        "paths/p.yaml": "{name: p, in: query, description: {$ref: ../docs/text.md#/}}",
        "paths/a/item.yaml": "{get: {$ref: '#/x'}, "
        "put: {$ref: '../b/op.json#/put'}, x: {$ref: y.yaml}}",
        "paths/a/y.yaml": "{responses: {'200': {$ref: ../b/op.json#/ok/deep}}}",
        "paths/b/op.json": '{"put": {"summary": "s", "responses": {"$ref": "#/all"}}, "all": '
        '{"200": {"$ref": "#/ok/deep"}}, "ok": {"$ref": "ok.yaml"}}',
        "paths/b/ok.yaml": "{deep: {description: d, content: {t/t: {schema: {$ref: s.yaml}}}}}",
        "paths/b/s.yaml": "{type: string}",
    }
    document, problems = bundled(tmp_path, files)
    assert problems == ()
    root = dereferenced(document.root, document.root)
    text = "# Title: *one*\n- two: {\n"
    assert root["info"]["description"] == text
    ok = {"description": "d", "content": {"t/t": {"schema": {"type": "string"}}}}
    get, put = root["paths"]["/a"]["get"], root["paths"]["/a"]["put"]
    assert get == {"responses": {"200": ok}}
    assert put == {"summary": "s", "responses": {"200": ok}}
    assert root["paths"]["/a"]["parameters"] == [{"name": "p", "in": "query", "description": text}]
    assert root["components"]["schemas"]["T"] == {"type": "string"}
    assert list(root["paths"]) == ["/a", "x-no", "/own"]
    places = {
        ("paths", "/own", "get"): "api.yaml",
        ("paths", "/a", "get", "responses"): "paths/a/y.yaml",
        ("paths", "/a", "put", "responses", "200"): "paths/b/op.json",
        ("paths", "/a", "parameters", 0): "paths/all.yaml",
    }
    for pointer, name in places.items():
        assert document.locate(pointer).file == str(tmp_path / name)


def test_identifiers_are_bases(tmp_path: Path) -> None:
    """JSON Schema 2020-12, section 8.2: what is found is that of the innermost `$id`."""
    main = """
components:
  schemas:
    A:
      $id: /s/a
      $defs: {C: {title: C}, D: {$anchor: here, title: D}, N: {$dynamicAnchor: n, title: N}}
      properties:
        b: {$ref: b}
        c: {$ref: "#/$defs/C"}
        d: {$ref: "#here"}
        e: {$ref: "b#there"}
        f: {$ref: "#/components/schemas/E"}
        n: {$dynamicRef: "#n"}
        late: {$ref: "https://x.example/s/owner"}
        pet: {$ref: "s/pet.yaml#/$defs/P"}
    B: {$id: /s/b, title: B, properties: {x: {$anchor: there, title: X}}}
    E: {$anchor: here, title: E}
    F: {$ref: "#here"}
    G: {$ref: /s/a}
    H:
      oneOf: [{$ref: /s/a}, {$ref: /s/b}]
      discriminator: {propertyName: k, mapping: {a: /s/a, b: s/b.json, c: "https://x.example/s/pet"}}
    I: {properties: {$id: {type: string}, $ref: {type: string}, $anchor: {const: {$ref: gone}}}}
"""
    files = {
        "api.yaml": HEAD + main,
        "s/pet.yaml": "{$id: 'https://x.example/s/pet', properties: {o: {$ref: owner}, "
        "f: {$ref: file.yaml}}, $defs: {P: {title: P, not: {$ref: '#'}}, "
        "O: {$id: owner, title: O}}}",
        "s/file.yaml": "{title: File}",
        "s/b.json": "{}",
    }
    document, problems = bundled(tmp_path, files)
    assert problems == ()
    schemas = document.root["components"]["schemas"]

    def title(schema: Any) -> str:
        return follow(document.root, parse_pointer(schema["$ref"][1:]) or ())[0].get("title")

    properties = schemas["A"]["properties"]
    assert {name: title(schema) for name, schema in properties.items()} == {
        **{"b": "B", "c": "C", "d": "D", "e": "X", "f": "E", "n": "N", "late": "O", "pet": "P"}
    }
    assert title(schemas["F"]) == "E"
    assert schemas["G"] == {"$ref": "#/components/schemas/A"}
    assert schemas["H"]["discriminator"]["mapping"] == {
        "a": "#/components/schemas/A",
        "b": "#/components/schemas/b",
        "c": "#/components/schemas/pet",
    }
    pet = schemas["pet"]["properties"]
    assert (title(pet["o"]), title(pet["f"])) == ("O", "File")
    assert schemas["P"]["not"] == {"$ref": "#/components/schemas/pet"}


@pytest.mark.parametrize(
    "paths",
    [
        "{/a: {get: {$ref: '#/paths/~1a/get'}}}",
        "{/a: {get: {$ref: circle.yaml}}}",
        "{/a: {get: {$ref: around.yaml}}}",
        "{/a: {get: {responses: {}, callbacks: {c: {u: {get: {$ref: '#/paths/~1a/get'}}}}}}}",
        "{$ref: '#/paths'}",
    ],
)
def test_what_is_inside_of_itself_is_refused(tmp_path: Path, paths: str) -> None:
    (tmp_path / "circle.yaml").write_text("{$ref: back.yaml}")
    (tmp_path / "back.yaml").write_text("{$ref: circle.yaml}")
    (tmp_path / "around.yaml").write_text("{callbacks: {c: {u: {get: {$ref: around.yaml}}}}}")
    (tmp_path / "api.yaml").write_text(HEAD + f"paths: {paths}\n")
    found, problems = read_all(tmp_path / "api.yaml")
    assert found is None
    assert "goes in a circle" in problems[0].message
    assert problems[0].location is not None
    assert problems[0].location.line > 0


@pytest.mark.parametrize("reference", ["#/components/schemas/Node/properties", "#/properties"])
def test_members_that_hold_themselves_are_a_recursive_schema(
    tmp_path: Path, reference: str
) -> None:
    node = f"{{properties: {{name: {{}}, child: {{properties: {{$ref: '{reference}'}}}}}}}}"
    is_local = reference.startswith("#/components")
    schema = node if is_local else "{$ref: node.yaml}"
    files = {"api.yaml": HEAD + f"components: {{schemas: {{Node: {schema}}}}}", "node.yaml": node}
    document, problems = bundled(tmp_path, files)
    assert problems == ()
    schema = document.root["components"]["schemas"]["Node"]
    for _ in range(9):
        if "$ref" in schema:
            schema = follow(document.root, parse_pointer(schema["$ref"][1:]) or ())[0]
        assert list(schema["properties"]) == ["name", "child"]
        schema = schema["properties"]["child"]


def test_references_are_bounded(tmp_path: Path) -> None:
    """What doubles with each level, and what leads on and on, is refused at once."""
    levels = range(40)
    double = {
        f"p{n}": {"$ref": f"#/p{n + 1}", "a": {"properties": {"$ref": f"#/p{n + 1}"}}}
        for n in levels
    }
    chain = {f"p{n}": {"$ref": f"#/p{n + 1}"} for n in range(2000)}
    write(tmp_path / "double.yaml", double)
    write(tmp_path / "chain.yaml", chain)
    limits = Limits(replaced=1000)
    for name, message in (
        ("double", "more than 1,000 references"),
        ("chain", "more than 200 levels"),
    ):
        for at in ("p0", "p0/a/b"):
            schema = {"properties": {"$ref": f"{name}.yaml#/{at}"}}
            document = {"openapi": "3.1.0", "components": {"schemas": {"A": schema}}}
            path = write(tmp_path / "api.json", document)
            problems = Problems()
            try:
                read(path, ReadOptions(limits=limits), problems)
                problems.raise_if_errors()
            except DescriptionError as error:
                found = error.problems
            else:
                pytest.fail(f"{name} was read")
            if at == "p0":
                assert message in found[0].message
            assert len(found) < 5


@pytest.mark.parametrize(
    "place", ["get: {$ref: 5}", "get: {responses: {'200': {$ref: [a]}}}", "get: {$ref: {a: b}}"]
)
def test_a_reference_is_text(tmp_path: Path, place: str) -> None:
    (tmp_path / "api.yaml").write_text(HEAD + f"paths: {{/a: {{{place}}}}}")
    problems = Problems()
    document = read(tmp_path / "api.yaml", ReadOptions(), problems)
    with pytest.raises(DescriptionError, match="the value of \\$ref must be a string"):
        describe(document, problems)


def test_one_object_stands_for_a_list_of_it(tmp_path: Path) -> None:
    main = "paths: {/a: {get: {parameters: {$ref: '#/components/parameters/P'}}}}\n"
    files = {"api.yaml": HEAD + main + "components: {parameters: {P: {name: p, in: query}}}"}
    document, (problem,) = bundled(tmp_path, files)
    listed = document.root["paths"]["/a"]["get"]["parameters"]
    assert listed == [{"$ref": "#/components/parameters/P"}]
    assert (problem.severity, "a list of it alone is taken" in problem.message) == ("warning", True)
    assert problem.location is not None
    assert problem.location.line == 3
