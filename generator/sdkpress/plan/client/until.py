"""How long an old name stands: until the next release that may break what used it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version


def parsed(version: str) -> Version:
    """A version by PEP 440, which sdk.toml has been checked for."""
    from packaging.version import Version  # where nothing is renamed it is not wanted

    return Version(version)


def gone(since: str) -> str:
    """The first release without a name that something lost in the release `since`.

    It is the next major one; below 1.0.0 the next minor one (Semantic Versioning 2.0.0, 4).
    """
    version = parsed(since)
    epoch = f"{version.epoch}!" if version.epoch else ""
    if version.major:
        return f"{epoch}{version.major + 1}.0.0"
    return f"{epoch}0.{version.minor + 1}.0"


def is_over(since: str, version: str) -> bool:
    """Whether the SDK of this version lacks the name; what precedes a release is like it."""
    return parsed(parsed(version).base_version) >= parsed(gone(since))
