"""A description and a configuration in, the files of an SDK out: all stages but publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .collector import paused_collector
from .config import Config
from .describe import Description, describe
from .format import format_files
from .models import model_modules
from .output import Files
from .plan.model.sdk import Sdk
from .plan.operations.proposals import Proposal, propose
from .plan.plan import plan
from .problems import Problems, render_note
from .progress import Progress
from .read import ReadOptions, read
from .render import render
from .render.manifest import MANIFEST, manifest
from .render.outputs import OUTPUTS
from .render.runtime import runtime_files
from .stack import deep
from .store import Store
from .surface import SOURCES, SURFACE, Surface, make_surface, write_surface
from .templates import templates_dir
from .workers import Worker


@dataclass(frozen=True, slots=True)
class Pressed:
    """The files of a package, and those that they were made from."""

    files: Files
    inputs: tuple[Path, ...]


def press(
    spec: Path,
    config: Config,
    options: ReadOptions,
    problems: Problems,
    progress: Progress,
    *,
    decided: Callable[[], None] = lambda: None,
    store: Store | None = None,
    worker: Worker | None = None,
) -> Pressed:
    """Press the description at `spec` into the files of a package.

    Args:
        spec: An OpenAPI 3.x description, YAML or JSON.
        config: How to press it; from an empty one, everything is derived from the description.
        options: Overlays, and what may be read.
        problems: Collects warnings and errors.
        progress: Is told about every stage.
        decided: Is called when all is planned and nothing written: by now all `problems` are known.
        store: Has what an earlier run made; without one, everything is made.
        worker: Shares the work; without one, all is done here.

    Raises:
        DescriptionError: The description or an overlay has errors.
        FormatError: The templates gave something that is not Python.
    """
    with paused_collector():
        description = read_description(spec, options, problems, progress)
        sdk = plan_sdk(description, config, problems, progress)
        decided()
        files = write_sdk(sdk, progress, store or Store(), worker or Worker())
    return Pressed(files, description.document.files)


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
        sdk = deep(lambda: plan(description, config, problems))
        problems.raise_if_errors()
    return sdk


def proposed_schemes(description: Description, sdk: Sdk, config: Config) -> list[str]:
    """The schemes of pages that are evident in operations without, as lines of `sdk.toml`."""
    found = propose(description.root, sdk.operations, sdk.definitions, config)
    return [one.lines() for one in found]


def propose_pages(description: Description, sdk: Sdk, config: Config, problems: Problems) -> str:
    """Say which schemes of pages are evident in operations without: lines to paste, with places."""
    found = propose(description.root, sdk.operations, sdk.definitions, config)
    return "\n\n".join(_proposed(one, problems) for one in found)


def _proposed(proposal: Proposal, problems: Problems) -> str:
    first = proposal.operations[0]
    ids = [one.id for one in proposal.operations]
    listed = ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
    at = ("paths", first.path, first.method.lower())
    text = f"{listed} may have pages; these lines of sdk.toml let them iterate:"
    return f"{render_note(text, problems.locate and problems.locate(at))}\n\n{proposal.lines()}"


def surface_of(sdk: Sdk, store: Store) -> Surface:
    """What users would see of `sdk`, without the stages that write models and format."""
    outputs = [one for one in OUTPUTS if one.path.removeprefix("{package}/") in SOURCES]
    files = deep(lambda: render(sdk, list, templates_dir(), store, outputs))
    return make_surface(sdk, files | runtime_files(sdk, templates_dir()), store)


def write_sdk(sdk: Sdk, progress: Progress, store: Store, worker: Worker) -> Files:
    """Run the stages that write code: models, render and format. Arguments, errors as `press`."""
    with progress.stage("models"):
        modules = model_modules(sdk, store, worker)
    with progress.stage("render"):
        files = deep(lambda: render(sdk, modules, templates_dir(), store))
    with progress.stage("format"):
        files = format_files(files, store)
    files |= runtime_files(sdk, templates_dir())
    files[SURFACE] = write_surface(make_surface(sdk, files, store))
    return {**files, MANIFEST: manifest(sdk, files)}
