"""Settings in, the texts of ``sdk.toml`` and of its overlay out, and what their lines say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from ..encode import WIDTH, comment, prose, toml_key, toml_value
from .settings import Action, Place, Settings

_ORDER = (
    *("description", "package", "readme", "client", "servers", "globals", "security", "surface"),
    *("retries", "idempotency", "parameters", "responses", "pagination", "webhooks", "resources"),
    *("models", "operations", "renamed"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and what each of its lines says, counted from 1."""

    text: str
    lines: dict[int, Place]

    def at(self, line: int) -> Place | None:
        """What the line says, or the nearest one before it."""
        before = [number for number in self.lines if number <= line]
        return self.lines[max(before)] if before else None


def write_settings(settings: Settings, head: list[str]) -> Written:
    """Write ``sdk.toml``; ``head`` are the comments that it begins with."""
    lines = [f"# {comment(line)}".rstrip() for line in head]
    places: dict[int, Place] = {}
    for table in _tables(settings):
        lines.append("")
        if table in settings.tables:
            lines += [f"# {line}" for line in prose(comment(settings.tables[table])).split("\n")]
        lines.append(f"[{'.'.join(map(toml_key, table))}]")
        places[len(lines)] = table
        for place, one in settings.values.items():
            if place[:-1] != table:
                continue
            said = f"{toml_key(place[-1])} = {toml_value(one.value)}"
            note = f" # {comment(one.comment)}" if one.comment else ""
            places[len(lines) + 1] = place
            lines += f"{said}{note}".split("\n")
    return Written("\n".join(lines) + "\n", places)


def _tables(settings: Settings) -> list[Place]:
    """Tables by their sections, each in the order in which it was said."""
    found = dict.fromkeys(place[:-1] for place in settings.values)
    order = {name: number for number, name in enumerate(_ORDER)}
    return sorted(found, key=lambda table: (order.get(table[0], len(order)), len(table) > 1))


def write_overlay(actions: list[Action], title: str) -> Written:
    """Write an OpenAPI Overlay; what its lines say is the number of an action."""
    head = {"overlay": "1.0.0", "info": {"title": comment(title), "version": "1.0.0"}}
    text = f"{_yaml(head)}actions:\n"
    places: dict[int, Place] = {}
    for number, action in enumerate(actions):
        places[text.count("\n") + 1] = (str(number),)
        text += _yaml([_data(action)])
    return Written(text, places)


def _data(action: Action) -> dict[str, Any]:
    said: dict[str, Any] = {"target": action.target, "description": comment(action.description)}
    return said | ({"remove": True} if action.remove else {"update": action.update})


def _yaml(data: Any) -> str:
    return yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: equal values are written out."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whether a value is written out each time."""
        return True
