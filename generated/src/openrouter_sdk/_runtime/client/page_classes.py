"""The classes of an SDK's pages: made when they are first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from .page import AsyncPage, Page


def page_classes(
    module: str, names: Sequence[str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make `__getattr__` and `__dir__` for the module of pages (PEP 562).

    What type checkers see of them, the module says itself: a page of a model is one for them.

    Args:
        module: `__name__` of the module.
        names: Of the classes of synchronous clients; "Async" before them makes the others.
    """
    bases: dict[str, type] = dict.fromkeys(names, Page)
    bases.update({f"Async{name}": AsyncPage for name in names})

    def __getattr__(name: str) -> Any:
        base = bases.get(name)
        if base is None:
            message = f"module {module!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules.get(module))
        made = type(name, (base,), {"__module__": module, "__slots__": ()})
        return sys.modules[module].__dict__.setdefault(name, made)

    def __dir__() -> list[str]:
        own = [name for name in vars(sys.modules[module]) if name.startswith("_")]
        return sorted({*own, *bases})

    return __getattr__, __dir__
