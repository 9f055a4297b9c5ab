"""YAML text in, the places of all its values out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from .places import LineColumn, Place
from .unreadable import UnreadableError
from .yaml_text import events

_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_VALUES = (yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)


def yaml_places(text: str) -> Place:
    """Return the place of the root of ``text``, which holds all others that can be read."""
    tree = _Tree()
    try:
        next_event = events(text)
        while (event := next_event()).__class__ is not yaml.StreamEndEvent:
            if event.__class__ in _ENDS:
                _merge(tree.open.pop().members)
            elif event.__class__ in _VALUES:
                tree.value(event)
    except UnreadableError:
        # What stands before the mistake is what places can be given for.
        return tree.root
    return tree.root


@dataclass(slots=True)
class _Container:
    """A container that is still open, with the key whose value comes next."""

    members: dict[str | int, Place]
    is_map: bool
    key: str | None = None
    key_at: LineColumn | None = None


@dataclass(slots=True)
class _Tree:
    root: Place = field(default_factory=lambda: Place((1, 1)))
    open: list[_Container] = field(default_factory=list[_Container])
    anchors: dict[str, Place] = field(default_factory=dict[str, Place])

    def value(self, event: Any) -> None:
        """Take a scalar, an alias, or the start of a container."""
        kind = event.__class__
        at = (event.start_mark.line + 1, event.start_mark.column + 1)
        parent = self.open[-1] if self.open else None
        if kind is yaml.ScalarEvent and parent and parent.is_map and parent.key is None:
            parent.key, parent.key_at = event.value, at
            return
        place = Place(at)
        self.add(place, parent)
        if kind is yaml.AliasEvent:
            target = self.anchors.get(event.anchor)
            place.members = target.members if target else None
            return
        if kind is not yaml.ScalarEvent:
            members: dict[str | int, Place] = {}
            place.members = members
            self.open.append(_Container(members, kind is yaml.MappingStartEvent))
        if event.anchor:
            self.anchors[event.anchor] = place

    def add(self, place: Place, parent: _Container | None) -> None:
        if parent is None:
            self.root = place
        elif not parent.is_map:
            parent.members[len(parent.members)] = place
        elif parent.key is not None:
            place.key = parent.key_at
            # Of two equal keys the first one stays, which the message about them names.
            parent.members.setdefault(parent.key, place)
            parent.key = None


def _merge(members: dict[str | int, Place]) -> None:
    """Give a mapping the places of what its merge key brings in."""
    merge = members.get("<<")
    if merge is None or merge.members is None:
        return
    listed = all(isinstance(segment, int) for segment in merge.members)
    for source in list(merge.members.values()) if listed else [merge]:
        for segment, place in (source.members or {}).items():
            members.setdefault(segment, place)
