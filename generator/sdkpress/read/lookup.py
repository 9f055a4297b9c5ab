"""A reference in, what it leads to out, in whatever file that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..data import as_object, copy_data
from ..pointer import NotFoundError, Pointer, follow, follow_from, parse_pointer, value_at
from .inputs import Files
from .reference_places import is_reference
from .schema_ids import Identifiers, find_anchor
from .source import Source
from .suggest import nearest_names, not_found_message
from .unreadable import UnreadableError

_DATA_FILES = (".yaml", ".yml", ".json")


class Found(NamedTuple):
    """A value and where it is; ``pointer`` has its indices as integers."""

    source: Source
    pointer: Pointer
    value: Any


@dataclass(slots=True)
class Lookup:
    """Finds what references lead to. ``root`` is the data of the main file, as it was written."""

    files: Files
    main: Source
    root: Any
    identifiers: Identifiers = field(default_factory=Identifiers)
    kept: bool = False

    def find(self, base: Source, at: Pointer, reference: str) -> Found | None:
        """Return what ``reference``, which stands at ``at`` of ``base``, leads to.

        ``None`` says that there is something wrong in its file, which has been reported. Raises
        :class:`UnreadableError` where it leads nowhere.
        """
        return self._find(base, at, reference, set())

    def find_text(self, base: Source, at: Pointer, reference: str) -> Found | None:
        """Return what :meth:`find` does; of a file that is no YAML or JSON, its text."""
        file, _, fragment = reference.partition("#")
        if not file or fragment.strip("/") or file.lower().endswith(_DATA_FILES):
            return self.find(base, at, reference)
        try:
            source = self.files.open_text(self.files.resolve(base, file))
        except UnreadableError as error:
            raise _about(file, error) from None
        return Found(source, (), source.data)

    def keep_root(self) -> None:
        """Copy the data of the main file, before anything in it is replaced."""
        if not self.kept:
            self.kept = True
            self.root = copy_data(self.root)

    def is_local(self, base: Source, at: Pointer, reference: str) -> bool:
        """Whether a reference of the main file leads into it, whatever its schemas are called."""
        if base is not self.main or not reference.startswith("#"):
            return False
        if not self.identifiers:
            return True
        return reference.startswith("#/") and not self.identifiers.base(base, at)[1]

    def is_identified(self, base: Source, at: Pointer, reference: str) -> bool:
        """Whether a schema has ``reference`` for its identifier."""
        if not self.identifiers:
            return False
        uri, _ = self.identifiers.base(base, at)
        return self.identifiers.find(uri, reference.partition("#")[0]) is not None

    def _find(
        self, base: Source, at: Pointer, reference: str, seen: set[tuple[str, Pointer]]
    ) -> Found | None:
        file, _, fragment = reference.partition("#")
        uri, start = self.identifiers.base(base, at)
        source = base
        if file:
            known = self.identifiers.find(uri, file)
            opened, start = known or (self._open(base, file), ())
            if opened is None:
                return None
            source, uri = opened, self.identifiers.base(opened, start)[0]
        pointer = parse_pointer(fragment)
        if pointer == ("",) and "" not in as_names(self._data(source)):
            pointer = ()  # "file.yaml#/" is meant as the whole file
        if pointer is None:
            anchored = self.identifiers.anchor(uri, fragment)
            pointer = find_anchor(self._data(source), fragment) if anchored is None else anchored
            start = ()
        try:
            return self._within(source, start, pointer, at if source is base else (), seen)
        except NotFoundError as error:
            message = not_found_message(reference, error)
            raise UnreadableError(message, hint=nearest_names(error)) from None

    def _open(self, base: Source, file: str) -> Source | None:
        try:
            opened = self.files.open_uri(self.files.resolve(base, file))
        except UnreadableError as error:
            raise _about(file, error) from None
        if opened is not None:
            self.identifiers.add(opened, opened.data, (opened.text,))
        return opened

    def _data(self, source: Source) -> Any:
        return self.root if source is self.main else source.data

    def _within(
        self,
        source: Source,
        start: Pointer,
        pointer: Pointer,
        around: Pointer,
        seen: set[tuple[str, Pointer]],
    ) -> Found | None:
        """Follow ``pointer`` in the schema at ``start``, or else in its whole file."""
        data = self._data(source)
        for origin in dict.fromkeys((start, ())):
            try:
                value, exact = follow(data, (*origin, *pointer))
                return Found(source, exact, value)
            except NotFoundError:
                continue
        try:
            value, exact, _ = follow_from(data, pointer, around)
            return Found(source, exact, value)
        except NotFoundError as error:
            holder = value_at(data, error.parent)
            place = (source.uri, error.parent)
            if not is_reference(holder) or place in seen or len(seen) >= self.files.limits.depth:
                raise
            # A reference stands in the way.
            seen.add(place)
            found = self._find(source, error.parent, holder["$ref"], seen)
            if found is None:
                return None
            rest = (*found.pointer, *pointer[len(error.parent) :])
            return self._within(found.source, (), rest, (), seen)


def as_names(value: Any) -> tuple[str, ...]:
    """Return the names of the members of ``value``; none where it is no object."""
    return tuple(as_object(value))


def _about(file: str, error: UnreadableError) -> UnreadableError:
    return UnreadableError(f'the file "{file}" {error.message}', hint=error.hint)
