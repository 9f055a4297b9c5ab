"""Which mutants of a stage are tried, what has become of them, and that as a line to read."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

NOTICED = frozenset({"killed", "timeout"})


def statuses(directory: Path) -> dict[str, str]:
    """What has become of each mutant of a stage; they are written where they are not there yet."""
    found = subprocess.run(
        [sys.executable, "-m", "support.mutant_statuses"],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return json.loads(found.stdout)


def sample(names: Iterable[str], size: int) -> list[str]:
    """Choose so many names, by their hashes: every run chooses the same, in any order."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())[:size]


def report(area: str, chosen: Iterable[str], found: Mapping[str, str]) -> str:
    """Write what has become of a sample: a line of counts, and one for each that got through."""
    counts = Counter(found[name] for name in chosen)
    total = counts.total()
    noticed = sum(counts[status] for status in NOTICED)
    line = (
        f"{area}: {len(found)} mutants, {total} sampled, {counts['killed']} killed,"
        f" {counts['survived']} survived, {counts['timeout']} timed out,"
        f" {counts['no tests']} without a test, {100 * noticed / max(total, 1):.1f} % noticed"
    )
    others = sorted((found[name], name) for name in chosen if found[name] not in NOTICED)
    return "\n".join([line, *(f"  {status}: {name}" for status, name in others)])
