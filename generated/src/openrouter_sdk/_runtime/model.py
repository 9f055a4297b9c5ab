"""`Model`, the base class of generated models."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Base of all models of this package.

    Unknown properties are kept (`model_extra`), optional properties that a response leaves out
    read as None, and `model_fields_set` tells them from those that were null. Where a response
    lacks a *required* property, it reads as None too (and the drift is reported), unless the
    client is strict.
    """

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
        defer_build=True,
        protected_namespaces=(),
    )
