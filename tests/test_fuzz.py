"""Descriptions with something wrong in them: each gives a package, or a report with places.

The cases are always the same ones; `make fuzz` runs others, for as long as is wanted.
"""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from random import Random

import pytest

from support.fuzz import Fuzzer, numbers, starts
from support.mutate import mutated

SECONDS = 12.0
"""How long each of the two halves may take: the cores share them."""


@pytest.mark.parametrize("seed", [0, 1_000_000])
def test_nothing_is_handled_badly(tmp_path: Path, seed: int) -> None:
    fuzzer = Fuzzer(starts(corpus=False), tmp_path, imports=0.1)
    for number in takewhile(lambda number: number < seed + 60, numbers(SECONDS, seed)):
        fuzzer.case(number)
    assert fuzzer.outcome.failures == []
    assert fuzzer.outcome.pressed > 0
    assert fuzzer.outcome.refused > 0


def test_a_case_is_the_same_every_time() -> None:
    (first, *_) = starts(corpus=False)
    root = first(Random(0))
    assert mutated(root, Random(7)) == mutated(root, Random(7))
    assert sum(mutated(root, Random(number)) != root for number in range(20)) > 15
