"""Loads templates/runtime as the package `sdk_runtime`, as generated SDKs do under their own name."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"


def _load() -> None:
    if "sdk_runtime" in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(
        "sdk_runtime", RUNTIME / "__init__.py", submodule_search_locations=[str(RUNTIME)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["sdk_runtime"] = module
    spec.loader.exec_module(module)


_load()
