"""`$ref` and `allOf` in, one schema that says what all of them say together out.

Only what a schema refers to as a whole is followed, never what its parts refer to: those are
looked at when they are needed, and by then it is known whether they lead back.
"""

from __future__ import annotations

import json
from typing import Any

from ...data import as_list, as_object
from ...pointer import Pointer, local_target
from .budget import Budget
from .inheritance import Inheritance
from .merge import is_significant, merged
from .unions import without_empty_choice

_PARTS = ("properties", "patternProperties", "oneOf", "anyOf")


class Expansion:
    """Expands the schemas of one document. What is referred to is expanded once."""

    def __init__(self, root: dict[str, Any], inheritance: Inheritance, budget: Budget) -> None:
        self._root = root
        self._inheritance = inheritance
        self._budget = budget
        self._targets: dict[Pointer, dict[str, Any]] = {}
        self._users: dict[Pointer, set[Pointer]] = {}
        self._beside: dict[Pointer, set[str]] = {}
        self._dynamic: dict[str, Pointer] | None = None

    def expand(self, schema: Any) -> dict[str, Any]:
        """`schema` with `allOf` and a `$ref` that has significant siblings merged into one.

        Raises:
            DescriptionError: The description unfolds into too much.
        """
        node = as_object(schema)
        rest = {key: value for key, value in node.items() if key not in ("allOf", "$ref")}
        parts = [self.expand(part) for part in as_list(node.get("allOf"))]
        reference = self.reference(node)
        if reference is not None:
            rest.pop("$dynamicRef", None)
            parts.insert(0, self._target(reference))
        if not parts:
            return without_empty_choice(rest)
        whole = without_empty_choice(merged([*parts, rest]))
        for part in self.references(node):
            self._beside.setdefault(part, set()).update(as_object(whole.get("properties")))
        self._budget.spend(sum(len(whole[key]) for key in _PARTS if key in whole))
        return whole

    def _target(self, reference: Pointer) -> dict[str, Any]:
        """What a schema takes from the one that it refers to."""
        known = self._targets.get(reference)
        if known is None:
            node = self._inheritance.inherited(reference)
            known = self.expand(node)
            self._targets[reference] = known
            for part in self.references(as_object(node)):
                self._users.setdefault(part, set()).add(reference)
        return known

    def completes(self, pointer: Pointer, name: str) -> bool:
        """Whether a schema that was made of the one at `pointer` has the property `name`."""
        pending, seen = [pointer], {pointer}
        while pending:
            part = pending.pop()
            if name in self._beside.get(part, ()):
                return True
            users = self._users.get(part, set()) - seen
            seen |= users
            pending += users
        return False

    def reference(self, node: dict[str, Any]) -> Pointer | None:
        """Where the `$ref` or `$dynamicRef` of a schema points."""
        if isinstance(node.get("$ref"), str):
            return local_target(node["$ref"])
        if isinstance(node.get("$dynamicRef"), str):
            if self._dynamic is None:
                self._dynamic = _dynamic_anchors(self._root)
            return self._dynamic.get(node["$dynamicRef"].lstrip("#"))
        return None

    def plain_reference(self, node: dict[str, Any]) -> Pointer | None:
        """Where `node` points if it is nothing but a reference (or an `allOf` of one)."""
        keywords = set(filter(is_significant, node)) - {"nullable"}
        if keywords in ({"$ref"}, {"$dynamicRef"}):
            return self.reference(node)
        if keywords == {"allOf"}:
            parts = [
                part
                for part in as_list(node["allOf"])
                if any(is_significant(keyword) for keyword in as_object(part))
            ]
            if len(parts) == 1:
                return self.plain_reference(as_object(parts[0]))
        return None

    def references(self, node: dict[str, Any]) -> list[Pointer]:
        """Whatever `node` takes the whole of: by a `$ref`, in an `allOf` too."""
        found = [self.reference(node)]
        for part in as_list(node.get("allOf")):
            found += self.references(as_object(part))
        return [reference for reference in found if reference is not None]

    def repeated(self, node: dict[str, Any]) -> Pointer | None:
        """Where `node` points if what it says beside a reference is said there already."""
        found = self.references(node)
        body = _significant(self.expand(node)) if found else {}
        return next((one for one in found if _significant(self._target(one)) == body), None)


def _dynamic_anchors(root: Any) -> dict[str, Pointer]:
    """Where each `$dynamicAnchor` is: what a `$dynamicRef` means as long as no one overrides it."""
    found: dict[str, Pointer] = {}
    pending: list[tuple[Any, Pointer]] = [(root, ())]
    while pending:
        value, pointer = pending.pop()
        anchor = as_object(value).get("$dynamicAnchor")
        if isinstance(anchor, str):
            found[anchor] = pointer
        pending.extend((item, (*pointer, key)) for key, item in as_object(value).items())
        pending.extend((item, (*pointer, index)) for index, item in enumerate(as_list(value)))
    return found


def _significant(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if is_significant(key)}


def content(body: dict[str, Any]) -> str:
    """What an expanded schema says, as text: equal for schemas that make equal types."""
    return json.dumps(_significant(body), sort_keys=True)
