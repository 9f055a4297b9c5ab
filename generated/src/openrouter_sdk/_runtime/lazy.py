"""Module-level `__getattr__` and `__dir__` (PEP 562): packages import their parts when used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any


def counted(names: Sequence[str], modules: Mapping[str, int]) -> dict[str, str]:
    """Make exports out of names that stand in the order of the modules that define them.

    Args:
        names: The public names of a package, its `__all__`.
        modules: Relative module to how many of them it defines: {".activity": 2}.
    """
    rest = iter(names)
    return {name: module for module, count in modules.items() for name in islice(rest, count)}


def lazy_exports(
    package: str, exports: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make `__getattr__` and `__dir__` for a package.

    Args:
        package: `__name__` of the package.
        exports: Public name to the relative module that defines it: {"Activity": ".activity"}.
            A value that ends in ":" names a module that is itself the attribute.

    Returns:
        The two functions, to be assigned in the package's `__init__`.
    """

    def __getattr__(name: str) -> Any:
        target = exports.get(name)
        if target is None:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules.get(package))
        module = import_module(target.rstrip(":"), package)
        value = module if target.endswith(":") else getattr(module, name)
        setattr(sys.modules[package], name, value)  # the next access is a plain attribute
        return value

    def __dir__() -> list[str]:
        own = [name for name in vars(sys.modules[package]) if name.startswith("_")]
        return sorted({*own, *exports})

    return __getattr__, __dir__


class LazyModule:
    """A module that is imported when an attribute of it is first wanted."""

    def __init__(self, name: str) -> None:
        """Keep its absolute name."""
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """Return the attribute `name` of the module.

        Raises:
            AttributeError: It has none.
            ImportError: There is no such module.
        """
        return getattr(import_module(self._name), name)
