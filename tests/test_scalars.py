"""The table of scalars is whole, and the only place that knows them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import sdkpress
from sdkpress.plan.model.scalars import SCALARS, ScalarName
from sdkpress.plan.schemas.formats import is_known, scalar

SOURCES = Path(sdkpress.__file__).parent


def test_each_name_has_a_row() -> None:
    assert tuple(SCALARS) == get_args(ScalarName)


@pytest.mark.parametrize("name", SCALARS)
def test_a_row_agrees_with_itself(name: ScalarName) -> None:
    facts = SCALARS[name]
    for json_type, json_format in facts.formats:
        assert scalar(json_type, json_format).name == name
        assert is_known(json_format) == bool(json_format)
    if isinstance(facts.example, str):
        facts.parse(facts.example)
    if facts.given:
        assert facts.accepted.startswith(facts.returned)


def test_no_format_means_two_scalars() -> None:
    formats = [one for facts in SCALARS.values() for one in facts.formats]
    assert len(formats) == len(set(formats))


@pytest.mark.parametrize("name", ["ipv4", "ipv6"])
def test_a_format_is_declared_in_one_place(name: str) -> None:
    found = [path.name for path in SOURCES.rglob("*.py") if f'"{name}"' in path.read_text("utf-8")]
    assert found == ["scalars.py"]
