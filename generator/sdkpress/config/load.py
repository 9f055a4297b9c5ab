"""The path of an ``sdk.toml`` in, its settings out; whatever is wrong with it is reported."""

from __future__ import annotations

import json
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from ..pointer import Pointer
from ..problems import Location, Problems
from ..read.suggest import nearest
from ..read.text import position
from ..regular_files import read_regular
from .schema import Config
from .toml_places import Places, find_places

_INVALID = object()


def load_config(path: Path | None, problems: Problems, text: str | None = None) -> Config:
    """Return the settings in ``path``, or the defaults without one.

    What is wrong is reported and left out; call ``problems.raise_if_errors()`` before using it.
    ``text`` is what is going to be in the file, where that is not there yet.
    """
    if path is None:
        return Config()
    try:
        if text is None:
            text = read_regular(path).decode("utf-8")
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        problems.error(f"cannot be read: {_reason(error)}", at=Location(str(path)))
        return Config(path=path)
    file = _File(path, text)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        _report_syntax(file, str(error), problems)
        return Config(path=path)
    settings = _Loader(file, problems).table(Config, data, ())
    return Config(**settings, path=path, locate=lambda at: file.locate(at, key=True))


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"it is not UTF-8 text ({error.reason} at byte {error.start})"
    return (error.strerror or str(error)).lower()


def _report_syntax(file: _File, message: str, problems: Problems) -> None:
    # tomllib says the place in its message only.
    match = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message)
    reason = match.group(1) if match else message
    if match and match.group(2):
        at = file.at(int(match.group(2)), int(match.group(3)))
    else:
        at = file.at(*position(file.text.rstrip("\n"), None))
    problems.error(f"not TOML: {reason[:1].lower()}{reason[1:]}", at=at)


@dataclass
class _File:
    """The file's text, and where its keys are: found only when something is wrong with them."""

    path: Path
    text: str

    @cached_property
    def places(self) -> Places:
        return find_places(self.text)

    def locate(self, pointer: Pointer, *, key: bool = False) -> Location:
        while pointer and pointer not in self.places:
            pointer = pointer[:-1]
        offsets = self.places.get(pointer, (0, 0))
        return self.at(*position(self.text, offsets[0 if key else 1]))

    def at(self, line: int, column: int) -> Location:
        lines = self.text.split("\n")
        return Location(str(self.path), line, column, None, lines[min(line, len(lines)) - 1])


@dataclass(frozen=True, slots=True)
class _Loader:
    """Turns tables into dataclasses by their fields' types and rules."""

    file: _File
    problems: Problems

    def table(self, schema: type, data: Mapping[str, Any], at: Pointer) -> dict[str, Any]:
        """Return the arguments for the dataclass ``schema``, without those that are wrong."""
        hints = get_type_hints(schema)
        known = {
            item.metadata.get("key") or item.name: item
            for item in fields(schema)
            if not item.metadata.get("internal")
        }
        settings: dict[str, Any] = {}
        for key, value in data.items():
            if key not in known:
                self.unknown(key, list(known), at)
                continue
            item = known[key]
            converted = self.setting(item, hints[item.name], value, (*at, key))
            if converted is not _INVALID:
                settings[item.name] = converted
        return settings

    def setting(self, item: Field[Any], hint: Any, value: Any, at: Pointer) -> Any:
        if is_dataclass(hint):
            return self.nested(cast("type", hint), value, at)
        if get_origin(hint) is Mapping:
            return self.mapping(item, get_args(hint)[1], value, at)
        if value is not None and is_dataclass(own := _without_none(hint, value)):
            return self.nested(cast("type", own), value, at)
        return self.value(item, hint, value, at)

    def value(self, item: Field[Any], hint: Any, value: Any, at: Pointer) -> Any:
        """Return a value that is no table, as the field's rule wants it."""
        converted = self.convert(_without_none(hint, value), value, at)
        rule = item.metadata.get("rule")
        if converted is not _INVALID and rule and (complaint := rule(converted)):
            self.wrong(f"{complaint}, not {_toml(value)}", at)
            return _INVALID
        return converted

    def nested(self, schema: type, value: Any, at: Pointer) -> Any:
        if not isinstance(value, dict):
            self.wrong(f"must be a table, is {_type_name(value)}", at)
            return _INVALID
        settings = self.table(schema, cast("dict[str, Any]", value), at)
        required = [item.name for item in fields(schema) if item.metadata.get("required")]
        if missing := [name for name in required if name not in value]:
            self.wrong(f"must have {' and '.join(missing)}", at, key=True)
        return schema(**settings) if settings.keys() >= set(required) else _INVALID

    def mapping(self, item: Field[Any], schema: type, value: Any, at: Pointer) -> Any:
        if not isinstance(value, dict):
            self.wrong(f"must be a table, is {_type_name(value)}", at)
            return _INVALID
        members = cast("dict[str, Any]", value)
        if item.metadata.get("free"):
            return members
        check = item.metadata["names"]
        for name in members:
            if check and (complaint := check(name)):
                self.wrong(complaint, (*at, name), key=True)
        nested = {
            name: self.nested(schema, below, (*at, name))
            if is_dataclass(schema)
            else self.value(item, schema, below, (*at, name))
            for name, below in members.items()
        }
        return {name: below for name, below in nested.items() if below is not _INVALID}

    def convert(self, hint: Any, value: Any, at: Pointer) -> Any:
        """Return ``value`` as the type ``hint``, or report that it is of another."""
        if get_origin(hint) is tuple:
            return self.items(get_args(hint)[0], value, at)
        if get_origin(hint) is Literal:
            return self.choice(get_args(hint), value, at)
        if is_dataclass(hint):
            return self.nested(cast("type", hint), value, at)
        wanted, needed = _TYPES[hint]
        if not isinstance(value, needed) or (isinstance(value, bool) and hint is not bool):
            self.wrong(f"must be {wanted}, is {_type_name(value)}", at)
            return _INVALID
        if hint is date:
            return value
        # Paths are relative to the file that names them.
        return self.file.path.parent / str(value) if hint is Path else hint(value)

    def items(self, hint: Any, value: Any, at: Pointer) -> Any:
        if is_dataclass(hint) and isinstance(value, dict):
            # One table stands for an array of one: [release.accept] for [[release.accept]].
            return self.items(hint, [cast("dict[str, Any]", value)], at)
        if not isinstance(value, list):
            self.wrong(f"must be an array, is {_type_name(value)}", at)
            return _INVALID
        listed = cast("list[Any]", value)
        if hint is Any:
            return tuple(listed)
        items = [self.convert(hint, item, (*at, index)) for index, item in enumerate(listed)]
        return _INVALID if _INVALID in items else tuple(items)

    def choice(self, choices: tuple[str, ...], value: Any, at: Pointer) -> Any:
        if value in choices:
            return value
        near = nearest(str(value), choices)
        hint = f'did you mean "{near}"?' if near else ""
        listed = ", ".join(f'"{choice}"' for choice in choices)
        self.wrong(f"must be one of {listed}, not {_toml(value)}", at, hint)
        return _INVALID

    def wrong(self, message: str, at: Pointer, hint: str = "", *, key: bool = False) -> None:
        place = self.file.locate(at, key=key)
        self.problems.error(f"{_dotted(at)} {message}", None, hint, at=place)

    def unknown(self, key: str, known: list[str], table: Pointer) -> None:
        near = nearest(key, known)
        hint = f'did you mean "{near}"?' if near else f"known are {', '.join(known)}"
        where = f" in [{_dotted(table)}]" if table else ""
        at = self.file.locate((*table, key), key=True)
        self.problems.error(f'unknown key "{key}"{where}', None, hint, at=at)


_TYPES: dict[Any, tuple[str, type | tuple[type, ...]]] = {
    str: ("a string", str),
    bool: ("true or false", bool),
    int: ("an integer", int),
    float: ("a number", (int, float)),
    Path: ("a string", str),
    date: ("a day", date),
}
_TYPE_NAMES: dict[type, str] = {
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a float",
    list: "an array",
    dict: "a table",
}


def _type_name(value: object) -> str:
    return _TYPE_NAMES.get(type(value), "a date or time")


def _without_none(hint: Any, value: Any) -> Any:
    """The type that a setting may have: of several, that of the value, or the first."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    choices = [choice for choice in get_args(hint) if choice is not types.NoneType]
    kind = "tuple" if isinstance(value, list) else type(value).__name__
    return next((one for one in choices if one.__name__ == kind), choices[0])


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _dotted(at: Pointer) -> str:
    bare = re.compile(r"[A-Za-z0-9_-]+")
    text = ""
    for part in at:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part if bare.fullmatch(part) else _toml(part)}"
    return text.removeprefix(".")
