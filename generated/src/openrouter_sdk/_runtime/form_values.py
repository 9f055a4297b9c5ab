"""Values of multipart forms: a request's body in, wire names and what is sent for each out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, cast, get_args

from .errors import InvalidRequest
from .operation import Body
from .values import adapter, is_array, is_bytes, is_object, validated

_FILE_TUPLE = (2, 3, 4)


def properties(body: Body, value: Any) -> Iterator[tuple[str, Any]]:
    """Give wire names and values: files as they are, all else as JSON-like data.

    Raises:
        InvalidRequest: The value does not fit the body's type, or is no object.
    """
    types = adapter(body.type())
    checked = validated(types, value)
    if not hasattr(checked, "model_fields_set"):
        if not is_object(checked):
            message = "a multipart body must be an object"
            raise InvalidRequest(message)
        yield from checked.items()
        return
    given = _attributes(checked)
    files = {name: member for name, member in given.items() if _is_sent_as_it_is(checked, name)}
    sent = types.dump_python(
        checked, mode="json", by_alias=True, exclude_unset=True, exclude=set(files), warnings=False
    )
    for name in given:
        wire = _alias(checked, name)
        if name in files:
            yield wire, files[name]
        elif wire in sent:
            yield wire, sent[wire]


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
    found = [*getattr(annotation, "metadata", ()), *getattr(annotation, "__metadata__", ())]
    if any(hasattr(one, "when_used") for one in found):
        return True
    inner = (getattr(annotation, "annotation", None), *get_args(annotation))
    return any(_has_serializer(one) for one in inner if one is not None)


def is_file(value: Any) -> bool:
    """Tell whether a value is a file, with or without a name."""
    if not isinstance(value, tuple):
        return _is_content(value)
    members = cast("tuple[Any, ...]", value)
    if len(members) not in _FILE_TUPLE or not isinstance(members[0], (str, type(None))):
        return False
    return _is_content(members[1])


def _is_content(value: Any) -> bool:
    return is_bytes(value) or isinstance(value, os.PathLike) or hasattr(value, "read")
