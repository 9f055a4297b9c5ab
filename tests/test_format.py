"""Formatting: one style whatever the surroundings say; what is not Python is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkpress.format import FormatError, format_files
from sdkpress.output import UnsafePathError

MESSY = """\
import httpx2
from shop import models
import sys, os
from .errors import B, A
print( os.sep,models ,  httpx2, B, {'a':1})
"""

NEAT = """\
import os

import httpx2

from shop import models

from .errors import B

print(os.sep, models, httpx2, B, {"a": 1})
"""


def test_sorts_imports_removes_unused_ones_and_formats() -> None:
    assert format_files({"src/shop/x.py": MESSY}) == {"src/shop/x.py": NEAT}


def test_is_stable() -> None:
    assert format_files({"src/shop/x.py": NEAT}) == {"src/shop/x.py": NEAT}


def test_files_that_are_not_python_come_back_as_they_are() -> None:
    files = {"README.md": "```python\nimport  os\n```", "py.typed": "", "x.pyi.jinja": "{{ x }}"}
    assert format_files(files) == files
    assert list(format_files({"b.md": "", "a.py": "x=1\n"})) == ["b.md", "a.py"]


def test_re_exports_stay() -> None:
    lazy = 'from .a import A as A\n\n__all__ = ["B"]\nfrom .b import B\n'
    formatted = format_files({"src/p/__init__.py": lazy})["src/p/__init__.py"]
    assert "from .a import A as A\n" in formatted
    assert "from .b import B\n" in formatted


def test_lines_end_at_100_columns() -> None:
    longest = f"x = {'a' * 46} + {'b' * 47}\n"
    assert len(longest) == 101
    assert format_files({"a.py": longest}) == {"a.py": longest}
    wrapped = format_files({"a.py": longest.replace("+", "+ c +")})["a.py"]
    assert max(map(len, wrapped.splitlines())) <= 100


def test_no_configuration_of_the_user_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the working directory, nor beside the staging directory, nor in the home."""
    for name, text in (
        ("ruff.toml", "line-length = 40\nexclude = ['*']\n"),
        ("pyproject.toml", "[tool.ruff]\nline-length = 40\n"),
        (".gitignore", "*\n"),
        ("ruff/ruff.toml", "line-length = 40\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for variable in ("XDG_CONFIG_HOME", "HOME", "RUFF_CONFIG"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert format_files({"src/shop/x.py": MESSY}) == {"src/shop/x.py": NEAT}


def test_a_file_that_is_not_python_is_named_with_its_place() -> None:
    with pytest.raises(FormatError, match=r"src/p/bad\.py:2:"):
        format_files({"src/p/good.py": "x = 1\n", "src/p/bad.py": "x = 1\ndef f(:\n"})


def test_nothing_is_written_outside_the_staging_directory(tmp_path: Path) -> None:
    with pytest.raises(UnsafePathError, match="relative"):
        format_files({str(tmp_path / "x.py"): "x=1\n"})
    assert list(tmp_path.iterdir()) == []


def test_text_of_any_script_and_line_separators_in_strings_survive() -> None:
    source = 'NAMES = ("ü", "漢字", "\\x00", "a\u2028b", "\u202e", "\U0001f600")\n'
    assert format_files({"a.py": source}) == {"a.py": source}


def test_names_that_look_like_options_or_hidden_files_are_formatted_too() -> None:
    files = {"-x.py": "x=1\n", ".hidden/y.py": "y=1\n", "build/z.py": "z=1\n", "venv/v.py": "v=1\n"}
    assert {text[1:] for text in format_files(files).values()} == {" = 1\n"}
