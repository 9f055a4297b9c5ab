"""A description and a configuration in, the files of an SDK out: all stages but publish."""

from __future__ import annotations

from pathlib import Path

from .collector import paused_collector
from .config import Config
from .describe import Description, describe
from .files import Files
from .format import format_files
from .models import model_modules
from .plan.ignored import ignored
from .plan.model.sdk import Sdk
from .plan.plan import plan
from .problems import Problems
from .progress import Progress
from .read import ReadOptions, read
from .render import render
from .render.manifest import MANIFEST, manifest
from .resources import templates_dir
from .stack import deep
from .store import Store
from .workers import Worker


def press(
    spec: Path, config: Config, options: ReadOptions, problems: Problems, progress: Progress
) -> Files:
    """Press the description at `spec` into the files of a package.

    Args:
        spec: An OpenAPI 3.x description, YAML or JSON.
        config: How to press it; from an empty one, everything is derived from the description.
        options: Overlays, and what may be read.
        problems: Collects warnings and errors.
        progress: Is told about every stage.

    Raises:
        DescriptionError: The description or an overlay has errors.
        FormatError: The templates gave something that is not Python.
    """
    with paused_collector():
        description = read_description(spec, options, problems, progress)
        return write_sdk(plan_sdk(description, config, problems, progress), progress)


def read_description(
    spec: Path, options: ReadOptions, problems: Problems, progress: Progress
) -> Description:
    """Run the stages that know files: read and describe. Arguments and errors as for `press`."""
    with progress.stage("read"):
        document = read(spec, options, problems)
    with progress.stage("describe"):
        description = describe(document, problems)
        problems.raise_if_errors()
    return description


def plan_sdk(
    description: Description, config: Config, problems: Problems, progress: Progress
) -> Sdk:
    """Run the stage that decides: plan. Arguments and errors as for `press`."""
    with progress.stage("plan"):
        problems.note = ignored(description.document.root)
        sdk = deep(lambda: plan(description, config, problems))
        problems.raise_if_errors()
    return sdk


def write_sdk(
    sdk: Sdk, progress: Progress, store: Store | None = None, worker: Worker | None = None
) -> Files:
    """Run the stages that write code: models, render and format. Errors as for `press`.

    Args:
        sdk: The plan.
        progress: Is told about every stage.
        store: Has what an earlier run made; without one, everything is made.
        worker: Shares the work; without it all is done here.
    """
    store, worker = store or Store(), worker or Worker()
    with progress.stage("models"):
        modules = model_modules(sdk, store, worker)
    with progress.stage("render"):
        files = deep(lambda: render(sdk, modules, templates_dir(), store))
    with progress.stage("format"):
        files = format_files(files, store)
    return {**files, MANIFEST: manifest(sdk, files)}
