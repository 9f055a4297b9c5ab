"""Where the templates are: in the installed package, or at the root of the repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates_dir() -> Path:
    """Return the directory that holds `sdk/` (Jinja) and `runtime/` (Python, copied as it is).

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for candidate in (_PACKAGE / "_templates", _PACKAGE.parents[1] / "templates"):
        if (candidate / "sdk").is_dir():
            return candidate
    raise FileNotFoundError(f"sdkpress is installed without its templates: none in {_PACKAGE}")
