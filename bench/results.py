"""results.json: what was measured, of what, with what, and whether it is enough."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .figures import Figure
from .runner import Outcome
from .table import verdicts


def load(path: Path) -> dict[str, Any]:
    """Return earlier results, so that one figure can be measured again; {} if there are none."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def figure_entry(figure: Figure, outcomes: Mapping[str, Outcome], runs: int) -> dict[str, Any]:
    """Return the entry of a figure."""
    subjects = {
        name: {
            "metrics": {metric: one.to_json() for metric, one in outcome.spreads().items()},
            "reason": outcome.reason,
            "note": outcome.note,
        }
        for name, outcome in outcomes.items()
    }
    return {
        "title": figure.title,
        "headline": figure.headline,
        "runs": runs,
        "measured": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "subjects": subjects,
    }


def complete(figures: Mapping[str, Any], spec: Path, versions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole, with the verdicts."""
    return {
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "cores": os.cpu_count(),
            "python": platform.python_version(),
        },
        "description": {"file": spec.name, "sha256": hashlib.sha256(spec.read_bytes()).hexdigest()},
        "versions": versions,
        "figures": figures,
        "targets": [one.to_json() for one in verdicts(figures)],
    }


def save(results: Mapping[str, Any], path: Path) -> None:
    """Write them."""
    text = json.dumps(results, indent=1, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
