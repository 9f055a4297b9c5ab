"""What changed between two surfaces of an SDK, and what that means for its users: data alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["major", "minor", "patch", "none"]
"""How a version rises (Semantic Versioning 2.0.0), the highest first."""

LEVELS: tuple[Level, ...] = ("major", "minor", "patch", "none")


@dataclass(frozen=True, slots=True)
class Cause:
    """The place in the description that a change comes from.

    `file` and `line` (from 1) are None where the description is not at hand.
    """

    pointer: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what users see.

    Attributes:
        rule: Its id, such as `argument-removed`; docs/changes.md has a section for each.
        level: What it means for a version of 1.0.0 or more.
        where: The public name that it is about: `chat.send`, `chat.send(model)`, `models.Item`,
            `models.Item.name`, `errors.NotFoundError`, `types.ItemDict`, `funcs.chat_send`,
            `pages.ItemsPage`, `OpenRouter(api_key)`.
        before: How it was written in the old surface; empty where it was not there.
        after: How it is written in the new one; empty where it is not there.
        breaks: Which programs no longer work, as a sentence; empty where all do.
        remedy: What to write instead, as a sentence; empty where nothing has to change.
        renamed: The new name of `where`, where it has only been renamed or moved.
        cause: Where the description says so.
    """

    rule: str
    level: Level
    where: str
    before: str = ""
    after: str = ""
    breaks: str = ""
    remedy: str = ""
    renamed: str = ""
    cause: Cause | None = None


def highest(changes: Iterable[Change]) -> Level:
    """The level of a release with `changes`."""
    found: set[Level] = {change.level for change in changes}
    for level in LEVELS:
        if level in found:
            return level
    return "none"
