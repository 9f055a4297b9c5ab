"""The distributions of two surfaces in, changes of what they need and export out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from ..surface.model import Package, Surface
from .change import Change
from .facts import plain, unknown
from .renames import added
from .rules import change

_KNOWN = frozenset(
    ["distribution", "name", "version", "models", "python", "dependencies", "typed", "docs"]
)


def package_changes(old: Surface, new: Surface) -> Iterator[Change]:
    """The changes of the distribution: names, Python, dependencies, exports."""
    before, after = old.package, new.package
    where = before.distribution
    yield from plain("package-renamed", where, before.distribution, after.distribution)
    yield from plain("package-renamed", f"import {before.name}", before.name, after.name)
    yield from plain("models-library-changed", where, before.models, after.models)
    yield from _python(where, before.python, after.python)
    yield from _dependencies(where, before, after)
    if before.typed and not after.typed:
        yield change("typing-lost", where, "py.typed")
    if before.docs != after.docs:
        yield change("docs-changed", where)
    yield from unknown(where, before, after, _KNOWN)
    yield from unknown("surface", old, new, type(old).model_fields)
    yield from _exports(old, new)


def _python(where: str, old: str, new: str) -> Iterator[Change]:
    before, after = _floor(SpecifierSet(old)), _floor(SpecifierSet(new))
    if before != after:
        yield change("python-raised" if after > before else "python-lowered", where, old, new)
    else:
        yield from plain("unknown", where, old, new)


def _floor(wanted: SpecifierSet) -> Version:
    """The lowest version that is allowed."""
    lowest = [Version(one.version) for one in wanted if one.operator in (">=", "==", "~=", ">")]
    return max(lowest, default=Version("0"))


def _dependencies(where: str, old: Package, new: Package) -> Iterator[Change]:
    before, after = _needed(old), _needed(new)
    for key, requirement in before.items():
        extra = key[0]
        if key not in after:
            gone = extra and not any(other == extra for other, _ in after)
            yield change("extra-removed" if gone else "dependency-removed", where, str(requirement))
        elif str(requirement) != str(after[key]):
            floors = _floor(requirement.specifier), _floor(after[key].specifier)
            rule = "dependency-major" if floors[1].major > floors[0].major else "dependency-raised"
            yield change(rule, where, str(requirement), str(after[key]))
    for requirement in added(before, after, {}).values():
        yield change("dependency-added", where, "", str(requirement))


def _needed(package: Package) -> Mapping[tuple[str, str], Requirement]:
    """What is needed by extra (empty for none) and name."""
    found: dict[tuple[str, str], Requirement] = {}
    for text in package.dependencies:
        extra, colon, requirement = text.partition(": ")
        try:
            one = Requirement(requirement if colon else text)
        except InvalidRequirement:
            continue
        found[extra if colon else "", canonicalize_name(one.name)] = one
    return found


def _exports(old: Surface, new: Surface) -> Iterator[Change]:
    """What every package exports, by the names that its clients and errors have now."""
    for module, listed in old.exports.items():
        now = new.exports.get(module, {})
        for name, signature in listed.items():
            where = f"{module}.{name}" if module else name
            if _is_told(name, old):
                continue
            if name not in now:
                yield change("name-removed", where, signature)
            elif _written(signature, old) != _written(now[name], new):
                yield change("signature-changed", where, signature, now[name])
    for module, listed in new.exports.items():
        for name, signature in added(old.exports.get(module, {}), listed, {}).items():
            if not _is_told(name, new):
                yield change("name-added", f"{module}.{name}" if module else name, "", signature)


def _written(signature: str, surface: Surface) -> str:
    """A signature without the names that are the client's own."""
    client = surface.client
    names = map(re.escape, (client.base_error, client.default_error, client.name))
    return re.sub(rf"\b({'|'.join(names)})\b", "…", signature)


def _is_told(name: str, surface: Surface) -> bool:
    """Whether a name is one of the client's own, which are compared as such."""
    client = surface.client
    return client.name in name or name in (client.base_error, client.default_error)
