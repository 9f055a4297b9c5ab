"""What a run leaves that fails, or is killed: the old output, or what the next run mends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sdkpress.publish import PublishError, compare, publish
from sdkpress.publish import apply as apply_module
from support.output import tree, with_manifest
from support.published import CRASH, FIRST, SECOND, python


def _failing(name: str, after: int) -> Callable[..., object]:
    """Return a stand-in for the `Path` method `name` that fails once when called often enough."""
    original = getattr(Path, name)
    calls = 0

    def method(self: Path, *arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == after:
            raise OSError(28, "No space left on device", str(self))
        return original(self, *arguments, **options)

    return method


FAILURES = [("write_bytes", 1), ("write_bytes", 3), ("write_text", 1), ("unlink", 1)] + [
    ("replace", number) for number in (1, 2, 3, 4)
]


@pytest.mark.parametrize(("method", "number"), FAILURES)
def test_any_failure_leaves_the_old_output_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, number: int
) -> None:
    publish(FIRST, tmp_path)
    (tmp_path / "NOTES.md").write_text("mine\n")
    (tmp_path / "README.md").chmod(0o600)
    before, modes = tree(tmp_path), _modes(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, method, _failing(method, number))
        with pytest.raises(OSError, match="No space left"):
            publish(SECOND, tmp_path)
    assert tree(tmp_path) == before
    assert _modes(tmp_path) == modes
    publish(SECOND, tmp_path)
    assert compare(SECOND, tmp_path) == ""


@pytest.mark.parametrize(("method", "number"), [("write_bytes", 2), ("replace", 3)])
def test_a_failed_first_run_leaves_no_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, number: int
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, method, _failing(method, number))
        with pytest.raises(OSError, match="No space left"):
            publish(FIRST, tmp_path / "deep" / "out")
    assert tree(tmp_path) == {}


def test_an_interrupt_in_the_swap_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(FIRST, tmp_path)
    before = tree(tmp_path)

    def interrupted(*_: object) -> None:
        (tmp_path / "README.md").write_text("half\n")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(apply_module, "_swap", interrupted)
        with pytest.raises(KeyboardInterrupt):
            publish(SECOND, tmp_path)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_after_a_crash_the_next_run_recovers(tmp_path: Path, number: int) -> None:
    """The process dies before the journal, or between two files of the swap."""
    publish(FIRST, tmp_path)
    before = tree(tmp_path)
    done = python(CRASH, tmp_path, number)
    assert done.returncode == 9, done.stderr
    with pytest.raises(PublishError, match="did not write"):
        (tmp_path / "LICENSE").write_text("mine\n")
        publish(with_manifest({**FIRST, "LICENSE": "x"}), tmp_path)
    (tmp_path / "LICENSE").unlink()
    assert tree(tmp_path) == before, "recovered, though the run itself was refused"


def test_a_journal_from_elsewhere_cannot_lead_out(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(FIRST, out)
    (tmp_path / "victim").write_text("precious\n")
    staging = out / ".sdkpress-staging"
    staging.mkdir()
    journal = {"added": ["../victim"], "replaced": [], "created": []}
    (staging / "journal.json").write_text(json.dumps(journal))
    with pytest.raises(PublishError, match="cannot be read"):
        publish(SECOND, out)
    assert (tmp_path / "victim").exists()


def test_a_linked_staging_directory_is_refused(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("mine\n")
    (out / ".sdkpress-staging").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="not a directory"):
        publish(FIRST, out)
    assert tree(elsewhere) == {"precious": "mine\n"}


def test_two_runs_at_once_are_told(tmp_path: Path) -> None:
    from sdkpress.publish.lock import exclusive

    with exclusive(tmp_path):
        script = """
            import sys
            from pathlib import Path
            from sdkpress.publish import PublishError, publish
            import test_publish
            try:
                publish(test_publish.FIRST, Path(sys.argv[1]))
            except PublishError as error:
                sys.exit(str(error))
        """
        done = python(script, tmp_path)
    assert (done.returncode, tree(tmp_path)) == (1, {})
    assert "another sdkpress is writing to" in done.stderr
    publish(FIRST, tmp_path)


def _modes(directory: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mode for path in directory.rglob("*")}
