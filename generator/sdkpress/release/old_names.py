"""Changes in, the entries of `[renamed]` that keep programs of before running out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..changes.change import Change


def old_names(changes: Iterable[Change]) -> dict[str, str]:
    """The new name of each old one, both written in full: `chat.say(text)`, `chat.send(message)`.

    An argument or a field that has another name says that name alone; the new name of what it is
    in is that of another change.
    """
    found = {change.where: change.renamed for change in changes if change.renamed}
    return {old: _in_full(old, new, found) for old, new in found.items()}


def _in_full(old: str, new: str, found: Mapping[str, str]) -> str:
    call, bracket, _ = old.partition("(")
    if bracket:
        return new if "(" in new else f"{found.get(call, call)}({new})"
    owner, dot, _ = old.rpartition(".")
    return f"{found.get(owner, owner)}.{new}" if dot and "." not in new else new
