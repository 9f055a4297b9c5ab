"""What differs between two types of one thing in, changes out: by who makes the value."""

from __future__ import annotations

from collections.abc import Mapping

from ..surface.model import Direction
from .change import LEVELS, Change, highest
from .rules import change
from .types import Difference, Names, Side, differences

_SENT: Mapping[str, str] = {
    "value-added": "argument-value-added",
    "value-removed": "argument-value-removed",
    "variant-added": "argument-widened",
    "variant-removed": "argument-narrowed",
    "none-added": "argument-widened",
    "none-removed": "argument-narrowed",
    "widened": "argument-widened",
    "narrowed": "argument-narrowed",
    "changed": "argument-changed",
}
_RECEIVED: Mapping[str, str] = {
    "value-added": "closed-value-added",
    "value-removed": "value-removed",
    "variant-added": "variant-added",
    "variant-removed": "variant-removed",
    "none-added": "{}-optional",
    "none-removed": "{}-required",
    "widened": "{}-widened",
    "narrowed": "{}-narrowed",
    "changed": "{}-changed",
}
_OPEN: Mapping[str, str] = {
    "value-added": "value-added",
    "value-removed": "value-removed",
    "variant-added": "open-variant-added",
}


def sent(where: str, old: str, new: str, names: Names, word: str = "") -> list[Change]:
    """The changes of what callers give; `old` and `new` are types as texts."""
    return _changes(where, old, new, "sent", names, "", word)


def received(where: str, old: str, new: str, names: Names, noun: str = "attribute") -> list[Change]:
    """The changes of what callers get: of an `attribute`, or of the `result` of a call."""
    return _changes(where, old, new, "received", names, noun, "")


def both(where: str, old: str, new: str, direction: Direction, names: Names) -> list[Change]:
    """The changes of what goes in a direction, of both the graver ones."""
    given = sent(where, old, new, names) if direction != "received" else []
    got = received(where, old, new, names) if direction != "sent" else []
    return graver(given, got)


def graver(given: list[Change], got: list[Change]) -> list[Change]:
    """The changes for callers or those for readers, whichever weigh more."""
    return min(got, given, key=lambda found: LEVELS.index(highest(found)))


def optional(text: str, required: bool) -> str:
    """A type as text with None, where what it is of may be left out."""
    has_none = text in ("Any", "None") or text.endswith("| None")
    return text if required or has_none else f"{text} | None"


def _changes(
    where: str, old: str, new: str, side: Side, names: Names, noun: str, word: str
) -> list[Change]:
    rules = _SENT if side == "sent" else _RECEIVED
    found = differences(old, new, side, names)
    return [
        change(_rule(one, rules).format(noun), where, one.before or old, one.after or new, word)
        for one in found
    ]


def _rule(found: Difference, rules: Mapping[str, str]) -> str:
    if found.kind == "rewritten":
        return "type-rewritten"
    opened = _OPEN.get(found.kind) if found.is_open else None
    return opened or rules[found.kind]
