"""A checked-out SDK in, what is needed to run its tests out."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_CONFIGURATIONS = ("*.stainless.yml", "*.stainless.yaml", "stainless.yml", "stainless.yaml")
_DESCRIPTIONS = ("*.openapi.yml", "*.openapi.yaml", "*.openapi.json", "openapi.*")
_THEIR_OWN = frozenset({"base_url", "_strict_response_validation", "http_client"})


@dataclass(frozen=True, slots=True)
class Suite:
    """An old SDK with its tests.

    Attributes:
        folder: Where it is checked out.
        package: What is imported.
        client: The class of its synchronous client; `Async…` is the other one.
        arguments: What its own tests give to the client beside the base URL.
        configuration: Its Stainless configuration, if there is one.
        description: Its OpenAPI description, if there is one.
        requirements: What it needs, as pip has it.
    """

    folder: Path
    package: str
    client: str
    arguments: dict[str, Any] = field(default_factory=dict[str, Any])
    configuration: Path | None = None
    description: Path | None = None
    requirements: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in the table."""
        return self.folder.name

    @property
    def tests(self) -> Path:
        """Its tests."""
        return self.folder / "tests" / "api_resources"


def suites(folder: Path, corpus: Path) -> Iterator[Suite]:
    """The suites in a folder; what is not beside their tests is looked for in ``corpus``."""
    for below in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (below / ".stats.yml").is_file() and (below / "tests" / "api_resources").is_dir():
            yield _suite(below, corpus)


def _suite(folder: Path, corpus: Path) -> Suite:
    package = next(path.parent.name for path in sorted((folder / "src").glob("*/_client.py")))
    conftest = ast.parse((folder / "tests" / "conftest.py").read_text("utf-8"))
    client, arguments = _client(conftest)
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    configuration = _configuration(folder, corpus, package)
    description = _first(folder, _DESCRIPTIONS) or _beside(configuration)
    needed = tuple(map(str, project["dependencies"]))
    return Suite(folder, package, client, arguments, configuration, description, needed)


def _client(tree: ast.Module) -> tuple[str, dict[str, Any]]:
    """The client that a conftest.py makes, and what it gives to it."""
    known = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = {one.arg: one.value for one in node.keywords if one.arg}
            if "base_url" in given and not node.func.id.startswith("Async"):
                named = {name: one for name, one in given.items() if name not in _THEIR_OWN}
                return node.func.id, {name: _value(one, known) for name, one in named.items()}
    raise ValueError("no client is made in conftest.py")


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    return known[node.id] if isinstance(node, ast.Name) else ast.literal_eval(node)


def _configuration(folder: Path, corpus: Path, package: str) -> Path | None:
    beside = _first(folder, _CONFIGURATIONS)
    if beside is not None:
        return beside
    for path in sorted(corpus.glob("*.stainless.yml")) if corpus.is_dir() else ():
        data = yaml.safe_load(path.read_text("utf-8"))
        if data.get("targets", {}).get("python", {}).get("package_name") == package:
            return path
    return None


def _first(folder: Path, patterns: tuple[str, ...]) -> Path | None:
    found = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    is_asked = any("stainless" in pattern for pattern in patterns)
    return next((path for path in found if is_asked or "stainless" not in path.name), None)


def _beside(configuration: Path | None) -> Path | None:
    """The description that has a configuration's name: `a.openapi.yml` of `a.stainless.yml`."""
    if configuration is None:
        return None
    stem = configuration.name.partition(".")[0]
    return _first(configuration.parent, (f"{stem}.openapi.*",))
