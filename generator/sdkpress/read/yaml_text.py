"""YAML text in, JSON-like data out, by YAML 1.2's core schema; merge keys and aliases work.

The data is built from libyaml's events. That is faster than PyYAML's own constructor and gives
every check (duplicate keys, limits, aliases) the place of what it complains about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import yaml

from ..data import copy_data, measure
from ..pointer import Pointer
from .options import Limits
from .text import position
from .unreadable import UnreadableError
from .yaml_scalar import YAML_TAG, Event, scalar_value

ReportDuplicate: TypeAlias = Callable[[Pointer, int, int], None]
"""Called with pointer, line and column (from 1) of a key that its mapping has already."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MERGE = "<<"
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def events(text: str) -> Callable[[], Any]:
    """Return a function that gives the next event of ``text``.

    It raises :class:`UnreadableError` where the text is no YAML.
    """
    bad = _NOT_PRINTABLE.search(text)
    if bad:
        line, column = position(text, bad.start())
        raise UnreadableError(f"not YAML: control character {bad.group()!a}", line, column)
    get_event: Callable[[], Any] = _Loader(text).get_event

    def next_event() -> Any:
        try:
            return get_event()
        except yaml.MarkedYAMLError as error:
            raise _syntax_error(error) from None
        except yaml.YAMLError as error:
            raise UnreadableError(f"not YAML: {error}") from None

    return next_event


def _syntax_error(error: yaml.MarkedYAMLError) -> UnreadableError:
    mark = cast("Any", error.problem_mark or error.context_mark)
    context = f" {error.context}" if error.context else ""
    message = f"not YAML: {error.problem or 'cannot be parsed'}{context}"
    if mark is None:
        return UnreadableError(message)
    return UnreadableError(message, mark.line + 1, mark.column + 1)


def load_yaml(text: str, limits: Limits, report_duplicate: ReportDuplicate) -> Any:
    """Return the data of ``text``, ``None`` for an empty one.

    Raises :class:`UnreadableError` for what is not YAML, is not JSON-like (a sequence as a key, an
    unknown tag), exceeds ``limits`` or contains itself.
    """
    return _Builder(limits, report_duplicate).build(events(text))


@dataclass(slots=True)
class _Frame:
    """A container that is still open, with the key whose value comes next."""

    container: dict[str, Any] | list[Any]
    key: str | None = None
    merging: bool = False
    merged: list[Any] = field(default_factory=list[Any])

    def segment(self, *, is_last: bool) -> str | int:
        """Return the pointer segment of the value that comes next; behind it, of the last one."""
        if isinstance(self.container, list):
            return len(self.container) - (not is_last)
        if is_last or self.merging:
            return _MERGE if self.merging else str(self.key or "")
        return next(reversed(self.container), "")


@dataclass(slots=True)
class _Builder:
    limits: Limits
    report_duplicate: ReportDuplicate
    stack: list[_Frame] = field(default_factory=list["_Frame"])
    anchors: dict[str, Any] = field(default_factory=dict[str, Any])
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    values: int = 0
    alias_values: int = 0
    root: Any = None
    documents: int = 0

    def build(self, next_event: Callable[[], Any]) -> Any:
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: lambda event: self.open(event, {}),
            yaml.SequenceStartEvent: lambda event: self.open(event, []),
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        while True:
            event = next_event()
            handler = handlers.get(event.__class__)
            if handler is not None:
                handler(event)
            elif event.__class__ is yaml.StreamEndEvent:
                return self.root

    def document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.refuse(event, "the file holds several YAML documents", "keep one")

    def scalar(self, event: Event) -> None:
        stack = self.stack
        if stack:
            frame = stack[-1]
            if frame.key is None and frame.container.__class__ is dict:
                self.key(frame, event)
                return
        value = scalar_value(event)
        if event.anchor:
            self.remember(event.anchor, value)
        self.add(event, value)

    def key(self, frame: _Frame, event: Event) -> None:
        key = event.value
        if event.anchor:
            self.remember(event.anchor, key)
        frame.merging = key == _MERGE and event.implicit[0]  # a quoted "<<" is like any other key
        if not frame.merging and key in frame.container:
            mark = event.start_mark
            self.report_duplicate((*self.pointer()[:-1], key), mark.line + 1, mark.column + 1)
        frame.key = key

    def add(self, event: Event, value: Any) -> None:
        self.values += 1
        if self.values > self.limits.values:
            raise self.refuse(event, f"the file holds more than {self.limits.values:,} values")
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        container = frame.container
        if container.__class__ is list:
            cast("list[Any]", container).append(value)
            return
        members = cast("dict[str, Any]", container)
        if frame.key is None:
            raise self.refuse(event, "a key must be text, not a mapping or a sequence")
        if frame.merging:
            frame.merged.append(value)
        else:
            members[frame.key] = value
        frame.key = None

    def open(self, event: Event, container: dict[str, Any] | list[Any]) -> None:
        if len(self.stack) >= self.limits.depth:
            levels = self.limits.depth
            raise self.refuse(event, f"the values are nested more than {levels} levels deep")
        if event.tag and event.tag not in (YAML_TAG + "map", YAML_TAG + "seq"):
            raise self.refuse(event, f"unknown YAML tag {event.tag!r}", "JSON has no such type")
        if event.anchor:
            self.remember(event.anchor, container)
        self.add(event, container)
        self.stack.append(_Frame(container))

    def close(self, event: Event) -> None:
        frame = self.stack.pop()
        if frame.merged:
            self.merge(event, cast("dict[str, Any]", frame.container), frame.merged)

    def merge(self, event: Event, members: dict[str, Any], merged: list[Any]) -> None:
        sources: list[Any] = []
        for item in merged:
            sources += cast("list[Any]", item) if isinstance(item, list) else [item]
        if not all(isinstance(source, dict) for source in sources):
            raise self.refuse(event, 'the value of the merge key "<<" must be a mapping')
        own = dict(members)
        members.clear()
        for source in reversed(sources):
            members.update(source)
        members.update(own)

    def remember(self, anchor: str, value: Any) -> None:
        self.anchors[anchor] = value
        self.sizes.pop(anchor, None)

    def alias(self, event: Event) -> None:
        name = str(event.anchor)
        if name not in self.anchors:
            raise self.refuse(event, f"the alias *{name} has no anchor &{name} before it")
        value = self.anchors[name]
        if isinstance(value, dict | list):
            if any(frame.container is value for frame in self.stack):
                raise self.refuse(event, f"the alias *{name} stands inside its own anchor")
            value = self.expand(event, name, cast("dict[str, Any] | list[Any]", value))
        frame = self.stack[-1] if self.stack else None
        if frame and frame.key is None and frame.container.__class__ is dict:
            raise self.refuse(event, "a key must be text, not an alias")
        self.add(event, value)

    def expand(self, event: Event, name: str, value: Any) -> Any:
        if name not in self.sizes:
            self.sizes[name] = measure(value)
        values, depth = self.sizes[name]
        self.alias_values += values
        if self.alias_values > self.limits.alias_values:
            raise self.refuse(
                event,
                f"aliases expand to more than {self.limits.alias_values:,} values",
                "a few anchors that repeat one another grow beyond all bounds; write them out",
            )
        if len(self.stack) + depth > self.limits.depth:
            levels = self.limits.depth
            raise self.refuse(event, f"the values are nested more than {levels} levels deep")
        return copy_data(value)

    def pointer(self) -> Pointer:
        """Return the place of the value that comes next, or of the key that was just read."""
        return tuple(frame.segment(is_last=frame is self.stack[-1]) for frame in self.stack)

    def refuse(self, event: Event, message: str, hint: str = "") -> UnreadableError:
        mark = event.start_mark
        return UnreadableError(
            message, mark.line + 1, mark.column + 1, hint=hint, pointer=self.pointer()
        )
