"""One change at a time: which rule it is, at which name, and that nothing else weighs as much."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    found = {(one.rule, one.where) for one in changes if pair.where}
    found |= {(one.rule, "") for one in changes}
    assert (pair.rule, pair.where) in found
    assert highest(changes) == RULES[pair.rule].level


def test_nothing_changes_without_a_change() -> None:
    for side in {pair.old.text: pair.old for pair in PAIRS}.values():
        assert compare(surface(side), surface(side)) == ()


def test_every_rule_has_a_pair() -> None:
    assert {pair.rule for pair in PAIRS} | {rule for row in ROWS for rule in row[:2] if rule} == {
        *RULES
    }
    assert len(PAIRS) >= 120
    assert {RULES[pair.rule].level for pair in PAIRS} == set(LEVELS)


def test_every_rule_is_explained() -> None:
    told = r"^### (\S+)\n\n\*\*(\w+)\.\*\*"
    sections = re.findall(told, DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(sections) == {name: rule.level for name, rule in RULES.items()}
