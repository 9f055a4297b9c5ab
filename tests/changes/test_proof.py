"""Levels are what becomes of programs: a few pairs of each; `make proof` proves all of them."""

from __future__ import annotations

from pathlib import Path

from changes.pairs import pairs
from changes.prove import EXCEPTED, UNPROVEN, Prover

CHOSEN = [
    ("attribute-optional", "models.Item.name"),
    ("environment-changed", "Shop(api_key)"),
    ("argument-added", "items.list(q)"),
    ("wire-changed", "orders.create(x_trace)"),
]


def test_levels_are_what_becomes_of_programs(tmp_path: Path) -> None:
    found = {(one.rule, one.where): one for one in reversed(pairs())}
    verdicts = Prover(tmp_path).prove([found[key] for key in CHOSEN])
    assert [str(one) for one in verdicts if not one.holds] == []
    assert {one.level for one in verdicts} == {"major", "minor", "patch"}
    by_rule = {one.pair.rule: one.new for one in verdicts}
    assert all(by_rule["attribute-optional"])
    assert by_rule["environment-changed"][0] == "" and by_rule["environment-changed"][1]


def test_what_is_excepted_is_there() -> None:
    assert all(any(edit in one.name for one in pairs()) for edit in UNPROVEN)
    assert set(EXCEPTED) <= {f"{one.rule} {one.where}" for one in pairs()}
