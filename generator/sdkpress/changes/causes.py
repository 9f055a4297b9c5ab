"""Changes in, the same with the places in the description that they come from out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from ..data import as_list, as_object
from ..pointer import (
    NotFoundError,
    Pointer,
    find,
    follow_through,
    format_pointer,
    parse_pointer,
    resolve,
)
from ..problems import Location
from ..surface.model import Surface
from .change import Cause, Change

_CALL = re.compile(r"(.*)\((.*)\)")


@dataclass(frozen=True, slots=True)
class Origin:
    """A surface, with its description where that is at hand.

    Attributes:
        surface: The surface.
        root: The description; empty without one.
        locate: Finds the place of a pointer into it.
    """

    surface: Surface
    root: dict[str, Any]
    locate: Callable[[Pointer], Location] | None = None

    def cause(self, where: str) -> Cause | None:
        """Where the description has what is called `where`; None where it is not from there."""
        pointer = self._pointer(where)
        if pointer is None:
            return None
        if self.locate is None:
            return Cause(format_pointer(pointer))
        place = self.locate(pointer)
        return Cause(format_pointer(pointer), place.file, place.line or None)

    def _pointer(self, where: str) -> Pointer | None:
        called = _CALL.fullmatch(where)
        call, argument = called.groups() if called else (where, "")
        if method := self.surface.methods.get(call):
            owner = _parsed(method.at)
            wire = method.arguments[argument].wire if argument in method.arguments else ""
            return self._argument(owner, wire) if wire else owner
        if where.startswith("models."):
            return self._model(where.removeprefix("models."))
        return None

    def _model(self, name: str) -> Pointer | None:
        name, _, attribute = name.partition(".")
        item = self.surface.models.get(name)
        if item is None or not item.at:
            return None
        owner = _parsed(item.at)
        field = item.fields.get(attribute)
        return self._nearest(owner, ("properties", field.wire or attribute)) if field else owner

    def _argument(self, owner: Pointer, wire: str) -> Pointer:
        """The Parameter Object, or the property of the body, that `wire` says."""
        location, _, name = wire.partition(" ")
        if location == "body":
            return self._property(owner, name)
        for place in (owner, owner[:-1]):
            listed = as_list(as_object(find(self.root, place)).get("parameters"))
            for index, value in enumerate(listed):
                node, target = resolve(self.root, value, (*place, "parameters", index))
                found = as_object(node)
                if found.get("in") == location and f"{name} ".startswith(f"{found.get('name')} "):
                    return target
        return owner

    def _property(self, owner: Pointer, name: str) -> Pointer:
        content = (*owner, "requestBody", "content")
        try:
            listed, place = follow_through(self.root, content)
        except NotFoundError:
            return owner
        for media_type in as_object(listed):
            found = self._nearest((*place, media_type, "schema"), ("properties", name))
            if found[-1:] == (name,):
                return found
        return owner

    def _nearest(self, owner: Pointer, further: Pointer) -> Pointer:
        """What is `further` on from `owner`, references followed; `owner` if nothing is there."""
        try:
            return follow_through(self.root, (*owner, *further))[1]
        except NotFoundError:
            return owner


def with_causes(changes: Iterable[Change], old: Origin, new: Origin) -> tuple[Change, ...]:
    """`changes`, each with its place in the new description, or in the old one if it is gone."""
    return tuple(
        replace(one, cause=new.cause(one.renamed or one.where) or old.cause(one.where))
        for one in changes
    )


def _parsed(text: str) -> Pointer:
    return parse_pointer(text.removeprefix("#")) or ()
