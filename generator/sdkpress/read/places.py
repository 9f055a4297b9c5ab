"""Text in, the places of all its values out: needed only once something must be reported."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from sdkpress.problems import Pointer
from sdkpress.read.errors import UnreadableError
from sdkpress.read.yaml_text import events

LineColumn: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(slots=True)
class Place:
    """Where one value is written; ``key`` is where its key is, for a member of a mapping."""

    start: LineColumn
    key: LineColumn | None = None
    members: dict[str | int, Place] | None = None

    def at(self) -> LineColumn:
        """Return where to point a reader: at a scalar itself, at the key of a container."""
        return self.start if self.members is None or self.key is None else self.key


@dataclass(slots=True)
class Places:
    """The tree of places of one file, and the members whose key was there already."""

    root: Place
    duplicates: list[tuple[Pointer, LineColumn]]

    def find(self, pointer: Pointer, *, key: bool = False) -> LineColumn:
        """Return the place of ``pointer``, or of its nearest parent that exists.

        With ``key`` it is the place of the key instead of the value.
        """
        place = self.root
        for segment in pointer:
            below = (place.members or {}).get(segment)
            if below is None:
                return place.at()
            place = below
        return place.key if key and place.key else place.at()


@dataclass(slots=True)
class _Frame:
    place: Place
    segment: str | int | None
    is_map: bool
    key: str | None = None
    key_at: LineColumn = (1, 1)


@dataclass(slots=True)
class _Tree:
    """Builds the places from openings, keys, values and closings, in the order of the text."""

    places: Places = field(default_factory=lambda: Places(Place((1, 1)), []))
    stack: list[_Frame] = field(default_factory=list[_Frame])

    @property
    def expects_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].is_map and self.stack[-1].key is None

    def key(self, key: str, at: LineColumn) -> None:
        frame = self.stack[-1]
        frame.key, frame.key_at = key, at
        if key in (frame.place.members or {}):
            parents = [frame.segment for frame in self.stack[1:] if frame.segment is not None]
            self.places.duplicates.append(((*parents, key), at))

    def add(self, place: Place) -> str | int | None:
        if not self.stack:
            self.places.root = place
            return None
        frame = self.stack[-1]
        members = frame.place.members
        assert members is not None
        segment: str | int = len(members)
        if frame.key is not None:
            segment, frame.key = frame.key, None
            place.key = frame.key_at
        # The first of two equal keys stays: the second one is in `duplicates`.
        members.setdefault(segment, place)
        return segment

    def open(self, at: LineColumn, *, is_map: bool) -> Place:
        place = Place(at, members={})
        self.stack.append(_Frame(place, self.add(place), is_map))
        return place


def find_places(text: str, *, is_json: bool) -> Places:
    """Return the places of the values in ``text``, as far as it can be read."""
    return _json_places(text) if is_json else _yaml_places(text)


def _yaml_places(text: str) -> Places:
    tree = _Tree()
    anchors: dict[str, Place] = {}
    try:
        next_event = events(text)
        while (event := next_event()).__class__ is not yaml.StreamEndEvent:
            _add_event(tree, anchors, event)
    except UnreadableError:
        # What was read up to the mistake is what places can be given for.
        return tree.places
    return tree.places


def _add_event(tree: _Tree, anchors: dict[str, Place], event: Any) -> None:
    kind = event.__class__
    if kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
        _merge(tree.stack.pop().place)
        return
    if kind not in _VALUES:
        return
    at = (event.start_mark.line + 1, event.start_mark.column + 1)
    if kind is yaml.ScalarEvent and tree.expects_key:
        tree.key(event.value, at)
        return
    if kind is yaml.AliasEvent:
        target = anchors.get(event.anchor)
        place = Place(at, members=target.members if target else None)
        tree.add(place)
    elif kind is yaml.ScalarEvent:
        place = Place(at)
        tree.add(place)
    else:
        place = tree.open(at, is_map=kind is yaml.MappingStartEvent)
    if event.anchor and kind is not yaml.AliasEvent:
        anchors[event.anchor] = place


_VALUES = (yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)


def _merge(place: Place) -> None:
    """Give a mapping the places of what its merge key brings in."""
    members = place.members
    merge = members.get("<<") if members else None
    if members is None or merge is None or merge.members is None:
        return
    listed = all(isinstance(segment, int) for segment in merge.members)
    sources = list(merge.members.values()) if listed else [merge]
    for source in sources:
        for segment, below in (source.members or {}).items():
            members.setdefault(segment, below)


_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+', re.DOTALL)


def _json_places(text: str) -> Places:
    tree = _Tree()
    lines = _LineCounter(text)
    for match in _JSON_TOKEN.finditer(text):
        token = match.group()
        if token in "}]":
            if tree.stack:
                tree.stack.pop()
            continue
        at = lines.at(match.start())
        if token in "{[":
            tree.open(at, is_map=token == "{")
        elif tree.expects_key:
            tree.key(_unquoted(token), at)
        else:
            tree.add(Place(at))
    return tree.places


def _unquoted(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token


@dataclass(slots=True)
class _LineCounter:
    """Turns rising offsets into lines and columns without counting from the start each time."""

    text: str
    line: int = 1
    line_start: int = 0
    counted: int = 0

    def at(self, offset: int) -> LineColumn:
        breaks = self.text.count("\n", self.counted, offset)
        if breaks:
            self.line += breaks
            self.line_start = self.text.rfind("\n", self.counted, offset) + 1
        self.counted = offset
        return self.line, offset - self.line_start + 1
