"""A suite and an SDK in, which of its tests pass out."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.peers import Venv
from bench.process import Failed, check, run

from .suite import Suite

_PUBLIC = Path(__file__).with_name("public")
_HEADER = re.compile(r"^.*X-Stainless-Lang.*\n", re.MULTILINE)
_AIOHTTP = re.compile(r""",\s*(?:\{"http_client": "aiohttp"\}|"aiohttp")""")
_PRIVATE = re.compile(r"^from \w+\._utils import (parse_(?:date|datetime)\b.*)$", re.MULTILINE)
_TESTING = ("pytest>=9", "pytest-asyncio>=1.3", "pytest-xdist>=3.8", "respx", "dirty-equals")
_INI = """[pytest]
asyncio_mode = auto
asyncio_default_fixture_loop_scope = session
asyncio_default_test_loop_scope = session
"""
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the tests: names of those that pass, reasons of the others.

    `broken` has why files cannot be imported, by module; `log` is what pytest printed.
    """

    passed: frozenset[str]
    failed: Mapping[str, str]
    broken: Mapping[str, str]
    log: Path

    @property
    def total(self) -> int:
        """How many tests there are."""
        return len(self.passed) + len(self.failed)

    def why_not(self, name: str) -> str:
        """Why a test does not pass: by itself, or since its file cannot be imported."""
        module = next((one for one in self.broken if name.startswith(f"{one}.")), "")
        return self.failed.get(name) or self.broken.get(module, "it was not run")


def environment(suite: Suite, folder: Path) -> Venv:
    """Where the tests run: what the old SDK needs, and what ours does."""
    needed = (*suite.requirements, *_TESTING, "httpx2>=2.16", "pydantic>=2.14")
    venv = Venv(suite.name, folder / suite.name / "venv", needed)
    venv.make()
    return venv


def press(suite: Suite, folder: Path) -> tuple[Path, str]:
    """Import the configuration and generate; the sources, and what the import says.

    Raises:
        Failed: The SDK cannot be generated.
    """
    assert suite.configuration and suite.description
    sdkpress = Path(sys.executable).with_name("sdkpress")
    settings, sdk = folder / "settings", folder / "sdk"
    shutil.rmtree(settings, ignore_errors=True)
    files = [suite.configuration, "--spec", suite.description, "--out", settings]
    told = run([sdkpress, "import", "stainless", *files])
    if told.status not in (0, 1):
        check(told, "sdkpress import")
    config = settings / "sdk.toml"
    check(run([sdkpress, "generate", "--config", config, "--out", sdk]), "sdkpress generate")
    return sdk / "src", told.output


def judge(suite: Suite, source: Path, venv: Venv, url: str, folder: Path) -> Verdict:
    """Run the tests against the SDK whose sources are in a directory."""
    copy_tests(suite, folder)
    report = folder / "report.xml"
    report.unlink(missing_ok=True)
    said = {
        "package": suite.package,
        "client": suite.client,
        "async_client": f"Async{suite.client}",
        "arguments": suite.arguments,
    }
    env = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "PYTHONPATH": os.pathsep.join([str(source), str(folder)]),
        "SUITE": json.dumps(said),
        "TEST_API_BASE_URL": url,
    }
    options = ["-q", "-n", str(_WORKERS), "-p", "no:cacheprovider", f"--junit-xml={report}"]
    finished = run([venv.python, "-m", "pytest", *options, "tests"], env, folder)
    log = folder / "pytest.log"
    log.write_text(finished.output + finished.errors, "utf-8")
    if not report.exists():
        raise Failed(f"pytest gave no report: {log}")
    return read_verdict(report, log)


def copy_tests(suite: Suite, folder: Path) -> None:
    """The tests without what is Stainless' own, with fixtures and assertions of public names."""
    tests = folder / "tests"
    shutil.rmtree(tests, ignore_errors=True)
    shutil.copytree(suite.tests, tests / "api_resources")
    for path in tests.rglob("*.py"):
        text = _AIOHTTP.sub("", _HEADER.sub("", path.read_text("utf-8")))
        path.write_text(_PRIVATE.sub(r"from tests.utils import \1", text), "utf-8")
    (tests / "__init__.py").touch()
    shutil.copy(_PUBLIC / "fixtures.py", tests / "conftest.py")
    shutil.copy(_PUBLIC / "assertions.py", tests / "utils.py")
    (folder / "pytest.ini").write_text(_INI, "utf-8")


def read_verdict(report: Path, log: Path) -> Verdict:
    """What a report of pytest (JUnit XML) says."""
    passed: set[str] = set()
    failed: dict[str, str] = {}
    broken: dict[str, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        module, name = case.get("classname") or "", case.get("name") or ""
        troubles = [one for kind in ("error", "failure") for one in case.findall(kind)]
        if troubles and not module:
            broken[name] = _reason(troubles[0])
        elif troubles:
            failed[f"{module}.{name}"] = _reason(troubles[0])
        elif case.find("skipped") is None:
            passed.add(f"{module}.{name}")
    return Verdict(frozenset(passed), failed, broken, log)


_PARTICULAR = re.compile(r"0x[0-9a-f]+|\b\d{4,}\b|\(/.*|(?<=import name )'\w+'|(?<=: )'[^']*'$")


def _reason(trouble: ElementTree.Element) -> str:
    """The kind of a failure: the line that says it, without what is particular."""
    lines = [line[2:].strip() for line in (trouble.text or "").splitlines() if line[:2] == "E "]
    said = [*lines, *(trouble.get("message") or "").splitlines(), "it says nothing"]
    return _PARTICULAR.sub("…", said[0])[:160]
