"""What tells the variants of a union apart: the constant property that all of them require.

A union whose variants differ in such a tag is decoded by it; all others are decoded by trying.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model.definitions import Alias, Definition, Field, Model, retyped
from ..model.types import (
    NONE,
    LiteralOf,
    LiteralValue,
    Ref,
    Scalar,
    Type,
    UnionOf,
    children,
    is_confusable,
    transform,
    union,
)
from ..names.identifiers import pascal, singular
from .planned import Planned


def with_declared_tags(planned: Planned) -> Planned:
    """Declared tags become constants, where a variant calls them just a string.

    A variant of several unions may go by a different value in each: it then has all of them.
    """
    shapes: dict[str, list[str]] = {}
    for name, form in planned.forms:
        shapes.setdefault(name, [name]).append(form)
    values: dict[tuple[str, str], list[str]] = {}
    for mapping in planned.mappings:
        for value, name in mapping.variants:
            for shape in dict.fromkeys(shapes.get(name, [name])):
                values.setdefault((shape, mapping.property_name), []).append(value)
    definitions = dict(planned.definitions)
    for (name, wire), found in values.items():
        definition = definitions.get(name)
        if isinstance(definition, Model):
            definitions[name] = _tagged(definition, wire, tuple(dict.fromkeys(found)))
    return replace(planned, definitions=definitions)


def _tagged(model: Model, wire: str, values: tuple[str, ...]) -> Model:
    constant = LiteralOf(values, open=False)
    fields = tuple(
        replace(field, type=constant)
        if field.wire == wire and field.required and field.type == Scalar("str")
        else field
        for field in model.fields
    )
    return replace(model, fields=fields)


def with_tags(planned: Planned) -> Planned:
    """Every union that can be is told apart by a tag."""
    found = _Discriminators(planned.definitions)
    return replace(planned, definitions=found.applied(), tags=frozenset(found.tags))


class _Discriminators:
    """Finds the tags of unions; a union inside another type gets a name, to be tagged."""

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self._definitions = definitions
        self._added: dict[str, Definition] = {}
        self._flat: dict[str, list[Model] | None] = {}
        self.tags: set[tuple[str, str]] = set()

    def applied(self) -> dict[str, Definition]:
        """The definitions with every union tagged that can be."""
        changed: dict[str, Definition] = {}
        for name, definition in self._definitions.items():
            if isinstance(definition, Alias):
                changed[name] = self._alias(definition)
            else:
                fields = tuple(self._field(name, field) for field in definition.fields)
                changed[name] = replace(definition, fields=fields)
        return {**changed, **self._added}

    def _alias(self, alias: Alias) -> Alias:
        tagged = self._tagged_union(alias.type)
        if tagged is not None:
            return replace(alias, type=tagged)
        return replace(alias, type=self.named(alias.type, f"{alias.name}Item"))

    def _field(self, parent: str, field: Field) -> Field:
        if not children(field.type):
            return field
        hint = f"{parent}{pascal(field.wire)}"
        return retyped(field, self.named(field.type, hint))

    def named(self, node: Type, hint: str) -> Type:
        """`node` with each tagged union in it replaced by a definition called after `hint`."""
        if not isinstance(node, UnionOf):
            return transform(node, lambda part: self._hoisted(part, singular(hint)))
        return self._hoisted(
            UnionOf(
                tuple(
                    member
                    if isinstance(member, Ref)
                    else transform(member, lambda part: self._hoisted(part, singular(hint)))
                    for member in node.members
                )
            ),
            hint,
        )

    def _hoisted(self, part: Type, hint: str) -> Type:
        if not isinstance(part, UnionOf) or part.discriminator:
            return part
        tagged = self._tagged_union(part)
        if tagged is None:
            return part
        members = union([member for member in part.members if member != NONE])
        name = self._name(hint, members)
        if name is None:
            return part
        self._added[name] = Alias(name, replace(tagged, members=_without_none(tagged)))
        return union([Ref(name), *([NONE] if NONE in part.members else [])])

    def _name(self, hint: str, members: Type) -> str | None:
        """`hint` where it is free, or means the same union already; None where it is taken."""
        known = self._added.get(hint)
        if known is not None:
            tagged = self._tagged_union(members)
            same = isinstance(known, Alias) and known.type == tagged
            return hint if same else None
        return None if hint in self._definitions else hint

    def _tagged_union(self, node: Type) -> UnionOf | None:
        """`node` as a union of models with its tag; None where it has none."""
        if not isinstance(node, UnionOf):
            return None
        models = self._models(node)
        if models is None or len(models) < 2:
            return None
        tag = _common_tag(models)
        if tag is None:
            return None
        self.tags.update((model.name, tag) for model in models)
        members: tuple[Type, ...] = tuple(Ref(model.name) for model in models)
        if NONE in node.members:
            members = (*members, NONE)
        return UnionOf(members, tag)

    def _models(self, node: Type) -> list[Model] | None:
        """The models that a union is made of, nested unions flattened; None for anything else."""
        found: dict[str, Model] = {}
        for member in node.members if isinstance(node, UnionOf) else (node,):
            if member == NONE:
                continue
            models = self._models_of(member.name) if isinstance(member, Ref) else None
            if models is None:
                return None
            found.update((model.name, model) for model in models)
        return list(found.values())

    def _models_of(self, name: str) -> list[Model] | None:
        """The models that a definition stands for, found once: unions may share their members."""
        if name not in self._flat:
            self._flat[name] = None  # what leads back to itself is no choice between models
            definition = self._definitions.get(name)
            if isinstance(definition, Model):
                self._flat[name] = [definition]
            elif definition is not None and NONE not in getattr(definition.type, "members", ()):
                self._flat[name] = self._models(definition.type)
        return self._flat[name]


def _without_none(node: UnionOf) -> tuple[Type, ...]:
    return tuple(member for member in node.members if member != NONE)


def _common_tag(models: list[Model]) -> str | None:
    """The attribute that every model requires to be a constant, a different one in each."""
    for field in models[0].fields:
        tags = [_tag_values(model, field) for model in models]
        values = [value for own in tags for value in own]
        distinct = len(set(values)) == len(values) and not any(map(is_confusable, values))
        if all(tags) and distinct:
            return field.name
    return None


def _tag_values(model: Model, like: Field) -> tuple[LiteralValue, ...]:
    for field in model.fields:
        if (field.name, field.wire) == (like.name, like.wire) and field.required:
            is_constant = isinstance(field.type, LiteralOf) and not field.type.open
            return field.type.values if is_constant and isinstance(field.type, LiteralOf) else ()
    return ()
