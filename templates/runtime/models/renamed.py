"""Fields of models by old names: read, set, and given to the constructor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from ..base.renamed import by_new_names, old_attributes
from .model import Model

M = TypeVar("M", bound=Model)


def old_fields(names: Mapping[str, tuple[str, str]]) -> Callable[[type[M]], type[M]]:
    """Give the fields of a model their old names, too.

    Args:
        names: Old name to the name now and what to tell who uses it.
    """

    def mark(cls: type[M]) -> type[M]:
        made: Any = cls.__init__
        model: Any = cls

        @wraps(made)
        def __init__(self: Any, /, **values: Any) -> None:
            given = names.keys() & values.keys()
            # By the name in JSON it can be given as ever.
            old = {one for one in given if cls.model_fields[names[one][0]].alias != one}
            if old:
                values = by_new_names(cls.__name__, {one: names[one] for one in old}, values)
            made(self, **values)

        init: Any = __init__
        init.__pydantic_base_init__ = True  # else pydantic called it for what is received
        model.__init__ = init
        model.__setstate__ = _restoring(cls, names)
        old_attributes(cls, names)
        return cls

    return mark


def _restoring(
    cls: type[Model], names: Mapping[str, tuple[str, str]]
) -> Callable[[Any, Any], None]:
    """Make `__setstate__` of a model: pickles have the names of the time that they are of."""

    def renamed(name: str) -> str:
        return names[name][0] if name in names else name

    def __setstate__(self: Any, state: Any) -> None:
        values = {renamed(name): one for name, one in state["__dict__"].items()}
        given = {renamed(name) for name in state["__pydantic_fields_set__"]}
        parent: Any = super(cls, self)
        parent.__setstate__({**state, "__dict__": values, "__pydantic_fields_set__": given})

    return __setstate__
