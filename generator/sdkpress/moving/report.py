"""What became of every key in, text for people out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..encode import comment, markdown_code, markdown_sentence
from .keys import Kind, Row

_HEADS: tuple[tuple[Kind, str, str], ...] = (
    ("open", "Open", "what to do"),
    ("carried", "Carried over", "where it is said now"),
    ("not needed", "Not needed", "why"),
)


def printed(rows: Iterable[Row]) -> str:
    """What is open, with file, line and column, and what to do about it; and how much there is."""
    listed = list(rows)
    lines = [
        f"{row.at.file}:{row.at.line}:{row.at.column}: open: {comment(row.key)}\n"
        f"  {comment('; '.join(row.fate.texts))}"
        for row in listed
        if row.fate.kind == "open"
    ]
    counts = Counter(row.fate.kind for row in listed)
    total = ", ".join(f"{counts[kind]} {kind}" for kind, _, _ in reversed(_HEADS))
    return "\n".join([*lines, total])


def written(rows: Iterable[Row], title: str) -> str:
    """The three lists as Markdown."""
    listed = list(rows)
    text = f"# {title}\n"
    for kind, head, column in _HEADS:
        own = [row for row in listed if row.fate.kind == kind]
        text += f"\n## {head} ({len(own)})\n"
        if own:
            text += f"\n| line | key | {column} |\n|---|---|---|\n"
        text += "".join(map(_row, own))
    return text


def _row(row: Row) -> str:
    file = row.at.file.replace("\\", "/").rpartition("/")[2]
    what = "; ".join(row.fate.texts)
    cells = (f"{file}:{row.at.line}", row.key)
    shown = [markdown_code(cell).replace("|", "\\|") for cell in cells]
    said = markdown_code(what).replace("|", "\\|") if what[:1] == "[" else markdown_sentence(what)
    return f"| {shown[0]} | {shown[1]} | {said} |\n"
