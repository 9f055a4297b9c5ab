"""What changed since the last release in, three lines for the end of a run out."""

from __future__ import annotations

from ..changes.change import Change, Level
from ..encode import comment
from .accept import Judged
from .versions import next_version, parsed

_NOTHING = "nothing that users see has changed"
_LEVELS: dict[Level, str] = {
    "major": "programs break",
    "minor": "something is new",
    "patch": "only details have changed",
}


def summary(judged: Judged, last: str, chosen: str = "") -> str:
    """The next version, why it is that, and how many changes break programs: a line for each.

    Args:
        judged: What has changed since the last release.
        last: The version of that release.
        chosen: The next version, where it is not the one that the changes take.

    Raises:
        ReleaseError: `last` is no version that can be released.
    """
    level = judged.level
    following = chosen or next_version(last, level)
    version = f"{following} (the last release is {last})" if following != last else last
    lines = [
        f"next version: {version}",
        f"why: {_why(judged.counted, level, last)}",
        f"breaks: {_breaks(judged)}",
    ]
    return "\n".join(lines)


def _why(changes: tuple[Change, ...], level: Level, last: str) -> str:
    if level == "none":
        return _NOTHING
    if not changes:
        return "all that has changed is accepted by sdk.toml"
    first, *others = [change for change in changes if change.level == level]
    more = f", and {len(others)} more" if others else ""
    below = " (below 1.0 that is one place down)" if parsed(last).major == 0 else ""
    return f"{_LEVELS[level]}: {first.rule} at {comment(first.where)}{more}{below}"


def _breaks(judged: Judged) -> str:
    count = sum(change.level == "major" for change in judged.counted)
    meant = sum(item.change.level == "major" for item in judged.accepted)
    text = str(count) if count else "none"
    return f"{text}, and {meant} accepted by sdk.toml" if meant else text
