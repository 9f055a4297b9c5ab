"""OpenAPI Overlays: what their actions do, what is wrong with them, and a real case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sdkpress.problems import Problem, Problems
from sdkpress.read import Document, ReadOptions, read
from sdkpress.read.jsonpath import select

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

API = """\
openapi: 3.1.0
info: {title: T, version: "1"}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /a:
    get: {operationId: getA, parameters: [{name: x, in: query}, {name: y, in: query}]}
  /b:
    get: {operationId: getB}
"""


def overlaid(tmp_path: Path, *overlays: str) -> tuple[Document, tuple[Problem, ...]]:
    api = tmp_path / "api.yaml"
    api.write_text(API)
    paths: list[Path] = []
    for number, text in enumerate(overlays):
        path = tmp_path / f"{number}.overlay.yaml"
        path.write_text(text)
        paths.append(path)
    problems = Problems()
    document = read(api, ReadOptions(overlays=tuple(paths)), problems)
    return document, problems.sorted()


def overlay(*actions: str, version: str = "1.0.0") -> str:
    lines = "\n".join(f"  - {action}" for action in actions)
    return f"overlay: {version}\ninfo: {{title: O, version: '1'}}\nactions:\n{lines}\n"


def applied(tmp_path: Path, *actions: str, version: str = "1.0.0") -> dict[str, Any]:
    document, problems = overlaid(tmp_path, overlay(*actions, version=version))
    assert problems == ()
    return document.root


def test_objects_merge_and_primitives_are_replaced(tmp_path: Path) -> None:
    root = applied(
        tmp_path, "{target: $, update: {info: {title: U, contact: {name: N}}, x-new: [1]}}"
    )
    assert root["info"] == {"title": "U", "version": "1", "contact": {"name": "N"}}
    assert root["x-new"] == [1]


def test_arrays_are_appended_to(tmp_path: Path) -> None:
    root = applied(
        tmp_path,
        "{target: $.tags, update: {name: d}}",
        "{target: $.tags, update: [{name: e}, {name: f}]}",
        "{target: $, update: {tags: [{name: g}]}}",
    )
    assert "".join(tag["name"] for tag in root["tags"]) == "abcdefg"


def test_every_target_gets_a_value_of_its_own(tmp_path: Path) -> None:
    root = applied(
        tmp_path,
        "{target: '$.paths[*]', update: {x-list: [1]}}",
        '{target: \'$.paths["/a"]["x-list"]\', update: [2]}',
    )
    assert root["paths"]["/a"]["x-list"] == [1, 2]
    assert root["paths"]["/b"]["x-list"] == [1]


def test_a_type_that_differs_is_replaced(tmp_path: Path) -> None:
    root = applied(tmp_path, "{target: $, update: {tags: {a: 1}, info: [x]}}")
    assert (root["tags"], root["info"]) == ({"a": 1}, ["x"])


def test_removal_from_lists_and_objects(tmp_path: Path) -> None:
    root = applied(
        tmp_path,
        "{target: '$.tags[0,2]', remove: true}",
        "{target: '$..parameters[?@.name == \"x\"]', remove: true}",
        "{target: '$.paths[\"/b\"]', remove: true, update: {ignored: 1}}",
        "{target: '$..[?@.title]', remove: true}",
    )
    assert root["tags"] == [{"name": "b"}]
    assert list(root["paths"]) == ["/a"]
    assert [p["name"] for p in root["paths"]["/a"]["get"]["parameters"]] == ["y"]
    assert "info" not in root


def test_copy_of_overlay_1_1(tmp_path: Path) -> None:
    root = applied(
        tmp_path,
        "{target: '$.paths[\"/b\"].get', copy: '$.paths[\"/a\"].get'}",
        "{target: '$.paths[\"/b\"].get.operationId', update: getB}",
        version="1.1.0",
    )
    assert root["paths"]["/b"]["get"] == {
        **root["paths"]["/a"]["get"],
        "operationId": "getB",
    }


def test_places_after_an_overlay(tmp_path: Path) -> None:
    document, _ = overlaid(
        tmp_path,
        overlay(
            "{target: '$.tags[0]', remove: true}",
            "target: $.tags\n    update:\n      - name: d\n      - name: e",
            "{target: '$.tags[0]', update: {x: 1}}",
            "{target: '$.tags[2]', remove: true}",
        ),
    )
    assert [tag["name"] for tag in document.root["tags"]] == ["b", "c", "e"]

    def place(*pointer: str | int) -> tuple[str, int, int]:
        at = document.locate(pointer)
        return Path(at.file).name, at.line, at.column

    assert place("tags", 1, "name") == ("api.yaml", 3, 37)
    assert place("tags", 0, "name") == ("api.yaml", 3, 26)
    assert place("tags", 0, "x") == ("0.overlay.yaml", 9, 39)
    assert place("tags", 2, "name") == ("0.overlay.yaml", 8, 15)


def test_a_target_that_selects_nothing_is_a_warning(tmp_path: Path) -> None:
    _, (problem,) = overlaid(tmp_path, overlay("{target: $.nowhere, update: {a: 1}}"))
    assert problem.severity == "warning"
    assert problem.message == "the target $.nowhere selects nothing"
    assert problem.pointer == ("actions", 0, "target")
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (4, 14)
    assert problem.location.file == f"{tmp_path}/0.overlay.yaml"


@pytest.mark.parametrize(
    ("text", "message", "pointer", "line"),
    [
        ("overlay: 2.0.0\nactions: []\n", 'unknown Overlay version "2.0.0"', ("overlay",), 1),
        ("openapi: 3.1.0\n", 'not an overlay: the field "overlay" is missing', (), 1),
        ("overlay: 1.0.0\nactions: {}\n", 'the field "actions" must be a list', ("actions",), 2),
        ("overlay: 1.0.0\nactoins: []\n", 'unknown field "actoins"', ("actoins",), 2),
        (overlay("5"), "an action must be a mapping", ("actions", 0), 4),
        (overlay("{update: {}}"), 'the field "target"', ("actions", 0, "target"), 4),
        (overlay("{target: $, updat: {}}"), 'unknown field "updat"', ("actions", 0, "updat"), 4),
        (
            overlay("{target: $, remove: yes}"),
            'the field "remove" must be true or false',
            ("actions", 0, "remove"),
            4,
        ),
        (
            overlay("{target: '$.[', remove: true}"),
            "'$.[' is not a JSONPath",
            ("actions", 0, "target"),
            4,
        ),
        (
            overlay("{target: '$[?" + "(" * 3000 + "', remove: true}"),
            "is not a JSONPath",
            ("actions", 0, "target"),
            4,
        ),
        (
            overlay("{target: $, remove: true}"),
            "the whole document cannot be removed",
            ("actions", 0, "target"),
            4,
        ),
        (
            overlay("{target: $, update: 5}"),
            "the root of the document must stay a mapping",
            ("actions", 0, "update"),
            4,
        ),
        (
            overlay("{target: $.info, copy: '$.tags[*]'}"),
            "the source $.tags[*] selects 3 values, not one",
            ("actions", 0, "copy"),
            4,
        ),
        ("overlay: [\n", "not YAML", None, 2),
    ],
)
def test_broken_overlays(
    tmp_path: Path, text: str, message: str, pointer: tuple[str | int, ...] | None, line: int
) -> None:
    _, problems = overlaid(tmp_path, text)
    problem = next(problem for problem in problems if message in problem.message)
    assert problem.severity == "error"
    assert problem.pointer == pointer
    assert problem.location is not None
    assert (problem.location.file, problem.location.line) == (f"{tmp_path}/0.overlay.yaml", line)


def test_an_overlay_that_is_not_there(tmp_path: Path) -> None:
    api = tmp_path / "api.yaml"
    api.write_text(API)
    problems = Problems()
    read(api, ReadOptions(overlays=(tmp_path / "o.yaml",)), problems)
    (problem,) = problems.sorted()
    assert problem.message == "cannot be read: no such file or directory"


def test_an_overlay_may_bring_references_to_files(tmp_path: Path) -> None:
    (tmp_path / "pet.yaml").write_text("{type: object}")
    root = applied(tmp_path, "{target: $, update: {components: {schemas: {A: {$ref: pet.yaml}}}}}")
    assert root["components"]["schemas"] == {"A": {"type": "object"}}


def test_paths_select_each_value_once_and_deep() -> None:
    deep: Any = {"enum": [1, 2]}
    for _ in range(190):
        deep = {"a": deep}
    (pointer,) = select("$..[?length(@.enum) > 1]", deep)
    assert pointer == ("a",) * 190
    assert select("$..a..b", {"a": {"a": {"b": 1}}}) == [("a", "a", "b")]
    assert len(select("$..*..*", {"a": {"b": {"c": 1}}})) == 2


@pytest.mark.skipif(not CORPUS.exists(), reason="the public descriptions are not beside the code")
def test_the_overlays_of_openrouter(tmp_path: Path) -> None:
    names = (
        "open-enums remove-rss-responses add-headers allof-simplify boolean-query-params "
        "nullable-model-fields deprecated-beta-responses-alias"
    )
    overlays = tuple(
        CORPUS / "openrouter-overlays" / f"{name}.overlay.yaml" for name in names.split()
    )
    problems = Problems()
    options = ReadOptions(overlays=overlays)
    document = read(CORPUS / "openrouter.openapi.yaml", options, problems)
    expected = read(CORPUS / "openrouter.overlaid.openapi.yaml", ReadOptions(), Problems())
    assert document.root == expected.root
    (warning,) = problems.sorted()
    assert "selects nothing" in warning.message
