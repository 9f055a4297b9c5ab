"""What `diff` and `release` compare: a directory, a package, a description or a revision, read.

An operand is a generated directory, a wheel, an sdist, a surface, a description, an `sdk.toml` that
names one, or `git:REV[:PATH]`, any of these as it was at a revision; without a path, the surface
that is committed there. `last` is the last release.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..job import Job, read_config, read_options, settings_of, spec_of
from ..pointer import Pointer
from ..problems import Location, Problems
from ..progress import Progress
from ..store import Store
from ..surface import SURFACE, Surface, SurfaceError, is_surface, read_surface
from .error import OperandError
from .packed import packed_surface
from .released import newest
from .revision import Checkout, checked_out, only_surface

_GIT = "git:"
LAST = "last"


@dataclass(frozen=True, slots=True)
class Operand:
    """Something that was read: its surface, and its description where that was at hand.

    Attributes:
        name: How the user called it.
        surface: What users see of it.
        root: The description; empty without one.
        locate: Finds the place of a pointer into `root`.
    """

    name: str
    surface: Surface
    root: dict[str, Any]
    locate: Callable[[Pointer], Location] | None = None


def read_operand(text: str, job: Job) -> Operand:
    """Read an operand; `job` says how descriptions are pressed.

    Raises:
        OperandError: It does not exist, or holds no surface.
        DescriptionError: It is a description, or names one, and that has errors.
    """
    if text == LAST:
        return _last(job)
    if text.startswith(_GIT):
        return replace(_revision(text.removeprefix(_GIT), job), name=text)
    path = Path(text)
    if path.is_dir():
        return _surface(text, _bytes(path / SURFACE))
    if path.name.endswith((".whl", ".tar.gz")):
        return _surface(text, packed_surface(path))
    if not path.is_file():
        raise OperandError(f"{text}: no such file or directory")
    return _file(path, job)


def _last(job: Job) -> Operand:
    """The last release, or what is committed where there was none."""
    package = settings_of(job).package
    folder = job.config.resolve().parent if job.config else Path.cwd()
    names = [name for name in (package.name, package.distribution) if name]
    found = newest(folder, names)
    if found is None:
        raise OperandError(
            "last: nothing was released yet: no tag that is a version has the SDK, no commit either"
        )
    return Operand(found.name, found.surface, {})


def _file(path: Path, job: Job) -> Operand:
    """A surface, or else a description or what names one."""
    if path.suffix == ".toml":
        return _description(replace(job, config=path, spec=None), str(path))
    content = path.read_bytes()
    if path.name == SURFACE or is_surface(content):
        return _surface(str(path), content)
    return _description(replace(job, spec=path), str(path))


def _description(job: Job, name: str) -> Operand:
    from .. import pipeline

    progress, problems = Progress.for_terminal(), Problems()
    config = read_config(job, problems)
    spec = spec_of(job, config, problems)
    description = pipeline.read_description(spec, read_options(job, config), problems, progress)
    sdk = pipeline.plan_sdk(description, config, problems, progress)
    return Operand(name, pipeline.surface_of(sdk, Store()), description.root, problems.locate)


def _surface(name: str, content: bytes) -> Operand:
    try:
        return Operand(name, read_surface(content), {})
    except SurfaceError as error:
        raise OperandError(f"{name}: {SURFACE} cannot be read: {error}") from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise OperandError(
            f"{path.parent}: holds no {SURFACE}; press it with this version of sdkpress, "
            "or name its description"
        ) from None


def _revision(text: str, job: Job) -> Operand:
    """What was committed: `REV`, or `REV:PATH` with a path from the root of the repository."""
    revision, _, path = text.partition(":")
    path = path or only_surface(revision)
    with checked_out(revision) as checkout:
        config = checkout.then(job.config) if job.config else None
        operand = read_operand(str(checkout.file(path)), replace(job, config=config))
    return replace(operand, locate=_as_committed(operand.locate, checkout))


def _as_committed(
    locate: Callable[[Pointer], Location] | None, checkout: Checkout
) -> Callable[[Pointer], Location] | None:
    """Places in files by the names that they have in the repository."""

    def located(pointer: Pointer) -> Location:
        assert locate is not None
        place = locate(pointer)
        return replace(place, file=checkout.name(place.file))

    return located if locate else None
