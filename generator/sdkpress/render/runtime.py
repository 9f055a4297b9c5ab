"""The runtime's files: the same for every package, but for those that know what models are."""

from __future__ import annotations

from pathlib import Path

_ROOMS = {"pydantic": "models", "msgspec": "models_msgspec"}
"""The room that knows each library of models: it stands as `models` in a package."""


def runtime_files(models: str, templates: Path) -> dict[str, str]:
    """Each file's path within the runtime and its text, copied word for word.

    Args:
        models: The library that models are made of.
        templates: The directory that holds `runtime/`.
    """
    runtime = templates / "runtime"
    others = {room for library, room in _ROOMS.items() if library != models}
    files: dict[str, str] = {}
    for source in sorted(runtime.rglob("*.py")):
        room, *rest = source.relative_to(runtime).parts
        if room not in others:
            path = "/".join(["models" if room == _ROOMS[models] else room, *rest])
            files[path] = source.read_text(encoding="utf-8")
    return files
