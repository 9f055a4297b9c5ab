"""A reference that is no Reference Object in, what it leads to in its place out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from ..data import as_object, copy_data
from ..pointer import Pointer, format_pointer, reference_to
from ..problems import Location, Problems
from .grammar import SECTIONS
from .kinds import any_content, misfit, words
from .lookup import Found, Lookup
from .reference_places import TEXT, Place, is_reference
from .source import Source
from .source_map import Origin
from .tree import Region
from .unreadable import UnreadableError

_NEEDED = frozenset(("operation", "server", "requirement"))
"""Without these, requests would not be sent, or to another place, or without credentials."""


@dataclass(slots=True)
class Replacer:
    """Replaces references. ``count`` is told what is copied, and raises where it is too much."""

    lookup: Lookup
    problems: Problems
    count: Callable[[Any, Pointer, int], None]
    origin: Callable[[Source, Pointer], Origin]
    merges: list[tuple[Place, dict[str, Any]]] = field(
        default_factory=list[tuple[Place, dict[str, Any]]]
    )

    def replace(self, region: Region, place: Place) -> Region | None:
        """Put what the reference at ``place`` leads to in its place; return where to go on.

        Members beside a ``$ref`` are kept, and outweigh what it brings: see :meth:`finish`.
        """
        old: dict[str, Any] = place.value
        reference: str = old["$ref"]
        try:
            found = self._find(region, place, reference)
            if found is None:
                _blank(place)  # what is wrong in its file has been reported
                return None
            wrong = misfit((place.shape, place.kind), found, found.source is self.lookup.main)
            if wrong and place.shape == "list" and not misfit(("one", place.kind), found, False):
                return self._listed(region, place)
            if wrong:
                self._leave_out(region, place, wrong)
                return None
            self.count(found.value, region.in_tree(place.pointer), len(region.through))
            value = self._value(region, place, found)
        except UnreadableError as error:
            at = self._locate(region, (*place.pointer, "$ref"))
            self.problems.error(error.message, at.pointer, error.hint, at=at)
            _blank(place)
            return None
        self.lookup.keep_root()
        place.holder[place.key] = value
        at = region.in_tree(place.pointer)
        region.tree.origins.append((at, self.origin(found.source, found.pointer)))
        if len(old) > 1 and isinstance(value, dict):
            self.merges.append((place, old))
            region.tree.origins += [
                ((*at, name), self.origin(region.source, (*place.pointer, name)))
                for name in old
                if name != "$ref"
            ]
        start = place._replace(pointer=found.pointer)
        through = region.through | {(found.source.uri, found.pointer)}
        return Region(start, found.source, region.tree, at, through)

    def finish(self) -> None:
        """Add the members that stood beside references, the innermost first."""
        for place, old in reversed(self.merges):
            members = as_object(place.value)
            members.update({name: old[name] for name in old if name != "$ref"})

    def _locate(self, region: Region, pointer: Pointer) -> Location:
        origin = self.origin(region.source, pointer)
        return origin.source.locate(origin.pointer)

    def _find(self, region: Region, place: Place, reference: str) -> Found | None:
        find = self.lookup.find_text if place.kind == TEXT else self.lookup.find
        return find(region.source, place.pointer, reference)

    def _value(self, region: Region, place: Place, found: Found) -> Any:
        """Return a copy of what was found; of what is inside itself, references to its members."""
        if (found.source.uri, found.pointer) not in region.through:
            return copy_data(found.value)
        members = cast("dict[str, Any]", found.value)
        if place.shape != "map" or place.kind not in SECTIONS or is_reference(members):
            where = format_pointer(found.pointer)
            raise UnreadableError(
                f'the reference "{place.value["$ref"]}" goes in a circle: {where} of '
                f"{found.source.name} is inside of itself",
                hint="make a component of what is repeated, and refer to that",
            )
        return {name: {"$ref": reference_to((*found.pointer, name))} for name in members}

    def _listed(self, region: Region, place: Place) -> Region:
        """Take one object for a list of it alone."""
        pointer = (*place.pointer, "$ref")
        message = f'the reference "{place.value["$ref"]}" stands for a list and leads to one object'
        self.problems.warning(
            f"{message}; a list of it alone is taken for it",
            pointer,
            "write a list, with a hyphen before $ref",
            at=self._locate(region, pointer),
        )
        self.lookup.keep_root()
        place.holder[place.key] = [place.value]
        at = region.in_tree(place.pointer)
        region.tree.origins.append(((*at, 0), self.origin(region.source, place.pointer)))
        return Region(place, region.source, region.tree, at, region.through)

    def _leave_out(self, region: Region, place: Place, wrong: str) -> None:
        pointer = (*place.pointer, "$ref")
        at = self._locate(region, pointer)
        wanted = words((place.shape, place.kind))
        message = f'the reference "{place.value["$ref"]}" leads to {wrong}, not {wanted}'
        where = region.in_tree(place.pointer)
        if _is_needed(place, where):
            self.problems.error(message, pointer, at=at)
        else:
            message = f"{message}; it is left out"
            self.problems.warning(message, pointer, at=at)
            region.tree.left_out.append((where, message))
        _blank(place)
        if place.key == "responses" and where[:1] != ("components",):
            place.holder[place.key] = {"2XX": {"content": any_content()}}


def _is_needed(place: Place, where: Pointer) -> bool:
    """Whether requests could not be sent rightly without what should be at ``place``."""
    is_body = place.kind == "mediaType" and place.holder.get("required") is True
    is_path = place.kind == "pathItem" and where[:1] == ("paths",) and len(where) < 3
    return place.kind in _NEEDED or is_path or (is_body and place.shape == "map")


def _blank(place: Place) -> None:
    """Remove the reference; an item of a list is made empty, for the others keep their places."""
    if isinstance(place.key, int):
        place.holder[place.key] = {}
    else:
        del place.holder[place.key]
