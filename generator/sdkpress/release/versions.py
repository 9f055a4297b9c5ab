"""The version of the last release and the level of what changed in, the next version out.

Versions are compared and written as PEP 440 has it, and raised by Semantic Versioning 2.0.0.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from packaging.version import InvalidVersion, Version

from ..changes.change import Level

Stage: TypeAlias = Literal["a", "b", "rc"]
"""What a pre-release is: alpha, beta or release candidate."""

STAGES: tuple[Stage, ...] = ("a", "b", "rc")
_PARTS: tuple[Level, ...] = ("major", "minor", "patch")


class ReleaseError(Exception):
    """There can be no such release; the message says why, and what to do."""


def next_version(current: str, level: Level, *, pre: Stage | None = None) -> str:
    """The version of the release that follows `current`.

    A pre-release prepares the version that is in it: what has changed since raises it no further
    than it promises already, and the final release drops the suffix.

    Args:
        current: The version of the last release. A post-release counts as what it repairs, an
            epoch stays.
        level: What has changed since; below 1.0.0 it is taken one place down. For "none" it is
            `current` itself, unless that prepares a version.
        pre: The stage of a pre-release to make.

    Raises:
        ReleaseError: `current` is no public version, or is of a later stage than `pre`.
    """
    last = parsed(current)
    if level == "none" and (pre or not _prepares(last)):
        return str(last)
    number = _padded(last)
    part = _PARTS.index(below_one(level, current)) if level != "none" else len(_PARTS)
    if not (_prepares(last) and not any(number[part + 1 :])):
        number = [*number[:part], number[part] + 1, *[0] * (len(_PARTS) - part - 1)]
    elif pre:
        return _written(last, number, pre, _count_of(last, pre))
    return _written(last, number, pre, 1)


def parsed(version: str) -> Version:
    """`version` as PEP 440 reads it.

    Raises:
        ReleaseError: It is none, or a local one, which no index takes.
    """
    try:
        found = Version(version)
    except InvalidVersion:
        raise ReleaseError(
            f'"{version}" is not a version by PEP 440; write one such as "1.2.0"'
        ) from None
    if found.local:
        raise ReleaseError(
            f'"{version}" is a local version, which is never released; write "{found.public}"'
        )
    return found


def below_one(level: Level, current: str) -> Level:
    """`level` as it counts after `current`: one place down below 1.0.0, where a break is minor."""
    if parsed(current).major > 0 or level == "none":
        return level
    return _PARTS[min(_PARTS.index(level) + 1, len(_PARTS) - 1)]


def _prepares(version: Version) -> bool:
    """Whether what is in `version` has not been released yet; post-releases only repair."""
    return version.pre is not None or (version.is_devrelease and version.post is None)


def _padded(version: Version) -> list[int]:
    number = list(version.release)
    return number + [0] * (len(_PARTS) - len(number))


def _count_of(last: Version, pre: Stage) -> int:
    """The number that the next pre-release of the same version has."""
    if last.pre is None:  # a dev release of what is being prepared
        return 1
    stage, count = last.pre
    if stage == pre:
        return count if last.is_devrelease and last.post is None else count + 1
    if STAGES.index(pre) < STAGES.index(stage):
        raise ReleaseError(
            f"{last} is out, so that {pre} of {last.base_version} would be older; "
            f"say --pre {stage}, or leave --pre out for the final release"
        )
    return 1


def _written(last: Version, number: list[int], pre: Stage | None, count: int) -> str:
    epoch = f"{last.epoch}!" if last.epoch else ""
    suffix = f"{pre}{count}" if pre else ""
    return f"{epoch}{'.'.join(map(str, number))}{suffix}"
