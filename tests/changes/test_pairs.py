"""One change at a time: which rule it is, at which name, and that nothing else weighs as much."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from changes.kept import KEPT, entries_of, with_old_names
from changes.pairs import Pair, pairs
from changes.surfaces import surface
from changes.test_surfaces import ROWS
from sdkpress.changes import LEVELS, compare, highest
from sdkpress.changes.rules import RULES

PAIRS = pairs()
DOCS = Path(__file__).parents[2] / "docs" / "changes.md"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_change_has_its_rule_and_level(pair: Pair) -> None:
    changes = compare(surface(pair.old), surface(pair.new))
    if pair.rule == "nothing":
        assert changes == ()
        return
    found = {(one.rule, one.where) for one in changes if pair.where}
    found |= {(one.rule, "") for one in changes}
    assert (pair.rule, pair.where) in found
    assert highest(changes) == RULES[pair.rule].level


def test_nothing_changes_without_a_change() -> None:
    for side in {pair.old.text: pair.old for pair in PAIRS}.values():
        assert compare(surface(side), surface(side)) == ()


RENAMES = [pair for pair in PAIRS if pair.rule in KEPT]


@pytest.mark.parametrize("pair", RENAMES, ids=lambda pair: pair.name)
def test_a_name_that_still_stands_breaks_nobody(pair: Pair) -> None:
    entries, kept = entries_of(pair), with_old_names(pair).new
    changes = compare(surface(pair.old), surface(kept))
    found = {one.rule for one in changes if one.where in entries and one.renamed}
    assert found == {"name-deprecated"}
    again = compare(surface(kept), surface(pair.new))
    assert {one.where for one in again if one.level == "major"} >= set(entries)


def test_every_rule_has_a_pair() -> None:
    of_surfaces = {rule for row in ROWS for rule in row[:2] if rule}
    of_pairs = {pair.rule for pair in PAIRS} - {"nothing"}
    assert of_pairs | of_surfaces | {"name-deprecated"} == set(RULES)
    assert len(PAIRS) >= 120
    assert {RULES[pair.rule].level for pair in PAIRS if pair.rule in RULES} == set(LEVELS)


def test_every_rule_is_explained() -> None:
    told = r"^### (\S+)\n\n\*\*(\w+)\.\*\*"
    sections = re.findall(told, DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(sections) == {name: rule.level for name, rule in RULES.items()}
