"""Sections of versions in documents: text by hand survives, and twice is once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sdkpress.release.documents import Entry, with_entry
from sdkpress.release.versions import ReleaseError

EMPTY = "# Changelog\n\n## [Unreleased]\n"
MINOR = Entry(
    "CHANGELOG.md", "1.3.0", "[1.3.0] - 2026-08-14", {"Added": "- `a`", "Changed": "- `b`"}
)
MAJOR = Entry(
    "CHANGELOG.md", "2.0.0", "[2.0.0] - 2026-08-15", {"Breaking": "- `c`", "Added": "- `a`\n- `d`"}
)
HAND = """# Changelog

Everything is here.

## [Unreleased]

### Fixed

- By hand: the `README`.

## [1.2.0] - 2026-01-31

### Added

- Something old.

[unreleased]: https://sdk.example/compare/v1.2.0...HEAD
"""


def headings(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(text)
    return [
        f"{one.markup} {text.content}"
        for one, text in pairwise(tokens)
        if one.type == "heading_open"
    ]


def test_a_new_document() -> None:
    written = with_entry("", MINOR, "1.2.0", EMPTY)
    assert not written.kept
    assert headings(written.text) == [
        "# Changelog",
        "## [Unreleased]",
        "## [1.3.0] - 2026-08-14",
        "### Added",
        "### Changed",
    ]
    assert with_entry(written.text, MINOR, "1.2.0", EMPTY) == written


def test_unreleased_lines_move_into_the_entry() -> None:
    text = with_entry(HAND, MINOR, "1.2.0", EMPTY).text
    assert headings(text) == [
        "# Changelog",
        "## [Unreleased]",
        "## [1.3.0] - 2026-08-14",
        "### Added",
        "### Changed",
        "### Fixed",
        "## [1.2.0] - 2026-01-31",
        "### Added",
    ]
    assert text.startswith(HAND[: HAND.index("\n### Fixed")])
    assert text.endswith(HAND[HAND.index("\n### Fixed") :])


def test_a_part_that_is_there_by_hand_gets_the_lines() -> None:
    hand = HAND.replace("### Fixed", "### added")
    text = with_entry(hand, MINOR, "1.2.0", EMPTY).text
    assert headings(text)[2:6] == [
        "## [1.3.0] - 2026-08-14",
        "### Changed",
        "### added",
        "## [1.2.0] - 2026-01-31",
    ]
    part = text[text.index("### added") : text.index("## [1.2.0]")]
    assert part.index("- `a`") < part.index("- By hand")


def test_the_entry_of_a_release_not_made_is_replaced() -> None:
    once = with_entry(HAND, MINOR, "1.2.0", EMPTY).text
    assert with_entry(once, MAJOR, "1.2.0", EMPTY) == with_entry(HAND, MAJOR, "1.2.0", EMPTY)


def test_the_entry_of_a_release_stays() -> None:
    once = with_entry(HAND, MINOR, "1.2.0", EMPTY).text
    text = with_entry(once, MAJOR, "1.3.0", EMPTY).text
    assert headings(text)[2] == "## [2.0.0] - 2026-08-15"
    assert text.endswith(once[once.index("## [1.3.0]") :])


def test_lines_that_are_written_between_two_runs_move_too() -> None:
    once = with_entry(HAND, MINOR, "1.2.0", EMPTY).text
    more = once.replace("## [Unreleased]\n", "## [Unreleased]\n\nRead this first.\n", 1)
    text = with_entry(more, MAJOR, "1.2.0", EMPTY).text
    entry = text[text.index("## [2.0.0]") : text.index("## [1.2.0]")]
    assert "Read this first." in entry
    assert "- By hand: the `README`." in entry
    assert "- `b`" not in entry


def test_an_edited_entry_is_left_and_told() -> None:
    once = with_entry(HAND, MINOR, "1.2.0", EMPTY).text
    edited = once.replace("- `b`", "- `b`, at last")
    written = with_entry(edited, MAJOR, "1.2.0", EMPTY)
    assert written.kept
    assert written.text == edited.replace("[1.3.0] - 2026-08-14", "[2.0.0] - 2026-08-15")


def test_lines_beside_the_block_are_no_edit() -> None:
    once = with_entry(HAND, MINOR, "1.2.0", EMPTY).text
    more = once.replace("### Fixed", "Thanks to all.\n\n### Fixed")
    written = with_entry(more, MAJOR, "1.2.0", EMPTY)
    assert not written.kept
    assert "Thanks to all.\n\n### Fixed" in written.text


def test_a_heading_by_hand_stays() -> None:
    hand = HAND.replace("## [1.2.0]", "## v1.3 (In colours)\n\n- Colours.\n\n## [1.2.0]")
    text = with_entry(hand, MINOR, "1.2.0", EMPTY).text
    assert "## [1.3.0]" not in text
    entry = text[text.index("## v1.3 (In colours)\n") : text.index("## [1.2.0]")]
    assert entry.index("- `a`") < entry.index("- By hand") < entry.index("- Colours.")
    assert with_entry(text, MINOR, "1.2.0", EMPTY).text == text


@pytest.mark.parametrize(
    "hand",
    [
        "# Log\n\n```md\n## [Unreleased]\n\n## [1.3.0] - x\n```\n\n## [1.2.0]\n",
        "# Log\n\n<!--\n## [Unreleased]\n-->\n\n## [1.2.0]\n",
        "# Log\n\n    ## [Unreleased]\n\n## 1.2.0\n",
        "# Log\n\n> ## [Unreleased]\n\n## 1.2.0\n",
        "# Log\n\n- ## [Unreleased]\n\n## 1.2.0\n",
    ],
)
def test_only_headings_are_headings(hand: str) -> None:
    text = with_entry(hand, MINOR, "1.2.0", EMPTY).text
    assert text.startswith(hand[: hand.rindex("## ")])
    assert text.endswith(hand[hand.rindex("## ") :])
    assert headings(text)[-4] == "## [1.3.0] - 2026-08-14"


def test_headings_with_a_line_below() -> None:
    hand = "Log\n===\n\nUnreleased\n----------\n\n- x\n\n1.2.0\n-----\n"
    text = with_entry(hand, MINOR, "1.2.0", EMPTY).text
    assert headings(text) == [
        "= Log",
        "- Unreleased",
        "## [1.3.0] - 2026-08-14",
        "### Added",
        "### Changed",
        "- 1.2.0",
    ]


@pytest.mark.parametrize("hand", ["```\nopen", "# x\n<!-- open\n", "<script>\n"])
def test_what_is_not_closed_is_refused(hand: str) -> None:
    with pytest.raises(ReleaseError, match="not closed"):
        with_entry(hand, MINOR, "1.2.0", EMPTY)


def test_line_ends_stay() -> None:
    hand = HAND.replace("\n", "\r\n")
    text = with_entry(hand, MINOR, "1.2.0", EMPTY).text
    assert text.count("\n") == text.count("\r\n")
    # Git may turn them around.
    turned = text.replace("\r\n", "\n")
    assert with_entry(turned, MINOR, "1.2.0", EMPTY).text == turned


def test_the_date_of_an_entry_that_is_there_stays() -> None:
    once = with_entry(HAND, MINOR, "1.2.0", EMPTY).text
    later = replace(MINOR, heading="[1.3.0] - 2026-09-01")
    assert with_entry(once, later, "1.2.0", EMPTY).text == once


lines = st.sampled_from(
    [
        *("", "", "- by hand", "text", "# Log", "## [Unreleased]", "## unreleased", "## Notes"),
        *("## [1.2.0] - 2026-01-31", "## v1.1.0", "## [1.3.0]", "## 2.0.0", "### Added"),
        *("### Breaking", "### Fixed", "```", "    code", "> quoted", "<!-- note -->", "---"),
        *("[1.2.0]: https://sdk.example", "<!-- /sdkpress -->", "| a | b |", "  - nested", "\t"),
    ]
) | st.text(alphabet=st.characters(exclude_characters="\r\n"), max_size=12)
documents = st.builds(
    lambda lines, newline, end: newline.join(lines) + end,
    st.lists(lines, max_size=14),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\r\n"]),
)


def attempt(text: str, entry: Entry) -> str | None:
    """The document with the entry, or None where it is refused."""
    try:
        return with_entry(text, entry, "1.2.0", EMPTY).text
    except ReleaseError:
        return None


def is_within(hand: str, text: str) -> bool:
    """Whether every line of `hand` is in `text`, in order, as it was to the byte."""
    found = iter(text.splitlines(keepends=True))
    return all(line in found for line in hand.splitlines(keepends=True))


@given(documents)
@example("## [Unreleased]")
@example("## [Unreleased]\n\n\n## [1.3.0]\n### Added\n### added\n")
def test_text_by_hand_survives(hand: str) -> None:
    text = attempt(hand, MINOR)
    if text is not None and hand.strip():
        newline = "\r\n" if "\r\n" in hand else "\n"
        ended = hand if hand.endswith(("\n", "\r")) else hand + newline
        assert is_within(ended, text)


@given(documents)
def test_twice_is_once(hand: str) -> None:
    once = attempt(hand, MINOR)
    assert once is None or attempt(once, MINOR) == once


@given(documents.filter(lambda text: "1.3.0" not in text and "2.0.0" not in text))
def test_it_is_as_if_the_first_run_had_not_been(hand: str) -> None:
    once = attempt(hand, MINOR)
    assert once is None or attempt(once, MAJOR) == attempt(hand, MAJOR)
