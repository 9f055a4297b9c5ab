"""What it costs to find the operation for a task, of the 1,223 of GitHub's description."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml

from support.pressing import Presser, forget

DESCRIPTION = Path(__file__).parents[3] / "shared" / "corpus" / "github.openapi.json"
TASKS = yaml.safe_load(Path(__file__).with_name("github_tasks.yaml").read_text())
CHARACTERS = 4
"""Of a token, in English and code."""


@pytest.fixture(scope="module")
def github(presser: Presser) -> Iterator[Any]:
    """The package of GitHub's description."""
    if not DESCRIPTION.exists():
        pytest.skip("no descriptions beside the clone")
    pressed = presser.press(DESCRIPTION.read_text(encoding="utf-8"))
    sys.path.insert(0, str(pressed.source))
    yield import_module(pressed.package)
    sys.path.remove(str(pressed.source))
    forget(pressed.package)


def test_a_median_task_is_found_and_shown_in_few_tokens(github: Any) -> None:
    shell = f"{github.__name__}._runtime.shell"
    index = import_module(f"{shell}.index").read_index(github.__name__)
    shown = import_module(f"{shell}.show").shown
    costs: list[float] = []
    missed: list[str] = []
    for task, wanted in TASKS.items():
        found = index.search(task)
        call = next((one.call for one in found if one.call in wanted), None)
        if call is None:
            missed.append(task)
            continue
        listed = sum(len(one.line) + 1 for one in found)
        costs.append((listed + len(shown(index, call))) / CHARACTERS)

    skill = Path(next(iter(github.__path__))).parents[1] / "docs" / "agents" / "SKILL.md"
    at_first = len(skill.read_text(encoding="utf-8")) / CHARACTERS
    print(f"{len(TASKS) - len(missed)} of {len(TASKS)} tasks found, all but {missed}")
    print(f"tokens: {at_first:.0f} at first, {median(costs):.0f} for the median task")
    assert len(missed) <= 5
    assert at_first <= 1500
    assert at_first + median(costs) < 6000
