"""A vendor's file in, its keys out, each with its place and what became of it.

A key is carried, not needed, or open. What nobody said anything of is open: nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ..data import as_list, as_object
from ..pointer import Pointer
from ..problems import Location
from ..read.source import Source

Kind: TypeAlias = Literal["carried", "not needed", "open"]
_RANKS: dict[Kind, int] = {"not needed": 0, "carried": 1, "open": 2}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a key: the setting that it is carried to, why it is not needed, what to do."""

    kind: Kind
    texts: tuple[str, ...]


_UNKNOWN = Fate(
    "open", ("the importer does not know it: say it in sdk.toml yourself, or leave it",)
)
_EMPTY = Fate("not needed", ("nothing is in it",))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report."""

    fate: Fate
    key: str
    at: Location


@dataclass(slots=True)
class Ledger:
    """One vendor's file, and the fates of its keys.

    Where a key is told of twice, what is worse counts: open, then carried, then not needed.

    With a ``prefix`` only keys that begin with it are the vendor's: extensions of a description.
    """

    source: Source
    prefix: str = ""
    fates: dict[Pointer, Fate] = field(default_factory=dict[Pointer, Fate])

    @property
    def root(self) -> Key:
        """The whole file."""
        return Key(self, (), self.source.data)

    def tell(self, pointer: Pointer, kind: Kind, text: str) -> None:
        """Say what became of a key and of all below it that is not told of by itself."""
        known = self.fates.get(pointer)
        if known is None or _RANKS[known.kind] < _RANKS[kind]:
            self.fates[pointer] = Fate(kind, (text,))
        elif known.kind == kind and text not in known.texts:
            self.fates[pointer] = Fate(kind, (*known.texts, text))

    def rows(self) -> list[Row]:
        """What became of all keys, in the order of the file.

        What was told of a key holds for those below it, unless they were told of themselves.
        """
        unknown = {at: fate for key in self.owned() for at, fate in self._unknown(*key)}
        found = [self._row(at, fate) for at, fate in (self.fates | unknown).items()]
        return sorted(found, key=lambda row: (row.at.line, row.at.column))

    def owned(self) -> Iterator[tuple[Pointer, Any]]:
        """The places and values that are the vendor's: all, or the extensions."""
        if self.prefix:
            yield from _extensions((), self.source.data, self.prefix)
        else:
            yield (), self.source.data

    @property
    def extensions(self) -> Iterator[Key]:
        """The extensions of a description."""
        for at, value in self.owned():
            yield Key(self, at, value)

    def _unknown(self, at: Pointer, value: Any) -> list[tuple[Pointer, Fate]]:
        """What was not told of: `at` itself, where that holds for all of it."""
        if at in self.fates:
            return []
        if value is None or value in ({}, []):
            return [(at, _EMPTY)]
        below = [((*at, segment), item) for segment, item in _members(value)]
        found = [self._unknown(place, item) for place, item in below]
        if all(one == [(place, _UNKNOWN)] for one, (place, _) in zip(found, below, strict=True)):
            return [(at, _UNKNOWN)]
        return [one for place in found for one in place]

    def _row(self, at: Pointer, fate: Fate) -> Row:
        return Row(fate, dotted(at), self.source.locate(at, key=True))


def _members(value: Any) -> list[tuple[str | int, Any]]:
    return [*as_object(value).items(), *enumerate(as_list(value))]


def _extensions(at: Pointer, value: Any, prefix: str) -> Iterator[tuple[Pointer, Any]]:
    for segment, item in _members(value):
        if isinstance(segment, str) and segment.startswith(prefix):
            yield (*at, segment), item
        elif isinstance(item, dict | list):
            yield from _extensions((*at, segment), item, prefix)


def dotted(at: Pointer) -> str:
    """A key as people write it: `resources.chat.methods.create`, `pagination[0].name`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at)
    return text.removeprefix(".") or "the whole file"


@dataclass(frozen=True, slots=True)
class Key:
    """A value of a vendor's file, with its place."""

    ledger: Ledger = field(repr=False)
    pointer: Pointer
    value: Any

    @property
    def name(self) -> str:
        """Its own name, or its number in a list."""
        return str(self.pointer[-1]) if self.pointer else ""

    @property
    def text(self) -> str:
        """Its value if that is a text, else an empty one."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def is_map(self) -> bool:
        """Whether it has members."""
        return isinstance(self.value, dict)

    def get(self, name: str) -> Key | None:
        """The member of this name; None where there is none."""
        members = as_object(self.value)
        if name not in members:
            return None
        return Key(self.ledger, (*self.pointer, name), members[name])

    def find(self, *names: str) -> Key | None:
        """The member that a path of names leads to."""
        found: Key | None = self
        for name in names:
            found = found.get(name) if found else None
        return found

    def members(self) -> Iterator[Key]:
        """The members of a mapping, or the items of a list."""
        for segment, item in _members(self.value):
            yield Key(self.ledger, (*self.pointer, segment), item)

    def carried(self, setting: str) -> None:
        """Say which setting it is carried to."""
        self.ledger.tell(self.pointer, "carried", setting)

    def unneeded(self, why: str) -> None:
        """Say why nothing has to come of it."""
        self.ledger.tell(self.pointer, "not needed", why)

    def open(self, todo: str) -> None:
        """Say what the user has to do about it."""
        self.ledger.tell(self.pointer, "open", todo)
