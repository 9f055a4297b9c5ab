"""Text of a description never becomes code, a path or markup, and never breaks the package."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import time
import tokenize
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openrouter_sdk.core import AsyncOpenRouterCore, OpenRouterCore

from sdkpress import encode, pipeline
from sdkpress.config import Config, ModelsConfig
from sdkpress.describe.links import resolved
from sdkpress.output import Files
from sdkpress.plan.names.identifiers import resource_path, snake
from sdkpress.problems import DescriptionError, Problems
from sdkpress.progress import Progress
from sdkpress.publish import publish
from sdkpress.read import ReadOptions
from sdkpress.render import markdown
from support.hostile import CANARY, NAMES, PWNED, START, SURROGATES, TEXTS, unique
from support.hostile_descriptions import SLOTS, description, everywhere
from support.markdown_pages import Page
from support.programs import run_program
from support.stores import MADE, Runtime, of_the_runtime

Press = Callable[..., Path]
PYDANTIC, MSGSPEC = Config(), Config(models=ModelsConfig("msgspec"))
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What turns text around, or cannot be seen, so that a review would miss it."""
INSPECT = Path(__file__).parent / "support" / "import_everything.py"


def pressed(root: dict[str, Any], path: Path, config: Config = PYDANTIC) -> Files:
    """Press a description, written as JSON so that every character can be escaped."""
    path.write_text(json.dumps(root), encoding="ascii")
    return pipeline.press(path, config, ReadOptions(), Problems(), Progress(), store=MADE).files


@pytest.fixture
def press(tmp_path: Path, written_runtime: Runtime) -> Press:
    """Press, check everything but importing, publish; return the output directory."""
    numbers = count()

    def run(root: dict[str, Any], config: Config = PYDANTIC) -> Path:
        number = next(numbers)
        files = pressed(root, tmp_path / f"{number}.json", config)
        assert_paths_stay_inside(files)
        for path, text in files.items():
            assert UNSEEN.search(text) is None, path
            if path.endswith(".py"):
                assert_is_harmless_code(text, path.partition("/_runtime/")[2] or path)
        out = tmp_path / "out" / str(number)
        publish(files, out)
        assert_is_well_formed(out)
        written_runtime.link_bytecode(of_the_runtime(files), out)
        return out

    return run


def assert_paths_stay_inside(files: Files) -> None:
    """Check that paths are plain: relative, short enough, of characters that every disk takes."""
    for path in files:
        parts = PurePosixPath(path).parts
        assert re.fullmatch(r"[\w./-]+", path), path
        assert parts and not {"..", "/", "."} & set(parts), path
        assert max(map(len, parts)) < 150, path
    assert len({path.lower() for path in files}) == len(files)


@cache
def assert_is_harmless_code(text: str, path: str) -> None:
    """Check that a module compiles, and has hostile text only inside string constants.

    The runtime is the same text in every package.
    """
    tree = ast.parse(text, path)
    compile(tree, path, "exec", dont_inherit=True)
    if not any(word in text.lower() for word in (START, CANARY, PWNED.lower())):
        return  # neither a name nor a comment can be one of them
    for name in identifiers(tree):
        assert name.strip("_").lower() not in (CANARY, PWNED.lower()), path
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            assert not {word for word in (START, CANARY, PWNED) if word in token.string}, path


def identifiers(tree: ast.AST) -> Iterator[str]:
    """Yield every string of a syntax tree that is not a constant: names, attributes, arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            continue
        for _, value in ast.iter_fields(node):
            items = cast("list[Any]", value) if isinstance(value, list) else [value]
            yield from (item for item in items if isinstance(item, str))


def assert_is_well_formed(out: Path) -> None:
    """Check TOML, JSON, Markdown, and the Python that Markdown shows."""
    manifest = json.loads((out / "sdk-manifest.json").read_text(encoding="utf-8"))
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert sorted(found) == manifest["files"]
    project = tomllib.loads((out / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", project["name"])
    pages = [Page(out, path) for path in out.rglob("*.md")]
    assert pages
    for page in pages:
        assert [tag for tag in page.html() if CANARY in tag or START in tag] == []
        for block in page.blocks("python"):
            assert_is_harmless_code(block.code, block.id)


def assert_imports(out: Path) -> None:
    """Import every module, build every model, find each operation; in another process."""
    env = {**os.environ, "PYTHONPATH": str(out / "src")}
    done = run_program(INSPECT, "sdk-manifest.json", cwd=out, warnings=("error",), env=env)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert list(out.rglob(f"*{PWNED}*")) == []


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_prose(version: str, press: Press) -> None:
    texts = TEXTS if version == "3.1.0" else TEXTS[::6]
    assert_imports(press({**everywhere(texts), "openapi": version}))


def test_prose_is_kept_as_it_is(press: Press) -> None:
    pieces = ["{{ 7*7 }}", "{% raw %}", "\\N{BULLET}", '"""', "'''", "%s", "Привет 🐍 \u202e", "\\"]
    out = press(everywhere([f"{START} {piece} end" for piece in pieces]))
    sources = [path.read_text(encoding="utf-8") for path in out.rglob("resources/*.py")]
    trees = [ast.parse(source) for source in sources]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    docs = [ast.get_docstring(node) or "" for node in nodes if isinstance(node, ast.FunctionDef)]
    shown = [piece.replace("\u202e", "\\u202e") for piece in pieces]
    missing = [piece for piece in shown if not any(f"{START} {piece} end" in doc for doc in docs)]
    assert missing == []


WRAPPED = [text for text in TEXTS if START in text]


@pytest.mark.parametrize("slot", SLOTS)
def test_names(slot: str, press: Press) -> None:
    allowed = [name for name in [*NAMES, *WRAPPED] if SLOTS[slot].allowed(name)]
    assert len(allowed) >= 60
    for group in distinct(allowed[::3]) if slot in OF_OPERATIONS else [unique(allowed)]:
        assert_imports(press(SLOTS[slot].build(group)))


@pytest.mark.parametrize("slot", ["properties", "enums and defaults", "schemas"])
def test_names_in_models_of_msgspec(slot: str, press: Press) -> None:
    """Allowed or not: their modules are printed by a template of their own."""
    names = unique(name for name in [*NAMES, *TEXTS] if slot != "schemas" or name.isidentifier())
    assert_imports(press(SLOTS[slot].build(names), MSGSPEC))


def test_prose_in_models_of_msgspec(press: Press) -> None:
    assert_imports(press(everywhere(TEXTS[::4]), MSGSPEC))


OF_OPERATIONS = ("operation ids", "paths", "tags")
"""Where two names must not become one in Python; elsewhere they are told apart."""


def distinct(names: list[str]) -> list[list[str]]:
    """Split names into groups without two that are alike but for case and punctuation."""
    groups: list[dict[str, str]] = []
    for name in unique(names):
        key = snake(f"p/{name}")
        group = next((group for group in groups if key not in group), None)
        if group is None:
            groups.append(group := {})
        group[key] = name
    return [list(group.values()) for group in groups]


@pytest.mark.parametrize("slot", ["query parameters", "path parameters", "properties"])
def test_names_go_over_the_wire_as_they_are(slot: str, press: Press) -> None:
    names = unique(name for name in [*NAMES, *TEXTS] if SLOTS[slot].allowed(name))
    out = press(SLOTS[slot].build(names))
    manifest = json.loads((out / "sdk-manifest.json").read_text(encoding="utf-8"))
    [operation] = manifest["operations"]
    kept = {one["name"] for one in operation["arguments"].values()}
    assert (kept - set(names), set(names) - kept) == (set(), set())


def test_no_resource_hides_an_attribute_of_the_client() -> None:
    attributes = {*dir(OpenRouterCore()), *dir(AsyncOpenRouterCore())}
    public = {name for name in attributes if name[0] != "_"}
    assert {name for name in public if resource_path(name) == name} == set()


STRETCHED = [name for name, slot in SLOTS.items() if not all(map(slot.allowed, TEXTS))]


@pytest.mark.parametrize("slot", STRETCHED)
def test_names_that_openapi_does_not_allow_are_harmless(slot: str, press: Press) -> None:
    # "/" would split a path, and make whole names of the parts; a parameter may be called so.
    parts = ("/", f"{{{CANARY}")
    names = [text for text in TEXTS if not SLOTS[slot].allowed(text)]
    names = unique(name for name in names if not any(part in name for part in parts))
    assert names
    for group in distinct(names[::3]) if slot in OF_OPERATIONS else [names]:
        assert_imports(press(SLOTS[slot].build(group)))


TITLES = [
    *TEXTS[::6],
    *NAMES[::9],
    "a\u202eb\u2028",
    "..",
    "../../x",
    "\0",
    "1",
    "nul",
    "class",
    "pydantic",
    "json",
]


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_titles(title: str, press: Press) -> None:
    out = press(description(title))
    if title in ("nul", "class", "pydantic", "json"):
        assert_imports(out)


@pytest.mark.parametrize("text", SURROGATES)
def test_what_is_no_unicode_text_is_refused(text: str, tmp_path: Path) -> None:
    for root in (everywhere([text]), SLOTS["properties"].build([text])):
        with pytest.raises(DescriptionError) as caught:
            pressed(root, tmp_path / "openapi.json")
        assert all(problem.location for problem in caught.value.problems)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=8, max_size=8))
def test_any_text(press: Press, texts: list[str]) -> None:
    root = everywhere(texts)
    properties = {text: {"type": "string", "const": text, "default": text} for text in texts}
    root["components"]["schemas"]["Names"] = {"type": "object", "properties": properties}
    press(root)


def test_text_takes_time_by_its_length_alone() -> None:
    """A line of many spaces took hours, a run of backticks minutes: every pattern is linear."""
    before = ("", "# y", "> ", "[a](/b ", "`", "a\n")
    for unit in (" ", "\t", "`", "#", "# ", "> ", "- ", "1. ", "[", "[a](/b", "](/", "<", '"', "|"):
        texts = [f"{start}{unit * 20_000}x](/" for start in before]
        started = time.process_time()
        for text in texts:
            for encoder in (markdown.block, encode.docstring, encode.markdown_cell):
                encoder(text)
            resolved(text, "https://docs.example")
        assert time.process_time() - started < 5, repr(unit)
