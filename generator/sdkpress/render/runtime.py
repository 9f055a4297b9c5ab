"""The runtime's files: the same for every package, but for models, old names and manners."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..output import Files
from ..plan.model.manners import Manners
from ..plan.model.sdk import Sdk

_ROOMS = {"pydantic": "models", "msgspec": "models_msgspec"}
"""The room that knows each library of models: it stands as `models` in a package."""


_RENAMED = "renamed.py"
"""What a module of a room is called that is about old names: few packages have any."""

_NAMESPACE = "namespace.py"
"""The module that packages have whose types have names in several places."""

_MANNERS: dict[str, Callable[[Manners], bool]] = {
    "base/call_options.py": lambda manners: manners.options == "keywords",
    "base/max_retries.py": lambda manners: (
        manners.max_retries or manners.options == "request_options"
    ),
    "client/both.py": lambda manners: manners.async_methods == "suffix",
    "base/omit.py": lambda manners: manners.omit,
    "client/page_kinds.py": lambda manners: manners.pages == "classes",
    "client/awaited.py": lambda manners: manners.parse == "async",
    "base/request_options.py": lambda manners: manners.options == "request_options",
}
"""The modules that few packages have, and in which manners they do."""


def runtime_files(sdk: Sdk, templates: Path) -> Files:
    """The runtime of `sdk`, copied word for word: it is formatted where it lies.

    Args:
        sdk: Where it goes, the library that models are made of, and whether anything is renamed.
        templates: The directory that holds `runtime/`.
    """
    package = sdk.package
    runtime, models = templates / "runtime", package.models
    others = {room for library, room in _ROOMS.items() if library != models}
    files: Files = {}
    for source in sorted(runtime.rglob("*.py")):
        room, *rest = source.relative_to(runtime).parts
        is_wanted = sdk.renamed.names or source.name != _RENAMED
        if source.name == _NAMESPACE and not sdk.namespaces:
            continue
        suits = _MANNERS.get("/".join((room, *rest)))
        if suits and not suits(sdk.manners):
            continue
        if is_wanted and room not in others:
            path = "/".join(["models" if room == _ROOMS[models] else room, *rest])
            files[f"{package.directory}/_runtime/{path}"] = source.read_text(encoding="utf-8")
    return files
