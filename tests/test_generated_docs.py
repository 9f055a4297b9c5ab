"""README and docs of the generated package: every example runs, every link leads somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.examples import KEY, Distribution, goes_to
from support.markdown_pages import Block, pages
from support.page_checks import check_pages, check_types
from support.sdk import OUTPUT, description
from support.server import ApiServer

PAGES = pages(OUTPUT)
BLOCKS = [block for page in PAGES for block in page.blocks("python")]
FAKES = [block for block in BLOCKS if block.headings[-1] == "Fakes for your tests"]
SERVED = [block for block in BLOCKS if block not in FAKES]
SECTIONS = ["Example Usage", "Standalone function", "Parameters", "Response", "Errors"]


@pytest.fixture(scope="module")
def server() -> Iterator[ApiServer]:
    with ApiServer(description()) as running:
        yield running


@pytest.fixture(scope="module")
def distribution() -> Distribution:
    return Distribution(OUTPUT)


@pytest.mark.parametrize("block", SERVED, ids=lambda block: block.id)
def test_examples_run(
    block: Block, server: ApiServer, distribution: Distribution, tmp_path: Path
) -> None:
    called = distribution.called(block.code)
    ran = distribution.run(server, tmp_path, block)
    assert ran.status == 0, ran.log
    assert ran.violations == []
    assert len(called) == len(ran.requests) > 0
    assert all(map(goes_to, ran.requests, called))
    assert "data=" in ran.output, "the decoded response is printed"
    assert "failed:" not in ran.output
    assert ran.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in ran.output + ran.log


def test_the_example_of_a_fake_needs_no_server(
    server: ApiServer, distribution: Distribution, tmp_path: Path
) -> None:
    (block,) = FAKES
    ran = distribution.run(server, tmp_path, block)
    assert ran.status == 0, ran.log
    assert ran.requests == []
    told, failed, url = ran.output.splitlines()
    assert told.startswith("data=")
    assert "404" in failed
    assert url.startswith("http")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_examples_say_what_they_are_about(block: Block, distribution: Distribution) -> None:
    if block.path in ("README.md", "docs/agents/SKILL.md"):
        return
    called = {item["call"].rpartition(".")[2] for item in distribution.called(block.code)}
    assert called == {block.headings[1]}


def test_pages_are_sound(tmp_path: Path) -> None:
    check_pages(OUTPUT, tmp_path)


def test_examples_are_typed(tmp_path: Path) -> None:
    check_types(tmp_path, OUTPUT)


def test_the_key_is_redacted_in_the_log(
    server: ApiServer, distribution: Distribution, tmp_path: Path
) -> None:
    (block,) = [block for block in BLOCKS if block.headings[-1] == "Logging"]
    log = distribution.run(server, tmp_path, block).log
    assert "DEBUG:openrouter_sdk" in log
    assert "authorization" in log.lower()
    assert KEY not in log


def test_every_operation_has_all_sections(distribution: Distribution) -> None:
    for operation in distribution.operations:
        resource, _, method = operation["call"].rpartition(".")
        page = next(page for page in PAGES if page.name == f"docs/{resource}.md")
        headings = page.headings()
        assert headings[1:3] == ["Overview", "Available Operations"]
        start = headings.index(method)
        assert headings[start + 1 : start + 6] == SECTIONS


def test_parameters_and_errors_are_complete(distribution: Distribution) -> None:
    page = next(page for page in PAGES if page.name == "docs/analytics.md")
    tables = list(page.tables())
    for operation, parameters, errors in zip(
        distribution.operations, tables[::2], tables[1::2], strict=True
    ):
        names = [row[0].strip(" `") for row in parameters[2:]]
        assert [name for name in names if not name.startswith("options")] == list(
            operation["arguments"]
        )
        found = {row[1].strip(): row[0].strip(" `") for row in errors[2:]}
        declared = {
            status: f"errors.{name.partition(':')[2]}"
            for status, name in operation["errors"].items()
        }
        assert declared.items() <= found.items()
        assert found["4XX, 5XX"] == "errors.OpenRouterDefaultError"


def test_option_rows_are_the_options(distribution: Distribution) -> None:
    source = OUTPUT / "src" / distribution.package / "_runtime" / "base" / "options.py"
    classes = {
        node.name: _fields(node)
        for node in ast.parse(source.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    wanted = set(classes["RequestOptions"]) - {"resume_token"}  # for pages: test_docs.py has some
    wanted |= {f"retries.{name}" for name in classes["RetryOptions"]}
    (page,) = (page for page in PAGES if page.name == "README.md")
    tables = [[row[0].strip(" `") for row in table[2:]] for table in page.tables()]
    (rows,) = (table for table in tables if "idempotency_key" in table)
    assert wanted <= set(rows)


def _fields(node: ast.ClassDef) -> list[str]:
    targets = [item.target for item in node.body if isinstance(item, ast.AnnAssign)]
    return [target.id for target in targets if isinstance(target, ast.Name)]
