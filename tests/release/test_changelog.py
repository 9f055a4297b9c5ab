"""`CHANGELOG.md` and `MIGRATING.md`: what of a change is written where, whatever its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sdkpress.changes import Change
from sdkpress.changes.change import LEVELS
from sdkpress.changes.rules import RULES
from sdkpress.release.accept import Accepted, Judged
from sdkpress.release.changelog import with_changes
from sdkpress.release.migrating import with_migration

TODAY = date(2026, 8, 14)
REMOVED = Change(
    *("argument-removed", "major", "chat.send(model)", "str", ""),
    "Calls that give `model`.",
    "Leave it out.",
)
RENAMED = Change(
    *("method-moved", "major", "chat.say", "chat.say", "chat.send", "Calls of `chat.say`."),
    *("Write `chat.send`.", "chat.send"),
)
ADDED = Change("name-added", "minor", "chat.count")
DEPRECATED = Change("deprecated", "minor", "chat.stop", "", "Use `end`.", "", "Use `end`.")
WIRE = Change("wire-changed", "patch", "chat.send", "POST /send", "POST /v2/send")
ORDER = Change("argument-order", "none", "chat.send", "a, b", "b, a")
RENDERER = MarkdownIt("commonmark").enable("table")


def changelog(*changes: Change, accepted: tuple[Accepted, ...] = (), last: str = "1.2.0") -> str:
    return with_changes("", Judged(changes, accepted), "1.3.0", last, TODAY).text


def parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """The titles of the third level, with the text of the items below each."""
    title, items = "", list[str]()
    tokens = RENDERER.parse(text)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            if token.tag == "h3":
                yield from [(title, items)] if title else []
                title, items = tokens[index + 1].content, []
        elif token.type == "inline" and token.level == 3:
            items.append(token.content)
    yield title, items


def test_each_change_has_its_part() -> None:
    found = dict(parts(changelog(WIRE, ADDED, DEPRECATED, ORDER, REMOVED)))
    assert list(found) == ["Breaking", "Added", "Changed", "Deprecated"]
    assert found["Breaking"] == [
        "`chat.send(model)`: argument removed, `str`. "
        "Breaks: Calls that give `model`. Instead: Leave it out."
    ]
    assert found["Added"] == ["`chat.count`: name added."]
    assert found["Changed"] == ["`chat.send`: wire changed, `POST /send` → `POST /v2/send`."]
    assert found["Deprecated"] == ["`chat.stop`: deprecated. Instead: Use `end`."]


def test_an_accepted_change_is_listed_with_its_reason() -> None:
    meant = Accepted(REMOVED, "The server never took it")
    found = dict(parts(changelog(ADDED, accepted=(meant,))))
    assert list(found) == ["Added", "Removed"]
    assert found["Removed"][0].endswith("Accepted: The server never took it.")


def test_docs_are_one_line() -> None:
    docs = [Change("docs-changed", "patch", f"models.M{number}") for number in range(30)]
    found = dict(parts(changelog(*docs)))
    assert found == {
        "Changed": ["What is said of `models.M0`, `models.M1`, `models.M2` and 27 more."]
    }


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_place(rule: str) -> None:
    level = RULES[rule].level
    text = changelog(Change(rule, level, "chat.send", "a", "b"))
    assert ("chat.send" in text) is (level != "none")
    assert ("### Breaking" in text) is (level == "major")


def test_migrations_have_renames_as_a_table() -> None:
    text = with_migration("", Judged((REMOVED, RENAMED, ADDED)), "2.0.0", "1.2.0").text
    assert "\n## 2.0.0 (from 1.2.0)\n" in text
    assert "\n| before | now |\n|---|---|\n| `chat.say` | `chat.send` |\n" in text
    found = dict(parts(text))
    assert found["Changed"] == [
        "`chat.send(model)`: `str` → nothing. Calls that give `model`. Leave it out."
    ]
    assert "chat.count" not in text


def test_a_release_that_breaks_nothing_has_no_migration() -> None:
    judged = Judged((ADDED, WIRE), (Accepted(REMOVED, "meant"),))
    assert with_migration("# Mine\n", judged, "1.3.0", "1.2.0").text == "# Mine\n"


def test_twice_is_once_and_a_later_release_keeps_the_earlier() -> None:
    first, second = Judged((REMOVED, ADDED)), Judged((RENAMED,))
    log = with_changes("", first, "2.0.0", "1.2.0", TODAY).text
    assert with_changes(log, first, "2.0.0", "1.2.0", date(2026, 8, 20)).text == log
    guide = with_migration("", first, "2.0.0", "1.2.0").text
    later = with_migration(guide, second, "3.0.0", "2.0.0").text
    assert re.findall(r"^## (\S+)", later, re.MULTILINE) == ["3.0.0", "2.0.0"]
    assert later.endswith(guide[guide.index("## 2.0.0") :])
    assert with_migration(later, second, "3.0.0", "2.0.0").text == later


EVIL = [
    "a\n## [9.9.9]\n",
    "<!-- /sdkpress -->",
    "x\n<!-- /sdkpress -->\n\n# out",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<https://evil.example>",
    "https://evil.example/?a=<b>",
    "`` ` ```",
    "`a` <b> `c",
    "a | b || c",
    "\\`x\\` \\",
    "*a* __b__ ~c~",
    "\u202e\x07\u2028x",
    "&lt;b&gt; &#60;",
    "[ref]: https://evil.example",
]
texts = st.sampled_from(EVIL) | st.text(max_size=20)
changes = st.builds(
    Change,
    st.sampled_from(sorted(RULES)),
    st.sampled_from(LEVELS),
    *[texts.filter(bool), texts, texts, texts, texts],
    st.just("") | texts,
)


@given(
    st.lists(changes, min_size=1, max_size=5),
    st.lists(st.builds(Accepted, changes, texts), max_size=2),
)
def test_hostile_text_is_text(found: list[Change], meant: list[Accepted]) -> None:
    judged = Judged(tuple(found), tuple(meant))
    log = with_changes("", judged, "2.0.0", "1.2.0", TODAY).text
    guide = with_migration("", judged, "2.0.0", "1.2.0").text
    for text in (log[log.index("## [2.0.0]") :], guide.partition("# Migrating\n")[2]):
        tokens = [
            token for token in RENDERER.parse(text) for token in [token, *(token.children or [])]
        ]
        kinds = {token.type for token in tokens}
        assert kinds.isdisjoint(
            {"link_open", "image", "html_inline", "em_open", "strong_open", "fence"}
        )
        markup = [token.content.strip() for token in tokens if token.type == "html_block"]
        assert all(
            re.fullmatch(r"<!-- (sdkpress:[0-9a-f]{16}|/sdkpress) -->", one) for one in markup
        )
        titles = [token for token in tokens if token.type == "heading_open" and token.tag != "h3"]
        assert len(titles) <= 1
        assert all(line.isprintable() for line in text.split("\n"))
    assert with_changes(log, judged, "2.0.0", "1.2.0", TODAY).text == log
    assert with_migration(guide, judged, "2.0.0", "1.2.0").text == guide
