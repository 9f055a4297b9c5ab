"""A plugin of pytest for `make mutants`: what took least time the last time is run first.

A mutant is decided by the first test that notices it, and most are by tests without a socket.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SECONDS = Path("mutmut-stats.json")
"""What mutmut has measured, in the directory that it runs tests in."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests; those that have not been measured stay where they are, in front."""
    if not SECONDS.is_file():
        return
    measured: dict[str, float] = json.loads(SECONDS.read_text("utf-8"))["duration_by_test"]
    items.sort(key=lambda item: measured.get(item.nodeid, 0.0))
