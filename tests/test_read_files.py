"""What single files may look like: YAML, JSON, broken ones, hostile ones."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkpress.config import load_config
from sdkpress.pointer import follow, format_pointer, parse_pointer, reference_to
from sdkpress.problems import DescriptionError, Problem, Problems, render_problem
from sdkpress.read import Limits, ReadOptions, read
from sdkpress.read.json_places import json_places
from sdkpress.read.json_text import load_json
from sdkpress.read.yaml_places import yaml_places
from sdkpress.read.yaml_text import load_yaml

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\n'


def problems_of(path: Path, options: ReadOptions | None = None) -> tuple[Problem, ...]:
    problems = Problems()
    try:
        read(path, options or ReadOptions(), problems)
    except DescriptionError as error:
        return error.problems
    return problems.sorted()


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def problem_in(tmp_path: Path, text: str | bytes, name: str = "api.yaml") -> Problem:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return only(problems_of(path))


def place(problem: Problem) -> tuple[int, int]:
    assert problem.location is not None
    return problem.location.line, problem.location.column


def yaml_data(text: str) -> Any:
    return load_yaml(text, Limits(), lambda *_: pytest.fail("a duplicate key"))


def test_scalars_follow_the_core_schema_of_yaml_1_2() -> None:
    text = """
    strings: [yes, no, on, off, y, 2024-01-01, 12:30:00, 1_000, 0b1, .inf, "1", '2', !!str 3]
    booleans: [true, True, false, FALSE]
    nulls: [null, ~, Null, ]
    numbers: [1, -2, 0o17, 0x1F, 010, 1e3, 1.0, .5, +3, 1., !!float 2]
    """
    data = yaml_data(text)
    assert " ".join(data["strings"]) == ("yes no on off y 2024-01-01 12:30:00 1_000 0b1 .inf 1 2 3")
    assert data["booleans"] == [True, True, False, False]
    assert data["nulls"] == [None, None, None]
    assert data["numbers"] == [1, -2, 15, 31, 10, 1000.0, 1.0, 0.5, 3, 1.0, 2.0]
    assert [type(n) for n in data["numbers"][5:8]] == [float, float, float]


def test_keys_are_text() -> None:
    assert yaml_data("{200: a, true: b, null: c, 1.0: d}") == {
        "200": "a",
        "true": "b",
        "null": "c",
        "1.0": "d",
    }


def test_anchors_and_merge_keys() -> None:
    text = """
    base: &base {a: 1, b: {c: 2}}
    more: &more {a: 9, d: 4}
    one: {<<: *base, a: 0}
    two:
      <<: [*base, *more]
      "<<": quoted
    """
    data = yaml_data(text)
    assert data["one"] == {"a": 0, "b": {"c": 2}}
    assert data["two"] == {"a": 1, "b": {"c": 2}, "d": 4, "<<": "quoted"}
    assert data["one"]["b"] is not data["base"]["b"], "what stands twice must change apart"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("a: [1\nb: 2\n", "not YAML: did not find expected ',' or ']'", 2, 2),
        ("a: b: c\n", "not YAML: mapping values are not allowed in this context", 1, 5),
        ("a: 1\nb: \x07\n", r"not YAML: control character '\x07'", 2, 4),
        ("a: 1\n[x]: 2\n", "a key must be text, not a mapping or a sequence", 2, 1),
        ("a: !ruby/object {}\n", "unknown YAML tag '!ruby/object'", 1, 4),
        ("a: !!binary aGk=\n", "unknown YAML tag 'tag:yaml.org,2002:binary'", 1, 4),
        ("a: *nowhere\n", "the alias *nowhere has no anchor &nowhere before it", 1, 4),
        ("a: &a\n  b: *a\n", "the alias *a stands inside its own anchor", 2, 6),
        ("a: 1\n---\nb: 2\n", "the file holds several YAML documents", 2, 1),
        ("a: 1e999\n", "the number is too large", 1, 4),
        (f"a: {'9' * 5000}\n", "the number has too many digits", 1, 4),
        ("a: {<<: 3}\n", 'the value of the merge key "<<" must be a mapping', 1, 10),
    ],
)
def test_yaml_that_cannot_be_read(
    tmp_path: Path, text: str, message: str, line: int, column: int
) -> None:
    problem = problem_in(tmp_path, text)
    assert problem.message.startswith(message)
    assert place(problem) == (line, column)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ('{"a": 1,\n "b" 2}', "not JSON: expecting ':' delimiter", 2, 6),
        ('{"a": NaN}', "not JSON: NaN is no JSON number", 1, 7),
        ('{"a": 1e999}', "not JSON: 1e999 is too large a number", 1, 7),
        ('{"a":\n "\\ud800"}', "half of a surrogate pair is no character", 2, 3),
        ("[" * 100_000, "the values are nested more than 200 levels deep", 1, 201),
        ("[" * 300 + "]" * 300, "the values are nested more than 200 levels deep", 1, 201),
    ],
)
def test_json_that_cannot_be_read(
    tmp_path: Path, text: str, message: str, line: int, column: int
) -> None:
    problem = problem_in(tmp_path, text, "api.json")
    assert problem.message.startswith(message)
    assert place(problem) == (line, column)


@pytest.mark.parametrize("name", ["api.yaml", "api.json"])
def test_duplicate_keys_are_all_reported(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(
        '{"openapi": "3.1.0", "info": {"title": "T",\n "version": "1", "title": "U"},\n'
        ' "paths": {"/a": {},\n "/a": {}}}'
    )
    first, second = problems_of(path)
    assert first.message == 'the key "title" stands twice in one mapping'
    assert place(first) == (2, 18)
    assert first.pointer == ("info", "title")
    assert first.hint == "it is first used on line 1; remove or rename one of the two"
    assert (second.pointer, place(second)) == (("paths", "/a"), (4, 2))


def test_an_alias_bomb_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    started = time.perf_counter()
    problem = problem_in(tmp_path, "\n".join(lines))
    assert problem.message == "aliases expand to more than 1,000,000 values"
    assert place(problem)[0] == 7
    assert time.perf_counter() - started < 5


def test_a_chain_of_aliases_does_not_nest_without_end(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 300))]
    problem = problem_in(tmp_path, "\n".join(lines))
    assert problem.message == "the values are nested more than 200 levels deep"


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(bytes=100), "more than the 100 that are read"),
        (Limits(depth=2), "the values are nested more than 2 levels deep"),
        (Limits(values=10), "the file holds more than 10 values"),
    ],
)
@pytest.mark.parametrize("name", ["api.yaml", "api.json"])
def test_limits(tmp_path: Path, limits: Limits, message: str, name: str) -> None:
    path = tmp_path / name
    path.write_text('{"a": {"b": {"c": [' + "1, " * 50 + "1]}}}")
    assert message in only(problems_of(path, ReadOptions(limits=limits))).message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "api.yaml"
    path.write_bytes(HEAD.replace("title: T", "title: Grüße 🎈").encode(encoding))
    document = read(path, ReadOptions(), Problems())
    assert document.root["info"]["title"] == "Grüße 🎈"


@pytest.mark.parametrize(
    ("raw", "message", "line"),
    [
        (b"openapi: 3.1.0\ninfo: \xff\xfe\n", "the file is not UTF-8 text", 2),
        (b"openapi: 3.1.0\na: b\0c\n", "the file holds a NUL character", 2),
    ],
)
def test_what_is_no_text(tmp_path: Path, raw: bytes, message: str, line: int) -> None:
    problem = problem_in(tmp_path, raw)
    assert problem.message.startswith(message)
    assert place(problem)[0] == line


@pytest.mark.parametrize(
    ("text", "message", "hint", "pointer"),
    [
        ("", "the file is empty", "openapi: 3.1.0", ()),
        ("# only a comment\n", "the file is empty", "openapi: 3.1.0", ()),
        ("- a\n- b\n", "not an OpenAPI description: the file holds a list", "", ()),
        ("hello\n", "not an OpenAPI description: the file holds a single value", "", ()),
        ("title: x\n", 'the field "openapi" is missing', "openapi: 3.1.0", ()),
        ('swagger: "2.0"\n', "Swagger 2.0 is not supported", "swagger2openapi", ("swagger",)),
        ("asyncapi: 2.6.0\n", "this is an AsyncAPI document", "OpenAPI", ("asyncapi",)),
        ("openapi: 4.0.0\n", 'unknown OpenAPI version "4.0.0"', "3.2.x", ("openapi",)),
        ("openapi: 3.1\n", "the OpenAPI version must be a string", '"3.1.0"', ("openapi",)),
    ],
)
def test_what_is_not_openapi(
    tmp_path: Path, text: str, message: str, hint: str, pointer: tuple[str, ...]
) -> None:
    problem = problem_in(tmp_path, text)
    assert message in problem.message
    assert hint in problem.hint
    assert problem.pointer == pointer


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0"])
def test_known_versions(tmp_path: Path, version: str) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(HEAD.replace("3.1.0", version))
    assert problems_of(path) == ()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    problem = only(problems_of(tmp_path / "api.yaml"))
    assert problem.message == "cannot be read: no such file or directory"
    assert render_problem(problem).startswith(f"{tmp_path}/api.yaml: error: cannot be read")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert only(problems_of(tmp_path)).message == "cannot be read: is a directory"


class Kind(NamedTuple):
    """What may stand where a file should: how it is made, what is said of it."""

    make: Callable[[Path], object]
    message: str


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        # The path of a socket may not be long: it is bound in its folder.
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


NOT_FILES = {
    "device": Kind(lambda path: path.symlink_to("/dev/zero"), "is a device, not a file"),
    "terminal": Kind(lambda path: path.symlink_to("/dev/tty"), "is a device, not a file"),
    "socket": Kind(listen, "is a socket, not a file"),
    "folder": Kind(Path.mkdir, "is a directory"),
}
REFERS = HEAD + "components: {schemas: {A: {$ref: thing.yaml}}}\n"
on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such things among its files")


@on_posix
@pytest.mark.parametrize("kind", NOT_FILES)
def test_only_files_are_read(tmp_path: Path, kind: str) -> None:
    thing = tmp_path / "thing.yaml"
    NOT_FILES[kind].make(thing)
    (tmp_path / "good.yaml").write_text(HEAD)
    (tmp_path / "refers.yaml").write_text(REFERS)
    message = f"cannot be read: {NOT_FILES[kind].message}"
    assert only(problems_of(thing)).message == message
    overlaid = problems_of(tmp_path / "good.yaml", ReadOptions(overlays=(thing,)))
    assert only(overlaid).message == message
    settings_problems = Problems()
    load_config(thing, settings_problems)
    assert only(settings_problems.sorted()).message == message
    referred = problems_of(tmp_path / "refers.yaml", ReadOptions(root=Path("/")))
    assert only(referred).message == f'the file "thing.yaml" {message}'
    assert place(only(referred)) == (4, 34)


@on_posix
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    """As the description, an overlay, the settings, or what is referred to."""
    os.mkfifo(tmp_path / "thing.yaml")
    (tmp_path / "good.yaml").write_text(HEAD)
    (tmp_path / "refers.yaml").write_text(REFERS)
    commands = (
        ["thing.yaml"],
        ["refers.yaml"],
        ["good.yaml", "--overlay", "thing.yaml"],
        ["good.yaml", "--config", "thing.yaml"],
    )
    for arguments in commands:
        done = subprocess.run(
            [sys.executable, "-m", "sdkpress", "generate", *arguments, "--out", "out"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        assert "cannot be read: is a pipe, not a file" in done.stderr


def test_a_problem_shows_place_pointer_excerpt_and_hint(tmp_path: Path) -> None:
    problem = problem_in(tmp_path, 'openapi: "4"\n')
    assert render_problem(problem) == (
        f'{tmp_path}/api.yaml:1:10: error: unknown OpenAPI version "4"\n'
        "  at #/openapi\n"
        '  1 | openapi: "4"\n'
        "    |          ^\n"
        "  hint: 3.0.x, 3.1.x and 3.2.x are known"
    )


def test_an_excerpt_of_a_minified_file_is_short_and_harmless(tmp_path: Path) -> None:
    text = '{"x": "' + "a" * 500 + '\x7f\u202e", "openapi": "9"}'
    shown = render_problem(problem_in(tmp_path, text, "api.json"))
    assert max(len(line) for line in shown.splitlines()[1:]) < 150
    excerpt, caret = shown.splitlines()[2:4]
    assert "\\x7f\\u202e" in excerpt
    assert excerpt[caret.index("^") :].startswith('"9"')


def test_the_digest_of_one_file_is_its_own(tmp_path: Path) -> None:
    from hashlib import sha256

    path = tmp_path / "api.yaml"
    path.write_text(HEAD)
    document = read(path, ReadOptions(), Problems())
    assert document.sha256 == sha256(path.read_bytes()).hexdigest()


names = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
printable = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=8).filter(
    lambda text: not any(0x7F <= ord(c) < 0xA0 for c in text)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | printable,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(printable, below, max_size=4),
    max_leaves=12,
)


@given(st.lists(names | st.integers(0, 99)).map(tuple))
def test_pointers_survive_being_references(pointer: tuple[str | int, ...]) -> None:
    parsed = parse_pointer(reference_to(pointer)[1:])
    assert parsed == tuple(str(segment) for segment in pointer)


@given(st.dictionaries(printable, values, min_size=1, max_size=4), st.sampled_from([None, 1]))
def test_every_value_is_found_at_its_place(data: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    assert yaml_data(text) == load_json(text, Limits())[0] == data
    lines = text.split("\n")
    for root in (json_places(text), yaml_places(text)):
        for pointer in all_pointers(data):
            place = root
            for segment in pointer:
                assert place.members is not None
                place = place.members[segment]
            line, column = place.start
            value = json.dumps(follow(data, pointer)[0], ensure_ascii=False)
            assert lines[line - 1][column - 1 :].startswith(value[0]), format_pointer(pointer)


def all_pointers(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [at, *(p for key, item in items for p in all_pointers(item, (*at, key)))]


@settings(max_examples=200)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_garbage_gives_problems_and_no_traceback(tmp_path_factory: Any, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("garbage") / "api.yaml"
    path.write_bytes(raw)
    assert problems_of(path)
