"""Programs of tests, run by a process that forks: each is as if it were alone."""

from __future__ import annotations

import os
from pathlib import Path

from support.programs import run_program


def run(directory: Path, code: str, *arguments: str, timeout: int = 60) -> tuple[int, str, str]:
    program = directory / "program.py"
    program.write_text(code, encoding="utf-8")
    done = run_program(
        *(program, *arguments),
        cwd=directory,
        warnings=("error", "ignore::DeprecationWarning:__main__"),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(directory / "here")},
        timeout=timeout,
    )
    return done.returncode, done.stdout, done.stderr


def test_it_runs_where_and_as_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "told.py").write_text("import os\nNAMES = sorted(os.environ)\n")
    code = "import os, sys, told\nprint(__name__, os.getcwd(), sys.argv[1:], told.NAMES)"
    names = ["PATH", "PYTHONPATH"]
    assert run(tmp_path, code, "a b") == (0, f"__main__ {tmp_path} ['a b'] {names}\n", "")


def test_nothing_of_a_program_is_left_for_the_next(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    for word in ("old", "new"):
        (tmp_path / "here" / "told.py").write_text(f"WORD = {word!r}\n")
        assert run(tmp_path, "import told\nprint(told.WORD)") == (0, f"{word}\n", "")


def test_how_it_ends_is_told(tmp_path: Path) -> None:
    assert run(tmp_path, "import sys\nsys.exit(3)") == (3, "", "")
    assert run(tmp_path, "import sys\nsys.exit('no')") == (1, "", "no\n")
    status, _, told = run(tmp_path, "raise ValueError('x')")
    assert (status, told.splitlines()[-1]) == (1, "ValueError: x")
    assert run(tmp_path, "import time\ntime.sleep(60)", timeout=1)[0] != 0


def test_warnings_are_errors_but_where_they_are_not(tmp_path: Path) -> None:
    warn = "import warnings\nwarnings.warn('w', {})"
    assert run(tmp_path, warn.format("UserWarning"))[0] == 1
    assert run(tmp_path, warn.format("DeprecationWarning")) == (0, "", "")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "told.py").write_text(warn.format("DeprecationWarning"))
    assert run(tmp_path, "import told")[0] == 1
