# mypy: no-warn-return-any
"""`Model`, the base class of generated models: a `Record` that reads and writes itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, dataclass_transform

import msgspec

from .record import Record, RecordMeta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import FieldInfo


@dataclass_transform(kw_only_default=True, field_specifiers=(msgspec.field,))
class ModelMeta(RecordMeta):
    """Makes models, which check what they are made of."""

    if not TYPE_CHECKING:  # checkers see the fields as the arguments

        def __call__(cls, /, **values: Any) -> Any:
            """Make a model, by Python names or wire names.

            Raises:
                ValueError: The values do not fit.
            """
            if "__deprecated__" in vars(cls):
                from ..base.deprecated import warn

                warn(cls.__deprecated__)
            return cls.model_validate(values)

    @property
    def model_fields(cls) -> Mapping[str, FieldInfo]:
        """The fields by name."""
        from .fields import fields_of

        return fields_of(cls)


class Model(Record, metaclass=ModelMeta):
    """Base of all models of this package.

    Unknown properties are kept (`model_extra`), optional properties that a response leaves out
    read as None, and `model_fields_set` tells them from those that were null. Where a response
    lacks a *required* property, it reads as None too (and the drift is reported), unless the
    client is strict.
    """

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """Return a dict: `mode`, `by_alias`, `exclude_unset`, `exclude_none`, `exclude`.

        Raises:
            TypeError: There is another option.
        """
        from .dump import Dump

        return Dump.of(options).value(self)

    def model_dump_json(self, *, indent: int | None = None, **options: Any) -> str:
        """Return JSON; options are those of `model_dump`."""
        from .adapter import to_json

        text = to_json(self.model_dump(**{**options, "mode": "json"})).decode()
        return text if indent is None else msgspec.json.format(text, indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-like data by wire names; what is not set is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return JSON by wire names; what is not set is left out."""
        return self.model_dump_json(indent=indent, by_alias=True, exclude_unset=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some values changed, which are not checked."""
        import copy

        copied = copy.deepcopy(self) if deep else copy.copy(self)
        for name, value in (update or {}).items():
            setattr(copied, name, value)
        return copied

    @classmethod
    def model_validate(cls, value: Any) -> Self:
        """Make a model of a dict, by Python names or wire names.

        Raises:
            ValueError: It does not fit.
        """
        from .adapter import adapter

        return adapter(cls).validate_python(value, by_name=True)

    @classmethod
    def model_validate_json(cls, data: str | bytes) -> Self:
        """Make a model of JSON.

        Raises:
            ValueError: It does not fit.
        """
        from .adapter import adapter, from_json

        return adapter(cls).validate_python(from_json(data))
