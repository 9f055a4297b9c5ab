"""`Model`, the base class of generated models."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from .deep import on_large_stack


class Model(BaseModel):
    """Base of all models of this package.

    Unknown properties are kept (`model_extra`), optional properties that a response leaves out
    read as None, and `model_fields_set` tells them from those that were null. Where a response
    lacks a *required* property, it reads as None too (and the drift is reported), unless the
    client is strict.
    """

    model_config = ConfigDict(
        extra="allow", populate_by_name=True, defer_build=True, protected_namespaces=()
    )

    @classmethod
    def model_rebuild(cls, *, _parent_namespace_depth: int = 2, **arguments: Any) -> bool | None:
        """Build the model, which happens on first use; see pydantic for the arguments."""
        rebuild = super().model_rebuild
        try:
            return rebuild(_parent_namespace_depth=_parent_namespace_depth + 1, **arguments)
        except RecursionError:
            # Generated models find all names in their own module.
            return on_large_stack(lambda: rebuild(_parent_namespace_depth=0, **arguments))
