"""References in circles, to other servers, and in any graph of files."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkpress.pointer import follow, parse_pointer
from support.bundles import HEAD, bundle, complaints, schemas_of, with_schemas, write


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": {"$ref": "#/components/schemas/A"}},
        {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}},
        {"A": {"allOf": [{"type": "object"}, {"$ref": "#/components/schemas/A"}]}},
        {"A": {"$dynamicAnchor": "a", "$dynamicRef": "#a"}},
    ],
)
def test_circles_that_mean_nothing(tmp_path: Path, schemas: dict[str, Any]) -> None:
    text = yaml.safe_dump({"openapi": "3.1.0", "components": {"schemas": schemas}})
    (problem,) = complaints(tmp_path, {"api.yaml": text})
    assert problem.message.startswith(
        "the references go in a circle and mean nothing: #/components/schemas/A →"
    )
    assert problem.message.endswith("→ #/components/schemas/A")


def test_circles_over_files(tmp_path: Path) -> None:
    main = HEAD + "components: {schemas: {X: {items: {$ref: a.yaml}}}}"
    (problem,) = complaints(
        tmp_path, {"api.yaml": main, "a.yaml": "{$ref: b.yaml}", "b.yaml": "{$ref: a.yaml}"}
    )
    assert "go in a circle" in problem.message


def test_circles_that_mean_something(tmp_path: Path) -> None:
    main = (
        HEAD
        + """
components:
  schemas:
    Node: {properties: {next: {$ref: "#/components/schemas/Node"}}}
    Pet: {oneOf: [{$ref: "#/components/schemas/Cat"}]}
    Cat: {allOf: [{$ref: "#/components/schemas/Pet"}, {properties: {lives: {}}}]}
"""
    )
    bundle(tmp_path, {"api.yaml": main})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "web"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    handler = partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


def test_remote_references_when_allowed(tmp_path: Path, server: str) -> None:
    write(tmp_path / "web", {"a.yaml": "{items: {$ref: 'b.yaml#/B'}}", "b.yaml": "B: {}"})
    document = bundle(
        tmp_path / "api", {"api.yaml": with_schemas(A=f"{server}/a.yaml")}, allow_remote=True
    )
    assert schemas_of(document)["A"] == {"items": {"$ref": "#/components/schemas/B"}}
    place = document.locate(("components", "schemas", "B"))
    assert place.file == f"{server}/b.yaml"


def test_a_remote_file_that_is_not_there(tmp_path: Path, server: str) -> None:
    found = complaints(
        tmp_path / "api", {"api.yaml": with_schemas(A=f"{server}/a.yaml")}, allow_remote=True
    )
    assert any("cannot be fetched: HTTP Error 404" in problem.message for problem in found)


def test_the_digest_covers_all_files(tmp_path: Path) -> None:
    files = {"api.yaml": with_schemas(A="a.yaml"), "a.yaml": "{type: string}"}
    first = bundle(tmp_path, files).sha256
    assert bundle(tmp_path, files).sha256 == first
    assert bundle(tmp_path, {**files, "a.yaml": "{type: integer}"}).sha256 != first


edges = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("XYZ")),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("XYZ")), max_size=3),
    max_size=6,
)


@settings(max_examples=40)
@given(edges)
def test_any_graph_of_files_bundles(tmp_path_factory: Any, graph: dict[Any, Any]) -> None:
    """Whatever refers to whatever: what comes out says the same, with local references only."""
    folder = tmp_path_factory.mktemp("graph")
    files: dict[str, dict[str, Any]] = {name: {} for name in "abc"}
    for file in "abc":
        for name in "XYZ":
            targets = graph.get((file, name), [])
            refs = {f"p{i}": {"$ref": f"{f}.yaml#/{n}"} for i, (f, n) in enumerate(targets)}
            files[file][name] = {"title": file + name, "properties": refs}
    roots = {file + name: f"{file}.yaml#/{name}" for file in "abc" for name in "XZ"}
    texts = {"api.yaml": with_schemas(**roots)}
    texts |= {f"{file}.yaml": yaml.safe_dump(data) for file, data in files.items()}
    document = bundle(folder, texts)
    assert "yaml" not in str(document.root)
    for name, schema in schemas_of(document).items():
        assert name in roots or name in "Y" or name.endswith("_Y")
        file, own = schema["title"]
        for index, (f, n) in enumerate(graph.get((file, own), [])):
            reference = schema["properties"][f"p{index}"]["$ref"]
            target, _ = follow(document.root, parse_pointer(reference[1:]) or ())
            assert target["title"] == f + n
