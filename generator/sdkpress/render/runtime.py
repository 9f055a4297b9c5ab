"""The runtime's files: the same for every package, but for those that know what models are."""

from __future__ import annotations

from pathlib import Path

_WITHOUT = {"pydantic": frozenset[str](), "msgspec": frozenset({"deep.py"})}
"""Files that a library of models has no use for."""

_LINES = {
    ("msgspec", "decode.py"): (
        "from pydantic_core import from_json",
        "from msgspec.json import decode as from_json",
    )
}
"""The one line of a file in which a library differs from pydantic."""


def runtime_files(models: str, templates: Path) -> dict[str, str]:
    """Each file's name and text, copied word for word; those of `models` take precedence."""
    directories = [templates / "runtime"]
    if models != "pydantic":
        directories.append(templates / f"runtime_{models}")
    files = {
        source.name: source.read_text(encoding="utf-8")
        for directory in directories
        for source in sorted(directory.glob("*.py"))
        if source.name not in _WITHOUT[models]
    }
    for (library, name), (line, other) in _LINES.items():
        if library == models:
            if line not in files[name]:
                raise ValueError(f"{name} of the runtime lacks the line {line!r}")
            files[name] = files[name].replace(line, other)
    return files
