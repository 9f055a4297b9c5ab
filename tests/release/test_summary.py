"""The three lines at the end of `make generate`."""

from __future__ import annotations

import pytest

from sdkpress.changes.change import Change
from sdkpress.release.accept import Accepted, Judged
from sdkpress.release.summary import summary
from sdkpress.release.versions import ReleaseError

REMOVED = Change("argument-removed", "major", "chat.send(model)")
MOVED = Change("method-moved", "major", "chat.stop")
ADDED = Change("method-added", "minor", "chat.count")


@pytest.mark.parametrize(
    ("judged", "last", "expected"),
    [
        (
            Judged((ADDED, REMOVED, MOVED)),
            "1.4.2",
            [
                "next version: 2.0.0 (the last release is 1.4.2)",
                "why: programs break: argument-removed at chat.send(model), and 1 more",
                "breaks: 2",
            ],
        ),
        (
            Judged((ADDED,)),
            "1.4.2",
            [
                "next version: 1.5.0 (the last release is 1.4.2)",
                "why: something is new: method-added at chat.count",
                "breaks: none",
            ],
        ),
        (
            Judged((REMOVED,)),
            "0.2.0",
            [
                "next version: 0.3.0 (the last release is 0.2.0)",
                "why: programs break: argument-removed at chat.send(model)"
                " (below 1.0 that is one place down)",
                "breaks: 1",
            ],
        ),
        (
            Judged((ADDED,), (Accepted(REMOVED, "meant"),)),
            "1.4.2",
            [
                "next version: 1.5.0 (the last release is 1.4.2)",
                "why: something is new: method-added at chat.count",
                "breaks: none, and 1 accepted by sdk.toml",
            ],
        ),
        (
            Judged(()),
            "1.4.2",
            ["next version: 1.4.2", "why: nothing that users see has changed", "breaks: none"],
        ),
    ],
)
def test_three_lines(judged: Judged, last: str, expected: list[str]) -> None:
    assert summary(judged, last).split("\n") == expected


@pytest.mark.parametrize("where", ["a\nb", "a\r\u2028b", "\x1b[31ma", "a\u202eb"])
def test_hostile_names_stay_on_their_line(where: str) -> None:
    text = summary(Judged((Change("method-added", "minor", where),)), "1.0.0")
    assert len(text.splitlines()) == 3
    assert all(line.isprintable() for line in text.split("\n"))


def test_a_local_version_is_refused() -> None:
    with pytest.raises(ReleaseError, match="local version"):
        summary(Judged(()), "1.0.0+mine")
