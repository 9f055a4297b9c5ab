"""Modules with names for types that other modules define: each is found when it is used (PEP 562).

This module is there only where a package has such modules.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

Found = Callable[[str], Any]
Listed = Callable[[], list[str]]


def namespace(
    module: str,
    names: Mapping[str, Callable[[], Any]],
    children: Sequence[str] = (),
    further: tuple[Found, Listed] | None = None,
) -> tuple[Found, Listed]:
    """Make `__getattr__` and `__dir__` for a module.

    Args:
        module: `__name__` of the module.
        names: What gives the type that each name is for.
        children: Modules in it.
        further: The two functions of what else the module has.
    """

    def __getattr__(name: str) -> Any:
        if name in names:
            value = names[name]()
        elif name in children:
            return import_module(f"{module}.{name}")
        elif further is not None:
            return further[0](name)
        else:
            message = f"module {module!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules.get(module))
        setattr(sys.modules[module], name, value)  # the next access is a plain attribute
        return value

    def __dir__() -> list[str]:
        own = [name for name in vars(sys.modules[module]) if name.startswith("_")]
        others = further[1]() if further is not None else own
        return sorted({*others, *names, *children})

    return __getattr__, __dir__
