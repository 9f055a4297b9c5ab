"""A document that refers to other files in, one that holds all it needs out.

What a Reference Object leads to in another file becomes a component of the bundled document, and
the ``$ref`` a local one. Names are given by :mod:`sdkpress.read.component_names`. Whatever else
refers (see :mod:`sdkpress.read.reference_places`) is replaced by what it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

from ..data import as_object, copy_data, measure
from ..pointer import Pointer, reference_to
from .component_names import Target, name_targets
from .grammar import COMPONENTS, SECTIONS, Kind, Node
from .inputs import Files
from .kinds import WITH_SCHEMA, Misfits, is_schema, misfit
from .lookup import Found, Lookup
from .reference_places import Place, is_reference, is_replaced, places_in
from .references import Use, mapping_uses, own_uses, settle_dynamic
from .replace import Replacer
from .source import Source
from .source_map import Origin, SourceMap
from .tree import Region, Tree
from .unreadable import UnreadableError

TargetKey: TypeAlias = tuple[Kind, str, Pointer]


@dataclass(slots=True)
class Bundler:
    """Brings what other files hold into ``root``, the data of ``files.main``.

    References to what is of another kind stay as they are, and are listed in ``misfits``; those
    that are no Reference Objects are left out, and listed in ``left_out`` by their places.
    """

    files: Files
    main: Source
    root: dict[str, Any]
    source_map: SourceMap
    misfits: Misfits = field(default_factory=Misfits)
    left_out: dict[Pointer, str] = field(default_factory=dict[Pointer, str])
    targets: dict[TargetKey, Target] = field(default_factory=dict[TargetKey, Target])
    late: list[tuple[Region, Use, UnreadableError]] = field(
        default_factory=list[tuple[Region, Use, UnreadableError]]
    )
    values: int = 0
    replaced: int = 0
    is_full: bool = False
    lookup: Lookup = field(init=False)
    replacer: Replacer = field(init=False)

    def __post_init__(self) -> None:
        self.lookup = Lookup(self.files, self.main, self.root)
        texts = [source.text for source in self.files.opened.values() if source]
        self.lookup.identifiers.add(self.main, self.root, texts)
        self.replacer = Replacer(self.lookup, self.files.problems, self.count_replaced, self.origin)

    def bundle(self) -> None:
        """Bundle in place; what cannot be is reported.

        Raises :class:`sdkpress.problems.DescriptionError` where there is too much to go on.
        """
        tree = Tree()
        start = Place([self.root], 0, "one", "openapi", ())
        self._scan_all([Region(start, self.main, tree)])
        self._report_late()
        if self.is_full:
            self.files.problems.raise_if_errors()  # all else would follow from that
        self.replacer.finish()
        self._settle_tree(tree, ())
        if self.targets:
            self._settle_homes()
            name_targets(list(self.targets.values()), self._components())
            self._place()

    def count(self, value: Any) -> None:
        """Count the values of what is copied; raise UnreadableError where it is too much."""
        self.values += measure(value)[0]
        if self.values > self.files.limits.values:
            self.is_full = True
            raise UnreadableError("the bundled files hold too many values")

    def count_replaced(self, value: Any, at: Pointer, passed: int) -> None:
        """Count ``value``, which comes to stand at ``at``, after ``passed`` other references.

        Raises :class:`UnreadableError` where it is too much.
        """
        limits = self.files.limits
        self.replaced += 1
        if self.replaced > limits.replaced:
            self.is_full = True
            raise UnreadableError(f"more than {limits.replaced:,} references are to be replaced")
        if passed > limits.depth or len(at) + measure(value)[1] > limits.depth:
            raise UnreadableError(f"what it leads to nests more than {limits.depth} levels deep")
        self.count(value)

    def origin(self, source: Source, pointer: Pointer) -> Origin:
        """Return where something of ``source`` is written: an overlay may have brought it."""
        is_main = source is self.main
        return self.source_map.origin(pointer) if is_main else Origin(source, pointer)

    def _scan_all(self, pending: list[Region]) -> None:
        while pending and not self.is_full:
            pending += self._scan(pending.pop())

    def _scan(self, region: Region) -> list[Region]:
        """Resolve the references in ``region``; return what they bring in."""
        found: list[Region] = []
        replaced: list[Place] = []
        stack = [region.start]
        while stack:
            place = stack.pop()
            value = place.value
            if value.__class__ is dict:
                if "$ref" in value and is_reference(value) and is_replaced(place):
                    replaced.append(place)
                elif place.shape not in ("map", "list"):
                    found += self._in_object(region, Node(value, place.kind, place.pointer))
            stack += reversed(places_in(place))
        # Not before: what is brought in belongs to another region.
        for place in replaced:
            part = None if self.is_full else self.replacer.replace(region, place)
            found += [part] if part else []
        return found

    def _in_object(self, region: Region, node: Node) -> list[Region]:
        settle_dynamic(node)
        found: list[Region] = []
        made = own_uses(node)
        if node.kind == "discriminator":
            is_known = partial(self.lookup.is_identified, region.source, node.pointer)
            made += [use for use in mapping_uses(node) if is_known(use.reference)]
        for use in made:
            if not self._is_settled(region, use):
                found += self._try(region, use)
        return found

    def _is_settled(self, region: Region, use: Use) -> bool:
        if (id(use.holder), use.field) in self.misfits:
            return True
        return self.lookup.is_local(region.source, use.pointer, use.reference)

    def _report_late(self) -> None:
        """Try again what a file that was read since may identify; report what is left."""
        known = -1
        while self.late and known != len(self.lookup.identifiers):
            known = len(self.lookup.identifiers)
            again, self.late = self.late, []
            for region, use, _ in again if known and not self.is_full else ():
                self._scan_all(self._try(region, use))
            self.late = self.late if known else again
        for region, use, error in self.late:
            origin = self.origin(region.source, use.pointer)
            at = origin.source.locate(origin.pointer)
            self.files.problems.error(error.message, use.pointer, error.hint, at=at)

    def _try(self, region: Region, use: Use) -> list[Region]:
        try:
            return self._resolve(region, use)
        except UnreadableError as error:
            self.late.append((region, use, error))
            return []

    def _resolve(self, region: Region, use: Use) -> list[Region]:
        """Note what ``use`` leads to; return it if it was not seen before.

        A use of the main file is made local at once.
        """
        found = self.lookup.find(region.source, use.pointer, use.reference)
        if found is None:
            return []  # what is wrong in it has been reported
        if found.source is self.main:
            use.holder[use.field] = reference_to(found.pointer)
            return []
        kind = use.kind
        instead = misfit(("one", kind), found, False)
        if instead and kind in WITH_SCHEMA and is_schema(found, False):
            kind = "schema"
        elif instead:
            self.misfits[id(use.holder), use.field] = (instead, found.value)
            return []
        target = self._target(kind, found)
        is_new = not target.used_by
        target.used_by.append((use.holder, use.field))
        if not is_new:
            return []
        start = Place(target.box, 0, "one", kind, found.pointer)
        return [Region(start, found.source, target.tree)]

    def _target(self, kind: Kind, found: Found) -> Target:
        key = (kind, found.source.uri, found.pointer)
        if key not in self.targets:
            self.count(found.value)
            # A copy, for targets may lie inside one another and are changed apart from here on.
            box = [copy_data(found.value)]
            self.targets[key] = Target(kind, found.source, found.pointer, box)
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
                self._settle_tree(target.tree, at)

    def _settle_tree(self, tree: Tree, at: Pointer) -> None:
        """Note where the parts of a tree came from that is at ``at`` by now."""
        for pointer, origin in sorted(tree.origins, key=lambda part: len(part[0])):
            self.source_map.put((*at, *pointer), origin)
        self.left_out |= {(*at, *pointer): message for pointer, message in tree.left_out}
