"""`Model`, the base class of generated models."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar, Self, SupportsIndex

from pydantic import BaseModel, ConfigDict

from ..data.pickled import name_of, new
from .adapter import adapter
from .deep import on_large_stack


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
        ser_json_inf_nan="constants",  # to be found, and refused, where a request is made
    )

    __not_sent__: ClassVar[tuple[str, ...]] = ()
    """Properties that are received only, where the model is what is sent of something."""

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-like data by wire names; what is not set is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return JSON by wire names; what is not set is left out."""
        return self.model_dump_json(indent=indent, by_alias=True, exclude_unset=True)

    if not TYPE_CHECKING:  # for checkers they are pydantic's

        def model_dump(self, **options: Any) -> dict[str, Any]:
            """Return a dict, without a warning for each value that a server should not send."""
            return super().model_dump(**{"warnings": False, **options})

        @classmethod
        def model_validate_json(cls, json_data: Any, **options: Any) -> Self:
            """Make a model of JSON; decimals that are numbers keep their digits."""
            if f"{__package__}.decimals" not in sys.modules:
                return super().model_validate_json(json_data, **options)
            return adapter(cls).validate_json(json_data, **options)

        def model_dump_json(self, **options: Any) -> str:
            """Return JSON; decimals that are numbers keep their digits."""
            options = {"warnings": False, **options}
            if f"{__package__}.decimals" not in sys.modules:
                return super().model_dump_json(**options)
            return adapter(type(self)).dump_json(self, **options).decode()

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> Any:
        """Pickle by the name of the model, which stays when the module that has it does not."""
        reduced: Any = super().__reduce_ex__(protocol)
        function, arguments, *rest = reduced
        name = name_of(type(self)) if arguments == (type(self),) else None
        return (function, arguments, *rest) if name is None else (new, (name,), *rest)

    @classmethod
    def model_rebuild(cls, *, _parent_namespace_depth: int = 2, **arguments: Any) -> bool | None:
        """Build the model, which happens on first use; see pydantic for the arguments."""
        rebuild = super().model_rebuild
        try:
            return rebuild(_parent_namespace_depth=_parent_namespace_depth + 1, **arguments)
        except RecursionError:
            # Generated models find all names in their own module.
            return on_large_stack(lambda: rebuild(_parent_namespace_depth=0, **arguments))
