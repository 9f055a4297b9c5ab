# mypy: no-warn-redundant-casts
"""Models and what they hold in; dicts, lists and scalars out."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Collection, Mapping, Set
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple, Self, cast

from msgspec import to_builtins

from ..data.times import Duration
from ..data.values import SCALARS, utc_as_z
from .encoded import TextBytes
from .fields import fields_of
from .record import Record, extra_of, given, model_of

_OPTIONS = {"mode", "by_alias", "exclude_unset", "exclude", "exclude_none", "warnings"}


class Dump(NamedTuple):
    """How values are written.

    Attributes:
        json: Whether scalars are as JSON has them.
        by_alias: Whether fields go by their names in JSON.
        exclude_unset: Whether fields that were not given are left out.
        exclude: Names of fields of the outermost model to leave out.
        exclude_none: Whether properties that are None are left out.
        numbers: Whether decimals are numbers in JSON.
        finite: Whether NaN and infinite numbers are refused, which JSON does not have.
    """

    json: bool = True
    by_alias: bool = True
    exclude_unset: bool = True
    exclude: Set[str] = frozenset()
    exclude_none: bool = False
    numbers: bool = False
    finite: bool = False

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Take the options of `model_dump`, with pydantic's defaults.

        Raises:
            TypeError: There is another one: it would mean something else if it were ignored.
        """
        for name in options.keys() - _OPTIONS:
            message = f"model_dump() takes no option {name!r}"
            raise TypeError(message)
        return cls(
            options.get("mode") == "json",
            options.get("by_alias", False),
            options.get("exclude_unset", False),
            frozenset(options.get("exclude") or ()),
            options.get("exclude_none", False),
        )

    def value(self, value: Any) -> Any:
        """Write one value."""
        if type(value) in SCALARS:
            if self.finite and value.__class__ is float and not isfinite(value):
                raise ValueError("JSON has no number that is infinite, or none at all")
            return value
        if isinstance(value, Record):
            return self._model(value)
        inner = self._replace(exclude=frozenset()) if self.exclude else self
        if isinstance(value, Mapping):
            items = cast("Mapping[Any, Any]", value).items()
            return {str(key): inner.value(item) for key, item in items}
        if isinstance(value, (list, tuple, Set)):
            return [inner.value(item) for item in cast("Collection[Any]", value)]
        return self._scalar(value) if self.json else value

    def _model(self, model: Record) -> dict[str, Any]:
        cls, values = model_of(model), given(model)
        plain = not self.exclude and not self.numbers
        inner = self if plain else self._replace(exclude=frozenset(), numbers=False)
        decimals = sys.modules.get(f"{__package__}.decimals")
        numbers = frozenset[str]() if decimals is None else decimals.number_fields(cls)
        written: dict[str, Any] = {}
        for name, field in fields_of(cls).items():
            if name not in self.exclude and (name in values or not self.exclude_unset):
                writer = inner._replace(numbers=True) if name in numbers else inner
                written[field.wire if self.by_alias else name] = writer.value(values.get(name))
        if "" in numbers:
            inner = inner._replace(numbers=True)
        for name, item in extra_of(model).items():
            if name not in self.exclude:
                written[name] = inner.value(item)
        if self.exclude_none:
            return {name: item for name, item in written.items() if item is not None}
        return written

    def _scalar(self, value: Any) -> Any:
        if hasattr(value, "model_dump"):
            return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
        if isinstance(value, float):  # with its digits
            return value
        if self.numbers and isinstance(value, Decimal):
            from ..data.digits import of_decimal

            return of_decimal(value)
        if isinstance(value, TextBytes):
            return value.decode()
        if isinstance(value, (datetime.datetime, datetime.time)):
            return utc_as_z(value.isoformat())
        if isinstance(value, Duration):
            return value.iso8601
        return to_builtins(value, enc_hook=_address)


def _address(value: Any) -> str:
    """Write what msgspec does not know.

    Raises:
        TypeError: JSON does not, either.
    """
    from ipaddress import IPv4Address, IPv6Address  # few APIs need them
    from pathlib import PurePath

    if isinstance(value, (IPv4Address, IPv6Address, PurePath)):
        return str(value)
    message = f"{type(value).__name__} cannot be written as JSON"
    raise TypeError(message)
