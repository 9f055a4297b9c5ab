"""What changed as Markdown, for a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from ..changes import Change
from ..encode import markdown, markdown_code
from .report import TITLES, Report, place, step

_MOST = 100
"""Changes of a level that are listed: comments may have 65,536 characters."""


def as_markdown(report: Report) -> str:
    """The report as Markdown (GitHub's): what breaks in full, the rest folded."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"### SDK: {_heading(report)}"
    yield ""
    for level, changes in report.grouped():
        is_folded = level != "major"
        title = f"{TITLES[level]} ({len(changes)})"
        yield f"<details><summary>{title}</summary>" if is_folded else f"**{title}**"
        yield ""
        yield from (_row(one) for one in changes[:_MOST])
        if len(changes) > _MOST:
            yield f"- and {len(changes) - _MOST} more"
        yield from ("", "</details>", "") if is_folded else ("",)
    if report.judged.accepted:
        yield f"**Accepted by `sdk.toml` ({len(report.judged.accepted)})**"
        yield ""
        for item in report.judged.accepted:
            yield f"- {_code(item.change.where)}: {markdown(item.reason)}"
        yield ""


def _heading(report: Report) -> str:
    if report.level == "none":
        return "nothing changes for users"
    note = f" ({report.note})" if report.note else ""
    return f"{report.level}, {report.version} → {report.next_version}{note}"


def _row(change: Change) -> str:
    told = step(change)
    parts = [f"- {_code(change.where)} {change.rule}", f": {_code(told)}" if told else ""]
    if change.level == "major":
        parts += [f". {markdown(text)}" for text in (change.remedy,) if text]
    if place(change):
        parts.append(f" ({_code(place(change))})")
    return "".join(parts)


def _code(text: str) -> str:
    return markdown_code(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


_LONGEST = 200
