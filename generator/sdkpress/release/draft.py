"""What has changed since the last release in; its version and the texts of its files out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from packaging.version import Version

from ..changes.change import Change
from .accept import Judged
from .changelog import CHANGELOG, with_changes, with_first
from .documents import Written
from .migrating import MIGRATING, with_migration
from .versions import ReleaseError, Stage, below_one, next_version, parsed


@dataclass(frozen=True, slots=True)
class Past:
    """What was released before.

    Attributes:
        version: The newest version, pre-releases included.
        compared: The version of what the changes are compared with: the last final one where it is
            a final release that is made, else `version`.
    """

    version: str
    compared: str


def chosen_version(judged: Judged, past: Past, pre: Stage | None, wanted: str) -> str:
    """The version of the release; that of the last one where there is nothing to release.

    Args:
        judged: What has changed.
        past: What was released before.
        pre: The stage of a pre-release to make.
        wanted: A version that the user asks for; empty for none.

    Raises:
        ReleaseError: There can be no such release, or programs break and `wanted` does not say so.
    """
    if not wanted:
        return next_version(past.version, judged.level, pre=pre)
    version = parsed(wanted)
    if version <= parsed(past.version):
        raise ReleaseError(f"{wanted} is not above {past.version}, which was released before")
    if refusal := broken_promise(judged.counted, past.version, wanted):
        raise ReleaseError(refusal)
    return str(version)


def first_version(configured: str, pre: Stage | None, wanted: str) -> str:
    """The version of the first release: what `sdk.toml` or the user says.

    Raises:
        ReleaseError: That is no version that can be released.
    """
    version = parsed(wanted or configured)
    return next_version(f"{version.base_version}.dev0", "patch", pre=pre) if pre else str(version)


def broken_promise(changes: tuple[Change, ...], last: str, version: str) -> str:
    """Why `version` may not follow `last`: programs break, and it does not say so; or nothing.

    Raises:
        ReleaseError: One of them is no version that can be released.
    """
    breaks = [change for change in changes if change.level == "major"]
    needed = next_version(last, "major")
    if not breaks or _final(version) >= _final(needed):
        return ""
    count = "1 change breaks" if len(breaks) == 1 else f"{len(breaks)} changes break"
    return (
        f"{version} may not follow {last}: {count} programs ({breaks[0].rule} at {breaks[0].where}"
        f"{', …' if len(breaks) > 1 else ''}), which takes a {below_one('major', last)} version, "
        f"{needed}. `sdkpress release` writes it; what is meant can stand in [release.accept]"
    )


def _final(version: str) -> Version:
    return Version(parsed(version).base_version)


def drafted(
    texts: Mapping[str, str], judged: Judged, version: str, past: Past | None, today: date
) -> dict[str, Written]:
    """The changelog and the migration guide of a release, by their names.

    Args:
        texts: What there is of either.
        judged: What has changed.
        version: That of the release.
        past: What was released before; None for nothing.
        today: The day of the release.

    Raises:
        ReleaseError: A file has something that is not closed, so that no section can follow.
    """
    log, guide = texts.get(CHANGELOG, ""), texts.get(MIGRATING, "")
    if past is None:
        return {CHANGELOG: with_first(log, version, today)}
    written = {CHANGELOG: with_changes(log, judged, version, past.version, today)}
    migration = with_migration(guide, judged, version, past.version, past.compared)
    return {**written, MIGRATING: migration} if migration.text else written
