"""The settings as data: the JSON Schema of `sdk.toml`, and the rows of the page about them."""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from .schema import Config

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", Path: "string"}
_TABLE = re.compile(r"\[\[?(.+?)\]\]?$")
_KEY = re.compile(r"([A-Za-z0-9_-]+) = ")
_ANY = "*"
"""Stands for a name that the user chooses."""

At = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A key, or a table.

    Attributes:
        at: The keys that lead to it; a name that the user chooses is `*`.
        kind: What it holds, in words; "" for a table.
        required: Whether the table has to have it.
        about: What it means.
        example: Its line in an `sdk.toml`, or the header of the table.
    """

    at: At
    kind: str
    required: bool
    about: str
    example: str


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `sdk.toml` (2020-12)."""
    told = {row.at: row.about for row in _told()}
    return {"$schema": DIALECT, "title": "sdk.toml of sdkpress", **_object(Config, (), told)}


def rows() -> list[Row]:
    """Every table and key, in the order in which they are told."""
    kinds = dict(_kinds(Config, ()))
    return [
        Row(
            row.at,
            kinds.get(row.at, ("", False))[0],
            kinds.get(row.at, ("", False))[1],
            row.about,
            row.example,
        )
        for row in _told()
    ]


def every_setting() -> str:
    """An `sdk.toml` with every key, each with a comment."""
    return files(__package__ or "").joinpath("settings.toml").read_text(encoding="utf-8")


def _told() -> Iterator[Row]:
    """What `settings.toml` says of each table and key."""
    table: At = ()
    about: list[str] = []
    for line in every_setting().splitlines():
        if line.startswith("#"):
            about.append(line[1:].strip())
        elif header := _TABLE.match(line):
            table = _generic(tuple(_parts(header[1])))
            yield Row(table, "", False, " ".join(about), line)
            about = []
        elif key := _KEY.match(line):
            yield Row(_generic((*table, key[1])), "", False, " ".join(about), line)
            about = []
        else:
            about = []


def _parts(header: str) -> list[str]:
    found: list[str] = []
    data: Any = tomllib.loads(f"[{header}]")
    while data:
        (name,) = data
        found.append(name)
        data = data[name]
    return found


def _generic(at: At) -> At:
    """The keys with `*` for names that the user chooses."""
    hint: Any = Config
    found: list[str] = []
    for name in at:
        if get_origin(hint) is Mapping:
            found.append(_ANY)
            hint = get_args(hint)[1]
            continue
        found.append(name)
        hint = next((_plain(kind) for key, kind, _ in _members(hint) if key == name), None)
    return tuple(found)


def _members(schema: Any) -> Iterator[tuple[str, Any, Field[Any]]]:
    """The keys of a table with their types."""
    if is_dataclass(schema):
        hints = get_type_hints(schema)
        for item in fields(schema):
            if not item.metadata.get("internal"):
                yield item.metadata.get("key") or item.name, hints[item.name], item


def _plain(hint: Any) -> Any:
    """A type without None; of an array of tables, the table."""
    if get_origin(hint) in (Union, types.UnionType):
        (first, *_) = (one for one in get_args(hint) if one is not types.NoneType)
        hint = first
    is_list = get_origin(hint) is tuple and is_dataclass(get_args(hint)[0])
    return get_args(hint)[0] if is_list else hint


def _kinds(schema: Any, at: At) -> Iterator[tuple[At, tuple[str, bool]]]:
    """What each key holds, and whether it is required."""
    for key, hint, item in _members(schema):
        place, kind = (*at, key), _plain(hint)
        if item.metadata.get("free"):
            yield place, (_free(kind)[0], False)
        elif get_origin(kind) is Mapping:
            inner = get_args(kind)[1]
            if is_dataclass(inner):
                yield from _kinds(inner, (*place, _ANY))
            else:
                yield (*place, _ANY), (_words(inner), False)
        elif is_dataclass(kind):
            yield from _kinds(kind, place)
        else:
            yield place, (_words(hint), bool(item.metadata.get("required")))


def _free(kind: Any) -> tuple[str, str]:
    """What holds anything, in words and in JSON Schema."""
    return ("array", "array") if get_origin(kind) is tuple else ("table", "object")


def _words(hint: Any) -> str:
    """A type in words."""
    schema = _value(hint)
    if "anyOf" in schema:
        return " or ".join(_named(one) for one in schema["anyOf"])
    return _named(schema)


def _named(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return "one of " + ", ".join(f'"{one}"' for one in schema["enum"])
    if schema.get("type") == "array":
        return f"array of {_named(schema['items'])}s"
    return "day" if schema.get("format") == "date" else schema.get("type", "any")


def _object(schema: Any, at: At, told: Mapping[At, str]) -> dict[str, Any]:
    """The JSON Schema of a table."""
    members = list(_members(schema))
    required = [key for key, _, item in members if item.metadata.get("required")]
    found: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _property(hint, item, (*at, key), told) for key, hint, item in members},
    }
    return found | ({"required": required} if required else {}) | _about(at, told)


def _property(hint: Any, item: Field[Any], at: At, told: Mapping[At, str]) -> dict[str, Any]:
    kind = _plain(hint)
    if item.metadata.get("free"):
        return {"type": _free(kind)[1], **_about(at, told)}
    if get_origin(kind) is Mapping:
        inner = get_args(kind)[1]
        below = (*at, _ANY)
        own = _object(inner, below, told) if is_dataclass(inner) else _value(inner)
        return {"type": "object", "additionalProperties": own, **_about(at, told)}
    if is_dataclass(kind):
        table = _object(kind, at, told)
        if get_origin(hint) is tuple:
            return {"anyOf": [{"type": "array", "items": table}, table], **_about(at, told)}
        return table
    return _value(hint) | _about(at, told)


def _about(at: At, told: Mapping[At, str]) -> dict[str, str]:
    return {"description": told[at]} if told.get(at) else {}


def _value(hint: Any) -> dict[str, Any]:
    """The JSON Schema of a value that is no table."""
    if get_origin(hint) in (Union, types.UnionType):
        choices = [_value(one) for one in get_args(hint) if one is not types.NoneType]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0])}
    if hint is date:
        return {"type": "string", "format": "date"}
    return {"type": _TYPES[cast("type", hint)]}
