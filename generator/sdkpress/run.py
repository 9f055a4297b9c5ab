"""What the commands do: a job in, output and reports out, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .job import Job, read_config, read_options, spec_of
from .memory import Memory
from .problems import DescriptionError, Problems, render_problems
from .progress import Progress
from .store import Store

if TYPE_CHECKING:
    from .config import Config
    from .output import Files
    from .publish import Changes
    from .workers import Worker

DONE, DIFFERENT = 0, 1


@dataclass(frozen=True, slots=True)
class _Pressed:
    files: Files
    inputs: tuple[Path, ...]
    warnings: str


def generate(job: Job, out: Path, cache: Path | None, *, overwrite: bool = False) -> int:
    """Press and publish; with a `cache`, only where inputs or outputs have changed.

    Files that were edited since they were written are left alone, and told, unless `overwrite`.
    """
    # What a remote description says today is not known without asking.
    memory = None if cache is None or job.allow_remote else Memory(cache, asdict(job), out)
    past = memory.recall() if memory else None
    if past is not None:
        _print_warnings(past)
        print(f"{out}: nothing to do")
        _print_outlook(job, out)
        return DONE
    from .publish import publish

    progress = Progress.for_terminal()
    store = memory.store() if memory else Store()
    pressed = _press(job, progress, store)
    with progress.stage("publish"):
        changes = publish(pressed.files, out, overwrite=overwrite)
    progress.total()
    print(f"{out}: {_summary(changes)}")
    if changes.kept:
        print(_edited(changes.kept), file=sys.stderr)
    # Last, so that a cache that cannot be written does not hide what was.
    store.save()
    if memory:
        memory.keep(pressed.inputs, pressed.files, pressed.warnings)
    _print_outlook(job, out)
    return DIFFERENT if changes.kept else DONE


def _print_outlook(job: Job, out: Path) -> None:
    """What the next release would be, where there was one."""
    place = out.resolve()
    if not any((folder / ".git").exists() for folder in (place, *place.parents)):
        return  # before anything of it is imported: a run that does nothing is over at once
    from .outlook import outlook

    lines = outlook(out, read_config(job, Problems()).release.accept)
    if lines:
        print(lines)


def _edited(paths: Sequence[str]) -> str:
    shown = "".join(f"\n  {path}" for path in paths)
    return (
        f"sdkpress: edited since they were generated, and left as they are:{shown}\n"
        "Move the changes into the description, an overlay or a file of your own; "
        "with --overwrite they are lost."
    )


def check(job: Job, out: Path) -> int:
    """Print how `out` differs from what the job gives."""
    from .publish import compare

    pressed = _press(job, Progress.for_terminal(), Store())
    difference = compare(pressed.files, out)
    if not difference:
        return DONE
    sys.stdout.write(difference)
    print(f"sdkpress: {out} is not what its inputs give; generate it again", file=sys.stderr)
    return DIFFERENT


def lint(job: Job) -> int:
    """Print every problem of a description, and what `sdk.toml` could say of it."""
    from . import pipeline

    progress, problems = Progress.for_terminal(), Problems()
    config = read_config(job, problems)
    spec = spec_of(job, config, problems)
    # Mistakes in the configuration are raised here too, with those of the description.
    description = pipeline.read_description(spec, read_options(job, config), problems, progress)
    sdk = pipeline.plan_sdk(description, config, problems, progress)
    _print_warnings(_warnings(job, problems))
    print(f"{job.origin or description.document.path}: no errors")
    proposals = pipeline.propose_pages(description, sdk, config, problems)
    if proposals:
        print(f"\n{proposals}")
    return DONE


def report(error: DescriptionError) -> None:
    """Print the problems of a description, and how many they are."""
    errors = sum(problem.severity == "error" for problem in error.problems)
    warnings = len(error.problems) - errors
    kinds = (("error", errors), ("warning", warnings))
    counts = [_count(number, noun) for noun, number in kinds if number]
    print(render_problems(error.problems), file=sys.stderr)
    print(f"\n{', '.join(counts)}; nothing was written", file=sys.stderr)


def _press(job: Job, progress: Progress, store: Store) -> _Pressed:
    problems = Problems()
    config = read_config(job, problems)
    spec = spec_of(job, config, problems)
    with _worker(config, spec) as worker:
        from . import pipeline

        pressed = pipeline.press(
            *(spec, config, read_options(job, config), problems, progress),
            decided=lambda: _print_warnings(_warnings(job, problems)),
            store=store,
            worker=worker,
        )
    named = (job.config, job.spec if job.origin else None)
    inputs = (*filter(None, named), *pressed.inputs)
    return _Pressed(pressed.files, inputs, problems.report())


def _worker(config: Config, spec: Path) -> Worker:
    """What asks for the hints of models; those of Structs are our own."""
    from .workers import Worker

    if config.models.backend == "msgspec":
        return Worker()
    return Worker.for_description(spec, "sdkpress.models.backend")


def _warnings(job: Job, problems: Problems) -> str:
    """What is to be told of a description without errors; raise it if the job says so."""
    if job.fail_on_warning:
        problems.raise_if_any()
    return problems.report()


def _print_warnings(warnings: str) -> None:
    if warnings:
        print(warnings, file=sys.stderr)


def _summary(changes: Changes) -> str:
    rows: Sequence[tuple[str, tuple[str, ...]]] = (
        ("added", changes.added),
        ("changed", changes.changed),
        ("removed", changes.removed),
        ("unchanged", changes.unchanged),
        ("left as edited", changes.kept),
    )
    return "files " + ", ".join(f"{len(paths)} {verb}" for verb, paths in rows if paths)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
