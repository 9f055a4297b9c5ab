"""A Markdown document with a section for each version in, the same with another section out.

What the release writes stands between two comments, the first of which has the digest of what is
between. So it is found and replaced by the next run, everything else stays as it is to the byte,
and what somebody has edited since is known for theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from packaging.version import InvalidVersion, Version

from ..output import digest
from .versions import ReleaseError

_BLOCK = re.compile(
    r"^<!-- sdkpress:(?P<digest>[0-9a-f]{16}) -->\r?\n(?P<content>.*?)^<!-- /sdkpress -->\r?\n",
    re.MULTILINE | re.DOTALL,
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """The section of a version, as it is to be.

    Attributes:
        file: The name of the document.
        version: That of the release.
        heading: What its heading says, the version first.
        parts: The lines of each part by its title, in order; the title "" has none.
    """

    file: str
    version: str
    heading: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and whether the section was left as somebody had edited it."""

    text: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of the second or third level: its title, where it begins and where it ends."""

    level: int
    title: str
    start: int
    end: int


def with_entry(text: str, entry: Entry, last: str, empty: str) -> Written:
    """`text` with `entry`, in place of what an earlier run wrote for a release not made yet.

    Text by hand below a heading "Unreleased" becomes part of the entry; where a part has a title
    that is there by hand, it goes below that.

    Args:
        text: The document; empty where there is none.
        entry: The section to write.
        last: The version of the last release, whose sections stay what they are.
        empty: The document to begin with.

    Raises:
        ReleaseError: Something in the document is not closed, so that no heading can follow.
    """
    if not text.strip():
        text = empty
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text if text.endswith(("\n", "\r")) else text + newline
    line = f"## {entry.heading}{newline}"
    pending = _pending(text, entry.version, last)
    if pending and _version(pending.title) == Version(entry.version):
        line = text[pending.start : pending.end]  # as it is, with its date
    if pending is None:
        text, start = _with_heading(text, line, newline)
    elif _is_edited(_body(text, pending)):
        return Written(_replaced(text, pending, line), kept=True)
    else:
        text, start = _emptied(text, pending, line, newline)
    return Written(_with_parts(text, start, entry, newline))


def _headings(text: str) -> list[_Heading]:
    """The headings of sections and their parts: those that are not in lists, quotes or code."""
    starts = [0, *(line.end() for line in _LINE.finditer(text))]
    tokens = MarkdownIt("commonmark").parse(text)
    found: list[_Heading] = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h2", "h3"):
            first, end = token.map or [0, 0]
            title = inline.content.strip()
            found.append(_Heading(int(token.tag[1]), title, starts[first], starts[end]))
    return found


def _sections(text: str) -> list[_Heading]:
    return [one for one in _headings(text) if one.level == 2]


def _version(title: str) -> Version | None:
    """The version that a heading begins with: `[1.2.0] - 2026-01-31`, `v1.2.0`."""
    word = re.match(r"\[?v?([^\s\]:(),]+)", title)
    try:
        return Version(word[1]) if word else None
    except InvalidVersion:
        return None


def _is_unreleased(heading: _Heading) -> bool:
    return re.match(r"\[?unreleased\b", heading.title, re.IGNORECASE) is not None


def _body(text: str, heading: _Heading) -> str:
    return text[heading.end : _end(text, heading)]


def _end(text: str, heading: _Heading) -> int:
    later = (one.start for one in _sections(text) if one.start > heading.start)
    return next(later, len(text))


def _pending(text: str, version: str, last: str) -> _Heading | None:
    """The section of the release that is being made, maybe by another version still."""
    wanted = Version(version)
    for one in _sections(text):
        found = _version(one.title)
        if found == wanted:
            return one
        if found and (not last or found > Version(last)) and _BLOCK.search(_body(text, one)):
            return one
    return None


def _is_edited(body: str) -> bool:
    return any(
        digest(block["content"].encode()) != block["digest"] for block in _BLOCK.finditer(body)
    )


def _emptied(text: str, pending: _Heading, line: str, newline: str) -> tuple[str, int]:
    """`text` with the section of a release as if only its heading `line` had been written."""
    body = _BLOCK.sub("", _body(text, pending))
    text = text[: pending.end] + body + text[_end(text, pending) :]
    above = [one for one in _sections(text) if one.start < pending.start]
    is_below = bool(above) and _is_unreleased(above[-1])
    if not is_below or not text[above[-1].end : pending.start].strip():
        return _replaced(text, pending, line), pending.start
    # What has been written since, below "Unreleased", becomes part of it.
    before = re.sub(r"(\r?\n)\r?\n\Z", r"\1", text[: pending.start])
    return _with_heading(before + text[pending.end :], line, newline)


def _replaced(text: str, heading: _Heading, line: str) -> str:
    return text[: heading.start] + line + text[heading.end :]


def _with_heading(text: str, line: str, newline: str) -> tuple[str, int]:
    """`text` with the heading `line` of a release, and the offset where that begins."""
    sections = _sections(text)
    unreleased = next(filter(_is_unreleased, sections), None)
    if unreleased:
        start = unreleased.end
        return f"{text[:start]}{newline}{line}{text[start:]}", start + len(newline)
    released = next((one.start for one in sections if _version(one.title)), None)
    if released is None:
        gap = "" if text.endswith(newline * 2) else newline
        return f"{text}{gap}{line}", len(text) + len(gap)
    return f"{text[:released]}{line}{newline}{text[released:]}", released


def _with_parts(text: str, start: int, entry: Entry, newline: str) -> str:
    """`text` with the parts of `entry` in the section that begins at `start`."""
    section = next((one for one in _sections(text) if one.start == start), None)
    if section is None:
        raise ReleaseError(f"{entry.file}: a code block or a comment is not closed; close it")
    by_hand = {
        one.title.casefold(): one.end
        for one in reversed(_headings(text))
        if one.level == 3 and section.start < one.start < _end(text, section)
    }
    new = [_part(*item) for item in entry.parts.items() if item[0].casefold() not in by_hand]
    blocks = [
        *((by_hand.get(title.casefold(), -1), lines) for title, lines in entry.parts.items()),
        *([(section.end, "\n\n".join(new))] if new else []),
    ]
    for offset, lines in sorted(blocks, reverse=True):  # from the end to the beginning
        if offset >= 0:
            text = text[:offset] + _block(lines, newline) + text[offset:]
    return text


def _part(title: str, lines: str) -> str:
    return f"### {title}\n\n{lines}" if title else lines


def _block(lines: str, newline: str) -> str:
    content = f"\n{lines}\n\n".replace("\n", newline)
    known = digest(content.encode())
    return f"<!-- sdkpress:{known} -->{newline}{content}<!-- /sdkpress -->{newline}"
