"""Pairs of descriptions that differ in one thing: read from pairs.yaml, made from base.yaml."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Side:
    """One of two descriptions that are compared, with its settings."""

    description: dict[str, Any]
    config: str

    @property
    def text(self) -> str:
        """The description as YAML."""
        return yaml.safe_dump(self.description, sort_keys=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two descriptions, and the rule of the change from one to the other, at a name.

    The rule is `nothing` where nothing changes for users.
    """

    name: str
    old: Side
    new: Side
    rule: str
    where: str


def pairs() -> list[Pair]:
    """All pairs, each way there and back."""
    base, rows = (yaml.load(one, yaml.CSafeLoader) for one in _texts())
    return [pair for row in rows for pair in _both_ways(base, row)]


def _texts() -> list[str]:
    return [(HERE / name).read_text() for name in ("base.yaml", "pairs.yaml")]


def _both_ways(base: dict[str, Any], row: dict[str, Any]) -> list[Pair]:
    config = row.get("config", "")
    first = edited(base, row.get("first", {}))
    old = Side(first, config)
    new = Side(edited(first, row.get("edit", {})), config + row.get("config_new", ""))
    where = row.get("where", "")
    back = row.get("where_back", where)
    name = " ".join(row.get("edit") or row["config_new"].split())
    return [
        Pair(f"{row['change']}: {name}", old, new, row["change"], where),
        Pair(f"back, {row['back']}: {name}", new, old, row["back"], back),
    ]


def edited(description: dict[str, Any], edits: dict[str, Any]) -> dict[str, Any]:
    """A copy of `description` with every edit made."""
    result = json.loads(json.dumps(description))
    for path, value in edits.items():
        *words, last = _keys(path)
        node: Any = result
        for word in words:
            node = _step(node, word)
        _set(node, last, value)
    return result


def _keys(path: str) -> list[str]:
    """The keys of a path; what a word is short for written out."""
    keys: list[str] = []
    for word in path.split():
        kind, colon, name = word.partition(":")
        written = {
            "schema": ["components", "schemas", name],
            "prop": ["properties", name],
            "success": ["responses", name, "content", "application/json", "schema"],
        }
        if colon and kind in written:
            keys += written[kind]
        elif word == "body":
            keys += ["requestBody", "content", "application/json", "schema"]
        else:
            keys.append(word)
    return keys


def _step(node: Any, word: str) -> Any:
    if word.startswith("op:"):
        operations = (one for item in node["paths"].values() for one in item.values())
        return next(one for one in operations if f"'operationId': '{word[3:]}'" in str(one))
    if word.startswith("param:"):
        return next(one for one in node["parameters"] if one["name"] == word[6:])
    return node.setdefault(word, {})


def _set(node: Any, key: str, value: Any) -> None:
    if key.startswith("param:"):
        node["parameters"].remove(_step(node, key))
    elif key == "+":
        node.append(value)
    elif value is None:
        del node[key]
    else:
        node[key] = value


if __name__ == "__main__":
    from sdkpress.changes.rules import RULES

    for pair in pairs():
        level = RULES[pair.rule].level if pair.rule in RULES else "none"
        sys.stdout.write(f"{level:6} {pair.rule:24} {pair.where}\n")
