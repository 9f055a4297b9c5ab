"""Targets outside the main file in, each with its name among the components out.

A name is the last segment of the reference, or the stem of the file. Where two different targets
want one name, both are qualified by their files; equal ones are one component. No name is
numbered: it would shift when another reference is added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..data import as_object
from ..pointer import Pointer, format_pointer
from .grammar import FIELDS, SECTIONS, Kind
from .source import Source
from .tree import Tree

_NOT_A_NAME = re.compile(r"[^\w.-]+")
_STRUCTURE = {name for fields in FIELDS.values() for name in fields} | {"components"}


@dataclass(eq=False, slots=True)
class Target:
    """Something outside the main file that is referred to, and by whom.

    ``same_as`` is set when another target, or a component of the main file, is its equal.
    """

    kind: Kind
    source: Source
    pointer: Pointer
    box: list[Any]
    tree: Tree = field(default_factory=Tree)
    used_by: list[tuple[dict[str, Any], str]] = field(default_factory=list[Any])
    name: str = ""
    has_home: bool = False
    same_as: Target | str | None = None

    @property
    def value(self) -> Any:
        """What is referred to: ``box`` holds a copy of it."""
        return self.box[0]

    @property
    def wanted(self) -> str:
        """The name that the target has by its meaning."""
        return next(candidates(self))

    def offer_home(self, name: str) -> None:
        """Take ``name``, that of a component which is a mere reference, unless a better is had."""
        if not self.has_home or name == self.wanted:
            self.name, self.has_home = name, True


def name_targets(targets: list[Target], components: dict[str, Any]) -> None:
    """Give every target its name; ``components`` are those of the main file."""
    homeless = [target for target in targets if not target.has_home]
    _mark_uses(targets)
    while _merge_equal(homeless, targets, components):
        homeless = [target for target in homeless if target.same_as is None]
    for kind in SECTIONS:
        taken = set(as_object(components.get(SECTIONS[kind])))
        _assign([t for t in homeless if t.kind == kind and t.same_as is None], taken)
    for target in targets:
        target.name = _final_name(target)


def _final_name(target: Target) -> str:
    while isinstance(target.same_as, Target):
        target = target.same_as
    return target.same_as if isinstance(target.same_as, str) else target.name


def _identity(target: Target) -> str:
    return f"{target.kind} {target.source.uri}{format_pointer(target.pointer)}"


def _mark_uses(targets: list[Target]) -> None:
    # References become absolute for now: then equal contents mean the same.
    for target in targets:
        for holder, field_name in target.used_by:
            holder[field_name] = _identity(target)


def _merge_equal(homeless: list[Target], targets: list[Target], components: dict[str, Any]) -> bool:
    """Find equals that want one name; return whether there were any."""
    merged = False
    firsts: dict[tuple[Kind, str], list[Target]] = {}
    for target in targets:
        if target.has_home:
            firsts.setdefault((target.kind, target.name), []).append(target)
    for target in homeless:
        section = as_object(components.get(SECTIONS[target.kind]))
        if section.get(target.wanted) == target.value:
            target.same_as, merged = target.wanted, True
            continue
        group = firsts.setdefault((target.kind, target.wanted), [])
        equal = next((other for other in group if other.value == target.value), None)
        if equal is None:
            group.append(target)
            continue
        target.same_as, merged = equal, True
        for holder, field_name in target.used_by:
            holder[field_name] = _identity(equal)
    return merged


def _assign(targets: list[Target], taken: set[str]) -> None:
    ladders = {id(target): candidates(target) for target in targets}
    for target in targets:
        target.name = next(ladders[id(target)])
    while True:
        count = Counter(target.name for target in targets)
        clashing = [t for t in targets if count[t.name] > 1 or t.name in taken]
        if not clashing:
            return
        for target in clashing:
            target.name = next(ladders[id(target)])


def candidates(target: Target) -> Iterator[str]:
    """Yield names for ``target``, each more particular than the one before."""
    path = PurePosixPath(urlsplit(target.source.uri).path)
    folders = [part for part in path.parts[:-1] if part != "/"]
    stem = path.stem
    own = _meaning(target.pointer)
    name = own or _clean(stem)
    yield name
    qualified = f"{_clean(stem)}_{name}" if own else name
    if own:
        yield qualified
    for folder in reversed(folders):
        qualified = f"{_clean(folder)}_{qualified}"
        yield qualified
    parents = "_".join(_clean(str(segment)) for segment in target.pointer)
    yield f"{qualified}_{parents}"
    # Only characters that no name may hold can still make two of them equal.
    yield f"{qualified}_{sha256(_identity(target).encode()).hexdigest()[:12]}"


def _meaning(pointer: Pointer) -> str:
    """Return the last segment that is a name and not part of OpenAPI's own structure."""
    if len(pointer) == 1 or (len(pointer) > 1 and pointer[-2] in FIELDS["components"]):
        return _clean(str(pointer[-1]))
    for segment in reversed(pointer):
        if not (isinstance(segment, int) or segment.isdigit() or segment in _STRUCTURE):
            return _clean(segment)
    return ""


def _clean(text: str) -> str:
    return _NOT_A_NAME.sub("_", text).strip("_") or "unnamed"
