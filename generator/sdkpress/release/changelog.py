"""Changes in, the section of a release in `CHANGELOG.md` out: Keep a Changelog 1.1.0."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..changes.change import Change
from ..encode import markdown_code, markdown_sentence
from .accept import Judged
from .documents import Entry, Written, with_entry

CHANGELOG = "CHANGELOG.md"
_EMPTY = """# Changelog

What has changed for users, by [Keep a Changelog](https://keepachangelog.com/en/1.1.0/) and
[Semantic Versioning](https://semver.org/spec/v2.0.0.html). Lines below "Unreleased" become part of
the next release.

## [Unreleased]
"""

BREAKING = "Breaking"
_PARTS = (BREAKING, "Added", "Changed", "Deprecated", "Removed")
_ADDED = ("-added", "-declared")
_REMOVED = ("-removed", "-lost", "-undeclared")
_SHOWN = 3
"""Of changed docs, the names that are listed."""


def with_changes(text: str, judged: Judged, version: str, last: str, today: date) -> Written:
    """The text of a changelog with the section of a release.

    Args:
        text: What there is; empty for none.
        judged: What has changed since the last release; the accepted changes are listed, too.
        version: That of the release.
        last: The version of the release before, whose section stays as it is.
        today: The day of the release; a section that is there keeps its own.

    Raises:
        ReleaseError: The text has something that is not closed, so that no section can follow.
    """
    heading = f"[{version}] - {today.isoformat()}"
    return with_entry(text, Entry(CHANGELOG, version, heading, _parts(judged)), last, _EMPTY)


def with_first(text: str, version: str, today: date) -> Written:
    """The text of a changelog with the section of the first release; arguments and errors as above.

    Nothing is there that it could be compared with.
    """
    heading = f"[{version}] - {today.isoformat()}"
    return with_entry(
        text, Entry(CHANGELOG, version, heading, {"Added": "- The first release."}), "", _EMPTY
    )


def _parts(judged: Judged) -> dict[str, str]:
    lines: dict[str, list[str]] = {title: [] for title in _PARTS}
    for change in judged.counted:
        if change.level != "none" and change.rule != "docs-changed":
            lines[_part(change)].append(_line(change))
    for item in judged.accepted:
        # Who decides on this has said that nobody breaks.
        title = _kind(item.change)
        lines[title].append(f"{_line(item.change)} Accepted: {sentence(item.reason)}")
    lines["Changed"] += _docs(judged.counted)
    return {title: "\n".join(dict.fromkeys(found)) for title, found in lines.items() if found}


def _part(change: Change) -> str:
    return BREAKING if change.level == "major" else _kind(change)


def _kind(change: Change) -> str:
    if change.rule.endswith("deprecated"):
        return "Deprecated"
    if change.rule.endswith(_ADDED):
        return "Added"
    return "Removed" if change.rule.endswith(_REMOVED) else "Changed"


def _line(change: Change) -> str:
    # What a deprecation says is both what has changed and what to do.
    values = [text for text in (change.before, change.after) if text and text != change.remedy]
    told = [f"- {markdown_code(change.where)}: {change.rule.replace('-', ' ')}"]
    told += [f", {' → '.join(map(markdown_code, values))}"] if values else []
    told.append(".")
    told += [f" Breaks: {sentence(change.breaks)}"] if change.breaks else []
    told += [f" Instead: {sentence(change.remedy)}"] if change.remedy else []
    return "".join(told)


def sentence(text: str) -> str:
    """`text` as Markdown that shows it, with a full stop."""
    shown = markdown_sentence(text)
    return shown if shown.endswith((".", "!", "?")) else f"{shown}."


def _docs(changes: tuple[Change, ...]) -> Iterator[str]:
    """One line for all docs that have changed."""
    names = [markdown_code(one.where) for one in changes if one.rule == "docs-changed"]
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"- What is said of {', '.join(names[:_SHOWN])}{more}."
