"""The runtime's files: the same for every package, but for those that know what models are."""

from __future__ import annotations

from pathlib import Path

from ..output import Files
from ..plan.model.sdk import Package

_ROOMS = {"pydantic": "models", "msgspec": "models_msgspec"}
"""The room that knows each library of models: it stands as `models` in a package."""


def runtime_files(package: Package, templates: Path) -> Files:
    """The runtime of `package`, copied word for word: it is formatted where it lies.

    Args:
        package: Where it goes, and the library that models are made of.
        templates: The directory that holds `runtime/`.
    """
    runtime, models = templates / "runtime", package.models
    others = {room for library, room in _ROOMS.items() if library != models}
    files: Files = {}
    for source in sorted(runtime.rglob("*.py")):
        room, *rest = source.relative_to(runtime).parts
        if room not in others:
            path = "/".join(["models" if room == _ROOMS[models] else room, *rest])
            files[f"{package.directory}/_runtime/{path}"] = source.read_text(encoding="utf-8")
    return files
