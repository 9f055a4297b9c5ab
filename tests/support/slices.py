"""A large description in, a small one out: a few of its operations with all that they refer to."""

from __future__ import annotations

import copy
from random import Random
from typing import Any, cast

_KEPT = frozenset(("openapi", "info", "servers", "tags", "security"))

LARGEST = 80
"""Components of a slice at most: what more operations refer to is left out with them."""


def sliced(root: dict[str, Any], random: Random, paths: int = 3) -> dict[str, Any]:
    """Some of the paths of `root`, chosen at random, and the components that they need."""
    kept = {key: value for key, value in root.items() if key in _KEPT or "speakeasy" in key}
    chosen: dict[str, Any] = {}
    for path in random.sample(list(root["paths"]), min(len(root["paths"]), 3 * paths)):
        trial = {**chosen, path: root["paths"][path]}
        if len(chosen) < paths and len(needed(root, [kept, trial])) <= LARGEST:
            chosen = trial
    components: dict[str, Any] = {}
    schemes = root.get("components", {}).get("securitySchemes")
    if schemes:
        components["securitySchemes"] = schemes
    for section, name in sorted(needed(root, [kept, chosen])):
        components.setdefault(section, {})[name] = root["components"][section][name]
    return copy.deepcopy({**kept, "paths": chosen, "components": components})


def needed(root: dict[str, Any], value: Any) -> set[tuple[str, str]]:
    """Section and name of every component that `value` refers to, directly or not."""
    found: set[tuple[str, str]] = set()
    pending: list[Any] = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(cast("list[Any]", node))
        elif isinstance(node, dict):
            pending.extend(cast("dict[str, Any]", node).values())
        elif isinstance(node, str) and node.startswith("#/components/") and node.count("/") > 2:
            section, name = node.replace("~1", "/").split("/")[2:4]
            if (section, name) not in found:
                found.add((section, name))
                pending.append(root["components"][section].get(name))
    return found
