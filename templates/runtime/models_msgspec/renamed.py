"""Fields of models by old names: read, set, and given to the constructor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from ..base.renamed import by_new_names, old_attributes
from .model import Model

M = TypeVar("M", bound=Model)


def old_fields(names: Mapping[str, tuple[str, str]]) -> Callable[[type[M]], type[M]]:
    """Give the fields of a model their old names, too.

    Args:
        names: Old name to the name now and what to tell who uses it.
    """

    def mark(cls: type[M]) -> type[M]:
        def model_validate(kind: Any, value: Any) -> Any:
            if isinstance(value, dict):
                values = cast("dict[str, Any]", value)
                given = names.keys() & values.keys()
                # By the name in JSON it can be given as ever.
                old = {one for one in given if cls.model_fields[names[one][0]].wire != one}
                if old:
                    value = by_new_names(cls.__name__, {one: names[one] for one in old}, values)
            parent: Any = super(cls, kind)
            return parent.model_validate(value)

        model: Any = cls
        model.model_validate = classmethod(model_validate)
        old_attributes(cls, names)
        return cls

    return mark
