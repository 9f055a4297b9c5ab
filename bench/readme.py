"""Writes the targets into README.md, between two markers, out of results.json."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .table import number

START, END = "<!-- bench: written by `make bench` -->", "<!-- /bench -->"
ROWS = (
    ("Cold start to the first response, analytics", "cold_activity", "wall_ms", "ms"),
    ("Cold start to the first response, chat", "cold_chat", "wall_ms", "ms"),
    ("CPU of a call, sync", "call_sync", "cpu_us", "µs"),
    ("CPU of a call, async", "call_async", "cpu_us", "µs"),
    ("Decoding 10,000 rows", "decode_activity_10000", "cpu_us", "µs"),
    ("Streaming", "stream", "per_second", "events/s"),
    ("Generating the whole SDK", "generate_openrouter", "wall_s", "s"),
    ("Lines of the package", "package", "lines", ""),
)
COLUMNS = (
    "sdkpress",
    "sdkpress, fast",
    "sdkpress, msgspec",
    "sdkpress, fast, msgspec",
    "speakeasy",
    "openapi-python-client",
    "openapi-generator",
    "datamodel-code-generator",
    "bare httpx2",
)


def update(readme: Path, results: Mapping[str, Any]) -> None:
    """Replace what is between the markers."""
    text = readme.read_text("utf-8")
    block = f"{START}\n{section(results)}\n{END}"
    pattern = re.compile(f"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)
    readme.write_text(pattern.sub(lambda _: block, text), "utf-8")


def section(results: Mapping[str, Any]) -> str:
    """Return the table, and one line that says how many targets are met."""
    figures = results["figures"]
    columns = [name for name in COLUMNS if any(_value(figures, row, name) for row in ROWS)]
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for row in ROWS:
        cells = [_value(figures, row, name) or "–" for name in columns]
        label = f"{row[0]}, {row[3]}" if row[3] else row[0]
        if any(cell != "–" for cell in cells):
            lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", _summary(results)])


def _value(figures: Mapping[str, Any], row: tuple[str, str, str, str], name: str) -> str:
    subjects = figures.get(row[1], {}).get("subjects", {})
    spread = subjects.get(name, {}).get("metrics", {}).get(row[2])
    return number(spread["median"]) if spread else ""


def _summary(results: Mapping[str, Any]) -> str:
    machine = results["machine"]
    return (
        f"Medians on {machine['cores']} cores, Python {machine['python']}, each row of one run. "
        f"Of the targets {_count(results, by_default=True)}; with models of msgspec "
        f"{_count(results, by_default=False)}."
    )


def _count(results: Mapping[str, Any], *, by_default: bool) -> str:
    words = [one["verdict"] for one in results["targets"] if one["by_default"] is by_default]
    missing = f", {words.count('not measured')} not measured" if "not measured" in words else ""
    return f"{words.count('met')} of {len(words)} are met{missing}"
