"""Old names of arguments in, what methods took before each release that renamed one out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..model.renames import OldName
from .until import parsed


def previous_signatures(names: Iterable[OldName]) -> dict[str, tuple[Mapping[str, str], ...]]:
    """The old names of arguments by their names now, by method or model ("" is the client).

    The one that was left last is the first; every old name is in one of them.
    """
    found: dict[str, list[OldName]] = defaultdict(list)
    for name in names:
        if name.kind in ("argument", "constructor argument", "field"):
            found[name.owner].append(name)
    return {owner: tuple(_before(each)) for owner, each in found.items()}


def _before(names: list[OldName]) -> list[dict[str, str]]:
    """The signatures of one method, each with the names that its arguments had at that time."""
    ordered = sorted(names, key=lambda one: parsed(one.since))
    releases = sorted({parsed(one.since) for one in ordered}, reverse=True)
    signatures: list[dict[str, str]] = []
    for release in releases:
        later = [one for one in reversed(ordered) if parsed(one.since) >= release]
        signatures.append({one.target: one.name for one in later})
        # Two names of one argument that one release has left: a program has used either.
        twins = [one for one in later if signatures[-1][one.target] != one.name]
        same = [one for one in twins if parsed(one.since) == release]
        signatures += [{**signatures[-1], one.target: one.name} for one in same]
    return signatures
