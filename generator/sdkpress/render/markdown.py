"""Text of descriptions as Markdown that stays within its place; anchors of headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .. import encode

_FENCE = re.compile(r"(?P<indent> {0,3})(?P<run>`{3,}|~{3,})(?P<info>[^`]*)$")
_ANY_FENCE = re.compile(r"`{3,}|~{3,}")
_HEADING = re.compile(r" {0,3}#{1,6}(?=\s|$)")
_NESTED_HEADING = re.compile(r"(?:\s*+(?:>|[-*+]\s|\d++[.)]\s))++\s*+(?=#{1,6}(?:\s|$))")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")


def block(text: str) -> str:
    """`text` as paragraphs of a page: lists, links, tables and code stay, headings become bold.

    Nothing in it has an effect on what follows: a fence that is not closed is shown as text. Nor
    can it hold code that a reader takes for ours: fenced code has no language.
    """
    text = encode.visible(text).strip("\n").rstrip()
    if not _fences_are_closed(text):
        text = _ANY_FENCE.sub(lambda run: "".join(f"\\{part}" for part in run[0]), text)
    parts = list(_parts(text.split("\n")))
    prose = [line for is_code, lines in parts if not is_code for line in lines]
    encoded = iter(encode.without_html("\n".join(prose)).split("\n"))
    return "\n".join(
        line
        for is_code, lines in parts
        for line in (lines if is_code else _without_headings([next(encoded) for _ in lines]))
    )


def _parts(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Prose and fenced code in turn, with whether it is code; every fence is closed."""
    fence: re.Match[str] | None = None
    part: list[str] = []
    for line in lines:
        found = _FENCE.match(line)
        if fence is not None:
            part.append(line)
            if _closes(fence, found):
                yield True, part
                fence, part = None, []
        elif found is not None:
            yield False, part
            fence, part = found, [f"{found['indent']}{found['run']}"]
        else:
            part.append(line)
    yield fence is not None, part


def _closes(fence: re.Match[str], line: re.Match[str] | None) -> bool:
    return line is not None and not line["info"].strip() and line["run"].startswith(fence["run"])


def _fences_are_closed(text: str) -> bool:
    """Whether every fence is closed, whatever list its lines may belong to.

    A list ends at a line that is indented less, and with it its fences: so no line of fenced code
    may be indented less than its fence.
    """
    fence: re.Match[str] | None = None
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence is None:
            fence = found
        elif line.strip() and not line.startswith(fence["indent"]):
            return False
        elif _closes(fence, found):
            fence = None
    return fence is None


def _without_headings(lines: list[str]) -> list[str]:
    """Headings as bold text, so that they neither structure the page nor take its anchors."""
    kept: list[str] = []
    for line in lines:
        if heading := _HEADING.match(line):
            title = _title(line[heading.end() :])
            kept.append(f"**{title}**" if title else "")
        elif _UNDERLINE.match(line) and kept and kept[-1].strip():
            kept.extend(["", line if "-" in line else ""])
        else:
            nested = _NESTED_HEADING.match(line)
            kept.append(f"{nested[0]}\\{line[nested.end() :]}" if nested else line)
    return kept


def _title(text: str) -> str:
    """What a heading says: number signs that close it do not belong to it."""
    text = text.strip()
    open_end = text.rstrip("#")
    return text if open_end and not open_end[-1].isspace() else open_end.rstrip()


def line(text: str) -> str:
    """`text` as one line of a page, behind other text."""
    return encode.markdown(" ".join(text.split()))


def cut(text: str, width: int) -> str:
    """`text` as one line of at most `width` columns, at least of 30, ended at a word."""
    whole = " ".join(text.split())
    words = whole.split(" ")
    while len(line(" ".join(words))) > max(width, 30) and len(words) > 1:
        words.pop()
    kept = " ".join(words)
    return line(kept if kept == whole else f"{kept.rstrip('.,;:')}…")


def beginning(text: str, most: int) -> str:
    """The first paragraphs of `text`, as a block, as long as they have `most` characters in all.

    One that is longer by itself is cut to a line.
    """
    if len(text) <= most:
        return block(text)
    kept, left = list[str](), most
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        left -= len(paragraph) + 2
        if left < 0 or _ANY_FENCE.search(paragraph):
            break
        kept.append(paragraph)
    return block("\n\n".join(kept)) if kept else cut(text, most)


def code_cell(text: str) -> str:
    """`text` as inline code in the cell of a table."""
    return encode.markdown_code(text).replace("|", "\\|")


class Anchors:
    """The anchors of one page: each heading's own, numbered where headings are alike."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def add(self, heading: str) -> str:
        """The anchor of the page's next heading."""
        anchor = "".join(filter(_is_kept, heading.lower())).replace(" ", "-")
        number = self._count.get(anchor, 0)
        self._count[anchor] = number + 1
        return f"{anchor}-{number}" if number else anchor


@lru_cache
def _is_kept(character: str) -> bool:
    """Whether GitHub keeps a character in an anchor: letters, marks, digits, `_`, `-`, space."""
    return character in "- " or unicodedata.category(character) in _WORD_CATEGORIES


_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"})
