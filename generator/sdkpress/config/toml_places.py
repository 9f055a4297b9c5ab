"""TOML text in, the places of its keys out, which ``tomllib`` does not give."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..pointer import Pointer

_STRING = r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''''
STRING = re.compile(_STRING, re.DOTALL)
"""A string of any of the four kinds, with its quotes."""

_TOKEN = re.compile(
    rf"""(?P<skip>[ \t\r]+|\#[^\n]*)
    |(?P<string>{_STRING})
    |(?P<mark>\n|\[|\]|\{{|\}}|=|,|\.)
    |(?P<bare>[A-Za-z0-9_+:-]+|.)""",
    re.VERBOSE | re.DOTALL,
)

Places: TypeAlias = dict[Pointer, tuple[int, int]]
"""Offsets of key and value of every member; the value of a table is its key."""


@dataclass(slots=True)
class _Scan:
    """Walks over the tokens of a valid TOML document."""

    tokens: list[tuple[str, int]]
    places: Places = field(default_factory=dict[Pointer, tuple[int, int]])
    next: int = 0
    # How many tables an array of tables has so far.
    arrays: dict[Pointer, int] = field(default_factory=dict[Pointer, int])

    def peek(self) -> str:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else ""

    def take(self) -> tuple[str, int]:
        self.next += 1
        return self.tokens[self.next - 1]

    def document(self) -> None:
        table: Pointer = ()
        while self.peek():
            if self.peek() == "\n":
                self.take()
            elif self.peek() == "[":
                table = self.header()
            else:
                self.member(table)

    def header(self) -> Pointer:
        self.take()
        is_array = self.peek() == "["
        if is_array:
            self.take()
        table, at = self.key(())
        if is_array:
            index = self.arrays.get(table, 0)
            self.arrays[table] = index + 1
            table = (*table, index)
        self.places.setdefault(table, (at, at))
        while self.peek() == "]":
            self.take()
        return table

    def key(self, table: Pointer) -> tuple[Pointer, int]:
        """Read a dotted key; every part of it gets its place."""
        while True:
            if table in self.arrays:
                table = (*table, self.arrays[table] - 1)
            token, at = self.take()
            table = (*table, _key_text(token))
            self.places.setdefault(table, (at, at))
            if self.peek() != ".":
                return table, at
            self.take()

    def member(self, table: Pointer) -> None:
        pointer, at = self.key(table)
        self.take()
        while self.peek() == "\n":
            self.take()
        self.places[pointer] = (at, self.tokens[self.next][1])
        self.value(pointer)

    def value(self, pointer: Pointer) -> None:
        token, _ = self.take()
        if token == "{":
            while self.peek() != "}":
                if self.peek() in (",", "\n"):
                    self.take()
                else:
                    self.member(pointer)
            self.take()
        elif token == "[":
            self.items(pointer)
        else:
            # Dates and floats are several tokens.
            while self.peek() not in ("\n", ",", "]", "}", ""):
                self.take()

    def items(self, pointer: Pointer) -> None:
        index = 0
        while self.peek() != "]":
            if self.peek() in (",", "\n"):
                self.take()
                continue
            at = self.tokens[self.next][1]
            self.places[(*pointer, index)] = (at, at)
            self.value((*pointer, index))
            index += 1
        self.take()


def _key_text(token: str) -> str:
    if token[0] in "\"'":
        parsed: dict[str, Any] = tomllib.loads(f"key = {token}")
        return str(parsed["key"])
    return token


def find_places(text: str) -> Places:
    """Return the places of all keys in ``text``, which ``tomllib`` has accepted."""
    tokens = [
        (match.group(), match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "skip"
    ]
    scan = _Scan(tokens)
    scan.document()
    return scan.places
