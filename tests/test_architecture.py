"""docs/architecture.md and its drawing say what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

# Where a path in the text may begin.
BASES = (
    ROOT,
    ROOT / "generator" / "sdkpress",
    ROOT / "generator" / "sdkpress" / "plan",
    ROOT / "templates" / "sdk",
    ROOT / "templates" / "runtime",
    ROOT / "generated" / "src" / "openrouter_sdk",
    ROOT / "bench",
)
HOUSES = (ROOT / "generator" / "sdkpress", ROOT / "templates" / "runtime")


def _named() -> set[str]:
    """What looks like a path in code of the text: a file of Python, or a folder."""
    return set(re.findall(r"`([\w/]+(?:\.py|\.jinja|/))`", TEXT))


def _found(path: str) -> list[Path]:
    """Where a path leads; beside the name of its room, a module goes by its own."""
    found = [base / path for base in BASES if (base / path.rstrip("/")).exists()]
    return found or [module for house in HOUSES for module in house.rglob(path.rstrip("/"))]


def test_what_is_named_exists() -> None:
    assert [path for path in sorted(_named()) if not _found(path)] == []


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.name)
def test_every_module_is_named_or_lies_in_a_folder_that_is(house: Path) -> None:
    named = {found.resolve() for path in _named() for found in _found(path)} - {house, house.parent}
    unnamed = [
        module.relative_to(house).as_posix()
        for module in sorted(house.rglob("*.py"))
        if module.name not in ("__init__.py", "__main__.py")
        and module not in named
        and named.isdisjoint(module.parents)
    ]
    assert unnamed == []


def test_the_drawing_is_that_of_the_contracts() -> None:
    drawn = subprocess.run(
        [sys.executable, ROOT / "docs" / "house.py", "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert drawn.stdout == (ROOT / "docs" / "house.svg").read_text(encoding="utf-8"), "make house"
