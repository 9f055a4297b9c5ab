"""The next version: PEP 440, raised by Semantic Versioning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from sdkpress.changes.change import LEVELS, Level
from sdkpress.release.versions import STAGES, ReleaseError, Stage, below_one, next_version


@pytest.mark.parametrize(
    ("current", "level", "pre", "expected"),
    [
        ("1.2.3", "major", None, "2.0.0"),
        ("1.2.3", "minor", None, "1.3.0"),
        ("1.2.3", "patch", None, "1.2.4"),
        ("1.2.3", "none", None, "1.2.3"),
        ("0.2.3", "major", None, "0.3.0"),
        ("0.2.3", "minor", None, "0.2.4"),
        ("0.2.3", "patch", None, "0.2.4"),
        ("0.0.3", "major", None, "0.1.0"),
        ("9.9.9", "major", None, "10.0.0"),
        # As many parts as Semantic Versioning has.
        ("1", "minor", None, "1.1.0"),
        ("1.2", "patch", None, "1.2.1"),
        ("2026.8", "major", None, "2027.0.0"),
        ("1.2.3.4", "patch", None, "1.2.4"),
        # Pre-releases
        ("1.2.0", "minor", "rc", "1.3.0rc1"),
        ("1.2.0", "none", "rc", "1.2.0"),
        ("1.3.0rc1", "patch", "rc", "1.3.0rc2"),
        ("1.3.0rc9", "minor", "rc", "1.3.0rc10"),
        ("1.3.0rc1", "none", "rc", "1.3.0rc1"),
        ("1.3.0rc1", "major", "rc", "2.0.0rc1"),
        ("1.3.1rc1", "minor", "rc", "1.4.0rc1"),
        ("2.0.0rc1", "major", "rc", "2.0.0rc2"),
        ("1.3.0a2", "minor", "b", "1.3.0b1"),
        ("1.3.0b2", "major", "a", "2.0.0a1"),
        ("0.3.0rc1", "major", "rc", "0.3.0rc2"),
        ("0.2.4rc1", "major", "rc", "0.3.0rc1"),
        ("1.0.0rc1", "major", None, "1.0.0"),
        # The final release drops the suffix, whether or not something has changed since.
        ("1.3.0rc2", "patch", None, "1.3.0"),
        ("1.3.0rc2", "none", None, "1.3.0"),
        ("1.3.0rc2", "major", None, "2.0.0"),
        ("1.3rc2", "minor", None, "1.3.0"),
        # Post-releases repair what is out; dev releases prepare what is not.
        ("1.2.0.post1", "patch", None, "1.2.1"),
        ("1.2.0.post1", "none", None, "1.2.0.post1"),
        ("1.2.0.post1.dev3", "patch", None, "1.2.1"),
        ("1.3.0.dev4", "minor", None, "1.3.0"),
        ("1.3.0.dev4", "minor", "rc", "1.3.0rc1"),
        ("1.3.0rc1.dev4", "minor", "rc", "1.3.0rc1"),
        ("1.3.0rc1.post1", "patch", "rc", "1.3.0rc2"),
        ("1.3.0rc1.post1.dev1", "patch", "rc", "1.3.0rc2"),
        # Spellings and epochs
        ("v1.2.3", "minor", None, "1.3.0"),
        ("1.2.0-RC.1", "patch", "rc", "1.2.0rc2"),
        ("1!2.0.0", "minor", None, "1!2.1.0"),
        ("1!0.2.0", "major", "a", "1!0.3.0a1"),
    ],
)
def test_next_version(current: str, level: Level, pre: Stage | None, expected: str) -> None:
    assert next_version(current, level, pre=pre) == expected


@pytest.mark.parametrize(
    ("current", "pre", "sentence"),
    [
        ("1.2.0+cu12", None, "local version"),
        ("soon", None, "not a version"),
        ("", None, "not a version"),
        ("1.3.0b2", "a", "say --pre b"),
        ("1.3.0rc1", "b", "would be older"),
    ],
)
def test_refused(current: str, pre: Stage | None, sentence: str) -> None:
    with pytest.raises(ReleaseError, match=sentence):
        next_version(current, "patch", pre=pre)


numbers = st.integers(0, 99)
versions = st.builds(
    lambda epoch, number, pre, post, dev: f"{epoch}{'.'.join(map(str, number))}{pre}{post}{dev}",
    st.sampled_from(["", "0!", "3!"]),
    st.lists(numbers, min_size=1, max_size=5),
    st.just("") | st.builds("{}{}".format, st.sampled_from(STAGES), numbers),
    st.just("") | st.builds(".post{}".format, numbers),
    st.just("") | st.builds(".dev{}".format, numbers),
)
levels = st.sampled_from(LEVELS)
risen = st.sampled_from(LEVELS[:-1])
stages = st.none() | st.sampled_from(STAGES)


def following(current: str, level: Level, pre: Stage | None) -> Version | None:
    """The next version, or None where an earlier stage was asked for."""
    try:
        return Version(next_version(current, level, pre=pre))
    except ReleaseError:
        last = Version(current).pre
        assert last is not None and pre is not None
        assert STAGES.index(pre) < STAGES.index(last[0])
        return None


@given(versions, risen, stages)
def test_it_rises(current: str, level: Level, pre: Stage | None) -> None:
    found = following(current, level, pre)
    assert found is None or found > Version(current)


@given(versions, risen, stages)
def test_it_is_what_was_asked_for(current: str, level: Level, pre: Stage | None) -> None:
    found = following(current, level, pre)
    assert found is None or (found.pre is not None) is (pre is not None)
    assert found is None or not (found.is_postrelease or found.is_devrelease or found.local)
    assert found is None or (len(found.release) >= 3 and found.epoch == Version(current).epoch)


@given(versions, risen, stages)
def test_it_promises_what_has_changed(current: str, level: Level, pre: Stage | None) -> None:
    """Compared with any final release before `current`, a break is in the first part and so on."""
    last, found = Version(current), following(current, level, pre)
    if found is None:
        return
    part = LEVELS.index(below_one(level, current))
    is_final = last.pre is None and not (last.is_devrelease and last.post is None)
    if is_final:
        padded = [*last.release, 0, 0, 0][: part + 1]
        assert list(found.release[: part + 1]) == [*padded[:-1], padded[-1] + 1]
    assert not any(found.release[part + 1 :])


@given(versions, levels)
def test_a_lower_level_gives_no_higher_version(current: str, level: Level) -> None:
    below = LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]
    assert Version(next_version(current, below)) <= Version(next_version(current, level))


@given(st.lists(risen, min_size=1, max_size=6), st.sampled_from(STAGES))
def test_after_pre_releases_comes_the_version_that_they_prepared(
    changed: list[Level], pre: Stage
) -> None:
    """The same as if all had been released at once."""
    current = "1.4.2"
    for level in changed:
        current = next_version(current, level, pre=pre)
    highest = LEVELS[min(map(LEVELS.index, changed))]
    assert next_version(current, "none") == next_version("1.4.2", highest)
