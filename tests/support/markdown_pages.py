"""Markdown pages in, what tests ask of them out: code blocks, tables, links, anchors, raw HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A code block with the headings that it stands under, outermost first."""

    path: str
    line: int
    headings: tuple[str, ...]
    code: str

    @property
    def id(self) -> str:
        """Where it is."""
        return f"{self.path}:{self.line}"


class Page:
    """One page, parsed by the rules of CommonMark, with tables as GitHub has them."""

    def __init__(self, root: Path, path: Path) -> None:
        self.path = path
        self.name = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8")
        lines = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), self.text)
        self._tokens = MarkdownIt("commonmark").enable("table").parse(lines)

    def blocks(self, language: str) -> Iterator[Block]:
        """Every fenced block of a language."""
        headings: list[tuple[int, str]] = []
        for index, token in enumerate(self._tokens):
            if token.type == "heading_open":
                level = int(token.tag[1:])
                headings = [item for item in headings if item[0] < level]
                headings.append((level, _text(self._tokens[index + 1])))
            elif token.type == "fence" and token.info.strip() == language:
                assert token.map is not None
                names = tuple(name for _, name in headings)
                yield Block(self.name, token.map[0] + 2, names, token.content)

    def headings(self) -> list[str]:
        """The text of every heading."""
        return [
            _text(self._tokens[index + 1])
            for index, token in enumerate(self._tokens)
            if token.type == "heading_open"
        ]

    def anchors(self) -> set[str]:
        """The anchors that GitHub gives to the headings."""
        seen: Counter[str] = Counter()
        anchors: set[str] = set()
        for heading in self.headings():
            anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            anchors.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            seen[anchor] += 1
        return anchors

    def links(self) -> set[str]:
        """Where links lead."""
        return {
            str(child.attrs["href"])
            for token in self._tokens
            for child in token.children or ()
            if child.type == "link_open"
        }

    def html(self) -> list[str]:
        """Every piece of raw HTML."""
        inline = [child for token in self._tokens for child in token.children or ()]
        return [item.content for item in [*self._tokens, *inline] if item.type.startswith("html")]

    def tables(self) -> Iterator[list[list[str]]]:
        """The rows of every table, as they are written: cells split at pipes not escaped."""
        for token in self._tokens:
            if token.type == "table_open":
                assert token.map is not None
                lines = self.text.split("\n")[token.map[0] : token.map[1]]
                yield [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines]


def pages(root: Path) -> list[Page]:
    """The README and everything in docs/ of a distribution."""
    return [Page(root, path) for path in [root / "README.md", *sorted(root.glob("docs/**/*.md"))]]


def _text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())
