"""Two surfaces in, everything that changed for users out."""

from __future__ import annotations

from collections.abc import Iterator

from ..surface.model import Surface
from . import renames
from .change import LEVELS, Change
from .client import client_changes
from .methods import method_changes
from .models import model_changes
from .package import package_changes
from .types import Names


def compare(old: Surface, new: Surface) -> tuple[Change, ...]:
    """Everything that changed, what breaks programs first.

    Each change has the level of its rule; its `cause` has no file and no line.
    """
    return tuple(sorted(_changes(old, new), key=lambda one: LEVELS.index(one.level)))


def _changes(old: Surface, new: Surface) -> Iterator[Change]:
    requests = {method.request for method in new.methods.values()}
    lost = {name: item for name, item in old.models.items() if name not in requests}
    models = renames.renamed_models(lost, new.models)
    names = Names(old.models, new.models, models)
    yield from package_changes(old, new)
    yield from client_changes(old, new, names)
    yield from method_changes(old, new, names)
    yield from model_changes(old, new, names)
