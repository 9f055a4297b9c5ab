"""Tolerant decoding: JSON data and the type it should have in; a value and the differences out.

What fits its type is validated as usual. What does not is kept as the raw JSON value, and a
required property that is missing reads as None: nothing is lost, and nothing raises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from json import dumps
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, PydanticUserError, RootModel, TypeAdapter, ValidationError

from ..base.drift import Drift
from ..data.patterns import patterns_of
from ..data.quoted import unquoted
from ..data.values import SCALARS, is_array, is_object, is_same
from .adapter import adapter
from .annotations import (
    QUOTABLE,
    extra_annotation,
    field_annotation,
    fields_of,
    is_class,
    is_text,
    plain_number,
    unwrapped,
)
from .deep import on_large_stack
from .tags import with_hashable_tags

_BUDGET = 200_000  # values looked at; bounds what nested unions can cost
_UNIONS = (Union, UnionType)
_set = object.__setattr__

Location = tuple[str | int, ...]


def build(annotation: Any, data: Any, operation: str) -> tuple[Any, tuple[Drift, ...]]:
    """Build a value out of JSON data that does not validate.

    Args:
        annotation: The declared type.
        data: Parsed JSON.
        operation: `operationId`, for the reports.

    Returns:
        The value, of the declared type as far as that goes, and every difference found.
    """
    try:
        return _built(annotation, data, operation)
    except RecursionError:
        pass
    try:
        return on_large_stack(lambda: _built(annotation, data, operation))
    except RecursionError:
        message = "nested too deeply to be decoded in part"
        return data, (Drift(operation, (), "recursion", message, data),)


def _built(annotation: Any, data: Any, operation: str) -> tuple[Any, tuple[Drift, ...]]:
    builder = _Builder(operation)
    return builder.build(annotation, data, ()), tuple(builder.drift)


class _Builder:
    """Walks along type and data, collecting the differences."""

    def __init__(self, operation: str, budget: int = _BUDGET) -> None:
        self.operation = operation
        self.budget = budget
        self.drift: list[Drift] = []

    def build(self, annotation: Any, data: Any, location: Location) -> Any:
        """Build one value; what cannot be built stays raw."""
        if annotation is Any or (annotation is data.__class__ and annotation in SCALARS):
            return data
        self.budget -= 1
        inner = unwrapped(annotation)
        if self.budget > 0:
            if is_class(inner, RootModel):
                return self._root_model(inner, data, location)
            if is_object(data) and is_class(inner, BaseModel):
                return self._model(inner, data, location)
            if get_origin(inner) in _UNIONS:
                return self._union(inner, data, location)
            if is_object(data) or is_array(data):
                return self._container(annotation, inner, data, location)
        return self._leaf(annotation, data, location)

    def _raw(self, data: Any, location: Location, kind: str, message: str) -> Any:
        self.drift.append(Drift(self.operation, location, kind, message, data))
        return data

    def _leaf(self, annotation: Any, data: Any, location: Location) -> Any:
        """Read what has no parts: strictly, as JSON is, but with dates and the like in text.

        What does not fit is kept; a number or a boolean is read, if it only stands in quotes.
        """
        if annotation is int and isinstance(data, float) and data.is_integer():
            return int(data)  # JSON Schema has no other integers (2020-12, 4.2.3)
        try:
            return _validated(annotation, data, strict=True)
        except ValidationError as error:
            failure = error
            if isinstance(data, str) and _is_half_text(annotation, data):
                return data
        except (PydanticUserError, NameError, RecursionError) as error:  # not to be resolved
            return self._raw(data, location, "type", str(error).partition("\n")[0])
        try:  # what is no number in any way is called so
            _validated(annotation, data, strict=False)
        except ValidationError as error:
            failure = error
        first = failure.errors(include_url=False, include_context=False, include_input=False)[0]
        self._raw(data, location, first["type"], first["msg"])
        value = unquoted(plain_number(annotation), data)
        return data if value is None else value

    def _container(self, annotation: Any, inner: Any, data: Any, location: Location) -> Any:
        origin, arguments = get_origin(inner) or inner, get_args(inner)
        if is_object(data) and is_class(origin, Mapping):
            item = arguments[1] if len(arguments) == 2 else Any
            named = patterns_of(annotation)
            return {
                key: self.build(item, value, (*location, key))
                if named is None or named.match(key)
                else value
                for key, value in data.items()
            }
        if is_array(data) and arguments and is_class(origin, tuple):
            return self._tuple(arguments, data, location)
        if is_array(data) and arguments and is_class(origin, (Sequence, Set)):
            item = arguments[0]
            items = [self.build(item, one, (*location, i)) for i, one in enumerate(data)]
            return items if is_class(origin, Sequence) else _as_set(origin, items)
        return self._leaf(annotation, data, location)

    def _tuple(self, arguments: tuple[Any, ...], data: list[Any], location: Location) -> Any:
        items = list(arguments)
        if items[-1] is Ellipsis:
            items = items[:1] * len(data)
        if len(items) != len(data):
            message = f"expected {len(items)} items, found {len(data)}"
            self._raw(data, location, "length", message)
        items += [Any] * (len(data) - len(items))
        return tuple(
            self.build(item, one, (*location, index))
            for index, (item, one) in enumerate(zip(items, data, strict=False))
        )

    def _model(self, cls: type[BaseModel], data: Mapping[str, Any], location: Location) -> Any:
        extra = dict(data)
        values: dict[str, Any] = {}
        present: set[str] = set()
        for name, key, annotation in fields_of(cls):
            if key in extra:
                values[name] = self.build(annotation, extra.pop(key), (*location, key))
                present.add(name)
            else:
                values[name] = self._absent(cls, name, (*location, key))
        item = extra_annotation(cls)
        extra = {key: self.build(item, value, (*location, key)) for key, value in extra.items()}
        return _construct(cls, values, present, extra)

    def _absent(self, cls: type[BaseModel], name: str, location: Location) -> Any:
        field = cls.model_fields[name]
        if field.is_required():
            self._raw(None, location, "missing", "required property is missing")
            return None
        return field.get_default(call_default_factory=True, validated_data={})

    def _root_model(self, cls: type[BaseModel], data: Any, location: Location) -> Any:
        value = self.build(field_annotation(cls, "root"), data, location)
        return _construct(cls, {"root": value}, {"root"}, None)

    def _union(self, annotation: Any, data: Any, location: Location) -> Any:
        """Take the variant that fits best: the right tag, then fewest differences."""
        variants = [one for one in get_args(annotation) if one is not type(None)]
        if data is None or data.__class__ in variants:
            return self._leaf(annotation, data, location)
        if len(variants) == 1:
            return self.build(variants[0], data, location)
        plain = [*map(unwrapped, variants)]
        no_numbers = isinstance(data, str) and any(map(is_text, plain))
        best: tuple[tuple[int, int], Any, list[Drift]] | None = None
        for variant, inner in zip(variants, plain, strict=True):
            if not _may_be(inner, data) or (no_numbers and inner in QUOTABLE):
                continue
            trial = _Builder(self.operation, self.budget // 2)
            value = trial.build(variant, data, location)
            if trial.drift and value is data:
                continue
            rank = (len(trial.drift), -_declared(inner, data))
            if best is None or rank < best[0]:
                best = (rank, value, trial.drift)
        if best is None:
            self._raw(data, location, "union", "no variant of the union fits")
            return with_hashable_tags(data, {name for one in variants for name in _tags(one)})
        self.drift += best[2]
        return best[1]


def _validated(annotation: Any, data: Any, *, strict: bool) -> Any:
    types = _types(annotation)
    text = getattr(data, "text", None) or dumps(data)  # see digits.py
    return types.validate_json(text, strict=strict, by_alias=True, by_name=False)


def _is_half_text(annotation: Any, text: str) -> bool:
    """Tell whether text fits its type but for halves of surrogate pairs, which pydantic refuses.

    A server that cuts text into pieces may send the other half in the next one.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    try:
        return whole != text and _validated(annotation, whole, strict=True) == whole
    except ValidationError:
        return False


def _as_set(origin: Any, items: list[Any]) -> Any:
    try:
        return origin(items)
    except TypeError:  # something raw that cannot be hashed
        return items


def _types(annotation: Any) -> Any:
    try:
        return adapter(annotation)
    except TypeError:  # metadata that cannot be hashed
        return TypeAdapter(annotation)


def _construct(
    cls: type[BaseModel], values: dict[str, Any], present: set[str], extra: dict[str, Any] | None
) -> BaseModel:
    """Make an instance without validating, as `model_construct` does, but by field names only."""
    model = cls.__new__(cls)
    _set(model, "__dict__", values)
    _set(model, "__pydantic_fields_set__", present)
    if not is_class(cls, RootModel):
        _set(model, "__pydantic_extra__", extra)
        _set(model, "__pydantic_private__", None)
    if cls.__pydantic_post_init__:
        model.model_post_init(None)
    return model


def _may_be(annotation: Any, data: Any) -> bool:
    """Tell whether data may be meant as this variant of a union."""
    origin = get_origin(annotation)
    if origin in _UNIONS or is_class(annotation, RootModel):
        return True
    if is_class(annotation, BaseModel):
        return is_object(data) and _tags_agree(annotation, data)
    if is_class(origin, Mapping):
        return is_object(data)
    if is_class(origin, (Sequence, Set)):
        return is_array(data)
    return not is_object(data) and not is_array(data)


def _tags_agree(cls: type[BaseModel], data: Mapping[str, Any]) -> bool:
    """Tell whether constant properties have their value, and at least one property is known."""
    known = False
    for _, key, annotation in fields_of(cls):
        if key in data:
            known = True
            inner = unwrapped(annotation)
            if get_origin(inner) is Literal and not any(
                is_same(data[key], value) for value in get_args(inner)
            ):
                return False
    return known or not cls.model_fields


def _tags(annotation: Any) -> list[str]:
    """Return the wire names of a variant's constant properties."""
    inner = unwrapped(annotation)
    if not is_class(inner, BaseModel) or is_class(inner, RootModel):
        return []
    return [key for _, key, node in fields_of(inner) if get_origin(unwrapped(node)) is Literal]


def _declared(annotation: Any, data: Any) -> int:
    if not is_class(annotation, BaseModel) or is_class(annotation, RootModel):
        return 0
    return sum(key in data for _, key, _ in fields_of(annotation))


def is_open(annotation: Any) -> bool:
    """Tell whether objects of a type may have any properties with any values."""
    plain = unwrapped(annotation)
    arguments = get_args(plain)
    if get_origin(plain) is dict:
        return unwrapped(arguments[1]) is Any
    return plain is Any or (get_origin(plain) in _UNIONS and any(map(is_open, arguments)))
