"""Modules that have names for types which other modules define."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .types import Type


@dataclass(frozen=True, slots=True)
class Namespace:
    """A module with names for types.

    Attributes:
        path: Where it is in the package: `types.chat`.
        types: What each name is for.
        dicts: The definition whose TypedDict each name is for.
        errors: Names of error classes, which are called so here, too.
        children: The modules in it, by their own names.
    """

    path: str
    types: Mapping[str, Type] = field(default_factory=dict[str, Type])
    dicts: Mapping[str, str] = field(default_factory=dict[str, str])
    errors: tuple[str, ...] = ()
    children: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in order."""
        return tuple(sorted({*self.types, *self.dicts, *self.errors}))
