"""`make moving`: what it finds of a suite, what it takes out of its tests, and what it asserts."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel

from suites.__main__ import main
from suites.judge import copy_tests, read_verdict
from suites.public.assertions import assert_matches_type, parse_datetime
from suites.suite import suites

CONFTEST = """
from acme import Acme, AsyncAcme
token = "My Token"
def client(request):
    with Acme(base_url="x", token=token, size=3, _strict_response_validation=True) as client:
        yield client
"""
TESTS = """
from __future__ import annotations
import os
from typing import Any, cast
import pytest
from acme import Acme, AsyncAcme
from tests.utils import assert_matches_type
from acme._utils import parse_datetime

class TestPets:
    parametrize = pytest.mark.parametrize("client", [False, True], indirect=True, ids=["a", "b"])

    @parametrize
    def test_list(self, client: Acme) -> None:
        response = client.list(parse_datetime("2019-12-27T18:11:19.117Z"))
        assert response.http_request.headers.get("X-Stainless-Lang") == "python"
        assert_matches_type(list, response, path=["response"])

    @parametrize
    def test_fails(self, client: Acme) -> None:
        raise ValueError("at 0x7f00dead")

class TestAsyncPets:
    parametrize = pytest.mark.parametrize(
        "async_client", [False, {"http_client": "aiohttp"}], indirect=True, ids=["a", "aiohttp"]
    )

    @parametrize
    async def test_list(self, async_client: AsyncAcme) -> None:
        assert async_client.given == {"token": "My Token", "size": 3}
"""
ACME = """
class Acme:
    def __init__(self, *, base_url, **given):
        self.base_url, self.given = base_url, given
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def list(self, when): return [when]

class AsyncAcme(Acme):
    async def __aenter__(self): return self
    async def __aexit__(self, *_): pass
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A folder with one small suite."""
    folder = tmp_path / "suites" / "acme"
    texts = {
        ".stats.yml": "configured_endpoints: 1\n",
        "pyproject.toml": '[project]\nname = "acme"\ndependencies = ["x>=1"]\n',
        "src/acme/__init__.py": "from ._client import Acme, AsyncAcme\n",
        "src/acme/_client.py": ACME,
        "tests/conftest.py": CONFTEST,
        "tests/api_resources/__init__.py": "",
        "tests/api_resources/test_pets.py": TESTS,
        "tests/api_resources/test_broken.py": "from acme import Nothing\n",
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder.parent


def test_a_suite_is_found_with_what_belongs_to_it(suite: Path, tmp_path: Path) -> None:
    (tmp_path / "a.stainless.yml").write_text("targets: {python: {package_name: acme}}")
    (tmp_path / "a.openapi.json").write_text("{}")
    (found,) = suites(suite, tmp_path)
    assert (found.package, found.client) == ("acme", "Acme")
    assert found.arguments == {"token": "My Token", "size": 3}
    assert found.requirements == ("x>=1",)
    assert found.configuration == tmp_path / "a.stainless.yml"
    assert found.description == tmp_path / "a.openapi.json"
    (suite / "acme/stainless.yml").write_text("")
    (suite / "acme/openapi.yaml").write_text("")
    (beside,) = suites(suite, tmp_path)
    assert beside.configuration == suite / "acme/stainless.yml"
    assert beside.description == suite / "acme/openapi.yaml"


def test_tests_are_copied_without_what_is_theirs_alone(suite: Path, tmp_path: Path) -> None:
    (found,) = suites(suite, tmp_path)
    copy_tests(found, tmp_path)
    text = (tmp_path / "tests/api_resources/test_pets.py").read_text()
    assert "X-Stainless-Lang" not in text
    assert "aiohttp" not in text
    assert "from tests.utils import parse_datetime" in text
    compile(text, "test_pets.py", "exec")


def test_verdicts_have_reasons(suite: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    cases = tmp_path / "test_cases.py"
    cases.write_text("def test_good(): pass\ndef test_bad(): raise ValueError('at 0x7f00dead')\n")
    (tmp_path / "test_broken.py").write_text("from json import nothing\n")
    options = ["-q", "-p", "no:cacheprovider", f"--junit-xml={report}", "--rootdir", str(tmp_path)]
    files = [str(cases), str(tmp_path / "test_broken.py")]
    both = [*options, "--continue-on-collection-errors", *files]
    command = [sys.executable, "-m", "pytest", *both]
    assert subprocess.run(command, check=False, cwd=tmp_path, capture_output=True).returncode == 1
    verdict = read_verdict(report, tmp_path / "log")
    assert verdict.passed == {"test_cases.test_good"}
    assert verdict.why_not("test_cases.test_bad") == "ValueError: at …"
    assert "cannot import name" in verdict.why_not("test_broken.TestX.test_y")
    assert verdict.total == 2


def test_without_suites_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert main([]) == 0
    assert capsys.readouterr().out.count("there are no suites") == 2


class Pet(BaseModel):
    name: str
    kind: Literal["cat", "dog"] | None = None
    tags: list[str] = []


MATCHES: list[tuple[Any, object, bool]] = [
    (str, "a", True),
    (str, 1, False),
    (float, 1, True),
    (None, None, True),
    (None, 1, False),
    (int | None, None, True),
    (int | str, b"", False),
    (list[int], [1, 2], True),
    (list[int], [1, "2"], False),
    (dict[str, int], {"a": 1}, True),
    (dict[str, int], {"a": "b"}, False),
    (Literal["a"], "a", True),
    (Literal["a"], "b", False),
    (Annotated[str, "x"], "a", True),
    (object, 5, True),
    (datetime, datetime(2020, 1, 1), True),
    (date, "2020-01-01", False),
    (Pet, Pet(name="a", kind="cat"), True),
    (Pet, Pet(name="a"), True),
    (Pet, Pet.model_construct(name=5), False),
    (Pet, {"name": "a"}, False),
    ("Pet", Pet(name="a"), False),
]


@pytest.mark.parametrize(("type_", "value", "matches"), MATCHES)
def test_assertions(type_: Any, value: object, matches: bool) -> None:
    if matches:
        assert_matches_type(type_, value, path=["response"])
        return
    with pytest.raises(AssertionError, match="response"):
        assert_matches_type(type_, value, path=["response"])


def test_times_of_tests_are_read() -> None:
    assert parse_datetime("2019-12-27T18:11:19.117Z").year == 2019
