"""`python -m suites DIR`: old SDKs' tests against theirs and ours, as a table."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.process import Failed

from .judge import Verdict, environment, judge, press
from .prism import installed, mocked
from .suite import Suite, suites

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "moving"
CACHE = ROOT / ".moving"
_SHOWN = 12
_GOAL = 0.95


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 where ours passes 95 % of as many as theirs in each suite, 1 where it does not."""
    parser = argparse.ArgumentParser(prog="suites", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="checked-out SDKs by Stainless")
    parser.add_argument("--only", default="", help="suites whose name has this")
    parser.add_argument("--ours", action="store_true", help="leave Stainless' own out")
    options = parser.parse_args(arguments)
    found = [] if options.folder is None else list(suites(options.folder, CORPUS))
    wanted = [one for one in found if options.only in one.name]
    if not wanted:
        print(
            "moving: there are no suites; check SDKs by Stainless out into a folder, each with its "
            "tests, and name that: make moving SUITES=dir"
        )
        return 0
    try:
        prism = installed(CACHE / "prism")
    except Failed as error:
        print(f"moving: {error}", file=sys.stderr)
        return 1
    rows = [_judged(one, prism, ours_only=options.ours) for one in wanted]
    print("\n| suite | tests | Stainless' own | ours | of as many |\n|---|---|---|---|---|")
    for row, _ in rows:
        print(row)
    return 0 if all(good for _, good in rows) else 1


def _judged(suite: Suite, prism: Path, *, ours_only: bool) -> tuple[str, bool]:
    """A line of the table, and whether the goal is met."""
    if suite.configuration is None or suite.description is None:
        return f"| {suite.name} | its configuration or description is not there | | | |", False
    folder = CACHE / suite.name
    try:
        source, told = press(suite, _made(folder))
        print(f"\n{suite.name}: import: {told.strip().splitlines()[-2:][0]}")
        venv = environment(suite, CACHE)
        with mocked(prism, suite.description, folder / "prism.log") as url:
            theirs = None
            if not ours_only:
                source_of_theirs = suite.folder / "src"
                theirs = judge(suite, source_of_theirs, venv, url, _made(folder / "theirs"))
            ours = judge(suite, source, venv, url, _made(folder / "ours"))
    except Failed as error:
        return f"| {suite.name} | {error} | | | |", False
    _tell(suite, ours, theirs)
    return _row(suite, ours, theirs)


def _row(suite: Suite, ours: Verdict, theirs: Verdict | None) -> tuple[str, bool]:
    if theirs is None:
        return f"| {suite.name} | {ours.total} | – | {len(ours.passed)} | – |", True
    share = len(ours.passed) / max(1, len(theirs.passed))
    own, mine = len(theirs.passed), len(ours.passed)
    return f"| {suite.name} | {theirs.total} | {own} | {mine} | {share:.1%} |", share >= _GOAL


def _tell(suite: Suite, ours: Verdict, theirs: Verdict | None) -> None:
    """Print why tests do not pass: with ours, of those that pass with theirs."""
    wanted = theirs.passed if theirs is not None else ours.failed.keys()
    lost = {name: ours.why_not(name) for name in wanted if name not in ours.passed}
    reasons = Counter(lost.values())
    print(f"{suite.name}: {len(lost)} pass with theirs and not with ours; why:")
    shown = reasons.most_common(_SHOWN)
    for reason, count in shown:
        print(f"  {count:5} {reason}")
    others = len(lost) - sum(count for _, count in shown)
    if others:
        print(f"  {others:5} others: {ours.log} has all")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
