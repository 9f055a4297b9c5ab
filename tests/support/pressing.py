"""A few lines of YAML in, the files of an SDK or the imported package out."""

from __future__ import annotations

import importlib
import json
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Protocol

from sdkpress import pipeline
from sdkpress.config import load_config
from sdkpress.output import Files, check_paths
from sdkpress.problems import Problem, Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions
from support.stores import MADE, Runtime, of_the_runtime

KEPT = 24
"""Packages whose modules are kept; tests of one come together."""

# Appended, so that the lines of a description keep their numbers.
DEFAULTS = {
    "openapi:": "openapi: 3.1.0\n",
    "info:": "info: {title: Inline, version: 1.0.0}\n",
    "paths:": "paths: {}\n",
}


@dataclass(frozen=True, slots=True)
class Pressed:
    """What pressing gave: the files, where they were published, and the warnings."""

    files: Files
    directory: Path
    warnings: tuple[Problem, ...]

    @property
    def package(self) -> str:
        """The import name."""
        return str(json.loads(self.files["sdk-manifest.json"])["package"])

    @property
    def source(self) -> Path:
        """The directory to have on `sys.path`."""
        return self.directory / "src"


class Press(Protocol):
    """Press a description and import what comes out."""

    def __call__(
        self, description: str, config: str = "", overlays: Sequence[str] = ()
    ) -> ModuleType: ...


class PressFiles(Protocol):
    """Press a description; nothing is imported."""

    def __call__(
        self, description: str, config: str = "", overlays: Sequence[str] = ()
    ) -> Pressed: ...


class Presser:
    """Presses inline descriptions below one directory, the same one only once."""

    def __init__(self, directory: Path, runtime: Runtime) -> None:
        self._directory, self._runtime = directory, runtime
        self._done: dict[str, Pressed] = {}

    def press(self, description: str, config: str = "", overlays: Sequence[str] = ()) -> Pressed:
        """Press YAML texts; `openapi`, `info` and `paths` may be left out of the description.

        Raises:
            DescriptionError: As `sdkpress generate` would report it.
        """
        texts = [complete(description), textwrap.dedent(config), *map(textwrap.dedent, overlays)]
        key = sha256("\0".join(texts).encode()).hexdigest()[:16]
        if key not in self._done:
            self._done[key] = self._press(texts, self._directory / key)
        return self._done[key]

    def _press(self, texts: list[str], directory: Path) -> Pressed:
        directory.mkdir(parents=True, exist_ok=True)  # it may have failed before
        names = ["openapi.yaml", "sdk.toml", *(f"{n}.overlay.yaml" for n in range(len(texts) - 2))]
        paths = [directory / name for name in names]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        problems = Problems()
        config = load_config(paths[1], problems)
        options = ReadOptions(overlays=tuple(paths[2:]))
        files = pipeline.press(paths[0], config, options, problems, Progress(), store=MADE).files
        pressed = Pressed(files, directory / "out", problems.sorted())
        self._write(pressed)
        return pressed

    def _write(self, pressed: Pressed) -> None:
        """Write files where nothing is yet, as publishing does, which has tests of its own."""
        check_paths(pressed.files)
        runtime = of_the_runtime(pressed.files)
        others = {path: text for path, text in pressed.files.items() if path not in runtime}
        for parent in {pressed.directory / path.rpartition("/")[0] for path in others}:
            parent.mkdir(parents=True, exist_ok=True)
        for path, text in others.items():
            (pressed.directory / path).write_bytes(text.encode())
        self._runtime.link(runtime, pressed.directory)


def complete(description: str) -> str:
    """Return the text with those keys added at its end that every description needs.

    What is JSON has them.
    """
    if description.startswith("{"):
        return description
    text = textwrap.dedent(description)
    lines = text.splitlines()
    missing = [
        default
        for key, default in DEFAULTS.items()
        if not any(line.startswith(key) for line in lines)
    ]
    return text + ("" if text.endswith("\n") or not text else "\n") + "".join(missing)


def import_fresh(pressed: Pressed) -> ModuleType:
    """Import the package under its own name, whatever was imported by that name before.

    The caller takes `pressed.source` off `sys.path`, and calls `forget`, when it is done.
    """
    forget(pressed.package)
    sys.path.insert(0, str(pressed.source))
    importlib.invalidate_caches()
    module = importlib.import_module(pressed.package)
    assert str(module.__file__).startswith(str(pressed.source)), "another package has this name"
    return module


def forget(package: str) -> dict[str, ModuleType]:
    """Drop a package and everything in it from `sys.modules`; return what was dropped."""
    names = [name for name in sys.modules if name == package or name.startswith(f"{package}.")]
    return {name: sys.modules.pop(name) for name in names}


class Imports:
    """The packages imported last: the next test of the same one need not execute it again.

    Nothing of a call stays in a package but caches; what a test patches, it takes back. Models of
    msgspec get room for the unknown properties that they have met, so they are not kept.
    """

    def __init__(self) -> None:
        self._kept: dict[Path, dict[str, ModuleType]] = {}

    def enter(self, pressed: Pressed) -> ModuleType:
        """Import a package under its own name, in place of any other of that name."""
        known = self._kept.pop(pressed.directory, None)
        if known is None:
            return import_fresh(pressed)
        forget(pressed.package)
        sys.path.insert(0, str(pressed.source))
        sys.modules.update(known)
        return known[pressed.package]

    def leave(self, pressed: Pressed) -> None:
        """Take it off the path and out of `sys.modules`, and keep it for a while."""
        sys.path.remove(str(pressed.source))
        module = sys.modules.get(pressed.package)
        if module is None or not str(module.__file__).startswith(str(pressed.source)):
            return  # the test has pressed another package of this name since
        modules = forget(pressed.package)
        if f"{pressed.package}._runtime.models.additional" in modules:
            return
        self._kept[pressed.directory] = modules
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
