"""Decoding of long arrays and maps in which some rows may be wrong: the others are decoded once.

pydantic gives up all of a value for one of its parts. So in what decodes a long body, each item of
the arrays and maps near its root may be anything; what is wrong is then built by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, get_args, get_origin

from ..base.drift import Drift
from ..data.values import is_array
from .adapter import adapter, from_json
from .annotations import field_annotation, unwrapped
from .tolerant import Location, build

_DEPTH = 3  # of objects, arrays and maps around a row
_EACH = None
_LONG = 16_384  # bytes, from where what builds only the wrong rows is worth being made

Path = tuple[str | None, ...]
"""Fields by Python name, and `_EACH` for what is in an array or a map."""


class _Broken:
    """An item that does not fit."""

    __slots__ = ("data",)

    def __init__(self, data: Any) -> None:
        self.data = data


class Recovery:
    """Decodes values of one type.

    Attributes:
        is_useful: Whether there is an array or a map near the root.
    """

    def __init__(self, annotation: Any) -> None:
        """Make a validator like pydantic's own, but for the rows."""
        from pydantic_core import SchemaValidator

        self._rows: list[tuple[Path, Any]] = []
        schema = getattr(adapter(annotation), "core_schema", None)
        changed: Any = self._changed(schema, annotation, ()) if schema else None
        self.is_useful = bool(self._rows)
        if self.is_useful:
            self._validate = SchemaValidator(changed, _use_prebuilt=False).validate_json

    def _changed(self, schema: Any, annotation: Any, path: Path) -> Any:
        kind = schema["type"]
        if kind in ("definitions", "default", "nullable", "model"):
            return {**schema, "schema": self._changed(schema["schema"], annotation, path)}
        cls = unwrapped(annotation)
        if len(path) >= _DEPTH:
            return schema
        if kind == "model-fields" and hasattr(cls, "model_fields"):
            fields = {
                name: {
                    **field,
                    "schema": self._changed(
                        field["schema"], _present(field_annotation(cls, name)), (*path, name)
                    ),
                }
                for name, field in schema["fields"].items()
            }
            return {**schema, "fields": fields}
        part = _PARTS.get(kind, "")
        if part in schema and get_origin(cls) in (list, dict):
            item = get_args(cls)[-1]
            self._rows.append((path, item))
            inner, present = schema[part], unwrapped(_present(item))
            if get_origin(present) in (list, dict):  # rows are taken as they are
                inner = self._changed(inner, present, (*path, _EACH))
            return {**schema, part: _or_broken(inner)}
        return schema

    def decode(self, data: bytes, operation: str) -> tuple[Any, tuple[Drift, ...]]:
        """Decode JSON.

        Raises:
            ValueError: What is wrong is not only in items of arrays and maps.
        """
        value = self._validate(data, strict=True, by_alias=True, by_name=False)
        found: list[Drift] = []
        for path, annotation in self._rows:
            for rows, location in _at(value, path, ()):
                for key, item in _entries(rows):
                    if item.__class__ is _Broken:
                        rows[key], drift = build(annotation, item.data, operation)
                        found += [_moved(one, (*location, key)) for one in drift]
        return value, tuple(found)


_PARTS = {"list": "items_schema", "dict": "values_schema"}


@lru_cache(maxsize=2048)
def recovery(annotation: Any) -> Recovery | None:
    """Return what decodes long arrays and maps in spite of wrong rows; None if a type has none."""
    found = Recovery(annotation)
    return found if found.is_useful else None


def build_json(annotation: Any, data: bytes, operation: str) -> tuple[Any, tuple[Drift, ...]]:
    """Build a value out of JSON that does not validate, as `tolerant.build` does.

    Raises:
        ValueError: It is no JSON.
    """
    if len(data) > _LONG and (rows := recovery(annotation)) is not None:
        with suppress(ValueError):
            return rows.decode(data, operation)
    return build(annotation, from_json(data), operation)


def _or_broken(schema: Any) -> Any:
    from pydantic_core import core_schema

    anything = core_schema.no_info_plain_validator_function(_Broken)
    return core_schema.union_schema([schema, anything], mode="left_to_right")


def _present(annotation: Any) -> Any:
    """Return what an optional type is where it is not None."""
    others = [one for one in get_args(unwrapped(annotation)) if one is not type(None)]
    is_optional = type(None) in get_args(unwrapped(annotation)) and len(others) == 1
    return others[0] if is_optional else annotation


def _at(value: Any, path: Path, location: Location) -> Iterator[tuple[Any, Location]]:
    """Yield the arrays and maps at a path, and their places by wire names."""
    if not path:
        yield value, location
        return
    name, rest = path[0], path[1:]
    if name is None:  # _EACH
        for key, item in _entries(value):
            yield from _at(item, rest, (*location, key))
        return
    fields: Any = getattr(value, "__pydantic_fields__", {})
    if name in fields:
        alias: str = fields[name].alias or name
        yield from _at(getattr(value, name), rest, (*location, alias))


def _entries(rows: Any) -> Iterable[tuple[Any, Any]]:
    """Return what is in an array or a map with its keys; nothing for another value."""
    if is_array(rows):
        return enumerate(rows)
    return list(rows.items()) if rows.__class__ is dict else ()


def _moved(drift: Drift, place: Location) -> Drift:
    return drift._replace(location=(*place, *drift.location))
