"""What changed between two SDKs, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..changes import LEVELS, Change, Level
from ..release.accept import Judged
from ..release.versions import below_one, next_version

TITLES: dict[Level, str] = {
    "major": "Breaks programs",
    "minor": "New",
    "patch": "Behaviour and words",
    "none": "Without consequence",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What changed from `old` to `new`, as the user calls them; `version` is that of `old`."""

    old: str
    new: str
    version: str
    judged: Judged

    @property
    def level(self) -> Level:
        """How much what counts changes: `major` where programs break, whatever the version."""
        return self.judged.level

    @property
    def next_version(self) -> str:
        """The version of a release with these changes."""
        return next_version(self.version, self.level)

    @property
    def note(self) -> str:
        """Why the version rises by less than the level says, below 1.0.0."""
        lower = below_one(self.level, self.version)
        if lower == self.level:
            return ""
        return f"{self.version} is below 1.0: {self.level} counts as {lower}"

    def grouped(self) -> Iterator[tuple[Level, list[Change]]]:
        """The changes that count by level, the highest first; of levels that have any."""
        for level in LEVELS:
            found = [one for one in self.judged.counted if one.level == level]
            if found:
                yield level, found


def place(change: Change) -> str:
    """Where the description has it, for people; empty where that is not known."""
    cause = change.cause
    if cause is None:
        return ""
    return f"{cause.file}:{cause.line}" if cause.file and cause.line else cause.pointer


def step(change: Change) -> str:
    """What it was and what it is, in one line."""
    if change.before and change.after:
        return f"{change.before} → {change.after}"
    return change.after or change.before
