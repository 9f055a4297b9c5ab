"""What is generated now in, what the next release would be out: three lines at the end of a run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .changes import compare
from .config import AcceptConfig
from .operands import OperandError, newest
from .release.accept import accepted
from .release.summary import summary
from .release.versions import ReleaseError, next_version, parsed
from .surface import SURFACE, SurfaceError, read_surface


def outlook(out: Path, entries: tuple[AcceptConfig, ...]) -> str:
    """The next version, why it is that, and how many changes break programs; or nothing.

    There is nothing to say outside a repository, and before anything is committed.

    Args:
        out: The directory that was generated.
        entries: What `sdk.toml` accepts.
    """
    try:
        surface = read_surface((out / SURFACE).read_bytes())
        names = (surface.package.name, surface.package.distribution)
        past = newest(out, names)
        if past is None:
            return ""
        changes = compare(past.surface, surface)
        judged = accepted(changes, entries, past.version, date.today())
        wanted, taken = surface.package.version, next_version(past.version, judged.level)
        return summary(judged, past.version, wanted if parsed(wanted) > parsed(taken) else "")
    except (OperandError, ReleaseError, SurfaceError, OSError):
        return ""  # what was released cannot be compared: `diff` and `release` say why
