"""Values of multipart forms: a request's body in, wire names and what is sent for each out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any, get_args, get_origin

from ..base.errors import InvalidRequest
from ..base.unset import UNSET
from ..data.values import is_array, is_file, is_object
from ..models.adapter import adapter


def properties(value: Any) -> Iterator[tuple[str, Any]]:
    """Give wire names and values: files as they are, all else as JSON-like data.

    Args:
        value: A model, or a mapping; validated.

    Raises:
        InvalidRequest: It is neither.
    """
    if not hasattr(value, "model_fields_set"):
        if not is_object(value):
            message = "the parts of a form must be the properties of an object"
            raise InvalidRequest(message)
        yield from value.items()
        return
    given = _attributes(value)
    types = _fields(value)
    given = {
        name: one
        for name, one in given.items()
        if one is not None or not (name in types and _is_binary(types[name]))
    }
    files = {name: member for name, member in given.items() if _is_sent_as_it_is(value, name)}
    sent = adapter(value.__class__).dump_python(
        value, mode="json", by_alias=True, exclude_unset=True, exclude=set(files), warnings=False
    )
    for name in given:
        wire = _alias(value, name)
        if name in files:
            yield wire, files[name]
        elif wire in sent:
            yield wire, sent[wire]


def items(annotation: Any, values: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    """Give the items of a validated array: files as they are, all else as JSON-like data.

    UNSET stands for a file that is None, and has no part.
    """
    for kind, value in zip(_item_annotations(annotation), values, strict=False):
        if is_file(value) and not _has_serializer(kind):
            yield value
        elif value is None and _is_binary(kind):
            yield UNSET
        else:
            yield _dumped(kind, value)


def _dumped(annotation: Any, value: Any) -> Any:
    return adapter(annotation).dump_python(
        value, mode="json", by_alias=True, exclude_unset=True, warnings=False
    )


def _item_annotations(annotation: Any) -> Iterator[Any]:
    """Give the types of the items of an array, one after the other."""
    annotation = getattr(annotation, "__value__", annotation)  # of a type alias
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return iter(arguments)
    return repeat(arguments[0] if get_origin(annotation) is list else Any)


def _attributes(model: Any) -> dict[str, Any]:
    """Give what is set on a model, in the order of its fields."""
    fields = _fields(model)
    given = {name: getattr(model, name) for name in fields if name in model.model_fields_set}
    return {**given, **(model.model_extra or {})}


def _alias(model: Any, name: str) -> str:
    field = _fields(model).get(name)
    return name if field is None else field.alias or name


def _fields(model: Any) -> Mapping[str, Any]:
    return getattr(model.__class__, "model_fields", {})


def _is_sent_as_it_is(model: Any, name: str) -> bool:
    """Tell files from what only looks alike in Python: bytes that are text on the wire."""
    field = _fields(model).get(name)
    value = getattr(model, name)
    is_list = is_array(value) and bool(value)
    holds_file = any(map(is_file, value)) if is_list else is_file(value)
    return holds_file and not (field is not None and _has_serializer(field))


def _has_serializer(annotation: Any) -> bool:
    """Tell whether something in an annotation says how it is written."""
    return any(hasattr(one, "when_used") for one in _parts(annotation))


def _is_binary(annotation: Any) -> bool:
    """Tell whether an annotation is of files: what is none of them cannot be written as text."""
    return any(hasattr(one, "sent_as_file") for one in _parts(annotation))


def _parts(annotation: Any) -> Iterator[Any]:
    """Give an annotation, what it is made of, and what is said about either."""
    pending: list[Any] = [annotation]
    seen: set[int] = set()  # a type alias may lead to itself
    while pending:
        one = pending.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            yield from (*getattr(one, "metadata", ()), *getattr(one, "__metadata__", ()))
            inner = (getattr(one, "annotation", None), getattr(one, "__value__", None))
            pending.extend(part for part in (*inner, *get_args(one)) if part is not None)
