"""Changes that no description makes alone: of the generator itself, of packages, of newer facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from changes.pairs import pairs
from changes.surfaces import surface
from sdkpress.changes import compare, highest
from sdkpress.changes.rules import RULES
from sdkpress.surface import Surface, read_surface, write_surface

BASE = surface(pairs()[0].old)

Edit = Callable[[dict[str, Any]], object]
ROWS: list[tuple[str, str, str, Edit]] = [
    ("python-raised", "python-lowered", "shop", lambda s: _package(s, python=">=3.12")),
    ("typing-lost", "", "shop", lambda s: _package(s, typed=False)),
    ("dependency-added", "dependency-removed", "shop", lambda s: _needs(s).append("attrs>=1")),
    (
        "dependency-raised",
        "dependency-raised",
        "shop",
        lambda s: _replaced(s, "httpx2>=2.10,<3", "httpx2>=2.11,<3"),
    ),
    (
        "dependency-major",
        "dependency-raised",
        "shop",
        lambda s: _replaced(s, "httpx2>=2.10,<3", "httpx2>=3,<4"),
    ),
    ("extra-removed", "dependency-added", "shop", lambda s: _without_extra(s, "otel")),
    (
        "name-removed",
        "name-added",
        "Stream.events",
        lambda s: s["exports"][""].pop("Stream.events"),
    ),
    (
        "signature-changed",
        "signature-changed",
        "Stream.close",
        lambda s: s["exports"][""].update({"Stream.close": "(self, now: bool) -> None"}),
    ),
    ("module-moved", "module-moved", "models.Maker", lambda s: _model(s, module="other")),
    (
        "signature-changed",
        "signature-changed",
        "Shop",
        lambda s: s["client"].update(manners={"options": "keywords"}),
    ),
    (
        "behaviour-changed",
        "signature-changed",
        "Shop",
        lambda s: s["client"].update(manners={"attributes": "true"}),
    ),
    ("unknown", "unknown", "models.Maker", lambda s: _model(s, colour="red")),
    ("unknown", "unknown", "items.list", lambda s: s["methods"]["items.list"].update(speed=3)),
    ("unknown", "unknown", "Shop", lambda s: s["client"].update(mood="good")),
    ("unknown", "unknown", "shop", lambda s: _package(s, weight=3)),
    ("unknown", "unknown", "surface", lambda s: s.update(new_thing={"a": 1})),
    (
        "unknown",
        "unknown",
        "items.list(limit)",
        lambda s: s["methods"]["items.list"]["arguments"]["limit"].update(shape="round"),
    ),
    (
        "environment-added",
        "environment-changed",
        "Shop(server_url)",
        lambda s: s["client"]["arguments"]["server_url"].update(env="SHOP_URL"),
    ),
    ("name-added", "name-removed", "types.LongInput", lambda s: s.update(inputs=["Long"])),
]


def _package(data: dict[str, Any], **facts: Any) -> None:
    data["package"].update(facts)


def _needs(data: dict[str, Any]) -> list[str]:
    return data["package"]["dependencies"]


def _replaced(data: dict[str, Any], old: str, new: str) -> None:
    needs = _needs(data)
    needs[needs.index(old)] = new


def _without_extra(data: dict[str, Any], extra: str) -> None:
    data["package"]["dependencies"] = [one for one in _needs(data) if not one.startswith(extra)]


def _model(data: dict[str, Any], **facts: Any) -> None:
    data["models"]["Maker"].update(facts)


def _edited(edit: Edit) -> Surface:
    data = json.loads(write_surface(BASE))
    edit(data)
    return read_surface(json.dumps(data))


@pytest.mark.parametrize(("rule", "back", "where", "edit"), ROWS, ids=range(len(ROWS)))
def test_a_change_of_a_surface_has_its_rule(rule: str, back: str, where: str, edit: Edit) -> None:
    new = _edited(edit)
    there, again = compare(BASE, new), compare(new, BASE)
    assert (rule, where) in {(one.rule, one.where) for one in there}
    assert highest(there) == RULES[rule].level
    assert not back or (back, where) in {(one.rule, one.where) for one in again}
