"""Program: import every module of a package, build its models, read its signatures.

Usage: import_everything.py PACKAGE
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from types import ModuleType

from pydantic import BaseModel, TypeAdapter


def modules_of(package: ModuleType) -> list[ModuleType]:
    """Import the package's modules, all of them."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [package, *(importlib.import_module(one.name) for one in found)]


def use(module: ModuleType) -> None:
    """Look at everything that a module has to offer."""
    for name in getattr(module, "__all__", vars(module)):
        value = getattr(module, name)
        if inspect.isclass(value) and issubclass(value, BaseModel):
            value.model_rebuild()
        if module.__name__.endswith((".models", ".types")):
            TypeAdapter(value).json_schema()
        if inspect.isfunction(value) or inspect.isclass(value):
            inspect.getdoc(value)


def main() -> None:
    """Use every module of the package that the command line names."""
    for module in modules_of(importlib.import_module(sys.argv[1])):
        use(module)


if __name__ == "__main__":
    main()
