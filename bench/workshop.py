"""Presses, generates and installs what is measured: our SDK, and the clients of the generators."""

from __future__ import annotations

import compileall
import hashlib
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .generators import GENERATORS, Generator
from .peers import Venv, Venvs
from .process import Failed, Finished, check, environment, run

ROOT = Path(__file__).parents[1]
SETTINGS = Path(__file__).with_name("openrouter.toml")
ROWS = Path(__file__).with_name("rows.yaml")
"""A description of what OpenRouter has none of: long arrays of a union with a tag."""
OURS = {"sdkpress": "", "sdkpress-msgspec": '\n[models]\nbackend = "msgspec"\n'}
"""The virtual environments with an SDK of ours, and what its settings have besides."""
_ROWS = "-rows"


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where things are made, and out of which description.

    Attributes:
        directory: Below it is all that the bench writes but for its results.
        spec: The description of OpenRouter.
    """

    directory: Path
    spec: Path
    venvs: Venvs
    _installed: list[Venv] = field(default_factory=list[Venv])

    def client(self, name: str) -> Venv:
        """Return the virtual environment of a subject with its client in it.

        Raises:
            Failed: It cannot be made.
        """
        venv = self.venvs.get(f"client.{name}")
        if name in OURS:
            self._install_ours(name, venv)
        elif name in GENERATORS:
            self._install_generated(venv, GENERATORS[name])
        return venv

    def _install_ours(self, name: str, venv: Venv) -> None:
        # Once in each run: what is measured is what the sources give now.
        if venv not in self._installed:
            self._build(name, self.spec, SETTINGS)
            self._build(name, ROWS, ROWS.with_suffix(".toml"), _ROWS)
            wheels = (self.wheel(name), self.wheel(f"{name}{_ROWS}"))
            venv.install("--no-deps", "--no-index", "--force-reinstall", *wheels)
            self._installed.append(venv)

    def _build(self, name: str, spec: Path, base: Path, ending: str = "") -> None:
        out = self.directory / f"{name}{ending}"
        settings = self.directory / f"{out.name}.toml"
        settings.write_text(base.read_text("utf-8") + OURS[name], "utf-8")
        press = [*sdkpress(), "generate", spec, "--config", settings, "--out", out]
        check(run(press, environment()), "sdkpress generate")
        shutil.rmtree(out / "dist", ignore_errors=True)
        build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", out]
        check(run(build, environment()), "building our wheel")

    def wheel(self, name: str) -> Path:
        """Return the wheel that an SDK of ours was installed from."""
        return next((self.directory / name / "dist").glob("*.whl"))

    def _install_generated(self, venv: Venv, generator: Generator) -> None:
        stamp = venv.packages / f"{generator.name}.stamp"
        tool = self.venvs.get(f"generator.{generator.name}")
        wanted = f"{hashlib.sha256(self.spec.read_bytes()).hexdigest()} {tool.requirements}"
        if stamp.exists() and stamp.read_text("utf-8") == wanted:
            return
        out = self.directory / "clients" / generator.name
        self.generate(generator, self.spec, out)
        for package in generator.packages(out):
            _copy(package, venv.packages / package.name)
        stamp.write_text(wanted, "utf-8")

    def generate(self, generator: Generator, spec: Path, out: Path) -> Finished:
        """Let a peer generate a client into a directory, of which nothing is left.

        Raises:
            Failed: It cannot be set up, or refuses the description.
        """
        tool = self.venvs.get(f"generator.{generator.name}")
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        return check(generator.run(tool, spec, out), generator.name)


def sdkpress() -> tuple[str | Path, ...]:
    """Return how our generator is called: as `make generate` does."""
    command = Path(sys.executable).with_name("sdkpress")
    if not command.exists():
        message = "sdkpress is not installed beside this Python: run `make bench`"
        raise Failed(message)
    return (command,)


def _copy(package: Path, target: Path) -> None:
    if package.is_dir():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(package, target)
        compileall.compile_dir(target, quiet=2)
    else:
        shutil.copy(package, target)
        compileall.compile_file(target, quiet=2)
