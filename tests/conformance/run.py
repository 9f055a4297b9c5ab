"""Descriptions in, reports out: each is pressed, and its operations are shared by two processes."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from sdkpress import pipeline
from sdkpress.config import ModelsConfig, load_config
from sdkpress.problems import DescriptionError, Problems
from sdkpress.progress import Progress
from sdkpress.publish import publish
from sdkpress.read import ReadOptions

from .api import load
from .outcome import Finding, Outcome, Report
from .worker import Target, check

ModelBackend: TypeAlias = Literal["pydantic", "msgspec"]

PROCESSES = 2
CHUNK = 6


def judge(
    description: Path,
    directory: Path,
    wanted: str | None = None,
    models: ModelBackend | None = None,
) -> Report:
    """Press a description (or the project that an sdk.toml describes), and check its operations.

    Args:
        description: A description, or an sdk.toml.
        directory: Where packages are put.
        wanted: The id of the only operation to check, or None.
        models: What models are made of; None leaves it to the sdk.toml.
    """
    begin = time.perf_counter()
    report = Report(_name(description))
    try:
        target = press(description, directory / report.name, models)
        report.outcomes = _checked(target, wanted)
    except DescriptionError as error:
        report.error = str(error) or "the description has errors"
    report.seconds = time.perf_counter() - begin
    return report


def press(description: Path, out: Path, models: ModelBackend | None = None) -> Target:
    """Press a description into a directory, with models made of `models` if it is given.

    Raises:
        DescriptionError: It has errors.
    """
    problems = Problems()
    is_config = description.suffix == ".toml"
    config = load_config(description if is_config else None, problems)
    if models is not None:
        config = replace(config, models=ModelsConfig(models))
    path = config.description.path if is_config else description
    assert path is not None
    overlays = tuple(config.description.overlays or ()) if is_config else ()
    options = ReadOptions(overlays=overlays)
    publish(pipeline.press(path, config, options, problems, Progress()).files, out)
    return Target(out.name, path, overlays, out)


def _checked(target: Target, wanted: str | None) -> list[Outcome]:
    entries: list[dict[str, Any]] = target.manifest()["operations"]
    chosen = [one for one in entries if wanted in (None, one["id"])]
    outcomes: dict[str, Outcome] = {}
    for outcome in _outcomes(target, chosen):
        outcomes[f"{outcome.method} {outcome.path}"] = outcome
        _show(f"{target.name}: {len(outcomes)} of {len(chosen)}")
    _show("")
    found = [outcomes[f"{one['method']} {one['path']}"] for one in chosen]
    return found if wanted else [*found, *_dropped(target, entries)]


def _dropped(target: Target, entries: list[dict[str, Any]]) -> Iterator[Outcome]:
    """Yield the operations that the description has and the manifest lacks."""
    kept = {(one["method"], one["path"]) for one in entries}
    for (method, path), one in load(target.description, target.overlays).operations.items():
        if (method, path) not in kept:
            outcome = Outcome(str(one.node.get("operationId", "")), method, path)
            outcome.findings.append(Finding("make", "", "the manifest lacks the operation"))
            yield outcome


def _outcomes(target: Target, entries: list[dict[str, Any]]) -> Iterator[Outcome]:
    processes = 1 if len(entries) <= CHUNK else PROCESSES
    chunks = [entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for future in as_completed([pool.submit(check, target, chunk) for chunk in chunks]):
            yield from future.result()


def _name(path: Path) -> str:
    if path.suffix == ".toml":
        return path.resolve().parent.name
    name = path.name
    for ending in (".json", ".yaml", ".yml", ".openapi"):
        name = name.removesuffix(ending)
    return name


def _show(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[2K{text}")
        sys.stderr.flush()
