"""The properties that a schema declares for each object of a value, as jsonschema-rs sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .compare import extras
from .schemas import Prepared


def misplaced(value: Any, sent: Any, prepared: Prepared) -> Iterator[str]:
    """Yield the declared properties that a decoded value holds as unknown ones."""
    unknown = list(extras(value))
    if not unknown:
        return
    declared = _declared(sent, prepared)
    for pointer, model, names in unknown:
        for wanted in declared.get(pointer, ()):
            lost = names & wanted
            if lost and not _as_good(model, wanted, declared[pointer]):
                yield f"{pointer or '/'}: {model.__name__} has no {', '.join(sorted(lost))}"
                break


def _as_good(model: Any, wanted: frozenset[str], all_declared: list[frozenset[str]]) -> bool:
    """Whether another variant that fits, too, explains as much of the object as `wanted` does."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    others = [one for one in all_declared if one != wanted]
    return any(one <= known and len(one) >= len(wanted) for one in others)


def _declared(sent: Any, prepared: Prepared) -> dict[str, list[frozenset[str]]]:
    """Return the properties that each valid `properties` keyword saw, by instance location."""
    found: dict[str, list[frozenset[str]]] = {}
    for unit in prepared.validator.evaluate(sent).list()["details"]:
        names = unit.get("annotations")
        path = unit["evaluationPath"]
        if unit["valid"] and path.endswith("/properties") and isinstance(names, list) and names:
            found.setdefault(unit["instanceLocation"], []).append(frozenset(names))
    return found
