"""Fixtures of all tests: `press` an inline description and get the package that comes out of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from support.pressing import Press, Pressed, Presser, PressFiles, forget, import_fresh
from support.transports import TRANSPORTS, TransportKind


@pytest.fixture(params=TRANSPORTS, ids=lambda one: one.name)
def transport(request: pytest.FixtureRequest) -> TransportKind:
    """The HTTP library that the test runs with."""
    return request.param


@pytest.fixture(scope="session")
def presser(tmp_path_factory: pytest.TempPathFactory) -> Presser:
    """What presses for the whole session, and remembers what it has pressed."""
    return Presser(tmp_path_factory.mktemp("pressed"))


@pytest.fixture
def press_files(presser: Presser) -> PressFiles:
    """`press_files(yaml, config, overlays)` → files, output directory, warnings."""
    return presser.press


@pytest.fixture
def press(presser: Presser) -> Iterator[Press]:
    """`press(yaml, config, overlays)` → the package, freshly imported, for this test only.

    Two packages of one name cannot be used in one test: give one of them another title.
    """
    imported: list[Pressed] = []

    def press_and_import(
        description: str, config: str = "", overlays: Sequence[str] = ()
    ) -> ModuleType:
        pressed = presser.press(description, config, overlays)
        imported.append(pressed)
        return import_fresh(pressed)

    yield press_and_import
    for pressed in imported:
        forget(pressed.package)
        sys.path.remove(str(pressed.source))


@pytest.fixture
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).parents[1]
