"""Import cost: what is loaded when, and the helper that makes packages lazy."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from sdk_runtime.base.unset import UNSET, Unset

from runtime.lab import RUNTIME, Model

HEAVY = ("httpx2", "pydantic", "inspect", "dataclasses", "ssl", "asyncio", "email", "json")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package `sdk` that holds the runtime, in a directory to import from."""
    root = tmp_path / "sdk"
    root.mkdir()
    (root / "_runtime").symlink_to(RUNTIME, target_is_directory=True)
    exports = '{"A": ".one", "two": ".two:"}'
    (root / "__init__.py").write_text(
        "from ._runtime.lazy import lazy_exports\n"
        f"__getattr__, __dir__ = lazy_exports(__name__, {exports})\n"
    )
    (root / "one.py").write_text("A = object()\n")
    (root / "two.py").write_text("B = 2\n")
    return tmp_path


def run(directory: Path, code: str) -> str:
    command = [sys.executable, "-B", "-S", "-c", code]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_client_is_made_without_http_or_models(package: Path) -> None:
    loaded = run(
        package,
        "import sys; before = set(sys.modules)\n"
        "from sdk._runtime.client.client import SyncClient\n"
        "from sdk._runtime.base.operation import ClientSpec, Server, Operation\n"
        "SyncClient(ClientSpec('x', (Server('http://x'),), (), (), lambda: None))\n"
        f"print(sorted(set({HEAVY}) & (set(sys.modules) - before)))",
    )
    assert loaded == "[]"


def test_lazy_exports(package: Path) -> None:
    output = run(
        package,
        "import sys, sdk\n"
        "print('sdk.one' in sys.modules, 'A' in dir(sdk), 'A' in vars(sdk))\n"
        "print(sdk.A is sdk.A, 'A' in vars(sdk), sdk.two.B)\n"
        "try: sdk.C\n"
        "except AttributeError as error: print(error)\n",
    )
    assert output.splitlines() == [
        "False True False",
        "True True 2",
        "module 'sdk' has no attribute 'C'",
    ]


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value)), type]
)
def test_unset_is_one_and_falsy(duplicate: object) -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    made = Unset() if duplicate is type else duplicate(UNSET)  # type: ignore[operator]
    assert made is UNSET


class Sample(Model):
    known: int | None = None


def test_models_tell_absent_from_null_and_survive_pickling() -> None:
    absent, null = Sample.model_validate({"new": 1}), Sample.model_validate({"known": None})
    assert absent.known is None
    assert null.known is None
    assert (absent.model_fields_set, null.model_fields_set) == ({"new"}, {"known"})
    for sample in (absent, null):
        twin = pickle.loads(pickle.dumps(sample))
        assert twin == sample == copy.deepcopy(sample)
        assert twin.model_fields_set == sample.model_fields_set
