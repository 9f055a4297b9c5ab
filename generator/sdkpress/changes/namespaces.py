"""Names for types of other modules in, which of them are gone, new, or for something else out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..surface.model import Surface
from .change import Change
from .renames import added
from .rules import change
from .types import Names, differences


def namespace_changes(old: Surface, new: Surface, names: Names) -> Iterator[Change]:
    """The changes of all namespaces.

    What differs within a type is told where operations and models have it.
    """
    before, after = _names(old), _names(new)
    for where, text in before.items():
        if where not in after:
            yield change("name-removed", where, text)
        elif _is_another(text, after[where], names):
            yield change("signature-changed", where, text, after[where])
    for where, text in added(before, after, {}).items():
        yield change("name-added", where, "", text)


def _names(surface: Surface) -> Mapping[str, str]:
    """All names with those of their modules, and what they are for."""
    return {
        f"{path}.{name}": text
        for path, listed in surface.namespaces.items()
        for name, text in listed.items()
    }


def _is_another(old: str, new: str, names: Names) -> bool:
    """Whether a name is for another type, or for a dict where it was for none."""
    dicts = old.startswith(_DICT), new.startswith(_DICT)
    if any(dicts):
        return not all(dicts)
    return any(one.kind == "changed" for one in differences(old, new, "received", names))


_DICT = "types."
