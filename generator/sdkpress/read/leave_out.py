"""A reference to something of another kind in, the document without what it was to be out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..data import as_list, as_object
from ..pointer import Pointer, follow
from ..problems import Problems
from .document import Document
from .grammar import METHODS, Kind
from .kinds import any_content, words
from .references import Use

_REMOVED: frozenset[Kind] = frozenset(
    ("parameter", "requestBody", "header", "example", "link", "callback", "pathItem")
)
"""What is removed as a whole; of a schema and a media type there is left that it is any."""


@dataclass(slots=True)
class LeaveOut:
    """Leaves out parts of ``document``, and notes them there.

    A part without which requests could not be sent rightly is an error instead.
    """

    document: Document
    problems: Problems
    removed: list[Pointer] = field(default_factory=list[Pointer])

    def add(self, use: Use, instead: str, value: Any) -> None:
        """Leave out the object that ``use`` is of, for it leads to ``value``, in words ``instead``.

        What makes others move is left for :meth:`finish`.
        """
        # Where that is now: what is before it in a list may be removed.
        at = self.document.locate(use.pointer)
        wanted = words(("one", use.kind))
        message = f'the reference "{use.reference}" leads to {instead}, not {wanted}'
        if use.field == "$ref" and self._is_needed(use, value):
            hint = "without it, requests could not be sent rightly"
            self.problems.error(message, use.pointer, hint, at=at)
            return
        place = use.pointer[:-1]
        is_any = use.kind in ("schema", "mediaType", "response") and use.field == "$ref"
        message = f"{message}; {'any value is taken for it' if is_any else 'it is left out'}"
        self.problems.warning(message, use.pointer, at=at)
        self.document.left_out[place] = message
        del use.holder[use.field]
        if use.kind == "response":
            use.holder["content"] = any_content()
        if use.kind in _REMOVED and not _is_component(place):
            self.removed.append(place)

    def finish(self) -> None:
        """Remove what is left out, the last items of lists first."""
        for place in sorted(self.removed, key=_order, reverse=True):
            holder, _ = follow(self.document.root, place[:-1])
            if isinstance(place[-1], int):
                self.document.sources.remove_item(place[:-1], place[-1], len(holder))
            del holder[place[-1]]
        self.removed.clear()

    def _is_needed(self, use: Use, value: Any) -> bool:
        if use.kind == "securityScheme":
            return use.pointer[2] in self._required_schemes()
        if use.kind == "pathItem":
            return use.pointer[:-2] in (("paths",), ("components", "pathItems"))
        marks = (use.holder, as_object(value))
        is_sent = use.kind in ("parameter", "requestBody")
        return is_sent and any(mark.get("required") is True for mark in marks)

    def _required_schemes(self) -> set[str | int]:
        """The names of all schemes that the document or an operation asks for."""
        root = self.document.root
        items = map(as_object, as_object(root.get("paths")).values())
        operations = [as_object(item.get(method)) for item in items for method in METHODS]
        asked = [as_list(owner.get("security")) for owner in (root, *operations)]
        return {name for listed in asked for item in listed for name in as_object(item)}


def _is_component(place: Pointer) -> bool:
    return len(place) == 3 and place[0] == "components"


def _order(place: Pointer) -> tuple[int, int]:
    last = place[-1]
    return len(place), last if isinstance(last, int) else 0
