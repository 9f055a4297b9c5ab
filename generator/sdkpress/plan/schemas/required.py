"""`required` that names no property: which names are a slip, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator

from ...data import Json, as_list, as_object
from ...pointer import Pointer, find
from ...problems import Problems
from ...read.suggest import nearest
from .expand import Expansion

_ADD = 'add it to "properties", or remove it from "required"'


class RequiredNames:
    """The names that were met so far. One instance lives as long as one planning run."""

    def __init__(self, root: Json, expansion: Expansion, problems: Problems) -> None:
        self._root = root
        self._expansion = expansion
        self._problems = problems
        self._met: dict[Pointer, tuple[Pointer, str, str]] = {}

    def note(self, pointer: Pointer, names: list[str], properties: list[str]) -> None:
        """Remember that the schema at `pointer` requires `names`, beside these `properties`."""
        for name in names:
            for place in _places(find(self._root, pointer), pointer, name):
                near = nearest(name, properties)
                hint = f'did you mean "{near}"?' if near else _ADD
                self._met.setdefault(place, (pointer, name, hint))

    def report(self) -> None:
        """Warn of each name that no schema which is made of this one has as a property."""
        for place, (pointer, name, hint) in self._met.items():
            if not self._expansion.completes(pointer, name):
                message = f'"required" names "{name}", which is no property; it is taken for an '
                self._problems.warning(f"{message}optional one", place, hint)


def _places(schema: Json, pointer: Pointer, name: str) -> Iterator[Pointer]:
    """Where a schema itself requires `name`: not where what it refers to does."""
    node = as_object(schema)
    for index, required in enumerate(as_list(node.get("required"))):
        if str(required) == name:
            yield (*pointer, "required", index)
    for index, part in enumerate(as_list(node.get("allOf"))):
        yield from _places(part, (*pointer, "allOf", index), name)
