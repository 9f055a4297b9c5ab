"""What changed as text on a screen."""

from __future__ import annotations

from collections.abc import Iterator

from ..changes import Change, Level
from ..encode import comment
from .report import TITLES, Report, place, step

_MOST = {"major": 30, "minor": 12, "patch": 6, "none": 0}
"""How many changes of a level are listed: all fit on a screen, and what breaks is not cut soon."""

_COLOURS: dict[Level, str] = {"major": "31", "minor": "32", "patch": "36", "none": "2"}
_WIDTH = 100


def as_text(report: Report, *, colour: bool) -> str:
    """The report on about one screen; `colour` by the codes of ECMA-48."""
    return "".join(f"{line}\n" for line in _lines(report, colour=colour))


def _lines(report: Report, *, colour: bool) -> Iterator[str]:
    for level, changes in report.grouped():
        title = f"{TITLES[level]}: {len(changes)}"
        yield f"\033[{_COLOURS[level]};1m{title}\033[0m" if colour else title
        shown = changes[: _MOST[level]]
        for rule in dict.fromkeys(one.rule for one in shown):
            yield from _rule(rule, [one for one in shown if one.rule == rule])
        if len(changes) > len(shown) > 0:
            yield f"  … and {len(changes) - len(shown)} more (--format json has all)"
        yield ""
    accepted = report.judged.accepted
    if accepted:
        yield f"Accepted by sdk.toml: {len(accepted)}"
        yield from (f"  {comment(one.change.where)}: {comment(one.reason)}" for one in accepted)
        yield ""
    yield _conclusion(report)


def _rule(rule: str, changes: list[Change]) -> Iterator[str]:
    yield f"  {rule}"
    for one in changes:
        told = step(one)
        yield _cut(f"    {one.where}{f': {told}' if told else ''}")
        if one.level == "major" and one.remedy:
            yield _cut(f"      {one.remedy}")
        if place(one) and one.level == "major":
            yield _cut(f"      {place(one)}")


def _cut(line: str) -> str:
    """A line that a description cannot make another one of."""
    indent = line[: len(line) - len(line.lstrip())]
    text = indent + comment(line.strip())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _conclusion(report: Report) -> str:
    if report.level == "none":
        return f"{report.old} and {report.new} are the same for users."
    note = f" ({report.note})" if report.note else ""
    return f"{report.level}: {report.version} → {report.next_version}{note}"
