"""Changes and the allow-list of `sdk.toml` in, which of them count for the version out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from packaging.version import InvalidVersion, Version

from ..changes.change import Change, Level, highest
from ..config import AcceptConfig


@dataclass(frozen=True, slots=True)
class Accepted:
    """A change that is meant, and why."""

    change: Change
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Changes by whether they count for the version, and what to say of the allow-list.

    Attributes:
        counted: Those that raise the version, in the order of all.
        accepted: Those that `[release.accept]` lets pass.
        remarks: A sentence for each entry that has expired, or that no change is named by.
    """

    counted: tuple[Change, ...]
    accepted: tuple[Accepted, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """That of the next release: where all is accepted, there is something to release still."""
        level = highest(self.counted)
        return "patch" if level == "none" and self.accepted else level


def accepted(
    changes: Iterable[Change], entries: Iterable[AcceptConfig], last: str, today: date
) -> Judged:
    """Hold `changes` against the allow-list.

    Args:
        changes: What has changed since the last release.
        entries: `[release.accept]` of `sdk.toml`; of several that name a change the first counts.
        last: The version of the last release, which ends entries `until` it; may be empty.
        today: The day on which an entry `until` the day before no longer counts.
    """
    changes, entries = tuple(changes), tuple(entries)
    holding = [entry for entry in entries if not _has_expired(entry, last, today)]
    reasons = [_reason(change, holding) for change in changes]
    pairs = tuple(zip(changes, reasons, strict=True))
    return Judged(
        counted=tuple(change for change, reason in pairs if reason is None),
        accepted=tuple(Accepted(change, reason) for change, reason in pairs if reason is not None),
        remarks=tuple(_remarks(changes, entries, holding)),
    )


def _reason(change: Change, entries: Iterable[AcceptConfig]) -> str | None:
    return next((entry.reason for entry in entries if _names(entry, change)), None)


def _names(entry: AcceptConfig, change: Change) -> bool:
    # "[" has no meaning of its own: the types of an argument may be in `where`.
    pattern = entry.where.replace("[", "[[]")
    return entry.rule == change.rule and fnmatchcase(change.where, pattern)


def _has_expired(entry: AcceptConfig, last: str, today: date) -> bool:
    if entry.until is None:
        return False
    try:
        ends = Version(str(entry.until))
    except InvalidVersion:
        return today > date.fromisoformat(str(entry.until))
    return bool(last) and Version(last) >= ends


def _remarks(
    changes: tuple[Change, ...],
    entries: tuple[AcceptConfig, ...],
    holding: list[AcceptConfig],
) -> Iterable[str]:
    for entry in entries:
        name = f'[release.accept] of {entry.rule} at "{entry.where}"'
        found = any(_names(entry, change) for change in changes)
        if entry not in holding:
            counts = "what it accepted counts again" if found else "remove it"
            yield f"{name} ended with {entry.until}: {counts}"
        elif not found:
            yield f"{name} matches no change: remove it, or correct its rule or where"
