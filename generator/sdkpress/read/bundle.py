"""A document that refers to other files in, one that holds all it needs out.

Every target outside the main file becomes a component of the bundled document, and every ``$ref``
to it a local one. Names are given by :mod:`sdkpress.read.component_names`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..problems import Pointer
from .component_names import Target, name_targets
from .data import as_object, copy_data, measure
from .errors import UnreadableError
from .files import Files
from .grammar import COMPONENTS, SECTIONS, Kind, Node, walk
from .pointer import NotFoundError, follow_from, parse_pointer, reference_to
from .source import Source
from .source_map import Origin, SourceMap
from .suggest import nearest_names, not_found_message

TargetKey: TypeAlias = tuple[Kind, str, Pointer]


@dataclass(frozen=True, slots=True)
class Use:
    """One reference: the member ``field`` of ``holder``, whose value is its text."""

    holder: dict[str, Any]
    field: str
    kind: Kind
    pointer: Pointer

    @property
    def reference(self) -> str:
        """The text of the reference."""
        return str(self.holder[self.field])


def uses(node: Node) -> list[Use]:
    """Return the references that ``node`` itself makes: ``$ref``, a discriminator's mapping."""
    value, kind, pointer = node
    if value.__class__ is not dict or not ("$ref" in value or "discriminator" in value):
        return []
    found: list[Use] = []
    if kind in SECTIONS and isinstance(value.get("$ref"), str):
        found.append(Use(value, "$ref", kind, (*pointer, "$ref")))
    if kind == "schema":
        at = (*pointer, "discriminator", "mapping")
        mapping = as_object(as_object(value.get("discriminator")).get("mapping"))
        # The other form of a mapping value is the bare name of a component.
        found += [
            Use(mapping, name, kind, (*at, name))
            for name, reference in mapping.items()
            if isinstance(reference, str) and _names_a_file(reference)
        ]
    return found


def settle_dynamic(node: Node) -> None:
    """Give a ``$dynamicRef`` its static meaning, that which nothing overrides: a ``$ref``."""
    value = node.value
    if node.kind == "schema" and value.__class__ is dict and "$dynamicRef" in value:
        value.setdefault("$ref", value.pop("$dynamicRef"))


def _names_a_file(reference: str) -> bool:
    return "#" in reference or reference.lower().endswith((".yaml", ".yml", ".json"))


@dataclass(slots=True)
class Bundler:
    """Brings what other files hold into ``root``, the data of ``files.main``."""

    files: Files
    main: Source
    root: dict[str, Any]
    source_map: SourceMap
    targets: dict[TargetKey, Target] = field(default_factory=dict[TargetKey, Target])
    values: int = 0

    def bundle(self) -> None:
        """Bundle in place; what cannot be is reported."""
        pending = self._scan(self.main, Node(self.root, "openapi", ()))
        while pending:
            target = pending.pop()
            pending += self._scan(target.source, Node(target.value, target.kind, target.pointer))
        if self.targets:
            self._settle_homes()
            name_targets(list(self.targets.values()), self._components())
            self._place()

    def _scan(self, source: Source, start: Node) -> list[Target]:
        """Resolve the references below ``start``; return the targets not seen before."""
        found: list[Target] = []
        for node in walk(*start):
            settle_dynamic(node)
            for use in uses(node):
                if source is self.main and use.reference.startswith("#"):
                    continue
                try:
                    target = self._resolve(source, use)
                except UnreadableError as error:
                    at = source.locate(use.pointer)
                    self.files.problems.error(error.message, use.pointer, error.hint, at=at)
                    continue
                if target is not None:
                    if not target.used_by:
                        found.append(target)
                    target.used_by.append((use.holder, use.field))
        return found

    def _resolve(self, base: Source, use: Use) -> Target | None:
        """Return the external target of ``use``; make a use of the main file local at once."""
        file, _, fragment = use.reference.partition("#")
        source = base
        if file:
            opened = self._open_file(base, file)
            if opened is None:
                return None  # what is wrong in it has been reported
            source = opened
        pointer = parse_pointer(fragment)
        if pointer is None:
            pointer = find_anchor(source.data, fragment)
        if source is self.main:
            use.holder[use.field] = reference_to(pointer)
            return None
        return self._target(base, source, pointer, use)

    def _open_file(self, base: Source, file: str) -> Source | None:
        uri = self.files.resolve(base, file)
        try:
            return self.files.open_uri(uri)
        except UnreadableError as error:
            raise UnreadableError(f'the file "{file}" {error.message}', hint=error.hint) from None

    def _target(self, base: Source, source: Source, pointer: Pointer, use: Use) -> Target:
        try:
            around = use.pointer if source is base else ()
            value, exact, _ = follow_from(source.data, pointer, around)
        except NotFoundError as error:
            message = not_found_message(use.reference, error)
            raise UnreadableError(message, hint=nearest_names(error)) from None
        key = (use.kind, source.uri, exact)
        if key not in self.targets:
            self.values += measure(value)[0]
            if self.values > self.files.limits.values:
                raise UnreadableError("the bundled files hold too many values")
            # A copy, for targets may lie inside one another and are changed apart from here on.
            self.targets[key] = Target(use.kind, source, exact, copy_data(value))
        return self.targets[key]

    def _components(self) -> dict[str, Any]:
        return as_object(self.root.setdefault("components", {}))

    def _settle_homes(self) -> None:
        """Let a component that is nothing but a reference be the home of what it refers to."""
        by_holder = {
            id(holder): target
            for target in self.targets.values()
            for holder, field_name in target.used_by
            if field_name == "$ref"
        }
        for section, kind in COMPONENTS.items():
            for name, value in as_object(self._components().get(section)).items():
                target = by_holder.get(id(value))
                if target is not None and target.kind == kind and len(value) == 1:
                    target.offer_home(name)

    def _place(self) -> None:
        for target in self.targets.values():
            reference = reference_to(("components", SECTIONS[target.kind], target.name))
            for holder, field_name in target.used_by:
                holder[field_name] = reference
        for target in self.targets.values():
            if target.same_as is None:
                section = SECTIONS[target.kind]
                self._components().setdefault(section, {})[target.name] = target.value
                at = ("components", section, target.name)
                self.source_map.put(at, Origin(target.source, target.pointer))


def find_anchor(data: Any, name: str) -> Pointer:
    """Return where the ``$anchor`` called ``name`` is in ``data``.

    Raises :class:`UnreadableError` if there is none.
    """
    for start in ("openapi", *SECTIONS):
        for node in walk(data, start):
            value = node.value
            if value.__class__ is dict and name in map(value.get, ("$anchor", "$dynamicAnchor")):
                return node.pointer
    raise UnreadableError(
        f'the reference "#{name}" is neither a JSON Pointer nor the name of an $anchor',
        hint='a local reference looks like "#/components/schemas/Name"',
    )
