"""Files in, the document that is read from them out, with what was said about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from sdkpress.pointer import follow, parse_pointer
from sdkpress.problems import DescriptionError, Problem, Problems
from sdkpress.read import Document, ReadOptions, read

DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def dereferenced(root: dict[str, Any], value: Any) -> Any:
    """`value` with what its Reference Objects lead to in their place."""
    if isinstance(value, list):
        return [dereferenced(root, item) for item in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith("#"):
        target = follow(root, parse_pointer(reference[1:]) or ())[0]
        return dereferenced(root, target)
    return {key: dereferenced(root, item) for key, item in value.items()}


def read_all(path: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    problems = Problems()
    document = None
    try:
        document = read(path, ReadOptions(), problems)
        problems.raise_if_errors()
    except DescriptionError as error:
        return None, error.problems
    return document, problems.sorted()


def write(path: Path, data: Any) -> Path:
    path.parent.mkdir(exist_ok=True)
    is_json = path.suffix == ".json"
    text = json.dumps(data) if is_json else yaml.dump(data, Dumper=DUMPER, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def bundled(folder: Path, files: dict[str, str]) -> tuple[Document, tuple[Problem, ...]]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found, problems = read_all(folder / next(iter(files)))
    assert found is not None, problems
    return found, problems
