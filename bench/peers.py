"""The peers' virtual environments: made once out of peers.toml, and again when it changes."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .process import Failed, check, run

PINS = Path(__file__).with_name("peers.toml")


@dataclass(frozen=True, slots=True)
class Venv:
    """A virtual environment.

    Attributes:
        name: As in peers.toml, `client.openai`.
        directory: Where it is; it is complete when the stamp inside it says so.
    """

    name: str
    directory: Path
    requirements: tuple[str, ...]

    @property
    def bin(self) -> Path:
        """Where its commands are."""
        return self.directory / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.bin / "python"

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        if os.name == "nt":
            return self.directory / "Lib/site-packages"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.directory / "lib" / version / "site-packages"

    def make(self) -> None:
        """Make it, unless it is as it should be.

        Raises:
            Failed: A package cannot be had.
        """
        if self._stamp.exists() and self._stamp.read_text("utf-8") == self._wanted:
            return
        print(f"setting up {self.name}", file=sys.stderr)
        base = getattr(sys, "_base_executable", sys.executable)
        check(run([base, "-m", "venv", "--clear", self.directory]), f"python -m venv {self.name}")
        self.install(*self.requirements)
        self._stamp.write_text(self._wanted, "utf-8")

    def install(self, *arguments: str | Path) -> None:
        """Install with pip, which compiles: no subject shall do that while it is measured.

        Raises:
            Failed: A package cannot be had.
        """
        self._pip("install", "--quiet", *arguments)

    def download(self, requirement: str, directory: Path) -> None:
        """Download one wheel.

        Raises:
            Failed: It cannot be had.
        """
        self._pip("download", "--quiet", "--no-deps", "--dest", directory, requirement)

    def installed(self) -> dict[str, str]:
        """Return the version of every distribution in it."""
        rows = json.loads(self._pip("list", "--format=json"))
        return {row["name"]: row["version"] for row in rows if row["name"] not in ("pip",)}

    def _pip(self, command: str, *arguments: str | Path) -> str:
        pip = [self.python, "-m", "pip", "--disable-pip-version-check", command]
        return check(run([*pip, *arguments]), f"pip {command} in {self.name}").output

    @property
    def _stamp(self) -> Path:
        return self.directory / "bench.json"

    @property
    def _wanted(self) -> str:
        return json.dumps([sys.version, self.requirements])


class Venvs:
    """All of them, each made when it is first asked for, or found impossible once."""

    def __init__(self, directory: Path) -> None:
        pins = tomllib.loads(PINS.read_text("utf-8"))
        self._all = {
            f"{kind}.{name}": Venv(
                f"{kind}.{name}", directory / f"{kind}.{name}", tuple(pin["requirements"])
            )
            for kind, names in pins.items()
            for name, pin in names.items()
        }
        self._made: dict[str, Venv | Failed] = {}
        self._versions: dict[str, dict[str, str]] = {}

    def get(self, name: str) -> Venv:
        """Return a virtual environment that is complete.

        Raises:
            Failed: It cannot be made.
        """
        if name not in self._made:
            try:
                self._all[name].make()
                self._made[name] = self._all[name]
            except Failed as error:
                self._made[name] = error
        made = self._made[name]
        if isinstance(made, Failed):
            raise made
        return made

    def versions(self) -> dict[str, dict[str, str]]:
        """Return what is installed in those that were used."""
        for name, venv in sorted(self._made.items()):
            if isinstance(venv, Venv) and name not in self._versions:
                self._versions[name] = venv.installed()
        return self._versions
