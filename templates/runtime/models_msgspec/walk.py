"""The careful walk: JSON data or a caller's values and a type in; a value and every misfit out.

It does what msgspec cannot: it keeps unknown properties, takes Python names, chooses the member of
a union that fits best, and goes on where something does not fit.
"""

from __future__ import annotations

import decimal
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from ..data.quoted import unquoted
from ..data.values import SCALARS, is_object, is_same
from .additional import remember
from .choice import is_choice, members, tags
from .fields import UNIONS, by_wire_name, constants, extra_type, fields_of, is_model, told_apart
from .files import FileInput
from .record import Record, made
from .scalars import TEXTS, NotRead, read
from .wire_types import WireDecimal, WireDecimalText

_NO_FILE = "a file must be bytes, a path, an open binary file, or a tuple (name, content, …)"
_BUDGET = 200_000  # values looked at; bounds what nested unions can cost
_QUOTABLE = (int, float, bool)


Location = tuple[str | int, ...]


class Misfit(NamedTuple):
    """A value that is not what its type says."""

    location: Location
    type: str
    message: str
    data: Any


class Misfits(ValueError):
    """What a caller gave does not fit."""

    def __init__(self, found: list[Misfit]) -> None:
        """Say where, without the values."""
        texts = [f"{'.'.join(map(str, one.location)) or 'body'}: {one.message}" for one in found]
        more = f" (and {len(found) - 10} more)" if len(found) > 10 else ""
        super().__init__("; ".join(texts[:10]) + more)


class Walk:
    """Goes along type and data, collecting the misfits."""

    def __init__(self, *, by_name: bool, budget: int = _BUDGET) -> None:
        """Begin. `told` is what who uses old names is to be told.

        Args:
            by_name: Whether the data are a caller's: Python names, models, any sequences.
            budget: How many values may be looked at.
        """
        self.by_name = by_name
        self.misfits: list[Misfit] = []
        self.told: list[str] = []
        self._budget = budget

    def build(self, hint: Any, data: Any, at: Location = ()) -> Any:
        """Build one value; what cannot be built stays as it is."""
        self._budget -= 1
        if hint is Any or self._budget <= 0:
            return data
        if is_model(hint):
            return self._model(hint, data, at)
        if is_choice(hint):
            return self._choice(hint, data, at)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in UNIONS:
            return self._union(members(hint), data, at)
        if origin is Annotated:
            return self.build(arguments[0], data, at)
        if origin is Literal:
            return self._literal(arguments, data, at)
        if origin is not None:
            return self._container(origin, arguments, data, at)
        return self._scalar(hint, data, at)

    def _raw(self, data: Any, at: Location, kind: str, message: str) -> Any:
        self.misfits.append(Misfit(at, kind, message, data))
        return data

    def _scalar(self, hint: Any, data: Any, at: Location) -> Any:
        if hint is FileInput and self.by_name and not _is_file(data):
            return self._raw(data, at, "value_error", _NO_FILE)
        if self.by_name and (hint is WireDecimal or _is_number_for_text(hint, data)):
            hint = decimal.Decimal
        try:
            return read(hint, data)
        except NotRead as error:
            value = unquoted(decimal.Decimal if hint is WireDecimal else hint, data)
            if value is None or not self.by_name:
                self._raw(data, at, error.type, str(error))
            return data if value is None else value

    def _literal(self, values: tuple[Any, ...], data: Any, at: Location) -> Any:
        for value in values:
            if is_same(value, data):
                return value
        shown = ", ".join(map(repr, values))
        return self._raw(data, at, "literal_error", f"Input should be {shown}")

    def _container(self, origin: Any, arguments: Any, data: Any, at: Location) -> Any:
        if origin is dict and is_object(data):
            return {key: self.build(arguments[1], one, (*at, key)) for key, one in data.items()}
        if origin is tuple and isinstance(data, (list, tuple)):
            return self._tuple(arguments, [*data], at)
        if origin is list and _is_array(data, any_sequence=self.by_name):
            return [self.build(arguments[0], one, (*at, i)) for i, one in enumerate(data)]
        word = "dictionary" if origin is dict else origin.__name__
        return self._raw(data, at, f"{origin.__name__}_type", f"Input should be a valid {word}")

    def _tuple(self, items: tuple[Any, ...], data: list[Any], at: Location) -> Any:
        if len(items) != len(data):
            self._raw(data, at, "length", f"expected {len(items)} items, found {len(data)}")
        hints = [*items, *[Any] * (len(data) - len(items))]
        pairs = zip(hints, data, strict=False)
        return tuple(self.build(hint, one, (*at, i)) for i, (hint, one) in enumerate(pairs))

    def _model(self, cls: type[Record], data: Any, at: Location) -> Any:
        if isinstance(data, cls):
            return data
        if not is_object(data):
            message = f"Input should be a valid dictionary or instance of {cls.__name__}"
            return self._raw(data, at, "model_type", message)
        extra = self._named(cls, data, at) if cls.__old__ and self.by_name else dict(data)
        values: dict[str, Any] = {}
        for name, field in fields_of(cls).items():
            key = name if self.by_name and field.wire not in extra else field.wire
            if key in extra:
                values[name] = self.build(field.annotation, extra.pop(key), (*at, field.wire))
            elif field.required:
                missing = "Field required" if self.by_name else "required property is missing"
                self._raw(None, (*at, field.wire), "missing", missing)
        return made(cls, values, self._extra(cls, extra, at))

    def _named(self, cls: type[Record], data: Mapping[str, Any], at: Location) -> dict[str, Any]:
        """What a caller has given, old names of fields replaced."""
        named = dict(data)
        for old, (name, message) in cls.__old__.items():
            if old not in named or old in by_wire_name(cls):  # by that it is given as ever
                continue
            field = fields_of(cls).get(name)
            if name in named or (field and field.wire in named):
                both = f"{cls.__name__} got {name!r} and {old!r}, which is its old name"
                self._raw(None, (*at, old), "value_error", both)
            named[name] = named.pop(old)
            self.told.append(message)
        return named

    def _extra(self, cls: type[Record], extra: dict[str, Any], at: Location) -> dict[str, Any]:
        """Build the properties that are not declared."""
        hint = extra_type(cls)
        if hint is not Any:
            return {key: self.build(hint, one, (*at, key)) for key, one in extra.items()}
        if extra and not self.by_name:
            remember(cls, extra)
        return extra

    def _choice(self, hint: Any, data: Any, at: Location) -> Any:
        if hint.__tag__ is not None and is_object(data):
            wire, by_tag = tags(hint)
            value = data.get(wire, data.get(hint.__tag__) if self.by_name else None)
            member = by_tag.get(value) if isinstance(value, (str, int)) else None
            if member is not None:
                # Callers are told which variant their value was taken for.
                return self.build(member, data, (*at, value) if self.by_name else at)
        if hint.__patterns__ is not None and is_object(data):
            (member,) = members(hint)
            return hint.__patterns__.applied(data, partial(self.build, member, at=at))
        return self._union(members(hint), data, at)

    def _union(self, variants: tuple[Any, ...], data: Any, at: Location) -> Any:
        """Take the member that fits best: fewest misfits, then the most properties known."""
        if type(data) in SCALARS and type(data) in variants:
            return _as_first(variants, data) if isinstance(data, str) else data
        others = [one for one in variants if one is not type(None)]
        if len(others) == 1 and not self.by_name:
            return self.build(others[0], data, at)
        is_answer = isinstance(data, str) and not self.by_name
        no_numbers = is_answer and any(map(_is_text, variants))
        best: tuple[tuple[int, bool, int], Any, Walk] | None = None
        for variant in variants:
            if not self._may_be(variant, data) or (no_numbers and variant in _QUOTABLE):
                continue
            trial = Walk(by_name=self.by_name, budget=self._budget // 2)
            value = trial.build(variant, data, at)
            exact = variant is type(data) or get_origin(variant) is Literal
            known = self._declared(variant, data)
            if trial.misfits and not known and is_model(variant) and not isinstance(data, Record):
                continue
            rank = (len(trial.misfits), not exact, -known)
            if best is None or rank < best[0]:
                best = (rank, value, trial)
        if best is None or (best[2].misfits and best[1] is data and not self.by_name):
            return self._raw(data, at, "union", "no variant of the union fits")
        self.misfits += best[2].misfits
        self.told += best[2].told
        return best[1]

    def _may_be(self, hint: Any, data: Any) -> bool:
        """Tell whether data may be meant as this member of a union."""
        origin = get_origin(hint)
        if is_model(hint):
            return isinstance(data, hint) or (is_object(data) and self._agrees(hint, data))
        if origin is dict:
            return is_object(data)
        if origin in (list, tuple):
            return _is_array(data, any_sequence=self.by_name)
        if hint is Any or is_choice(hint):
            return True
        return not isinstance(data, (Mapping, list, Record))

    def _agrees(self, cls: type[Record], data: Mapping[str, Any]) -> bool:
        """Tell whether constant properties have their values."""
        fields = fields_of(cls)
        for name, allowed in constants(cls).items():
            key = name if self.by_name and fields[name].wire not in data else fields[name].wire
            value = data.get(key)
            fits = isinstance(value, (str, int, float)) and told_apart(value) in allowed
            if value is not None and not fits:
                return False
        return True

    def _declared(self, hint: Any, data: Any) -> int:
        if is_choice(hint):
            return max(self._declared(one, data) for one in members(hint))
        if not is_model(hint) or not is_object(data):
            return 0
        names = by_wire_name(hint).keys() | (fields_of(hint).keys() if self.by_name else ())
        return sum(key in names or (key in hint.__old__ and self.by_name) for key in data)


def _as_first(variants: tuple[Any, ...], text: str) -> Any:
    """Read text as the first member that has such text, before the one that has any."""
    for variant in variants[: variants.index(str)]:
        if variant in TEXTS:
            with suppress(NotRead):
                return read(variant, text)
    return text


def _is_number_for_text(hint: Any, data: Any) -> bool:
    return hint is WireDecimalText and isinstance(data, (int, float))


def _is_text(hint: Any) -> bool:
    """Tell whether a type is text in JSON, such as a date: no number is meant by other text."""
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return (
        kind in TEXTS
        or kind is WireDecimalText
        or (isinstance(kind, type) and issubclass(kind, bytes))
    )


def _is_file(data: Any) -> bool:
    from ..data.values import is_file  # few APIs need it

    return is_file(data)


def _is_array(data: Any, *, any_sequence: bool) -> bool:
    if isinstance(data, list):
        return True
    is_other = isinstance(data, (str, bytes, bytearray, memoryview, Mapping, Record))
    return any_sequence and not is_other and isinstance(data, Collection)
