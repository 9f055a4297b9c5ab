"""Descriptions in several files, read as one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sdkpress.problems import DescriptionError, Problem, Problems
from sdkpress.read import Document, ReadOptions, read

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / next(iter(files))


def bundle(folder: Path, files: Mapping[str, str], **options: Any) -> Document:
    problems = Problems()
    document = read(write(folder, files), ReadOptions(**options), problems)
    assert problems.sorted() == ()
    return document


def complaints(folder: Path, files: Mapping[str, str], **options: Any) -> tuple[Problem, ...]:
    problems = Problems()
    try:
        read(write(folder, files), ReadOptions(**options), problems)
    except DescriptionError as error:
        return error.problems
    return problems.sorted()


def schemas_of(document: Document) -> dict[str, Any]:
    return document.root["components"]["schemas"]


def with_schemas(**schemas: str) -> str:
    lines = [f"    {name}: {{$ref: {reference!r}}}" for name, reference in schemas.items()]
    return HEAD + "paths: {}\ncomponents:\n  schemas:\n" + "\n".join(lines)
