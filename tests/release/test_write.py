"""Several files are written together, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdkpress.release.write import write_all


def test_all_are_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    write_all({tmp_path / "a": "new é\r\n", tmp_path / "b": "made\n"})
    assert (tmp_path / "a").read_bytes() == "new é\r\n".encode()
    assert (tmp_path / "b").read_bytes() == b"made\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_none_is_written_when_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "c").write_text("old, too")
    original, count = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == failing:
            raise OSError(28, "no space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="no space"):
        write_all({tmp_path / name: "new" for name in "abc"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a": "old",
        "c": "old, too",
    }


def test_nothing_is_written_where_a_directory_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(FileNotFoundError):
        write_all({tmp_path / "a": "new", tmp_path / "none/b": "new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")
def test_modes_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    write_all({tmp_path / "link": "new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o640
