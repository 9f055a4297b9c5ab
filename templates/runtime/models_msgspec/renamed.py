"""Fields of models by old names: read, set, and given to the constructor or in dicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ..base.renamed import old_attributes
from .model import Model

M = TypeVar("M", bound=Model)


def old_fields(names: Mapping[str, tuple[str, str]]) -> Callable[[type[M]], type[M]]:
    """Give the fields of a model their old names, too.

    Args:
        names: Old name to the name now and what to tell who uses it.
    """

    def mark(cls: type[M]) -> type[M]:
        model: Any = cls
        model.__old__ = names  # which the careful walk takes
        old_attributes(cls, names)
        return cls

    return mark
