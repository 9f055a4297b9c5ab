"""The identifiers of schemas in: where the schema of a URI is, and what a reference is based on.

JSON Schema 2020-12, section 8.2: ``$id`` gives a schema its URI, and a base to what is inside of
it; ``$anchor`` and ``$dynamicAnchor`` give a name within the innermost ``$id``. ``$self`` does as
much for a whole description (OpenAPI 3.2, 4.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urldefrag, urljoin

from ..pointer import Pointer
from .grammar import SECTIONS, walk
from .inputs import is_remote
from .source import Source
from .unreadable import UnreadableError

_WORDS = ('$id"', "$id:", "$id'", "$self")
_DATA = frozenset(("example", "examples", "default", "const", "enum", "value"))
_NAMED = frozenset(
    ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas")
)
"""Maps whose members may be called anything, ``example`` included."""


@dataclass(slots=True)
class Identifiers:
    """The identified schemas of the files that were read so far."""

    _places: dict[str, tuple[Source, Pointer]] = field(
        default_factory=dict[str, tuple[Source, Pointer]]
    )
    _bases: dict[str, dict[Pointer, str]] = field(default_factory=dict[str, dict[Pointer, str]])
    _anchors: dict[tuple[str, str], Pointer] = field(default_factory=dict[tuple[str, str], Pointer])

    def add(self, source: Source, data: Any, texts: Iterable[str]) -> None:
        """Learn the identifiers in ``data`` of ``source``, once; it comes from ``texts``."""
        if source.uri in self._bases:
            return
        bases = self._bases.setdefault(source.uri, {})
        if not any(word in text for text in texts for word in _WORDS):
            return
        for value, pointer, parent in _objects(data):
            base = bases.get(parent) or _uri(source)
            name = _identifier(value, pointer)
            if name:
                base = _joined(base, name)
                bases[pointer] = base
                self._places.setdefault(base, (source, pointer))
            for anchor in map(value.get, ("$anchor", "$dynamicAnchor", "$id")):
                # Before 2019-09 an anchor was an $id that is no more than a fragment.
                if isinstance(anchor, str) and (not name or anchor != value.get("$id")):
                    self._anchors.setdefault((base, anchor.removeprefix("#")), pointer)

    def base(self, source: Source, pointer: Pointer) -> tuple[str, Pointer]:
        """Return the base URI of what is at ``pointer``, and where the schema is that gives it."""
        bases = self._bases.get(source.uri)
        for length in range(len(pointer), -1, -1) if bases else ():
            if bases and pointer[:length] in bases:
                return bases[pointer[:length]], pointer[:length]
        return _uri(source), ()

    def find(self, base: str, reference: str) -> tuple[Source, Pointer] | None:
        """Return the schema that ``reference``, of no fragment, identifies."""
        return self._places.get(_joined(base, reference)) if self._places else None

    def anchor(self, base: str, name: str) -> Pointer | None:
        """Return where the anchor ``name`` of the schema with the URI ``base`` is."""
        return self._anchors.get((base, name))

    def __len__(self) -> int:
        """Return how many schemas are identified."""
        return len(self._places)


def _uri(source: Source) -> str:
    return source.uri if is_remote(source.uri) else Path(source.uri).as_uri()


def _joined(base: str, reference: str) -> str:
    try:
        return urldefrag(urljoin(base, reference)).url
    except ValueError:
        return reference  # no URI: it identifies what is written in the same way


def _identifier(members: dict[str, Any], pointer: Pointer) -> str:
    name = members.get("$id") or (members.get("$self") if not pointer else None)
    return name if isinstance(name, str) and not name.startswith("#") else ""


def _objects(data: Any) -> Iterator[tuple[dict[str, Any], Pointer, Pointer]]:
    """Yield the objects of ``data`` that are no data, each with the identified one around it."""
    pending: list[tuple[Any, Pointer, Pointer, bool]] = [(data, (), (), False)]
    while pending:
        value, pointer, parent, is_named = pending.pop()
        if value.__class__ is list:
            pending += [(item, (*pointer, n), parent, False) for n, item in enumerate(value)]
        if value.__class__ is not dict:
            continue
        members = cast("dict[str, Any]", value)
        if not is_named:
            yield members, pointer, parent
            parent = pointer if _identifier(members, pointer) else parent
        for name, item in members.items():
            if is_named or name not in _DATA:
                inside = name in _NAMED and not is_named
                pending.append((item, (*pointer, name), parent, inside))


def find_anchor(data: Any, name: str) -> Pointer:
    """Return where the ``$anchor`` called ``name`` is in ``data``.

    Raises :class:`UnreadableError` if there is none.
    """
    for start in ("openapi", *SECTIONS):
        for node in walk(data, start):
            value = node.value
            if value.__class__ is dict and name in map(value.get, ("$anchor", "$dynamicAnchor")):
                return node.pointer
    raise UnreadableError(
        f'the reference "#{name}" is neither a JSON Pointer nor the name of an $anchor',
        hint='a local reference looks like "#/components/schemas/Name"',
    )
