"""`python -m conformance [FILE or DIRECTORY…]`: the table, failures by cause, and results.json."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .outcome import Outcome, Report
from .run import judge

ROOT = Path(__file__).parents[2]
CORPUS = (ROOT.parent / "shared" / "corpus", ROOT / "spec" / "sdk.toml")
RESULTS = ROOT / ".conformance"
DESCRIPTIONS = (".openapi.yaml", ".openapi.yml", ".openapi.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 when every description passes, 1 when one does not."""
    options = _parser().parse_args(arguments)
    paths = list(_descriptions(options.corpus or [path for path in CORPUS if path.exists()]))
    if not paths:
        print("conformance: there is no description to judge", file=sys.stderr)
        return 1
    reports: list[Report] = []
    for path in paths:
        reports.append(judge(path, options.out, options.operation, options.models))
        _print_failures(reports[-1], options.all)
    _print_table([one.row() for one in reports])
    _write(reports, options.out / "results.json")
    found = any(one.outcomes for one in reports)
    return 0 if found and all(one.passes for one in reports) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="conformance", description=__doc__)
    parser.add_argument("corpus", nargs="*", type=Path, help="descriptions, or directories of them")
    parser.add_argument("--operation", help="judge the operation of this id only")
    parser.add_argument(
        "--models",
        choices=["pydantic", "msgspec"],
        help="what models are made of, whatever an sdk.toml says",
    )
    parser.add_argument("--out", type=Path, default=RESULTS, help="for packages and results.json")
    parser.add_argument("--all", action="store_true", help="print every finding in full")
    return parser


def _descriptions(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(path.iterdir())
            yield from (one for one in inside if one.name.endswith(DESCRIPTIONS))
        else:
            yield path


def _print_failures(report: Report, every: bool) -> None:
    if report.error:
        print(f"{report.name}: {report.error}\n")
    for outcome in report.outcomes:
        for one in outcome.findings if every else outcome.failures[:1]:
            print(f"{report.name} {outcome.id} ({outcome.method} {outcome.path}), {one.stage}")
            print(f"  case: {one.case}\n  why:  {one.why}")
            print(f"  sent: {one.sent}" if one.sent else "", end="\n" if one.sent else "")
    apart = Counter(
        one.reason for outcome in report.outcomes for one in outcome.findings if one.reason
    )
    for reason, count in apart.most_common():
        print(f"{report.name}: {count} × apart: {reason}")


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    columns = list(rows[0])
    lines = [columns, *([str(row[column]) for column in columns] for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    for line in lines:
        cells = [text.rjust(width) for text, width in zip(line, widths, strict=True)]
        print("  ".join([line[0].ljust(widths[0]), *cells[1:]]))


def _write(reports: Sequence[Report], path: Path) -> None:
    content = [
        {**one.row(), "passes": one.passes, "error": one.error, "outcomes": _details(one.outcomes)}
        for one in reports
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _details(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    return [{**asdict(one), "verdict": one.verdict} for one in outcomes]


if __name__ == "__main__":
    sys.exit(main())
