"""The runtime's files: the same for every package, but for those that know what models are."""

from __future__ import annotations

from pathlib import Path

_WITHOUT = {"pydantic": frozenset[str](), "msgspec": frozenset({"deep.py", "recovery.py"})}
"""Files that a library of models has no use for."""


def runtime_files(models: str, templates: Path) -> dict[str, str]:
    """Each file's name and text, copied word for word; those of `models` take precedence."""
    directories = [templates / "runtime"]
    if models != "pydantic":
        directories.append(templates / f"runtime_{models}")
    return {
        source.name: source.read_text(encoding="utf-8")
        for directory in directories
        for source in sorted(directory.glob("*.py"))
        if source.name not in _WITHOUT[models]
    }
