"""What a vendor's file means in our words: settings of ``sdk.toml``, actions on the description."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from ..data import as_list, as_object
from ..encode import toml_key
from ..pointer import Pointer
from .keys import Key

Place: TypeAlias = tuple[str, ...]
"""Where a setting is in ``sdk.toml``: the names of its tables, and its own."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value with the keys that it comes from; ``comment`` says what was decided about it."""

    value: Any
    keys: tuple[Key, ...]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What is changed in the description, as an action of an OpenAPI Overlay."""

    target: str
    description: str
    keys: tuple[Key, ...]
    update: Any = None
    remove: bool = False


@dataclass(slots=True)
class Settings:
    """Collects what one import says.

    ``tables`` are comments above tables, ``refused`` is what no key said and is not taken,
    ``overlays`` are files that are applied before the actions.
    """

    values: dict[Place, Setting] = field(default_factory=dict[Place, Setting])
    tables: dict[Place, str] = field(default_factory=dict[Place, str])
    actions: list[Action] = field(default_factory=list[Action])
    refused: list[str] = field(default_factory=list[str])
    overlays: list[Path] = field(default_factory=list[Path])

    def put(self, place: Place, value: Any, *keys: Key, comment: str = "") -> bool:
        """Say a setting, and that ``keys`` are carried to it; whether it could be said.

        The first who says a setting is believed; what says otherwise later is open.
        """
        known = self.values.get(place)
        if reason := _not_toml(value):
            return _refuse(keys, f"{label(place)} cannot hold {reason}: say it there yourself")
        if known is not None and known.value != value:
            return _refuse(keys, f"{label(place)} is {_shown(known.value)} already: choose one")
        for key in keys:
            key.carried(label(place))
        self.values[place] = Setting(value, (*(known.keys if known else ()), *keys), comment)
        return True

    def append(self, place: Place, item: Any, *keys: Key) -> None:
        """Say one more item of a setting that is an array."""
        known = self.values.get(place)
        if known is None:
            self.put(place, [item], *keys)
        elif item not in known.value:
            self.values[place] = replace(
                known, value=[*known.value, item], keys=(*known.keys, *keys)
            )
        for key in keys:
            key.carried(label(place))

    def act(self, action: Action) -> None:
        """Change the description; its keys are carried to the overlay."""
        self.actions.append(action)
        for key in action.keys:
            key.carried("the overlay")

    def lay_over(self, overlay: Path, *keys: Key) -> None:
        """Apply an overlay that there is, before our own."""
        self.overlays.append(overlay)
        for key in keys:
            key.carried(label(("description", "overlays")))

    def drop(self, place: Place, why: str) -> bool:
        """Take back what is at a place or below it; its keys are open. Whether anything was."""
        gone = [one for one in self.values if one[: len(place)] == place]
        for one in gone:
            keys = self.values.pop(one).keys
            _refuse(keys, f"{label(one)}: {why}")
            self.refused += [] if keys else [f"{label(one)} is not said: {why}"]
        return bool(gone)

    def drop_action(self, index: int, why: str) -> None:
        """Take back an action; its keys are open."""
        _refuse(self.actions.pop(index).keys, why)


def _refuse(keys: tuple[Key, ...], todo: str) -> bool:
    for key in keys:
        key.open(todo)
    return False


def _not_toml(value: Any) -> str:
    """What TOML has no way to write, if anything of a value is that."""
    if value is None:
        return "null"
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        return "half of a character"
    below = [*as_list(value), *as_object(value), *as_object(value).values()]
    return next((reason for one in below if (reason := _not_toml(one))), "")


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def path_of(pointer: Pointer) -> str:
    """The JSONPath of one value."""
    return "$" + "".join(f"[{json.dumps(part)}]" for part in pointer)


def label(place: Place) -> str:
    """A setting as people write it: `[client.options.region] env`."""
    *table, name = place
    return f"[{'.'.join(map(toml_key, table))}] {toml_key(name)}" if table else toml_key(name)
