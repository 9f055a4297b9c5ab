"""Draws results.json: `python chart.py results.json DIRECTORY`, with matplotlib alone.

It runs in a virtual environment of its own: nothing else needs matplotlib.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl  # pyright: ignore

mpl.use("Agg")
import matplotlib.pyplot as plt  # pyright: ignore
from matplotlib.ticker import MaxNLocator, StrMethodFormatter  # pyright: ignore

PANELS = (
    ("cold_activity", "Cold start, analytics (ms)"),
    ("cold_chat", "Cold start, chat (ms)"),
    ("call_sync", "CPU of a call, sync (µs)"),
    ("call_async", "CPU of a call, async (µs)"),
    ("stream", "Streaming (events a second, more is better)"),
    ("generate_openrouter", "Generating the SDK (s)"),
)
OURS, BARE, PEER = "#d9480f", "#adb5bd", "#4c6ef5"


def main(results: Path, directory: Path) -> None:
    """Write chart.png and chart.svg."""
    figures = json.loads(results.read_text("utf-8"))["figures"]
    panels = [(figures[name], title) for name, title in PANELS if name in figures]
    mpl.rcParams.update({"font.size": 9, "svg.hashsalt": "bench", "svg.fonttype": "none"})
    rows = (len(panels) + 1) // 2
    chart, axes = plt.subplots(rows, 2, figsize=(11, 0.6 + 2.3 * rows), squeeze=False)
    for place, (figure, title) in zip(axes.flat, panels, strict=False):
        draw(place, figure, title)
    for place in list(axes.flat)[len(panels) :]:
        place.axis("off")
    chart.tight_layout()
    chart.savefig(directory / "chart.png", dpi=110, metadata={"Software": None})
    chart.savefig(directory / "chart.svg", metadata={"Date": None})


def draw(place: Any, figure: dict[str, Any], title: str) -> None:
    """Draw one figure: a bar for each subject, with its spread."""
    spreads = {
        name: one["metrics"][figure["headline"]]
        for name, one in figure["subjects"].items()
        if figure["headline"] in one["metrics"]
    }
    names = list(spreads)
    medians = [spreads[name]["median"] for name in names]
    ends = [
        [spreads[name]["median"] - spreads[name]["low"] for name in names],
        [spreads[name]["high"] - spreads[name]["median"] for name in names],
    ]
    bars = place.barh(names, medians, xerr=ends, color=[colour(name) for name in names], height=0.7)
    place.bar_label(
        bars, [f"{value:,.3g}" if value < 1000 else f"{value:,.0f}" for value in medians], padding=4
    )
    place.invert_yaxis()
    place.set_title(title, loc="left", fontweight="bold")
    place.margins(x=0.2)
    place.xaxis.set_major_locator(MaxNLocator(5))
    place.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    place.spines[["top", "right"]].set_visible(False)


def colour(name: str) -> str:
    """Return the colour of a subject: ours, a bare library, or a peer."""
    if name.startswith("sdkpress"):
        return OURS
    return BARE if name.startswith("bare") else PEER


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
