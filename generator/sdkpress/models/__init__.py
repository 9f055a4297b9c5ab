"""The plan's definitions in, the source of model classes out: module by module."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .. import encode
from ..plan.aliases import named
from ..plan.definitions import Definition, Model
from ..plan.sdk import ModelModule, Sdk
from ..stack import deep
from ..store import Store
from ..workers import Workers

_IMPORTS_OF_NAMES = (
    "from typing import TypeAlias",
    "from typing_extensions import TypeAliasType",
)


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """One module: the import lines that it may need, and its definitions in order."""

    imports: tuple[str, ...]
    definitions: tuple[str, ...]


ModelSources = dict[str, ModuleSource]
"""The source of every model module, by its name."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A module to be written: its definitions, those that are mere names, what it imports."""

    described: tuple[Definition, ...]
    names: tuple[str, ...]
    foreign: tuple[str, ...]
    templates: Path


def model_sources(
    sdk: Sdk, templates: Path, store: Store, workers: Workers
) -> Callable[[], ModelSources]:
    """Begin to write the source of every definition of `sdk`; what is returned waits for it.

    There is none where models are msgspec's: those are printed by a template.
    """
    if sdk.package.models == "msgspec":
        return dict[str, ModuleSource]
    models = frozenset(name for name, item in sdk.definitions.items() if isinstance(item, Model))
    tasks = {item.name: _task(item, models, templates) for item in sdk.modules}
    keys = {
        name: store.key("models", task.described, task.names, task.foreign)
        for name, task in tasks.items()
    }
    known = {name: _recalled(keys[name], store) for name in tasks}
    # The largest first, so that no process is left alone with it at the end.
    missing = [name for name, source in known.items() if source is None]
    missing.sort(key=lambda name: -len(tasks[name].described))
    finish = workers.start(write_module, [tasks[name] for name in missing])

    def finished() -> ModelSources:
        written = dict(zip(missing, finish(), strict=True))
        for name, source in written.items():
            store.keep(keys[name], json.dumps([source.imports, source.definitions]))
        return {name: source or written[name] for name, source in known.items()}

    return finished


def write_module(task: _Task) -> ModuleSource:
    """Write one module."""
    if not task.described:
        return ModuleSource(_IMPORTS_OF_NAMES, task.names)
    from .backend import generate_source
    from .split import split_source

    # What other modules define stands there as an empty model: only its name is printed.
    definitions = [*task.described, *(Model(name, ()) for name in task.foreign)]
    source = deep(lambda: generate_source(definitions, task.templates))
    imports, sources = split_source(source)
    own = {item.name for item in task.described}
    kept = [text for name, text in sources.items() if name in own]
    # Nothing refers to a mere name: each can follow what it stands for.
    return ModuleSource((*imports, *_IMPORTS_OF_NAMES), (*kept, *task.names))


def _task(module: ModelModule, models: frozenset[str], templates: Path) -> _Task:
    foreign = sorted(name for names in module.imports.values() for name in names)
    return _Task(
        described=tuple(item for item in module.definitions if named(item) is None),
        names=_mere_names(module.definitions, models),
        foreign=tuple(foreign),
        templates=templates,
    )


def _mere_names(definitions: tuple[Definition, ...], models: frozenset[str]) -> tuple[str, ...]:
    """The source of each definition that is another name for a model or for an alias."""
    return tuple(
        f"{item.name}: TypeAlias = {target}"
        if target in models
        else f"{item.name} = TypeAliasType({encode.literal(item.name)}, {target})"
        for item in definitions
        if (target := named(item)) is not None
    )


def _recalled(key: str, store: Store) -> ModuleSource | None:
    text = store.recall(key)
    if text is None:
        return None
    imports, definitions = json.loads(text)
    return ModuleSource(tuple(imports), tuple(definitions))
