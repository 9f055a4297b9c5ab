"""Old names of the plan: what something was called before, and where that name still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "resource",
    "resource class",
    "method",
    "pages method",
    "argument",
    "function",
    "client",
    "constructor argument",
    "model",
    "field",
    "type",
    "error",
    "page",
    "module",
]
"""What has a public name; a page is a class of pages, a module one of models."""

MEMBERS: tuple[Kind, ...] = ("resource", "method", "pages method")
"""What a resource has, and the client."""


@dataclass(frozen=True, slots=True)
class OldName:
    """A name that something had before.

    Attributes:
        kind: What it is.
        old: Its public name as a whole, as it was: `chat.send_message`.
        new: Its public name as a whole, as it is now.
        owner: Where it stands: the resource ("" is the client), the method or the model.
        since: The version that has renamed it.
        gone: The first version without the old name.
    """

    kind: Kind
    old: str
    new: str
    owner: str
    since: str
    gone: str

    @property
    def name(self) -> str:
        """The last part of what it was called."""
        return last_part(self.old)

    @property
    def target(self) -> str:
        """The last part of what it is called."""
        return last_part(self.new)

    @property
    def is_in_place(self) -> bool:
        """Whether it is called so still, in what is now called otherwise."""
        return bool(self.owner) and self.new == f"{self.owner}.{self.name}"

    @property
    def warning(self) -> str:
        """What who uses it is told."""
        return f"{self.old} is deprecated: use {self.new}; the old name goes in {self.gone}"


def last_part(name: str) -> str:
    """What stands behind the last full stop of a public name, or in its brackets."""
    _, bracket, argument = name.rstrip(")").partition("(")
    return argument if bracket else name.rpartition(".")[2]


def first_parts(name: str) -> str:
    """What stands before the last part of a public name; empty where it is the only one."""
    function, bracket, _ = name.partition("(")
    return function if bracket else name.rpartition(".")[0]


def warning(names: Iterable[OldName], before: Mapping[str, str]) -> str:
    """What is told of a signature in which what `before` names has its old name of `names`."""
    return "; ".join(one.warning for one in names if before.get(one.target) == one.name)


@dataclass(frozen=True, slots=True)
class Renamed:
    """All old names.

    Attributes:
        names: No two of one kind and owner are the same.
        signatures: What methods, models and the client ("") took before each release that renamed
            an argument, the last one first: old names of arguments by those that they have now.
    """

    names: tuple[OldName, ...] = ()
    signatures: Mapping[str, tuple[Mapping[str, str], ...]] = field(
        default_factory=dict[str, tuple[Mapping[str, str], ...]]
    )

    def of(self, kind: Kind, owner: str = "") -> tuple[OldName, ...]:
        """Those of one kind that are added in one place."""
        found = (one for one in self.names if one.kind == kind and one.owner == owner)
        return tuple(one for one in found if not one.is_in_place)

    def members(self, owner: str) -> tuple[OldName, ...]:
        """The resources and methods that stand in a resource ("" is the client)."""
        return tuple(one for kind in MEMBERS for one in self.of(kind, owner))


NOTHING_RENAMED = Renamed()
