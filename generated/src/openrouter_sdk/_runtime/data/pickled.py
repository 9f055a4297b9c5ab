"""What pickles say a model is: its name in the package of models, wherever that has it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

_MODELS = f"{__name__.partition('._runtime.')[0]}.models"


def name_of(cls: type) -> str | None:
    """Return the name that the package of models has for `cls`; None where it is not of there.

    The module in it that has the class may be another one in the next version of the package.
    """
    if not cls.__module__.startswith(f"{_MODELS}."):
        return None
    module = sys.modules.get(_MODELS) or import_module(_MODELS)
    return cls.__name__ if getattr(module, cls.__name__, None) is cls else None


def class_of(name: str) -> Any:
    """Return the class that the package of models has by a name.

    Raises:
        AttributeError: It has none.
    """
    return getattr(import_module(_MODELS), name)


def new(name: str) -> Any:
    """Return an instance without values of the model of a name; pickles fill it."""
    cls = class_of(name)
    return cls.__new__(cls)
