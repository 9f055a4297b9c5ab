"""`[release.accept]`: changes that are meant, how long, and what is said of useless entries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sdkpress.changes.change import Change, highest
from sdkpress.config import AcceptConfig, load_config
from sdkpress.problems import Problems
from sdkpress.release.accept import accepted

REMOVED = Change("argument-removed", "major", "chat.send(model)")
OTHER = Change("argument-removed", "major", "files.list(limit)")
ADDED = Change("method-added", "minor", "chat.count")
TODAY = date(2026, 8, 14)


def entry(where: str, until: str | date | None = None) -> AcceptConfig:
    return AcceptConfig("argument-removed", where, "no one could call it", until)


def test_what_is_accepted_is_listed_and_does_not_count() -> None:
    judged = accepted((REMOVED, ADDED, OTHER), [entry("chat.send(model)")], "1.2.0", TODAY)
    assert judged.counted == (ADDED, OTHER)
    assert [(item.change, item.reason) for item in judged.accepted] == [
        (REMOVED, "no one could call it")
    ]
    assert judged.remarks == ()


def test_the_level_is_that_of_what_is_left() -> None:
    judged = accepted((REMOVED, ADDED), [entry("chat.*")], "1.2.0", TODAY)
    assert highest(judged.counted) == "minor"


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("chat.send(model)", True),
        ("chat.send(*)", True),
        ("chat.*", True),
        ("*", True),
        ("*(model)", True),
        ("chat.sen?(model)", True),
        ("chat.send", False),
        ("Chat.send(model)", False),
        ("chat", False),
        ("[c]hat.send(model)", False),
    ],
)
def test_where_is_a_glob(where: str, names: bool) -> None:
    judged = accepted((REMOVED,), [entry(where)], "1.2.0", TODAY)
    assert bool(judged.accepted) is names
    assert len(judged.counted) + len(judged.accepted) == 1


def test_the_rule_must_be_the_same() -> None:
    renamed = Change("argument-renamed", "major", "chat.send(model)")
    assert accepted((renamed,), [entry("*")], "1.2.0", TODAY).counted == (renamed,)


@pytest.mark.parametrize(
    ("until", "last", "holds"),
    [
        ("2.0.0", "1.9.9", True),
        ("2.0.0", "2.0.0rc1", True),
        ("2.0.0", "2.0.0", False),
        ("2.0", "2.0.0", False),
        ("v2.0.0", "2.0.1", False),
        ("2.0.0", "10.0.0", False),
        ("2.0.0", "", True),
        ("2026-08-14", "9.0.0", True),
        ("2026-08-13", "0.0.1", False),
        (date(2026, 8, 14), "9.0.0", True),
        (date(2026, 8, 13), "0.0.1", False),
        (None, "99.0.0", True),
    ],
)
def test_until(until: str | date | None, last: str, holds: bool) -> None:
    judged = accepted((REMOVED,), [entry("chat.*", until)], last, TODAY)
    assert bool(judged.accepted) is holds
    assert (judged.counted == (REMOVED,)) is not holds
    assert bool(judged.remarks) is not holds
    assert all(f"ended with {until}" in remark for remark in judged.remarks)


def test_an_expired_entry_says_whether_something_counts_again() -> None:
    [remark] = accepted((REMOVED,), [entry("chat.*", "1.0.0")], "1.0.0", TODAY).remarks
    assert remark.endswith("counts again")
    [remark] = accepted((ADDED,), [entry("chat.*", "1.0.0")], "1.0.0", TODAY).remarks
    assert remark.endswith("remove it")


def test_an_entry_that_matches_nothing_is_told() -> None:
    [remark] = accepted((REMOVED,), [entry("chat.*"), entry("cat.*")], "1.2.0", TODAY).remarks
    assert remark.startswith('[release.accept] of argument-removed at "cat.*" matches no change')


CONFIG = """
[[release.accept]]
rule = "argument-removed"
where = "chat.send(model)"
reason = "the server never took it"
until = 2026-12-31
[[release.accept]]
rule = "method-removed"
where = "files.*"
reason = "gone for good"
until = "2.0.0"
"""


def load(tmp_path: Path, text: str) -> tuple[tuple[AcceptConfig, ...], list[str]]:
    path = tmp_path / "sdk.toml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    config = load_config(path, problems)
    lines = [
        f"{item.location and item.location.line}: {item.message}" for item in problems.sorted()
    ]
    return config.release.accept, lines


def test_the_list_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, CONFIG) == (
        (
            AcceptConfig(
                "argument-removed",
                "chat.send(model)",
                "the server never took it",
                date(2026, 12, 31),
            ),
            AcceptConfig("method-removed", "files.*", "gone for good", "2.0.0"),
        ),
        [],
    )


def test_one_entry_may_be_a_table(tmp_path: Path) -> None:
    text = CONFIG[: CONFIG.rindex("[[")].replace("[[", "[").replace("]]", "]")
    entries, complaints = load(tmp_path, text)
    assert ([item.rule for item in entries], complaints) == (["argument-removed"], [])


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ('rule = "a"\nwhere = "b"', "2: release.accept[0] must have reason"),
        ('reason = "x"', "2: release.accept[0] must have rule and where"),
        ('rule = "a"\nwhere = "b"\nreason = " "', "5: release.accept[0].reason must say some"),
        (
            'rule = "a"\nwhere = "b"\nreason = "c"\nuntil = "soon"',
            "6: release.accept[0].until must be a version",
        ),
        (
            'rule = "a"\nwhere = "b"\nreason = "c"\nuntil = 2',
            "6: release.accept[0].until must be a string, is an integer",
        ),
        (
            'rule = "a"\nwhere = "b"\nreason = "c"\nuntil = 2026-12-31T00:00:00Z',
            "6: release.accept[0].until must be a string, is a date or time",
        ),
        (
            'rule = 1\nwhere = "b"\nreason = "c"',
            "3: release.accept[0].rule must be a string, is an integer",
        ),
        (
            'rule = "a"\nwhere = "b"\nreason = "c"\nwhy = "d"',
            '6: unknown key "why" in [release.accept[0]]',
        ),
    ],
)
def test_what_is_wrong_has_a_place(tmp_path: Path, lines: str, complaint: str) -> None:
    _, complaints = load(tmp_path, f"\n[[release.accept]]\n{lines}\n")
    assert len(complaints) == 1
    assert complaints[0].startswith(complaint)


def test_a_list_of_something_else_is_refused(tmp_path: Path) -> None:
    _, complaints = load(tmp_path, '[release]\naccept = ["argument-removed"]\n')
    assert complaints == ["2: release.accept[0] must be a table, is a string"]
