"""An OpenAPI Overlay (1.0 and 1.1) and a document in; the document is changed in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from jsonpath_rfc9535 import JSONPathError

from ..data import as_list, as_object, copy_data
from ..pointer import Pointer, value_at
from ..problems import Location, Problems
from .inputs import Files
from .jsonpath import select
from .source import Source
from .source_map import Origin, SourceMap
from .suggest import nearest

_VERSION = re.compile(r"1\.[01]\.[0-9]+")
_OVERLAY_FIELDS = ("overlay", "info", "extends", "actions")
_ACTION_FIELDS = ("target", "description", "update", "remove", "copy")


def apply_overlay(path: Path, root: dict[str, Any], files: Files, source_map: SourceMap) -> None:
    """Apply the overlay at ``path`` to ``root``; what is wrong with it is reported."""
    source = files.open_path(path)
    if source is None:
        return
    overlay = _Overlay(source, root, source_map, files.problems)
    for index, action in overlay.actions():
        overlay.apply(index, action)


@dataclass(slots=True)
class _Overlay:
    source: Source
    root: dict[str, Any]
    source_map: SourceMap
    problems: Problems

    def actions(self) -> Iterator[tuple[int, dict[str, Any]]]:
        data = self.source.data
        if not isinstance(data, dict) or "overlay" not in data:
            hint = 'an overlay starts with "overlay: 1.0.0"'
            self.error('not an overlay: the field "overlay" is missing', (), hint)
            return
        members = cast("dict[str, Any]", data)
        version = members["overlay"]
        if not isinstance(version, str) or not _VERSION.fullmatch(version):
            message = f'unknown Overlay version "{version}"'
            self.error(message, ("overlay",), "1.0.x and 1.1.x are known")
            return
        self.check_names(members, _OVERLAY_FIELDS, ())
        actions = members.get("actions")
        if not isinstance(actions, list) or not actions:
            self.error('the field "actions" must be a list with one action or more', ("actions",))
            return
        for index, action in enumerate(cast("list[Any]", actions)):
            if self.check_action(index, action):
                yield index, action

    def check_action(self, index: int, action: Any) -> bool:
        at = ("actions", index)
        if not isinstance(action, dict):
            self.error("an action must be a mapping", at)
            return False
        members = cast("dict[str, Any]", action)
        self.check_names(members, _ACTION_FIELDS, at)
        for name, needed in (("target", True), ("copy", False)):
            if not isinstance(members.get(name), str) and (needed or name in members):
                message = f'the field "{name}" of an action must be a JSONPath, such as "$.info"'
                self.error(message, (*at, name))
                return False
        if not isinstance(members.get("remove", False), bool):
            self.error('the field "remove" must be true or false', (*at, "remove"))
            return False
        if not members.get("remove") and "update" not in members and "copy" not in members:
            self.problems.warning(
                "the action does nothing", at, 'give "update" or "remove: true"', at=self.place(at)
            )
        return True

    def check_names(self, members: dict[str, Any], known: tuple[str, ...], at: Pointer) -> None:
        for name in members:
            if name not in known and not name.startswith("x-"):
                near = nearest(name, known)
                hint = f'did you mean "{near}"?' if near else f"known are {', '.join(known)}"
                place = self.source.locate((*at, name), key=True)
                self.problems.error(f'unknown field "{name}"', (*at, name), hint, at=place)

    def apply(self, index: int, action: dict[str, Any]) -> None:
        at: Pointer = ("actions", index)
        targets = self.select(action["target"], (*at, "target"))
        if targets is None:
            return
        if not targets:
            self.problems.warning(
                f"the target {action['target']} selects nothing",
                (*at, "target"),
                "is it still needed? An overlay fits one version of a description",
                at=self.place((*at, "target")),
            )
        elif action.get("remove"):
            self.remove(targets, (*at, "target"))
        else:
            self.copy_and_update(targets, action, at)

    def copy_and_update(self, targets: list[Pointer], action: dict[str, Any], at: Pointer) -> None:
        if "copy" in action:
            copied = self.select(action["copy"], (*at, "copy"))
            if copied is None:
                return
            if len(copied) != 1:
                message = f"the source {action['copy']} selects {len(copied)} values, not one"
                self.error(message, (*at, "copy"))
                return
            value = copy_data(value_at(self.root, copied[0]))
            origin = self.source_map.origin(copied[0])
            for target in targets:
                self.merge(target, value, origin)
        if "update" in action:
            for target in targets:
                self.merge(target, action["update"], Origin(self.source, (*at, "update")))

    def merge(self, target: Pointer, update: Any, origin: Origin) -> None:
        value = value_at(self.root, target)
        if isinstance(value, dict) and isinstance(update, dict):
            self.merge_members(as_object(value), target, as_object(update), origin)
        elif isinstance(value, list):
            items = as_list(value)
            listed = isinstance(update, list)
            for number, item in enumerate(as_list(update) if listed else [update]):
                place = (*origin.pointer, number) if listed else origin.pointer
                self.source_map.append_item(target, len(items), Origin(origin.source, place))
                items.append(copy_data(item))
        elif not target:
            self.error("the root of the document must stay a mapping", origin.pointer)
        else:
            value_at(self.root, target[:-1])[target[-1]] = copy_data(update)
            self.source_map.put(target, origin)

    def merge_members(
        self, members: dict[str, Any], target: Pointer, update: dict[str, Any], origin: Origin
    ) -> None:
        for name, value in update.items():
            below = Origin(origin.source, (*origin.pointer, name))
            old = members.get(name)
            same = isinstance(old, dict | list) and isinstance(value, type(cast("object", old)))
            if same:
                self.merge((*target, name), value, below)
            else:
                members[name] = copy_data(value)
                self.source_map.put((*target, name), below)

    def remove(self, targets: list[Pointer], at: Pointer) -> None:
        # From the end, so that no removal moves what is still to be removed.
        for target in sorted(targets, reverse=True):  # pyright: ignore[reportArgumentType]
            if not target:
                self.error("the whole document cannot be removed", at)
                return
            parent = value_at(self.root, target[:-1])
            if isinstance(target[-1], int):
                self.source_map.remove_item(target[:-1], target[-1], len(parent))
            else:
                self.source_map.forget(target)
            del parent[target[-1]]

    def select(self, path: str, at: Pointer) -> list[Pointer] | None:
        try:
            return select(path, self.root)
        except (JSONPathError, RecursionError) as error:
            reason = str(error).split(", line ")[0]
            self.error(
                f"{path!r} is not a JSONPath: {reason}",
                at,
                "the syntax is that of RFC 9535",
            )
            return None

    def error(self, message: str, at: Pointer, hint: str = "") -> None:
        self.problems.error(message, at, hint, at=self.place(at))

    def place(self, at: Pointer) -> Location:
        return self.source.locate(at)
