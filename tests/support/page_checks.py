"""What holds for every README and docs/ that is generated, whatever the description says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from support.markdown_pages import Page, pages


def check_pages(root: Path, directory: Path) -> None:
    """Assert everything about the pages of a distribution that needs no server."""
    found = pages(root)
    by_path = {page.path.resolve(): page for page in found}
    for page in found:
        assert page.html() == [], f"{page.name} holds raw HTML"
        check_tables(page)
        check_links(page, by_path)
        check_headings(page)
    check_format(found, directory)


def check_tables(page: Page) -> None:
    """Assert that all rows of a table have the same columns."""
    for table in page.tables():
        assert {len(row) for row in table} == {len(table[0])}, f"{page.name}: {table[0]}"


def check_links(page: Page, by_path: dict[Path, Page]) -> None:
    """Assert that every link within the distribution leads to a heading or a page."""
    for link in page.links():
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        path = (page.path.parent / target).resolve() if target else page.path.resolve()
        is_file = not anchor and path.is_file()
        assert path in by_path or is_file, f"{page.name}: {link} leads nowhere"
        if anchor:
            assert anchor in by_path[path].anchors(), f"{page.name}: no heading for {link}"


def check_headings(page: Page) -> None:
    """Assert that no heading holds a description's text: they are identifiers or our own words."""
    for heading in page.headings():
        words = heading.replace("Models:", "").replace("-", "_").split()
        assert all(word.isidentifier() for word in words), f"{page.name}: {heading}"


def write_examples(found: list[Page], directory: Path) -> None:
    """Write every example to a file of its own."""
    for page in found:
        for block in page.blocks("python"):
            name = f"{page.path.stem}_{block.line}.py"
            (directory / name).write_text(block.code, encoding="utf-8")


def check_format(found: list[Page], directory: Path) -> None:
    """Assert that the examples parse, are formatted, import in order and use what they import."""
    write_examples(found, directory)
    for command in (["format", "--diff"], ["check", "--select", "E4,E7,E9,F,I"]):
        line = [*command, "--isolated", "--no-cache", "--line-length", "88", str(directory)]
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *line], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def check_types(directory: Path, *roots: Path) -> None:
    """Assert that pyright has nothing to say against the examples in strict mode."""
    places = [directory / str(number) for number in range(len(roots))]
    for root, place in zip(roots, places, strict=True):
        place.mkdir()
        write_examples(pages(root), place)
    settings = {
        "include": [str(directory)],
        "executionEnvironments": [
            {"root": str(place), "extraPaths": [str(root / "src")]}
            for root, place in zip(roots, places, strict=True)
        ],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
        "reportDeprecated": False,  # what is deprecated has an example, too
    }
    project = directory / "pyrightconfig.json"
    project.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "basedpyright", "--project", str(project)]
    done = subprocess.run(
        [*command, "--pythonpath", sys.executable], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
