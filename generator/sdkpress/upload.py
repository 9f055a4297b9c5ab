"""`sdkpress upload`: a built SDK in, an index that has it out, or a sentence why not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from packaging.version import Version

from .changes import compare
from .config import Config
from .job import Job, settings_of
from .operands import Released, read_operand, releases
from .release.accept import accepted
from .release.draft import broken_promise
from .release.index import version_of, versions_at
from .release.refused import in_index, refusal
from .release.versions import ReleaseError
from .surface import Surface


@dataclass(frozen=True, slots=True)
class Asked:
    """What `sdkpress upload` is asked for.

    Attributes:
        out: The generated SDK, with what was built of it in `dist/`.
        index: Where to upload to; empty with `dry_run` for nowhere.
        simple: The Simple API of that index; empty for `simple/` below `index`, if there is one.
        dry_run: Whether it is only said if the SDK may be published.
    """

    out: Path
    index: str = ""
    simple: str = ""
    dry_run: bool = False


def upload(asked: Asked, job: Job) -> int:
    """Upload what was built, unless its version is published, or does not say what breaks.

    Raises:
        ReleaseError: It may not be published; nothing was uploaded.
        OperandError: There is no SDK, or no telling what was released before.
        DescriptionError: `sdk.toml` has errors.
    """
    config = settings_of(job)
    surface = read_operand(str(asked.out), job).surface
    _check_promise(surface, asked.out, config)
    _check_index(surface, asked)
    if asked.dry_run:
        print(f"{surface.package.distribution} {surface.package.version} may be published")
        return 0
    _upload(surface, _archives(surface, asked.out / "dist"), asked.index)
    return 0


def _check_promise(surface: Surface, out: Path, config: Config) -> None:
    """Hold the SDK against the release before; and against that of its version, if there is one."""
    version = surface.package.version
    for before in _compared(surface, out):
        changes = compare(before.surface, surface)
        judged = accepted(changes, config.release.accept, before.version, date.today())
        if reason := broken_promise(judged.counted, before.version, version):
            raise ReleaseError(reason)


def _compared(surface: Surface, out: Path) -> Iterator[Released]:
    package = surface.package
    version = Version(package.version)
    for before in releases(out.resolve(), (package.name, package.distribution)):
        past = Version(before.version)
        if past <= version and (version.is_prerelease or past == version or not past.is_prerelease):
            yield before
            if past < version:
                return


def _check_index(surface: Surface, asked: Asked) -> None:
    name, version = surface.package.distribution, surface.package.version
    simple = asked.simple or (f"{asked.index.rstrip('/')}/simple" if asked.index else "")
    if not simple:
        return
    try:
        known = versions_at(simple, name, _credentials(asked.index, simple))
    except ReleaseError:
        if asked.simple:
            raise
        return  # where it is was only supposed; who takes the upload says the same
    if Version(version) in known:
        raise ReleaseError(in_index(name, version, asked.index or simple))


def _credentials(index: str, simple: str) -> tuple[str, str] | None:
    """Those of the upload, for the same host alone."""
    user, password = os.environ.get("TWINE_USERNAME"), os.environ.get("TWINE_PASSWORD")
    is_same = urlsplit(index)[:2] == urlsplit(simple)[:2]
    return (user, password) if user and password and is_same else None


def _archives(surface: Surface, dist: Path) -> list[Path]:
    """What was built of the SDK as it is.

    Raises:
        ReleaseError: Nothing was, or something else.
    """
    found = sorted(path for path in dist.glob("*") if path.name.endswith((".whl", ".tar.gz")))
    if not found:
        raise ReleaseError(f"{dist}: holds no wheel and no sdist; build the SDK first")
    for path in found:
        if version_of(path.name) != Version(surface.package.version):
            raise ReleaseError(f"{path}: is not {surface.package.version}; build the SDK again")
    return found


def _upload(surface: Surface, archives: list[Path], index: str) -> None:
    if find_spec("twine") is None:
        raise ReleaseError("twine uploads, and is not installed: pip install twine")
    files = [str(path) for path in archives]
    if fault := _failure("check", "--strict", *files):
        raise ReleaseError(f"twine finds fault with what was built: {' '.join(fault.split())}")
    options = ["--verbose", "--non-interactive", "--disable-progress-bar"]
    package = surface.package
    if printed := _failure("upload", *options, "--repository-url", index, *files):
        raise ReleaseError(refusal(printed, package.distribution, package.version, index))
    print(f"{index} has {', '.join(path.name for path in archives)}")


def _failure(*arguments: str) -> str:
    """What twine prints where it fails, without colours; nothing where it does not."""
    environment = {**os.environ, "COLUMNS": "1000", "PYTHONUTF8": "1"}  # lines stay lines
    done = subprocess.run(
        [sys.executable, "-m", "twine", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
        check=False,
    )
    printed = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    return printed if done.returncode else ""
