"""What to press, as the command line says it: which description, by which settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import DescriptionError, Location, Problems

if TYPE_CHECKING:
    from .config import Config
    from .read import ReadOptions


@dataclass(frozen=True, slots=True)
class Job:
    """What to press, as the command line says it.

    `origin` is what was named where `spec` has but its bytes: a URL, or standard input.
    """

    spec: Path | None
    config: Path | None
    overlays: tuple[Path, ...] = ()
    allow_remote: bool = False
    root: Path | None = None
    fail_on_warning: bool = False
    origin: str = ""


def read_config(job: Job, problems: Problems) -> Config:
    """The settings of a job; what is wrong with them is reported."""
    from .config import load_config

    return load_config(job.config, problems)


def settings_of(job: Job) -> Config:
    """The settings of a job.

    Raises:
        DescriptionError: Something is wrong with them.
    """
    problems = Problems()
    config = read_config(job, problems)
    problems.raise_if_errors()
    return config


def spec_of(job: Job, config: Config, problems: Problems) -> Path:
    """The description: the command line's, or else the configuration's.

    Raises:
        DescriptionError: There is none.
    """
    spec = job.spec or config.description.path
    if spec is None:
        place = Location(str(job.config))
        hint = 'write [description] with path = "…", or name the description on the command line'
        problems.error("names no description", hint=hint, at=place)
        raise DescriptionError(problems.sorted())
    return spec


def read_options(job: Job, config: Config) -> ReadOptions:
    """What to read beside the description, and what may be read."""
    from .config import DescriptionConfig
    from .read import ReadOptions

    described = DescriptionConfig() if job.spec else config.description
    overlays = (*(described.overlays or ()), *job.overlays)
    return ReadOptions(overlays, job.allow_remote, job.root or described.root, job.origin)
