"""Results as text: a table for each figure, and the verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .targets import TARGETS, Verdict, judge

METRICS = {
    "wall_ms": "wall, ms",
    "cpu_ms": "CPU, ms",
    "wall_s": "wall, s",
    "cpu_s": "CPU, s",
    "cpu_us": "CPU, µs",
    "wall_us": "wall, µs",
    "of_clean": "× a clean one",
    "first_of_clean": "the first, × a clean one",
    "per_second": "a second",
    "modules": "modules",
    "peak_mb": "peak, MB",
    "lost": "lost",
    "in_flight": "in flight",
    "installed_mb": "installed, MB",
    "wheel_mb": "wheel, MB",
    "lines": "lines",
    "files": "files",
}


def number(value: float) -> str:
    """Return three digits that mean something, or all before the point."""
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"


def figure_table(figure: Mapping[str, Any]) -> str:
    """Return the table of one figure: medians with their spread, and how many times ours."""
    subjects: Mapping[str, Any] = figure["subjects"]
    measured: dict[str, Any] = {
        name: one["metrics"] for name, one in subjects.items() if one["metrics"]
    }
    names = [metric for metric in METRICS if any(metric in one for one in measured.values())]
    headline = figure["headline"]
    rows = [["", *(METRICS[name] for name in names), "× ours"]]
    for subject, metrics in measured.items():
        cells = [_cell(metrics.get(name)) for name in names]
        rows.append([subject, *cells, _times(metrics, measured, headline)])
    title = f"{figure['title']} ({figure['runs']} runs)"
    return "\n".join([title, *aligned(rows), *_unmeasured(subjects)])


def _cell(spread: Mapping[str, Any] | None) -> str:
    if spread is None:
        return "-"
    middle = number(spread["median"])
    if spread["low"] == spread["high"]:
        return middle
    return f"{middle} ({number(spread['low'])} to {number(spread['high'])})"


def _times(metrics: Mapping[str, Any], measured: Mapping[str, Any], headline: str) -> str:
    """Return how many times as much as the first row it is, which is ours."""
    first = next(iter(measured.values()))
    if headline not in metrics or not first[headline]["median"]:
        return "-"
    return number(metrics[headline]["median"] / first[headline]["median"])


def _unmeasured(subjects: Mapping[str, Any]) -> Iterator[str]:
    for name, one in subjects.items():
        if one["reason"]:
            yield f"  not measured: {name}: {one['reason']}"
        if one["note"]:
            yield f"  {name}: {one['note']}"


def verdicts(figures: Mapping[str, Any]) -> list[Verdict]:
    """Judge every target."""
    return [judge(target, figures) for target in TARGETS]


def targets_table(judged: Sequence[Verdict]) -> str:
    """Return the table of the targets."""
    rows = [["target", "wanted", "measured", ""]]
    for one in judged:
        measured = "-" if one.measured is None else f"{one.measured:.2f}"
        rows.append([one.target.what, one.wanted, measured, one.word])
    reasons = sorted({f"  not measured: {one.reason}" for one in judged if one.reason})
    return "\n".join([*aligned(rows, left=(0, 1, 3)), *reasons])


def aligned(rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> list[str]:
    """Return rows as lines: numbers to the right, names to the left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines: list[str] = []
    for row in rows:
        cells = [
            text.ljust(width) if column in left else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
