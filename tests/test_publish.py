"""Publishing: all of the files or none of them, and never a file that no run wrote."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from sdkpress.output import digest
from sdkpress.publish import Changes, PublishError, compare, publish
from support.output import tree, with_manifest
from support.published import CRASH, FIRST, SECOND, python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")


def test_writes_everything_into_a_directory_that_does_not_exist(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    changes = publish(FIRST, out)
    assert changes == Changes(tuple(sorted(FIRST)), (), (), ())
    assert {path: text for path, text in tree(out).items() if text} == FIRST


def test_second_run_writes_changes_only_and_removes_what_is_stale(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    same = tmp_path / "src/p/__init__.py"
    before = same.stat()
    changes = publish(SECOND, tmp_path)
    assert changes == Changes(
        added=("src/p/c/d.py",),
        changed=("README.md", "sdk-manifest.json"),
        removed=("src/p/b.py",),
        unchanged=("src/p/__init__.py",),
    )
    assert {path: text for path, text in tree(tmp_path).items() if text} == SECOND
    assert (same.stat().st_ino, same.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_same_files_again_change_nothing(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert publish(FIRST, tmp_path) == Changes((), (), (), tuple(sorted(FIRST)))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_files_of_the_user_survive_and_keep_their_directory(tmp_path: Path) -> None:
    publish(SECOND, tmp_path)
    for path in ("NOTES.md", "src/p/c/mine.py", "src/p/hand.py"):
        (tmp_path / path).write_text("mine\n")
    publish(FIRST, tmp_path)
    left = tree(tmp_path)
    assert [left[path] for path in ("NOTES.md", "src/p/c/mine.py", "src/p/hand.py")] == [
        "mine\n"
    ] * 3
    assert "src/p/c/d.py" not in left


def test_directories_that_run_empty_go_with_their_bytecode(tmp_path: Path) -> None:
    publish(SECOND, tmp_path)
    cache = tmp_path / "src/p/c/__pycache__"
    cache.mkdir()
    (cache / "d.cpython-311.pyc").write_bytes(b"")
    publish(FIRST, tmp_path)
    assert "src/p/c/" not in tree(tmp_path)
    assert "src/p/" in tree(tmp_path)


def test_refuses_to_overwrite_what_no_run_wrote(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine\n")
    before = tree(tmp_path)
    with pytest.raises(PublishError, match=r"(?s)sdkpress did not write:\n  README.md\n.*--out"):
        publish(FIRST, tmp_path)
    assert tree(tmp_path) == before


def test_may_be_added_to_a_directory_with_other_files(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "NOTES.md").write_text("mine\n")
    publish(FIRST, tmp_path)
    assert tree(tmp_path)["NOTES.md"] == "mine\n"


def test_a_file_named_by_the_new_run_only_is_not_owned_yet(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    (tmp_path / "src/p/c").mkdir()
    (tmp_path / "src/p/c/d.py").write_text("mine\n")
    before = tree(tmp_path)
    with pytest.raises(PublishError, match="src/p/c/d.py"):
        publish(SECOND, tmp_path)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "path",
    [
        *("../x", "/x", "a/../../x", "a//b", "./a", ""),
        *("a\\b", "c:x", "a\0b", "a\nb", "nul.py", "a.", "x" * 300, "\ud800"),
        ".sdkpress-staging/x",
    ],
)
def test_refuses_paths_that_leave_or_that_no_file_system_holds(tmp_path: Path, path: str) -> None:
    out = tmp_path / "out"
    with pytest.raises(PublishError):
        publish(with_manifest({path: "x"}), out)
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("pair", [("A.py", "a.py"), ("a", "a/b"), ("A", "a/b")])
def test_refuses_paths_that_clash(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(PublishError, match="both|one file"):
        publish(with_manifest(dict.fromkeys(pair, "x")), tmp_path / "out")
    assert tree(tmp_path) == {}


def test_does_not_write_through_a_link_to_a_directory(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "src").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="src should be a directory and is a symbolic link"):
        publish(FIRST, out)
    assert tree(elsewhere) == {}


@pytest.mark.parametrize("path", ["README.md", "src/p/b.py", "sdk-manifest.json"])
def test_does_not_follow_a_link_in_place_of_a_file(tmp_path: Path, path: str) -> None:
    out, secret = tmp_path / "out", tmp_path / "secret"
    publish(FIRST, out)
    secret.write_text("secret\n")
    (out / path).unlink()
    (out / path).symlink_to(secret)
    with pytest.raises(PublishError, match="is a symbolic link"):
        publish(SECOND, out)
    assert secret.read_text() == "secret\n"


def test_output_may_itself_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    publish(FIRST, tmp_path / "link")
    assert "README.md" in tree(tmp_path / "real")


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "<<<<<<< ours",
        "[]",
        "{}",
        '{"files": [1]}',
        '{"files": "README.md"}',
        '{"files": ["../x"]}',
    ],
)
def test_refuses_a_manifest_that_it_cannot_trust(tmp_path: Path, manifest: str) -> None:
    out = tmp_path / "out"
    publish(FIRST, out)
    (tmp_path / "x").write_text("outside\n")
    (out / "sdk-manifest.json").write_text(manifest)
    before = tree(tmp_path)
    with pytest.raises(PublishError, match="cannot be read"):
        publish(SECOND, out)
    with pytest.raises(PublishError, match="cannot be read"):
        compare(SECOND, out)
    assert tree(tmp_path) == before


def test_refuses_an_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine\n")
    with pytest.raises(PublishError, match="not a directory"):
        publish(FIRST, tmp_path / "out")


def test_modes_follow_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        publish(FIRST, tmp_path / "out")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out/src/p/b.py").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "out/src/p").stat().st_mode) == 0o750


def test_text_is_written_as_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    publish(with_manifest({"a.md": "ü\r\n漢\n"}), tmp_path)
    assert (tmp_path / "a.md").read_bytes() == "ü\r\n漢\n".encode()


def test_the_manifest_must_list_what_is_written(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="must list exactly"):
        publish({**FIRST, "more.py": ""}, tmp_path / "out")
    assert tree(tmp_path) == {}


def test_compare_finds_nothing_in_what_was_published(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    (tmp_path / "NOTES.md").write_text("mine\n")
    assert compare(FIRST, tmp_path) == ""


def test_compare_names_the_files_and_shows_the_difference(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    (tmp_path / "src/p/__init__.py").unlink()
    report = compare(SECOND, tmp_path)
    assert report.startswith(f"5 files differ in {tmp_path}:\n")
    assert "\n  changed  README.md\n" in report
    assert "\n  missing  src/p/__init__.py\n" in report
    assert "\n  missing  src/p/c/d.py\n" in report
    assert "\n  not generated any more  src/p/b.py\n" in report
    assert "--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-one\n+two\n" in report
    assert "--- /dev/null\n+++ b/src/p/c/d.py\n" in report
    assert "--- a/src/p/b.py\n+++ /dev/null\n" in report
    assert compare(SECOND, tmp_path / "nowhere").count("  missing  ") == len(SECOND)


def test_compare_shows_line_ends(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    (tmp_path / "README.md").write_bytes(b"one\r\n")
    assert "-one\r\n+one\n" in compare(FIRST, tmp_path)
    (tmp_path / "README.md").write_bytes(b"one")
    assert "-one\n\\ No newline at end of file\n+one\n" in compare(FIRST, tmp_path)


def _signed(files: dict[str, str]) -> dict[str, str]:
    """What a run gives: `files` with a manifest that knows how they were written."""
    listed = json.loads(with_manifest(files)["sdk-manifest.json"])
    listed["digests"] = {path: digest(text.encode()) for path, text in files.items()}
    return {**files, "sdk-manifest.json": json.dumps(listed)}


OLD = {"README.md": "one\n", "src/a.py": "a\n", "src/b.py": "b\n", "src/same.py": "same\n"}
NEW = {"README.md": "two\n", "src/a.py": "a2\n", "src/same.py": "same\n"}
EDITS = {"README.md": b"mine\n", "src/b.py": b"mine too\n", "src/same.py": b"and this\n"}


def test_what_was_edited_is_left_alone_unless_it_is_to_be_overwritten(tmp_path: Path) -> None:
    publish(_signed(OLD), tmp_path)
    for path, content in EDITS.items():
        (tmp_path / path).write_bytes(content)
    for _ in range(2):  # nothing is forgotten by the run that leaves it alone
        changes = publish(_signed(NEW), tmp_path)
        assert {*changes.kept} >= {"README.md", "src/same.py"}
        assert {path: (tmp_path / path).read_bytes() for path in EDITS} == EDITS
        assert (tmp_path / "src/a.py").read_text() == "a2\n"
    changes = publish(_signed(NEW), tmp_path, overwrite=True)
    assert (changes.changed, changes.kept) == (("README.md", "src/same.py"), ())
    assert (tmp_path / "README.md").read_text() == "two\n"
    assert (tmp_path / "src/b.py").read_bytes() == EDITS["src/b.py"], "it is the user's by now"


def test_a_file_that_a_run_would_remove_is_removed_only_if_nobody_edited_it(tmp_path: Path) -> None:
    publish(_signed(OLD), tmp_path)
    (tmp_path / "src/b.py").write_bytes(EDITS["src/b.py"])
    assert publish(_signed(NEW), tmp_path).kept == ("src/b.py",)
    publish(_signed(OLD), tmp_path / "other")
    (tmp_path / "other/src/b.py").write_bytes(EDITS["src/b.py"])
    assert publish(_signed(NEW), tmp_path / "other", overwrite=True).removed == ("src/b.py",)


def test_what_git_does_to_line_ends_is_no_edit_nor_what_is_there_already(tmp_path: Path) -> None:
    publish(_signed(OLD), tmp_path)
    for path, text in OLD.items():
        (tmp_path / path).write_bytes(text.replace("\n", "\r\n").encode())
    (tmp_path / "src/a.py").write_text(NEW["src/a.py"])  # someone was faster
    changes = publish(_signed(NEW), tmp_path)
    assert (changes.kept, changes.removed) == ((), ("src/b.py",))
    assert (tmp_path / "README.md").read_text() == "two\n"
    (tmp_path / "README.md").unlink()
    assert publish(_signed(NEW), tmp_path).added == ("README.md",)


def test_a_manifest_that_says_nothing_of_what_was_written_is_believed(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    (tmp_path / "README.md").write_text("mine\n")
    assert publish(SECOND, tmp_path).kept == ()


def test_check_tells_a_directory_that_a_killed_run_left(tmp_path: Path) -> None:
    publish(FIRST, tmp_path)
    done = python(CRASH, tmp_path, 3)
    assert done.returncode == 9, done.stderr
    assert "files of two runs" in compare(SECOND, tmp_path)
    publish(SECOND, tmp_path)
    assert compare(SECOND, tmp_path) == ""
