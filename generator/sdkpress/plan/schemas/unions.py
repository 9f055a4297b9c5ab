"""`oneOf` and `anyOf`: what each variant is called, and what tells the variants apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ...data import as_list, as_object, text
from ..names.identifiers import pascal
from .merge import is_significant

_ADDING = ("properties", "required", "allOf", "oneOf", "anyOf", "$ref", "additionalProperties")


@dataclass(frozen=True, slots=True)
class DiscriminatorMapping:
    """A declared discriminator: the property, and the definition that each of its values means."""

    property_name: str
    variants: tuple[tuple[str, str], ...]


def variants(body: dict[str, Any], keyword: str) -> list[Any]:
    """The schemas of a union, each with what stands beside the keyword."""
    listed = as_list(body[keyword])
    siblings = {key: value for key, value in body.items() if key != keyword and is_significant(key)}
    siblings.pop("nullable", None)
    if not any(key in siblings for key in _ADDING):
        return listed
    return [variant if _is_null(variant) else {"allOf": [siblings, variant]} for variant in listed]


def without_empty_choice(body: dict[str, Any]) -> dict[str, Any]:
    """`body` without a union whose variants only say which of its properties are required.

    `anyOf: [{required: [a]}, {required: [b]}]` beside properties makes no difference to the type.
    """
    if "properties" not in body:
        return body
    empty = [
        keyword
        for keyword in ("oneOf", "anyOf")
        if keyword in body and all(_only_requires(variant) for variant in as_list(body[keyword]))
    ]
    return {key: value for key, value in body.items() if key not in empty} if empty else body


def _only_requires(variant: Any) -> bool:
    return set(filter(is_significant, as_object(variant))) <= {"required", "not"}


def _is_null(variant: Any) -> bool:
    return as_object(variant).get("type") == "null"


def variant_names(bodies: list[dict[str, Any]], hint: str) -> list[str]:
    """A name for each variant, made of `hint` and what tells it apart.

    A lone variant beside null is called `hint` itself. The first of these that differs for a
    variant is taken: its title, its constants, its properties, its JSON type.
    """
    real = [body for body in bodies if not _is_null(body)]
    if len(real) == 1:
        return [hint] * len(bodies)
    candidates = [_suffixes(body, real) for body in bodies]
    uses = Counter(suffix for own in candidates for suffix in dict.fromkeys(own))
    names: list[str] = []
    for own in candidates:
        suffix = next((item for item in own if uses[item] == 1), own[-1])
        names.append(f"{hint}{suffix}")
    return names


def _suffixes(body: dict[str, Any], all_bodies: list[dict[str, Any]]) -> list[str]:
    """What may tell a variant apart, the best first; never empty."""
    properties = as_object(body.get("properties"))
    found = [pascal(text(body.get("title")))] if text(body.get("title")) else []
    constants = [value for schema in properties.values() for value in _constants(schema)]
    found.extend(pascal(value) for value in constants)
    required = [str(name) for name in as_list(body.get("required"))]
    others = [other for other in all_bodies if other is not body]
    own = [
        name
        for name in [*required, *properties]
        if not any(name in as_object(other.get("properties")) for other in others)
    ]
    found.extend(pascal(name) for name in dict.fromkeys(own))
    found.append("With" + "And".join(pascal(name) for name in list(properties)[:4]))
    kind = body.get("type")
    if isinstance(kind, str) and not properties:
        found.append({"array": "List", "object": "Map"}.get(kind, pascal(kind)))
    return [suffix for suffix in found if suffix != "With"] or ["Variant"]


def _constants(schema: Any) -> list[str]:
    """The string that a property must be, if it is a single one."""
    node = as_object(schema)
    for part in reversed(as_list(node.get("allOf"))):
        if found := _constants(part):
            return found
    values = [node["const"]] if "const" in node else as_list(node.get("enum"))
    return (
        [value for value in values if isinstance(value, str) and value] if len(values) == 1 else []
    )


def tag_values(declared: dict[str, Any], targets: list[str]) -> list[tuple[str, str]]:
    """The values of a discriminator with the reference that each stands for.

    A reference that no value is declared for goes by its schema's name.
    """
    pairs: list[tuple[str, str]] = []
    for target in targets:
        name = target.rpartition("/")[2]
        values = [value for value, to in declared.items() if to in (target, name)]
        pairs.extend((value, target) for value in values or [name])
    return pairs
