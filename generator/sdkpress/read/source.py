"""One file in, its data out, with its own problems reported and its places at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from ..pointer import Pointer
from ..problems import Location, Problems
from .json_places import json_places, repeated_keys
from .json_text import load_json
from .options import Limits
from .places import LineColumn, Place
from .text import decode
from .unreadable import UnreadableError
from .yaml_places import yaml_places
from .yaml_text import load_yaml


@dataclass(eq=False)
class Source:
    """A file that was read. ``name`` is how the user knows it, ``uri`` what it is known by here.

    ``uri`` is the resolved absolute path, or the URL of a remote file.
    """

    name: str
    uri: str
    raw: bytes = field(repr=False)
    text: str = field(default="", repr=False)
    is_json: bool = False
    data: Any = field(default=None, repr=False)

    @cached_property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the file's bytes."""
        return sha256(self.raw).hexdigest()

    @cached_property
    def places(self) -> Place:
        """The place of the file's root, with those of all values; found on first use."""
        return json_places(self.text) if self.is_json else yaml_places(self.text)

    def locate(self, pointer: Pointer, *, key: bool = False) -> Location:
        """Return where ``pointer`` (into this file) is written, or its nearest parent."""
        line, column = self.places.find(pointer, key=key)
        return self.at(line, column, pointer)

    def at(self, line: int, column: int, pointer: Pointer | None = None) -> Location:
        """Return the place of a line and column (from 1) with the text of that line."""
        lines = self._lines
        return Location(self.name, line, column, pointer, lines[min(line, len(lines)) - 1])

    @cached_property
    def _lines(self) -> list[str]:
        # libyaml counts more characters as line breaks than JSON does.
        breaks = "\r?\n" if self.is_json else "\r\n|[\n\r\x85\u2028\u2029]"
        return re.split(breaks, self.text)


def parse_source(
    name: str, uri: str, raw: bytes, limits: Limits, problems: Problems
) -> Source | None:
    """Return the file with its data, or ``None`` after reporting why it cannot be read."""
    source = Source(name, uri, raw)
    try:
        _check_size(raw, limits)
        source.text = decode(raw)
        source.data = _load(source, limits, problems)
    except UnreadableError as error:
        location = Location(name)
        if error.line:
            location = source.at(error.line, error.column, error.pointer)
        problems.error(error.message, error.pointer, error.hint, at=location)
        return None
    return source


def text_source(name: str, uri: str, raw: bytes, limits: Limits) -> Source:
    """Return a file that is nothing but text; its data is that text.

    Raises :class:`UnreadableError` where it is none, or too much.
    """
    _check_size(raw, limits)
    text = decode(raw)
    return Source(name, uri, raw, text, data=text)


def _check_size(raw: bytes, limits: Limits) -> None:
    if len(raw) > limits.bytes:
        raise UnreadableError(
            f"the file has {len(raw):,} bytes, more than the {limits.bytes:,} that are read"
        )


def _load(source: Source, limits: Limits, problems: Problems) -> Any:
    named_json = PurePosixPath(source.name).suffix.lower() == ".json"
    if named_json or source.text.lstrip()[:1] in ("{", "["):
        try:
            return _load_json(source, limits, problems)
        except UnreadableError:
            # A flow mapping of YAML looks like JSON at first sight.
            if named_json and source.text.lstrip():
                raise
    source.is_json = False
    return load_yaml(
        source.text,
        limits,
        lambda pointer, line, column: _duplicate(source, pointer, (line, column), problems),
    )


def _load_json(source: Source, limits: Limits, problems: Problems) -> Any:
    data, duplicates = load_json(source.text, limits)
    source.is_json = True
    if duplicates:
        for pointer, at in repeated_keys(source.text):
            _duplicate(source, pointer, at, problems)
    return data


def _duplicate(source: Source, pointer: Pointer, at: LineColumn, problems: Problems) -> None:
    first, _ = source.places.find(pointer, key=True)
    problems.error(
        f'the key "{pointer[-1]}" stands twice in one mapping',
        pointer,
        f"it is first used on line {first}; remove or rename one of the two",
        at=source.at(*at, pointer),
    )
