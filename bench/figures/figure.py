"""What a figure is, and what it may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..loopback import Loopback
from ..process import Failed
from ..runner import Case
from ..subjects import ABSENT, SUBJECTS, Subject
from ..workshop import Workshop


@dataclass(frozen=True, slots=True)
class Bench:
    """What all figures share.

    Attributes:
        corpus: Where the descriptions of other APIs are.
        scale: What the numbers of calls and events are divided by, for a quick look.
    """

    workshop: Workshop
    server: Loopback
    corpus: Path
    scale: int = 1

    def scaled(self, number: int) -> int:
        """Return a number of calls or events."""
        return max(1, number // self.scale)


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that is measured of several subjects.

    Attributes:
        headline: The metric that ratios and bars show.
        once: Whether there is no point in measuring it again.
        warm_up: Whether a first round is thrown away.
    """

    name: str
    title: str
    headline: str
    cases: Callable[[Bench], Iterable[Case]]
    once: bool = False
    warm_up: bool = True


def cases_of(
    bench: Bench, script: str, names: Iterable[str], case: Callable[[Subject, Path], Case]
) -> Iterable[Case]:
    """Yield a case for each subject that has the script; the others with their reason."""
    for name in names:
        subject = SUBJECTS[name]
        if not subject.script(script).exists():
            yield Case(name, reason=ABSENT.get((name, script), "there is no script for it"))
            continue
        try:
            python = bench.workshop.client(subject.client).python
        except Failed as error:
            yield Case(name, reason=str(error))
        else:
            yield case(subject, python)
