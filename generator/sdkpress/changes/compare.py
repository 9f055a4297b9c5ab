"""Two surfaces in, everything that changed for users out."""

from __future__ import annotations

from collections.abc import Iterator

from ..surface.model import Surface
from . import renames
from .change import LEVELS, Change
from .client import client_changes
from .methods import method_changes
from .models import model_changes
from .namespaces import namespace_changes
from .package import package_changes
from .rules import change
from .types import Names


def compare(old: Surface, new: Surface) -> tuple[Change, ...]:
    """Everything that changed, what breaks programs first.

    Each change has the level of its rule; its `cause` has no file and no line.
    """
    found = [_kept(one, new) for one in _changes(old, new)]
    return tuple(sorted(found, key=lambda one: LEVELS.index(one.level)))


def _kept(found: Change, new: Surface) -> Change:
    """A change of a name that still stands is none that breaks programs."""
    alias = new.renamed.get(found.where)
    if alias is None or found.renamed == "":
        return found
    return change("name-deprecated", found.where, found.before, found.after, found.renamed)


def _gone(old: Surface, new: Surface) -> Iterator[Change]:
    """Old names that were deprecated, and are no longer there."""
    for name, alias in renames.added(new.renamed, old.renamed, {}).items():
        yield change("name-removed", name, f"deprecated: {alias.to} in its place", alias.to)


def _changes(old: Surface, new: Surface) -> Iterator[Change]:
    lost = {name: item for name, item in old.models.items() if name not in new.requests}
    models = renames.renamed_models(lost, new.models)
    names = Names(old.models, new.models, models)
    yield from package_changes(old, new)
    yield from client_changes(old, new, names)
    yield from method_changes(old, new, names)
    yield from model_changes(old, new, names)
    yield from namespace_changes(old, new, names)
    yield from _gone(old, new)
