"""`sdkpress diff`: two operands in, what changed between them printed, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from .changes import LEVELS, Level, compare
from .changes.causes import Origin, with_causes
from .job import Job, settings_of
from .operands import Operand, read_operand
from .release.accept import accepted
from .report import Report, as_json, as_markdown, as_text

DONE, PASSED = 0, 1
Format: TypeAlias = Literal["text", "json", "markdown"]

FORMATS: Mapping[Format, Callable[[Report], str]] = {
    "text": lambda report: as_text(report, colour=sys.stdout.isatty()),
    "json": as_json,
    "markdown": as_markdown,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What `sdkpress diff` is asked for; `limit` is the level that ends it with status 1."""

    old: str
    new: str
    format: Format = "text"
    limit: Level | None = None


def diff(asked: Asked, job: Job) -> int:
    """Print what changed between two operands; 1 if that passes the limit.

    Raises:
        OperandError: An operand cannot be read.
        ReleaseError: The old one has a version that nothing can follow.
        DescriptionError: A description, or `sdk.toml`, has errors.
    """
    report = compared(read_operand(asked.old, job), read_operand(asked.new, job), job)
    print(FORMATS[asked.format](report), end="")
    for remark in report.judged.remarks:
        print(f"sdkpress: {remark}", file=sys.stderr)
    is_passed = asked.limit and LEVELS.index(report.level) <= LEVELS.index(asked.limit)
    return PASSED if is_passed else DONE


def compared(old: Operand, new: Operand, job: Job) -> Report:
    """What changed between two operands, by the allow-list of the job's `sdk.toml`."""
    entries = settings_of(job).release.accept
    changes = with_causes(compare(old.surface, new.surface), _origin(old), _origin(new))
    version = old.surface.package.version
    today = date.today()
    judged = accepted(changes, entries, version, today)
    return Report(old.name, new.name, version, judged)


def _origin(operand: Operand) -> Origin:
    return Origin(operand.surface, operand.root, operand.locate)
