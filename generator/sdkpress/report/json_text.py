"""What changed as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..changes import Change
from .report import Report


def as_json(report: Report) -> str:
    """The report as JSON; `level` is that of all changes that are not accepted."""
    judged = report.judged
    accepted = [{**_change(item.change), "reason": item.reason} for item in judged.accepted]
    content = {
        "level": report.level,
        "version": report.version,
        "next_version": report.next_version,
        "note": report.note,
        "changes": [_change(one) for one in judged.counted],
        "accepted": accepted,
    }
    return json.dumps(content, indent=2, ensure_ascii=True) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return asdict(change)
