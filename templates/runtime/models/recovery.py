"""Decoding of long arrays in which some rows may be wrong: the others are decoded only once.

pydantic gives up all of a value for one of its parts. So in what decodes a long body, each item of
the arrays near its root may be anything; what is wrong is then built by itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, get_args, get_origin

from ..base.drift import Drift
from ..data.values import is_array
from .adapter import adapter
from .tolerant import build, field_annotation, unwrapped

_DEPTH = 3  # of objects around an array


class _Broken:
    """An item that does not fit."""

    __slots__ = ("data",)

    def __init__(self, data: Any) -> None:
        self.data = data


class Recovery:
    """Decodes values of one type.

    Attributes:
        is_useful: Whether there is an array near the root.
    """

    def __init__(self, annotation: Any) -> None:
        """Make a validator like pydantic's own, but for the items of arrays."""
        from pydantic_core import SchemaValidator

        self._arrays: list[tuple[tuple[str, ...], Any]] = []
        schema = getattr(adapter(annotation), "core_schema", None)
        changed: Any = self._changed(schema, annotation, ()) if schema else None
        self.is_useful = bool(self._arrays)
        if self.is_useful:
            self._validate = SchemaValidator(changed, _use_prebuilt=False).validate_json

    def _changed(self, schema: Any, annotation: Any, path: tuple[str, ...]) -> Any:
        kind = schema["type"]
        if kind in ("definitions", "default", "nullable", "model"):
            return {**schema, "schema": self._changed(schema["schema"], annotation, path)}
        cls = unwrapped(annotation)
        if kind == "model-fields" and len(path) < _DEPTH and hasattr(cls, "model_fields"):
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
        if kind == "list" and "items_schema" in schema and get_origin(cls) is list:
            self._arrays.append((path, get_args(cls)[0]))
            return {**schema, "items_schema": _or_broken(schema["items_schema"])}
        return schema

    def decode(self, data: bytes, operation: str) -> tuple[Any, tuple[Drift, ...]]:
        """Decode JSON.

        Raises:
            ValueError: What is wrong is not only in items of arrays.
        """
        value = self._validate(data, strict=True, by_alias=True, by_name=False)
        found: list[Drift] = []
        for path, annotation in self._arrays:
            array, location = _at(value, path)
            for index, item in enumerate(array):
                if item.__class__ is _Broken:
                    array[index], drift = build(annotation, item.data, operation)
                    for one in drift:
                        place = (*location, index, *one.location)
                        found.append(one._replace(location=place))
        return value, tuple(found)


@lru_cache(maxsize=2048)
def recovery(annotation: Any) -> Recovery | None:
    """Return what decodes long arrays in spite of wrong items; None if a type has none."""
    found = Recovery(annotation)
    return found if found.is_useful else None


def _or_broken(schema: Any) -> Any:
    from pydantic_core import core_schema

    anything = core_schema.no_info_plain_validator_function(_Broken)
    return core_schema.union_schema([schema, anything], mode="left_to_right")


def _present(annotation: Any) -> Any:
    """Return what an optional type is where it is not None."""
    others = [one for one in get_args(unwrapped(annotation)) if one is not type(None)]
    is_optional = type(None) in get_args(unwrapped(annotation)) and len(others) == 1
    return others[0] if is_optional else annotation


def _at(value: Any, path: tuple[str, ...]) -> tuple[list[Any], tuple[str, ...]]:
    """Return an array (empty where there is none) and its place by wire names."""
    location: list[str] = []
    for name in path:
        fields: Any = getattr(value, "__pydantic_fields__", {})
        if name not in fields:
            return [], ()
        location.append(fields[name].alias or name)
        value = getattr(value, name)
    return (value if is_array(value) else []), tuple(location)
