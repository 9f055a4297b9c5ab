"""Changes in, the section of a release that breaks programs in `MIGRATING.md` out."""

from __future__ import annotations

from collections.abc import Iterator

from ..changes.change import Change
from ..encode import markdown_cell, markdown_code
from .accept import Judged
from .changelog import sentence
from .documents import Entry, Written, with_entry

MIGRATING = "MIGRATING.md"
_EMPTY = """# Migrating

What to write instead, for each release that breaks programs.
"""


def with_migration(
    text: str, judged: Judged, version: str, last: str, compared: str = ""
) -> Written:
    """The text of a migration guide with the section of a release; the same if nothing breaks.

    Args:
        text: What there is; empty for none.
        judged: What has changed since the last release; accepted breaks are listed, too.
        version: That of the release.
        last: The version of the release before, whose section stays as it is.
        compared: The version from which programs come, where that is another one.

    Raises:
        ReleaseError: The text has something that is not closed, so that no section can follow.
    """
    if all(change.level != "major" for change in judged.counted):
        return Written(text)
    changes = (*judged.counted, *(item.change for item in judged.accepted))
    renamed = [change for change in changes if change.renamed]
    others = [change for change in changes if change.level == "major" and not change.renamed]
    parts = {"Renamed": _table(renamed), "Changed": "\n".join(dict.fromkeys(map(_line, others)))}
    parts = {title: lines for title, lines in parts.items() if lines}
    heading = f"{version} (from {compared or last})"
    return with_entry(text, Entry(MIGRATING, version, heading, parts), last, _EMPTY)


def _table(renamed: list[Change]) -> str:
    return "\n".join(_rows(renamed)) if renamed else ""


def _rows(renamed: list[Change]) -> Iterator[str]:
    yield "| before | now |"
    yield "|---|---|"
    for names in dict.fromkeys((change.where, change.renamed) for change in renamed):
        yield f"| {' | '.join(markdown_cell(markdown_code(name)) for name in names)} |"


def _line(change: Change) -> str:
    steps = [markdown_code(text) if text else "nothing" for text in (change.before, change.after)]
    values = f" {' → '.join(steps)}." if change.before or change.after else ""
    told = [sentence(text) for text in (change.breaks, change.remedy) if text]
    return f"- {markdown_code(change.where)}:{values} {' '.join(told)}".rstrip()
