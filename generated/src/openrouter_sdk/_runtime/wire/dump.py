"""Models that a response gave, in what is to be sent: as the dicts that callers could write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..data.values import is_array, is_object


def without_models(value: Any) -> Any:
    """Return a value with dicts by wire names in place of models; what is not set stays out."""
    if is_array(value):
        return [without_models(one) for one in value]
    members = value if is_object(value) else dict(_members(value)) if _is_model(value) else None
    if members is None:
        return value
    return {key: without_models(one) for key, one in members.items()}


def only_sent(value: Any) -> Any:
    """Take from models, in place, what is received only: it was a part of what they were."""
    inner: Any = ()
    if is_array(value):
        inner = value
    elif is_object(value):
        inner = value.values()
    elif _is_model(value):
        _drop_received(value)
        inner = [one for _, one in _members(value)]
    for one in inner:
        only_sent(one)
    return value


def _is_model(value: Any) -> bool:
    return hasattr(value, "model_fields_set")


def _members(model: Any) -> Iterator[tuple[str, Any]]:
    """Give what is set on a model, by wire names."""
    fields: Any = model.__class__.model_fields
    for name, field in fields.items():
        if name in model.model_fields_set:
            yield field.alias or name, getattr(model, name)
    yield from (model.model_extra or {}).items()


def _drop_received(model: Any) -> None:
    received: tuple[str, ...] = model.__class__.__not_sent__
    extra: dict[str, Any] = model.model_extra or {}
    for name in received:
        extra.pop(name, None)
        model.model_fields_set.discard(name)  # where pydantic counts it, too
