"""Descriptions in a file, described; and what is said of those that are wrong."""

from __future__ import annotations

from pathlib import Path

from sdkpress.describe import Description, describe
from sdkpress.problems import DescriptionError, Problem, Problems
from sdkpress.read import ReadOptions, read


def described(tmp_path: Path, text: str) -> tuple[Description | None, tuple[Problem, ...]]:
    path = tmp_path / "api.yaml"
    path.write_text(text)
    problems = Problems()
    try:
        description = describe(read(path, ReadOptions(), problems), problems)
    except DescriptionError as error:
        return None, error.problems
    return description, problems.sorted()


def good(tmp_path: Path, text: str) -> Description:
    description, problems = described(tmp_path, text)
    assert problems == ()
    assert description is not None
    return description


def head(version: str = "3.1.0") -> str:
    return f'openapi: {version}\ninfo: {{title: T, version: "1"}}\n'


def with_schema(schema: str, version: str = "3.1.0") -> str:
    return head(version) + f"paths: {{}}\ncomponents:\n  schemas:\n    A: {schema}\n    B: {{}}\n"


def error(tmp_path: Path, text: str) -> Problem:
    description, problems = described(tmp_path, text)
    assert description is None
    (problem,) = (problem for problem in problems if problem.severity == "error")
    return problem


def operation(text: str, path: str = "/a") -> str:
    return head() + f"paths:\n  {path}:\n    get: {text}\n"
