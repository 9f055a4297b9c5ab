"""The text of an `sdk.toml` in, the same with another version or more old names out.

What is not changed stays as it is to the byte: comments, order and layout.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..config.toml_places import STRING, find_places
from ..encode import toml_key, toml_string
from .versions import ReleaseError, parsed

_HEADER = re.compile(r"^[ \t]*\[.*(?:\n|\Z)", re.MULTILINE)


def with_version(text: str, version: str) -> str:
    """`text` with `version` in `[package]`, which is added where there is none.

    Raises:
        ReleaseError: The file is written in a way that leaves no place for it.
    """
    return _put(text, ("package", "version"), version)


def with_renamed(text: str, renamed: Mapping[str, str], last: str, version: str) -> str:
    """`text` with an entry in `[renamed]` for each old name.

    An entry that led to what is an old name now leads on to the new one. What was entered for a
    release that was never made is taken for the one that is.

    Args:
        text: That of the file, which has been read without errors.
        renamed: The new name of each old one.
        last: The version of the last release.
        version: That of the release that is made.

    Raises:
        ReleaseError: The file is written in a way that leaves no place for them.
    """
    entries = cast("dict[str, dict[str, str]]", tomllib.loads(_plain(text)).get("renamed", {}))
    for old, entry in entries.items():
        if old not in renamed and entry["to"] in renamed:
            text = _put(text, ("renamed", old, "to"), renamed[entry["to"]])
        if old in renamed or parsed(entry["since"]) > parsed(last):
            text = _put(text, ("renamed", old, "since"), version)
    for old, new in reversed(list(renamed.items())):  # each goes above the others
        if old in entries:
            text = _put(text, ("renamed", old, "to"), new)
        else:
            text = _put(text, ("renamed", old), {"to": new, "since": version})
    return text


def _put(text: str, path: tuple[str, ...], value: str | dict[str, str]) -> str:
    """`text` with `value` at `path`: of all edits the first that TOML reads so."""
    data: dict[str, Any] = tomllib.loads(_plain(text))
    wanted: dict[str, Any] = tomllib.loads(_plain(text))
    table = wanted
    for key in path[:-1]:
        table = table.setdefault(key, {})
    table[path[-1]] = value
    if wanted == data:
        return text
    found = next((edit for edit in _edits(text, path, _toml(value)) if _reads(edit, wanted)), None)
    if found is None:
        key = ".".join(map(toml_key, path))
        raise ReleaseError(f"sdk.toml has no place for {key}; write {key} = {_toml(value)}")
    return found


def _edits(text: str, path: tuple[str, ...], value: str) -> Iterator[str]:
    """`text` with `value` at `path`, in every way that TOML may have for it."""
    newline = "\r\n" if "\r\n" in text else "\n"
    *above, name = map(toml_key, path)
    # Offsets are those of the text without its BOM and with its own line ends.
    bom = text[: text.startswith("\ufeff")]
    places, body = find_places(text.removeprefix(bom)), text.removeprefix(bom)
    if path in places:
        _, at = places[path]
        if old := STRING.match(body, at):
            yield f"{bom}{body[:at]}{value}{body[old.end() :]}"
    for header in _HEADER.finditer(body):  # below [package]
        end = "" if header[0].endswith("\n") else newline
        yield f"{bom}{body[: header.end()]}{end}{name} = {value}{newline}{body[header.end() :]}"
    if path[:-1] in places:
        start, inside = places[path[:-1]]
        line, dotted = body.rfind("\n", 0, start) + 1, ".".join([*above, name])
        yield f"{bom}{body[:line]}{dotted} = {value}{newline}{body[line:]}"  # package.name = …
        for comma in (",", " "):  # package = { … }
            yield f"{bom}{body[: inside + 1]} {name} = {value}{comma}{body[inside + 1 :]}"
    gap = "" if not body.strip() else newline if body.endswith("\n") else newline * 2
    yield f"{bom}{body}{gap}[{'.'.join(above)}]{newline}{name} = {value}{newline}"


def _reads(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(_plain(text)) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _plain(text: str) -> str:
    """`text` as the loader of settings hands it to TOML."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _toml(value: str | dict[str, str]) -> str:
    if isinstance(value, str):
        return toml_string(value)
    return "{ " + ", ".join(f"{key} = {toml_string(item)}" for key, item in value.items()) + " }"
