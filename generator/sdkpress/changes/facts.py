"""What is compared alike everywhere: deprecations, words, wire facts, and what no rule knows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, cast

from ..surface.model import Facts
from .change import Change
from .rules import change


def deprecations(where: str, old: str, new: str) -> Iterator[Change]:
    """Whether something is deprecated now, or no longer."""
    if new and not old:
        yield change("deprecated", where, "", new)
    elif old and not new:
        yield change("deprecation-withdrawn", where, old, "")
    elif old != new:
        yield change("docs-changed", where, old, new)


def plain(rule: str, where: str, old: object, new: object) -> Iterator[Change]:
    """A change by `rule`, if the two differ."""
    if old != new:
        yield change(rule, where, said(old), said(new))


def with_docs(where: str, changes: Iterable[Change], old: str, new: str) -> Iterator[Change]:
    """`changes`, and where there are none, whether what is said of it differs."""
    found = list(changes)
    yield from found
    if not found and old != new:
        yield change("docs-changed", where)


def unknown(where: str, old: Facts, new: Facts, known: Collection[str]) -> Iterator[Change]:
    """What differs beside the facts that rules know by name."""
    names = [name for name in type(old).model_fields if name not in known]
    before = {name: getattr(old, name) for name in names} | (old.model_extra or {})
    after = {name: getattr(new, name) for name in names} | (new.model_extra or {})
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            pair = said(before.get(name)), said(after.get(name))
            yield change("unknown", where, f"{name}: {pair[0]}", f"{name}: {pair[1]}")


def said(value: Any) -> str:
    """A fact as text."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, tuple):
        return ", ".join(map(said, cast("tuple[Any, ...]", value)))
    if isinstance(value, dict):
        entries = cast("dict[str, Any]", value)
        return "; ".join(f"{key}: {said(item)}" for key, item in entries.items())
    return json.dumps(value, ensure_ascii=False, default=str)
