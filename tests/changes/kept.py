"""Pairs in which something is renamed, with the entries of `[renamed]` that keep the old names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from changes.pairs import Pair
from changes.surfaces import surface
from sdkpress.changes import compare
from sdkpress.changes.rules import RULES
from sdkpress.release.old_names import old_names

KEPT = frozenset(rule for rule in RULES if rule.endswith(("-renamed", "-moved"))) - {
    *("package-renamed", "module-moved", "error-moved")
}
"""The rules of changes after which the old names may stand."""


def entries_of(pair: Pair) -> Mapping[str, str]:
    """The old names that a release would keep, with the new ones."""
    return old_names(compare(surface(pair.old), surface(pair.new)))


def with_old_names(pair: Pair) -> Pair:
    """The same change, with the old names kept."""
    lines = [
        f'"{old}" = {{ to = "{new}", since = "0.1.0" }}' for old, new in entries_of(pair).items()
    ]
    kept = replace(pair.new, config="\n".join([pair.new.config, "[renamed]", *lines]))
    return replace(pair, name=f"kept, {pair.name}", new=kept, rule="name-deprecated")
