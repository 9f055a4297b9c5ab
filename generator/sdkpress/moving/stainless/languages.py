"""What is for one language of several: `skip`, `only`, and texts by language."""

from __future__ import annotations

from typing import Any, cast

from ..keys import Key

OURS = "python"
OTHERS = frozenset(
    [
        *("node", "typescript", "go", "java", "kotlin", "ruby", "terraform", "cli", "php"),
        *("csharp", "http", "sql", "mcp", "swift", "rust", "docs"),
    ]
)


def is_skipped(key: Key) -> bool:
    """Whether a resource, method or model is not for Python; its keys are told of."""
    skip, only = key.get("skip"), key.get("only")
    skipped = False
    if skip is not None:
        skipped = skip.value is True or OURS in _languages(skip)
        _tell(skip, skipped, "it is about other languages")
    if only is not None:
        left_out = isinstance(only.value, list) and OURS not in _languages(only)
        skipped = skipped or left_out
        _tell(only, left_out, "Python is among them")
    return skipped


def _tell(key: Key, skips: bool, otherwise: str) -> None:
    if skips:
        key.carried("`skip` of its operations")
    else:
        key.unneeded(otherwise)


def _languages(key: Key) -> list[Any]:
    return cast("list[Any]", key.value) if isinstance(key.value, list) else []


def own_text(key: Key) -> tuple[Key, str] | None:
    """A text that may be given by language: ours, or the one for all; and its key."""
    if key.text:
        return key, key.text
    for member in key.members():
        if key.is_map and member.name in OTHERS:
            member.unneeded("it is about another language")
    for name in (OURS, "default"):
        found = key.get(name) if key.is_map else None
        if found is not None and found.text:
            return found, found.text
    return None
