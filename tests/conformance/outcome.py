"""What was found out about an operation, and about a description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Stage = str
"""make, call, request or response."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A case that did not go well; `reason` is set where the SDK is not to blame."""

    stage: Stage
    case: str
    why: str
    sent: str = ""
    reason: str | None = None


@dataclass(slots=True)
class Outcome:
    """One operation: how many calls were made, and what was found."""

    id: str
    method: str
    path: str
    degraded: bool = False
    calls: int = 0
    answers: int = 0
    wrong_examples: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list[Finding])

    def is_clear(self, *stages: Stage) -> bool:
        """Whether nothing was found at these stages."""
        return not any(one.stage in stages for one in self.findings)

    @property
    def failures(self) -> list[Finding]:
        """The findings that are the SDK's."""
        return [one for one in self.findings if one.reason is None]

    @property
    def verdict(self) -> str:
        """passed, failed, or apart: nothing but cases in which another tool is wrong."""
        if self.failures:
            return "failed"
        return "apart" if self.findings else "passed"


@dataclass(slots=True)
class Report:
    """One description."""

    name: str
    outcomes: Sequence[Outcome] = ()
    seconds: float = 0.0
    error: str | None = None

    def count(self, wanted: Callable[[Outcome], bool]) -> int:
        """How many operations are so."""
        return sum(map(wanted, self.outcomes))

    def row(self) -> dict[str, str | int | float]:
        """The figures, by column."""
        return {
            "description": self.name,
            "operations": len(self.outcomes),
            "called": self.count(lambda one: one.calls > 0 and one.is_clear("call")),
            "request valid": self.count(lambda one: one.is_clear("make", "call", "request")),
            "response round-tripped": self.count(
                lambda one: one.answers > 0 and one.is_clear("call", "response")
            ),
            "degraded": self.count(lambda one: one.degraded),
            "passed": self.count(lambda one: one.verdict == "passed"),
            "apart": self.count(lambda one: one.verdict == "apart"),
            "failed": self.count(lambda one: one.verdict == "failed"),
            "seconds": round(self.seconds, 1),
        }

    @property
    def passes(self) -> bool:
        """Whether at least 99 % of the operations that can be judged pass."""
        judged = self.count(lambda one: one.verdict != "apart")
        failed = self.count(lambda one: one.verdict == "failed")
        return self.error is None and failed * 100 <= judged
