"""Measures cases in turn, round after round, so that a slow minute of the machine hits all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .process import Failed
from .spread import Spread

Metrics = dict[str, Any]
"""Numbers; and as `note`, what a subject has to say about them."""


@dataclass(frozen=True, slots=True)
class Case:
    """One subject of a figure: what measures it once, or why nothing can."""

    subject: str
    measure: Callable[[], Metrics] | None = None
    reason: str = ""


@dataclass(slots=True)
class Outcome:
    """What a case gave.

    Attributes:
        values: Each metric, once for each round.
        reason: Why it was not measured, or not to the end.
        note: What was said about the numbers, last.
    """

    values: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    reason: str = ""
    note: str = ""

    def add(self, metrics: Metrics) -> None:
        """Add a round."""
        self.note = metrics.pop("note", "") or self.note
        for name, value in metrics.items():
            self.values.setdefault(name, []).append(value)

    def spreads(self) -> dict[str, Spread]:
        """Return median and spread of each metric; none for what failed on the way."""
        if self.reason:
            return {}
        return {name: Spread.of(values) for name, values in self.values.items()}


def alternate(
    cases: Iterable[Case], runs: int, *, warm_up: bool, say: Callable[[str], None] | None = None
) -> dict[str, Outcome]:
    """Measure every case in every round, each round beginning with another one.

    Args:
        cases: Those that cannot be measured keep their reason.
        runs: How many rounds count.
        warm_up: Whether there is one round before, which fills caches and does not count.
        say: Called with each thing that is about to be measured.
    """
    cases = list(cases)
    outcomes = {case.subject: Outcome(reason=case.reason) for case in cases}
    for number in range(-1 if warm_up else 0, runs):
        for case in _rotated(cases, max(number, 0)):
            outcome = outcomes[case.subject]
            if case.measure is None or outcome.reason:
                continue
            (say or _quiet)(f"{case.subject}, {'warm-up' if number < 0 else f'run {number + 1}'}")
            try:
                metrics = case.measure()
            except Failed as error:
                outcome.reason = str(error)
            else:
                outcome.add(metrics if number >= 0 else {})
    return outcomes


def say_on_terminal(text: str) -> None:
    """Show what goes on, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _rotated(cases: Sequence[Case], by: int) -> Sequence[Case]:
    by %= len(cases) or 1
    return [*cases[by:], *cases[:by]]


def _quiet(_: str) -> None:
    pass
