"""Fixtures of all tests: `press` an inline description and get the package that comes out of it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from support.models import LIBRARIES, PYDANTIC, ModelLibrary
from support.pressing import Imports, Press, Pressed, Presser, PressFiles
from support.stores import Runtime
from support.transports import TRANSPORTS, TransportKind

# The same examples on every machine, however busy it is: no clock decides what is tested.
settings.register_profile(
    "tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Load the system's certificates once: each client would, in 50 ms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(params=TRANSPORTS, ids=lambda one: one.name)
def transport(request: pytest.FixtureRequest) -> TransportKind:
    """The HTTP library that the test runs with."""
    return request.param


@pytest.fixture(scope="module", params=LIBRARIES, ids=lambda one: one.name)
def models(request: pytest.FixtureRequest) -> ModelLibrary:
    """The library that models are made of where the test presses something."""
    return request.param


@pytest.fixture(scope="session")
def written_runtime(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """The files of runtimes, with their bytecode, to be linked to."""
    return Runtime(tmp_path_factory.mktemp("runtime"))


@pytest.fixture(scope="session")
def presser(tmp_path_factory: pytest.TempPathFactory, written_runtime: Runtime) -> Presser:
    """What presses for the whole session, and remembers what it has pressed."""
    return Presser(tmp_path_factory.mktemp("pressed"), written_runtime)


@pytest.fixture
def press_files(presser: Presser, request: pytest.FixtureRequest) -> PressFiles:
    """`press_files(yaml, config, overlays)` → files, output directory, warnings.

    A test that uses the fixture `models` is run with each library.
    """
    has_models = "models" in request.fixturenames
    library: ModelLibrary = request.getfixturevalue("models") if has_models else PYDANTIC

    def press(description: str, config: str = "", overlays: Sequence[str] = ()) -> Pressed:
        return presser.press(description, library.config(config), overlays)

    return press


@pytest.fixture(scope="session")
def imports() -> Imports:
    """What imports pressed packages, and remembers those of the last tests."""
    return Imports()


@pytest.fixture
def press(press_files: PressFiles, imports: Imports) -> Iterator[Press]:
    """`press(yaml, config, overlays)` → the package, imported for this test.

    Two packages of one name cannot be used in one test: give one of them another title.
    """
    imported: list[Pressed] = []

    def press_and_import(
        description: str, config: str = "", overlays: Sequence[str] = ()
    ) -> ModuleType:
        pressed = press_files(description, config, overlays)
        imported.append(pressed)
        return imports.enter(pressed)

    yield press_and_import
    for pressed in imported:
        imports.leave(pressed)


@pytest.fixture
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).parents[1]
