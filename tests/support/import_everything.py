"""Program: import every module of a package, build its models, find each operation.

Usage: import_everything.py MANIFEST
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints, is_typeddict


def modules_of(package: ModuleType) -> list[ModuleType]:
    """Import the package's modules, all of them."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [package, *(importlib.import_module(one.name) for one in found)]


def use(module: ModuleType) -> None:
    """Look at everything that a module has to offer."""
    package = module.__name__.partition(".")[0]
    adapter = importlib.import_module(f"{package}._runtime.models.adapter")
    for name in getattr(module, "__all__", ()):
        value = getattr(module, name)
        if module.__name__.endswith(".models"):
            adapter.adapter(value)
        elif module.__name__.endswith(".types") and is_typeddict(value):
            get_type_hints(value)


def named(reference: str) -> Any:
    """Import "package.module:name"."""
    module, _, name = reference.partition(":")
    return getattr(importlib.import_module(module), name)


def main() -> None:
    """Use every module of the package, and whatever else its manifest promises."""
    manifest = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for module in modules_of(importlib.import_module(manifest["package"])):
        use(module)
    client = named(manifest["clients"]["sync"])(server_url="https://api.example")
    for operation in manifest["operations"]:
        assert callable(attrgetter(operation["call"])(client)), operation
        assert callable(named(operation["function"])), operation
        named(operation["request"])


if __name__ == "__main__":
    main()
