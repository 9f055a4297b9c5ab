"""Decoding of JSON in parts where msgspec refuses the whole: only what is wrong is walked.

msgspec gives up all of a value for one of its parts, and asks us about every union of models with
a tag. So what is large is opened by one level, its parts left as bytes, and each decoded by itself,
those of arrays and maps many at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, get_args, get_origin

from msgspec import Raw, UnsetType, ValidationError, defstruct
from msgspec.json import Decoder, decode

from ..base.drift import Drift
from ..data.values import is_array, is_object
from .adapter import adapter, from_json
from .choice import is_choice, tags
from .fields import UNIONS, fields_of, is_model
from .rows import Rows, rows_in, rows_of
from .tolerant import build
from .walk import Location, Walk

_LARGE = 4096  # bytes, from where a value is opened before it is decoded
_DEEPEST = 8  # levels that are opened: each reads again what is in it
_MANY = 64  # items that are decoded at once: a power of 8


class Recovery:
    """Decodes values of one type."""

    def __init__(self, annotation: Any) -> None:
        """Find out whether the whole is worth a try, and which arrays may be cut."""
        self._annotation = annotation
        self._tables = _tables(_present(annotation))
        self._has_choices = _leads_to_choices(annotation)
        self._in_parts = self._has_choices

    def decode(self, data: bytes, operation: str) -> tuple[Any, tuple[Drift, ...]]:
        """Decode JSON: rows in pieces if they can be cut, or as a whole if that helped last time.

        Raises:
            ValueError: It is no JSON, or nested too deeply.
        """
        cut = self._cut(data)
        if cut is not None:
            with suppress(ValueError, RecursionError):
                return self._built(cut, operation)
        found = self._uncut(data, operation)
        if cut is not None:  # it is JSON, but was cut inside a row, as the next would be
            self._tables = frozenset[str | None]()
        return found

    def _uncut(self, data: bytes, operation: str) -> tuple[Any, tuple[Drift, ...]]:
        if not self._in_parts:
            with suppress(ValueError):
                return adapter(self._annotation).validate_json(data), ()
        return self.decode_parts(data, operation)

    def _built(self, data: Any, operation: str) -> tuple[Any, tuple[Drift, ...]]:
        walk = _Parts()
        value = walk.build(self._annotation, data)
        return value, tuple(Drift(operation, *one) for one in walk.misfits)

    def _cut(self, data: bytes) -> Rows | dict[str, Raw | Rows] | None:
        with suppress(ValueError, RecursionError):
            if self._tables:
                return rows_of(data) if None in self._tables else rows_in(data, self._tables)
        return None

    def decode_parts(self, data: bytes, operation: str) -> tuple[Any, tuple[Drift, ...]]:
        """Decode JSON that does not fit as a whole.

        Raises:
            ValueError: It is no JSON, or nested too deeply.
        """
        try:
            value, drift = self._built(Raw(data), operation)
        except RecursionError:
            raise ValueError("nested too deeply to be decoded in parts") from None
        self._in_parts = self._has_choices or bool(drift)
        return value, drift


def recovery(annotation: Any) -> Recovery | None:
    """Return what decodes long bodies in spite of what is wrong in them: every type has it here."""
    return _recovery(annotation)


@lru_cache(maxsize=2048)
def _recovery(annotation: Any) -> Recovery:
    return Recovery(annotation)


def build_json(annotation: Any, data: bytes, operation: str) -> tuple[Any, tuple[Drift, ...]]:
    """Build a value out of JSON that msgspec does not take, as `tolerant.build` does.

    Raises:
        ValueError: It is no JSON.
    """
    with suppress(ValueError):
        return _recovery(annotation).decode_parts(data, operation)
    return build(annotation, from_json(data), operation)


class _Parts(Walk):
    """A walk along data of which parts are still bytes."""

    def __init__(self) -> None:
        super().__init__(by_name=False)

    def build(self, hint: Any, data: Any, at: Location = ()) -> Any:
        """Build one value; bytes are decoded as a whole if that works."""
        if data.__class__ is Rows:
            return self._pieces(get_args(_present(hint))[0], data.pieces, at)
        if data.__class__ is not Raw:
            return super().build(hint, data, at)
        hint = _meant(hint, data)
        opened = _opened_as(hint) if len(at) < _DEEPEST and self._budget > 1 else None
        if opened is None or len(memoryview(data)) <= _LARGE:
            with suppress(ValueError):
                return adapter(hint).validate_json(data)
        return super().build(hint, _parsed(data, opened), at)

    def _container(self, origin: Any, arguments: Any, data: Any, at: Location) -> Any:
        if origin is dict and is_object(data) and _is_raw(data.values()):
            values = self._items(arguments[1], [*data], [*data.values()], at)
            return dict(zip(data, values, strict=True))
        if origin is list and is_array(data) and _is_raw(data):
            return self._items(arguments[0], range(len(data)), data, at)
        return super()._container(origin, arguments, data, at)

    def _pieces(self, hint: Any, pieces: list[memoryview], at: Location) -> list[Any]:
        """Decode an array that was cut; a piece that is no JSON was not cut between its items."""
        decode_all = adapter(list[hint]).validate_json
        found: list[Any] = []
        for piece in pieces:
            some = b"".join((b"[", piece, b"]"))  # of large bytes quicker than "%b"
            try:
                found += decode_all(some)
            except ValueError:
                raws = decode(some, type=list[Raw])
                keys = range(len(found), len(found) + len(raws))
                found += self._items(hint, keys, raws, at)
        return found

    def _items(self, hint: Any, keys: Sequence[Any], raws: list[Raw], at: Location) -> list[Any]:
        """Decode the items of an array, or the values of a map, with their keys."""
        reader = _tag_reader(_present(hint))
        if reader is not None:
            return self._tagged(hint, reader, keys, raws, at)
        return self._by(_MANY, hint, keys, raws, at)

    def _by(
        self, size: int, hint: Any, keys: Sequence[Any], raws: list[Raw], at: Location
    ) -> list[Any]:
        """Decode so many at once, and those among which something is wrong by an eighth of it."""
        if size == 1:
            return [self.build(hint, raw, (*at, key)) for key, raw in zip(keys, raws, strict=True)]
        decode_all = adapter(list[hint]).validate_json
        found: list[Any] = []
        for start in range(0, len(raws), size):
            some = raws[start : start + size]
            try:
                found += decode_all(b"[%b]" % b",".join(some))
            except ValueError:
                found += self._by(size // 8, hint, keys[start : start + size], some, at)
        return found

    def _tagged(
        self,
        hint: Any,
        reader: tuple[Any, Mapping[Any, Any]],
        keys: Sequence[Any],
        raws: list[Raw],
        at: Location,
    ) -> list[Any]:
        """Decode each item as the variant that its tag names."""
        read, by_tag = reader
        decoders = {tag: adapter(member).validate_json for tag, member in by_tag.items()}
        found: list[Any] = []
        for key, raw in zip(keys, raws, strict=True):
            try:
                found.append(decoders[read(raw).tag](raw))
            except (KeyError, TypeError, ValueError):
                found.append(self.build(hint, raw, (*at, key)))
        return found

    def _extra(self, cls: Any, extra: dict[str, Any], at: Location) -> dict[str, Any]:
        built = super()._extra(cls, extra, at)
        return {k: _parsed(v, None) if v.__class__ is Raw else v for k, v in built.items()}


def _meant(hint: Any, data: Raw) -> Any:
    """Return what a type is where it is not null, and the variant that a tag names."""
    present = _present(hint)
    if present is not hint and bytes(memoryview(data)[:5]) == b"null":
        return hint
    reader = _tag_reader(present)
    if reader is None:
        return present
    read, by_tag = reader
    with suppress(ValueError):
        value = read(data).tag
        if isinstance(value, (str, int)):
            return by_tag.get(value, present)
    return present


@lru_cache(maxsize=4096)
def _present(hint: Any) -> Any:
    """Return the one type that there is beside null; `hint` if there are several."""
    if get_origin(hint) not in UNIONS:
        return hint
    others = [one for one in get_args(hint) if one not in (type(None), UnsetType)]
    return others[0] if len(others) == 1 else hint


@lru_cache(maxsize=4096)
def _tag_reader(hint: Any) -> tuple[Any, Mapping[Any, Any]] | None:
    """Return what reads the tag of an object, and the variants by tag; None if there is none."""
    if not is_choice(hint) or hint.__tag__ is None:
        return None
    wire, by_tag = tags(hint)
    with suppress(ValueError):  # msgspec does not take every name
        tagged = defstruct("_Tagged", [("tag", Any, None)], rename={"tag": wire})
        return Decoder(tagged).decode, by_tag
    return None


@lru_cache(maxsize=4096)
def _opened_as(hint: Any) -> Any:
    """Return what a type is with its parts left as bytes; None for what has none by itself."""
    if is_model(hint) or get_origin(hint) is dict:
        return dict[str, Raw]
    return list[Raw] if get_origin(hint) is list else None


def _tables(hint: Any) -> frozenset[str | None]:
    """Return the properties that are arrays of models, None for what is one itself."""
    if _is_table(hint):
        return frozenset([None])
    fields = fields_of(hint).values() if is_model(hint) else ()
    return frozenset(one.wire for one in fields if _is_table(_present(one.annotation)))


def _is_table(hint: Any) -> bool:
    return get_origin(hint) is list and is_model(_present(get_args(hint)[0]))


def _parsed(data: Raw, opened: Any) -> Any:
    if opened is not None:
        with suppress(ValidationError):  # it is something else
            return decode(data, type=opened)
    return from_json(bytes(data))


def _is_raw(values: Collection[Any]) -> bool:
    return next(iter(values), None).__class__ is Raw


def _leads_to_choices(annotation: Any, depth: int = 3) -> bool:
    """Tell whether msgspec would ask about every item of an array or map near the root."""
    hint = _present(annotation)
    if _tag_reader(hint) is not None:
        return True
    if get_origin(hint) in (dict, list):
        item = _present(get_args(hint)[-1])
        return not is_model(item) and _leads_to_choices(item, depth)
    if not is_model(hint) or depth == 0:
        return False
    fields = fields_of(hint).values()
    return any(
        _leads_to_choices(one.annotation, depth - 1)
        for one in fields
        if _tag_reader(_present(one.annotation)) is None
    )
