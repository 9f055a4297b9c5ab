"""JSON Schemas in, plan types out: every inline object gets a name here, once and for all.

A component schema is called as its key; an inline schema takes its parent's name and its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...data import as_list, as_object, string, text
from ...pointer import Pointer, local_target, reference_to, value_at
from ...problems import Problems
from .. import dialects
from ..model.definitions import Alias, Definition
from ..model.types import (
    ANY,
    NONE,
    ListOf,
    LiteralOf,
    MapOf,
    Ref,
    TupleOf,
    Type,
    UnionOf,
    is_nullable,
    optional,
    union,
)
from ..names.identifiers import class_name, ordinal, singular
from .budget import Budget
from .class_names import ClassNames
from .copies import Copies
from .expand import Expansion
from .formats import scalar
from .inheritance import Inheritance
from .keywords import allows_null, as_integers, has_parts, is_model, json_types_of, literals
from .name_patterns import name_patterns
from .objects import Objects
from .required import RequiredNames
from .unions import DiscriminatorMapping, tag_values, variant_names, variants

LONGEST_INLINE_ENUM = 6
"""Values of an enum that is written where it is used; a longer one gets a name."""

LARGEST_UNION = 2_000
"""Variants of a union: tools that read Python nest one within the other."""


class Schemas:
    """The definitions met so far. One instance lives as long as one planning run.

    `given` are the names that users give to schemas, by their places.
    """

    def __init__(
        self,
        root: dict[str, Any],
        problems: Problems,
        given: Mapping[Pointer, str] | None = None,
    ) -> None:
        components = as_object(as_object(root.get("components")).get("schemas"))
        self.definitions: dict[str, Definition] = {}
        self.mappings: list[DiscriminatorMapping] = []
        self._root = root
        self._names = ClassNames(components, problems, given)
        self._inheritance = Inheritance(root)
        self._budget = Budget(root, problems)
        self._expansion = Expansion(root, self._inheritance, self._budget)
        self._required = RequiredNames(root, self._expansion, problems)
        self._objects = Objects(self.expand, self.type_of, self._required)
        self._copies = Copies()

    def component(self, pointer: Pointer) -> Ref:
        """The definition of the schema at `pointer`, which something refers to."""
        schema = value_at(self._root, pointer)
        name = self._names.known(pointer) or self._names.claim_place(pointer, schema)
        if name not in self.definitions:
            with self._budget.at(pointer), self._copies.left():
                self._define(name, schema, pointer)
        return Ref(name)

    def report(self) -> None:
        """Warn of what only all schemas together show to be a slip."""
        self._required.report()

    def _define(self, name: str, schema: Any, pointer: Pointer) -> None:
        """Builds the definition `name`; it exists, empty, while its own parts are built."""
        self.definitions[name] = Alias(name, ANY)
        body = self.expand(schema)
        if is_model(body) and self._plain_reference(as_object(schema), pointer) is None:
            self.definitions[name] = self._objects.model(name, body, pointer)
            return
        built = self.type_of(schema, pointer, name, named=True)
        patterns = (name_patterns(body) or ()) if isinstance(built, MapOf) else ()
        built = optional(built) if allows_null(body) else built
        self.definitions[name] = Alias(name, built, text(body.get("description")), patterns)

    def expand(self, schema: Any) -> dict[str, Any]:
        """`schema` with all that it refers to as a whole merged into one."""
        return self._expansion.expand(schema)

    def type_of(self, schema: Any, pointer: Pointer, hint: str, *, named: bool = False) -> Type:
        """The type of `schema`; `hint` is the name that an object in it is given.

        `named` says that a definition called `hint` is being built from it, so that only what is
        inside needs names of its own.
        """
        node = as_object(schema)
        reference = (
            self._plain_reference(node, pointer) if named else self._expansion.plain_reference(node)
        )
        is_copy = reference is None and not named and bool(self._expansion.references(node))
        if is_copy:
            reference = self._expansion.repeated(node)
        if reference is not None:
            target = self._referred(reference)
            nullable = allows_null(node) or allows_null(as_object(value_at(self._root, reference)))
            return optional(target) if nullable or self._takes_none(target) else target
        body = self.expand(node)
        if is_copy:
            built = self._copy(body, pointer, hint)
        else:
            built = self._type_of_body(body, pointer, hint, named)
        return optional(built) if allows_null(body) and not named else built

    def _plain_reference(self, node: dict[str, Any], pointer: Pointer) -> Pointer | None:
        """What the definition at `pointer` is no more than a name for; a variant of it is more."""
        found = self._expansion.plain_reference(node)
        is_variant = found is not None and self._inheritance.is_choice(pointer, found)
        return None if is_variant else found

    def _copy(self, body: dict[str, Any], pointer: Pointer, hint: str) -> Type:
        """The type of what was merged out of other schemas; one within another gets a name."""
        with self._copies.entered() as is_nested:
            if is_nested and has_parts(body):
                return self.hoist(body, pointer, hint)
            return self._type_of_body(body, pointer, hint, named=False)

    def _takes_none(self, node: Type) -> bool:
        """Whether `node` refers to a union that None is a member of."""
        alias = self.definitions.get(node.name) if isinstance(node, Ref) else None
        union_of = alias.type if isinstance(alias, Alias) else None
        return isinstance(union_of, UnionOf) and is_nullable(union_of)

    def _referred(self, pointer: Pointer) -> Type:
        """What a reference means: the schema, or any of those that extend it as their base."""
        base = self.component(pointer)
        children = self._inheritance.variants(pointer)
        if not children:
            return base
        schema = as_object(value_at(self._root, pointer))
        self._keep_mapping(schema, [reference_to(child) for child in children])
        return union([*(self.component(child) for child in children), base])

    def _type_of_body(self, body: dict[str, Any], pointer: Pointer, hint: str, named: bool) -> Type:
        if "const" in body or "enum" in body:
            return self._enum(body, pointer, hint, named)
        for keyword in ("oneOf", "anyOf"):
            if as_list(body.get(keyword)):
                return self._union(body, keyword, pointer, hint)
        types = [name for name in json_types_of(body) if name != "null"]
        if len(types) > 1:
            inner = f"{hint}Object" if named else hint
            return union([self._of_type(name, body, pointer, inner, named=False) for name in types])
        if not types:
            return NONE if json_types_of(body) == ["null"] else ANY
        return self._of_type(types[0], body, pointer, hint, named)

    def _union(self, body: dict[str, Any], keyword: str, pointer: Pointer, hint: str) -> Type:
        listed = self._variants(body, keyword, pointer)
        if len(listed) > LARGEST_UNION:
            self._budget.refuse(f"a union has more than {LARGEST_UNION:,} variants", pointer)
        names = variant_names([self.expand(variant) for variant in listed], hint)
        references = [string(as_object(variant).get("$ref")) for variant in listed]
        self._keep_mapping(body, references)
        return union(
            [
                self.type_of(variant, (*pointer, keyword, index), name)
                for index, (variant, name) in enumerate(zip(listed, names, strict=True))
            ]
        )

    def _variants(self, body: dict[str, Any], keyword: str, pointer: Pointer) -> list[Any]:
        """The schemas of a union; one that extends this very schema has what is beside it."""
        listed = as_list(body[keyword])
        references = [self._expansion.reference(as_object(variant)) for variant in listed]
        if any(found and self._inheritance.extends(found, pointer) for found in references):
            return listed
        if "integer" in json_types_of(body) and "number" not in json_types_of(body):
            listed = [self._as_integer(variant) for variant in listed]
        return variants({**body, keyword: listed}, keyword)

    def _as_integer(self, variant: Any) -> Any:
        """A variant of a union of integers: those of its numbers that are integers."""
        types = json_types_of(self.expand(variant))
        is_wider = "number" in types and "integer" not in types
        return {"allOf": [variant, {"type": as_integers(types)}]} if is_wider else variant

    def _keep_mapping(self, body: dict[str, Any], targets: list[str]) -> None:
        """Remembers a declared discriminator (OpenAPI 3.1, 4.8.25) with what its values mean."""
        discriminator = as_object(body.get("discriminator"))
        wire = string(discriminator.get("propertyName"))
        if not wire or not all(targets):
            return
        pairs = tag_values(as_object(discriminator.get("mapping")), targets)
        variants_by_value = tuple(
            (value, self.component(place).name)
            for value, target in pairs
            if (place := local_target(target))
        )
        self.mappings.append(DiscriminatorMapping(wire, variants_by_value))

    def _of_type(
        self, json_type: str, body: dict[str, Any], pointer: Pointer, hint: str, named: bool
    ) -> Type:
        if json_type == "array":
            return self._array(body, pointer, hint, named)
        if json_type != "object":
            return scalar(json_type, text(body.get("format")))
        has_name = named and not (name_patterns(body) and allows_null(body))
        if (as_object(body.get("properties")) or name_patterns(body)) and not has_name:
            own = {**body, "type": "object"}
            return self.hoist(own, pointer, f"{hint}Object" if named else hint)
        return self._map(body, pointer, hint)

    def places(self) -> dict[str, Pointer]:
        """Where the schema is that each definition was made of."""
        return self._names.places()

    def hoist(self, body: dict[str, Any], pointer: Pointer, hint: str) -> Ref:
        """A definition of its own for the inline schema `body`."""
        known = self._copies.known(body)
        if known is not None:
            return Ref(known)
        wanted = dialects.name_override(body) or hint
        name = self._names.claim(class_name(wanted), pointer, body)
        if self._copies.add(body, name):
            self._budget.add_copy()
        if name not in self.definitions:
            self._define(name, body, pointer)
        return Ref(name)

    def add(self, definition: Definition, wanted: str, pointer: Pointer) -> str:
        """Adds what no schema describes, under `wanted` or a name that says a little more."""
        name = self._names.claim(wanted, (*pointer, "request"), definition)
        self.definitions[name] = replace(definition, name=name)
        return name

    def _map(self, body: dict[str, Any], pointer: Pointer, hint: str) -> Type:
        """A map: what its values may be says `patternProperties`, or else a typed rest."""
        parts: list[tuple[Pointer, Any]] = [
            ((*pointer, "patternProperties", pattern), schema)
            for pattern, schema in as_object(body.get("patternProperties")).items()
            if name_patterns(body) is not None
        ]
        if as_object(body.get("additionalProperties")):
            parts.append(((*pointer, "additionalProperties"), body["additionalProperties"]))
        if not parts:
            return MapOf(ANY)
        names = variant_names([self.expand(schema) for _, schema in parts], f"{hint}Value")
        return MapOf(
            union(
                self.type_of(schema, place, name)
                for (place, schema), name in zip(parts, names, strict=True)
            )
        )

    def _array(self, body: dict[str, Any], pointer: Pointer, hint: str, named: bool) -> Type:
        prefix = as_list(body.get("prefixItems"))
        if not prefix:
            item = body.get("items", True)
            return ListOf(self.type_of(item, (*pointer, "items"), singular(hint)))
        if not named:
            return self.hoist(body, pointer, hint)
        items = [
            self.type_of(part, (*pointer, "prefixItems", index), f"{hint}{ordinal(index)}")
            for index, part in enumerate(prefix)
        ]
        if body.get("items") is False or body.get("maxItems") == len(prefix):
            return TupleOf(tuple(items))
        rest = self.type_of(body.get("items", True), (*pointer, "items"), singular(hint))
        return ListOf(union([*items, rest]))

    def _enum(self, body: dict[str, Any], pointer: Pointer, hint: str, named: bool) -> Type:
        values = [body["const"]] if "const" in body else as_list(body["enum"])
        kept = literals(values)
        if kept is None:
            return union([scalar(name, "") for name in json_types_of(body)] or [ANY])
        literal = LiteralOf(kept, dialects.unknown_values(body)) if kept else NONE
        if not named and len(kept) > LONGEST_INLINE_ENUM:
            return self.hoist({**body, "nullable": False}, pointer, hint)
        return literal
