"""A folder of a Git repository and a package in, the last release of that package out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

from ..surface import Surface, SurfaceError, read_surface
from .error import OperandError
from .git import git, toplevel
from .revision import surfaces


@dataclass(frozen=True, slots=True)
class Released:
    """A release of a package.

    Attributes:
        name: Its tag, or what else it is called by.
        version: Its version; by the tag, where there is one.
        surface: What users see of it.
        folder: Where the package is in the repository; None where it is no release of that.
    """

    name: str
    version: str
    surface: Surface
    folder: Path | None = None


def releases(folder: Path, names: Collection[str]) -> Iterator[Released]:
    """The releases among the tags that the commit at hand comes from, the newest version first.

    A tag is a version, maybe after `v`, maybe after the name of the package: `1.2.0`, `v1.2.0`,
    `acme-sdk-v1.2.0`, `acme-sdk@1.2.0`. One whose commit holds no surface of the package is none.

    Args:
        folder: Any folder of the repository; without a repository there is no release.
        names: What the package is called, imported and installed.

    Raises:
        OperandError: A surface cannot be read, or Git is not installed.
    """
    root = _root(folder)
    if root is None:
        return
    for version, tag in sorted(_versions(root, names), reverse=True):
        found = _surface(root, f"refs/tags/{tag}", names)
        if found:
            yield Released(tag, str(version), *found)


def last_release(folder: Path, names: Collection[str], *, final: bool = False) -> Released | None:
    """The newest of `releases`; None where there is none.

    Args:
        folder: See there.
        names: See there.
        final: Whether pre-releases do not count.

    Raises:
        OperandError: The clone is shallow and has no such tag; see there, too.
    """
    for one in releases(folder, names):
        if not (final and Version(one.version).is_prerelease):
            return one
    root = _root(folder)
    if root and git("-C", root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise OperandError(
            "this clone is shallow, so that there is no telling the last release; "
            "fetch all of it (git fetch --unshallow --tags), or name a release with --since"
        )
    return None


def committed(folder: Path, names: Collection[str]) -> Released | None:
    """What is committed of a package now, as if it had been released so."""
    root = _root(folder)
    found = _surface(root, "HEAD", names) if root and _has_commits(root) else None
    return Released("HEAD", found[0].package.version, *found) if found else None


def newest(folder: Path, names: Collection[str]) -> Released | None:
    """The last release, or what is committed where there was none; errors as there."""
    return last_release(folder, names) or committed(folder, names)


def _root(folder: Path) -> str | None:
    try:
        return toplevel(folder)
    except OperandError as error:
        if "not a git repository" in str(error):
            return None
        raise


def _has_commits(root: str) -> bool:
    try:
        git("-C", root, "rev-parse", "--verify", "HEAD^{commit}")
    except OperandError:
        return False
    return True


def _versions(root: str, names: Collection[str]) -> Iterator[tuple[Version, str]]:
    """The tags that may be releases of a package, with their versions."""
    known = {canonicalize_name(name) for name in names}
    listed = git("-C", root, "tag", "--list", "--merged", "HEAD") if _has_commits(root) else b""
    for tag in listed.decode(errors="surrogateescape").splitlines():
        found = _version(tag, known)
        if found:
            yield found, tag


def _version(tag: str, names: set[NormalizedName]) -> Version | None:
    parts = re.fullmatch(r"(.+)[-@/_](v?\d.*)", tag)
    named = parts[2] if parts and canonicalize_name(parts[1]) in names else ""
    for text in filter(None, (tag, named)):
        try:
            return Version(text)
        except InvalidVersion:
            continue
    return None


def _surface(root: str, revision: str, names: Collection[str]) -> tuple[Surface, Path] | None:
    """The surface of a package at a revision; the only one there may have another name."""
    paths = surfaces(revision, "-C", root)
    for path in paths:
        try:
            found = read_surface(git("-C", root, "show", f"{revision}:{path}"))
        except SurfaceError as error:
            raise OperandError(f"{revision}:{path}: cannot be read: {error}") from None
        if len(paths) == 1 or found.package.name in names:
            return found, (Path(root) / path).parent
    return None
