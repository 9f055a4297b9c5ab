"""Patterns that someone else wrote: found as they should be, and in no time."""

from __future__ import annotations

from typing import Any

import pytest

from sdkpress.read.jsonpath import select
from sdkpress.regular_expressions import Pattern, PatternError

LONG = "a" * 50_000 + "!"
"""What takes an engine that goes back longer than there is time."""


@pytest.mark.parametrize("text", ["^(a+)+$", "(a|aa)+$", "^(a|a)*$", "(.*a){20}b", "(x+x+)+y"])
def test_no_pattern_takes_long(text: str) -> None:
    assert not Pattern(text).is_in(LONG)


@pytest.mark.parametrize(
    ("text", "found", "missed"),
    [
        ("get", "forget", "put"),
        ("^get", "getPets", "forget"),
        ("Pets?$", "getPet", "getPetsAll"),
        (r"^list\w+\d{2}$", "listPets12", "list12"),
        ("(?i)^GET", "getPets", "putPets"),
        (r"\p{Lu}", "petsA", "pets"),
    ],
)
def test_patterns_are_searched_for(text: str, found: str, missed: str) -> None:
    assert Pattern(text).is_in(found)
    assert not Pattern(text).is_in(missed)


@pytest.mark.parametrize(
    "text", ["(", "(?=a)", r"(a)\1", "(?<!a)b", "((a{1000}){1000}){1000}", "[z-a]"]
)
def test_what_cannot_be_run_is_refused(text: str) -> None:
    with pytest.raises(PatternError):
        Pattern(text)


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        ("search(@.n, '(a+)+b')", ["b"]),
        ("match(@.n, '(a+)+')", ["a"]),
        ("match(@.n, 'x.y')", ["dot"]),
        ("search(@.n, '[.]')", ["point"]),
        ("match(@.n, '\\\\.')", ["point"]),
        ("match(@.n, 'x|.')", ["point"]),
        ("match(@.n, '(')", []),
        ("search(@.none, 'a')", []),
    ],
)
def test_filters_of_overlays(filter: str, names: list[str]) -> None:
    values = {"long": LONG, "a": "aaa", "b": "aab", "dot": "x-y", "line": "x\ry", "point": "."}
    data: dict[str, Any] = {name: {"n": value} for name, value in values.items()}
    assert select(f"$[?{filter}]", data) == [(name,) for name in names]
