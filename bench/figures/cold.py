"""Cold start: from the start of the process to the first decoded response."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from ..runner import Case, Metrics
from ..subjects import Subject
from .figure import Bench, Figure, cases_of
from .scripts import GENERATED, OURS, run_script

BARE = ("bare httpx2", "bare pyreqwest")


def _cases(script: str, names: tuple[str, ...], bench: Bench) -> Iterable[Case]:
    def case(subject: Subject, python: Path) -> Case:
        return Case(subject.name, partial(_measure, python, subject.script(script), bench))

    return cases_of(bench, script, names, case)


def _measure(python: Path, script: Path, bench: Bench) -> Metrics:
    finished, printed = run_script(python, script, [bench.server.base(1)])
    return {
        "wall_ms": (printed["decoded"] - finished.started) / 1e6,
        "cpu_ms": printed["cpu"] * 1e3,
        "modules": printed["modules"],
        "peak_mb": printed["peak"] / 1e6,
    }


def _figure(name: str, title: str, names: tuple[str, ...]) -> Figure:
    return Figure(name, title, "wall_ms", partial(_cases, name, names))


COLD_ACTIVITY = _figure(
    "cold_activity",
    "Cold start: process start to first decoded response, get_user_activity",
    (*OURS, "speakeasy", "openai", *GENERATED, *BARE),
)
COLD_CHAT = _figure(
    "cold_chat",
    "Cold start: process start to first decoded response, chat",
    (*OURS, "speakeasy", "openai", *GENERATED, "bare httpx2"),
)
