"""The fixtures of pytest, which only this module imports, when a fixture is first wanted."""

from __future__ import annotations

from typing import Any

import pytest


def fixture(name: str, client: Any) -> Any:
    """Return a fixture that gives each test a fake of its own."""

    @pytest.fixture(name=name)
    def given() -> Any:
        return client()

    return given
