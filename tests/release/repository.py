"""A Git repository with an SDK in it, as its maintainers have one."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from sdkpress.cli import main

API = """openapi: 3.1.0
info: {title: Pet Shop, version: 1.0.0}
servers: [{url: https://pets.example}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: colour, in: query, schema: {type: string}}
      responses: {"200": {description: Pets., content: {application/json: {
        schema: {type: array, items: {type: string}}}}}}
    post:
      operationId: addPet
      tags: [pets]
      responses: {"204": {description: Added.}}
"""
SETTINGS = """# How it is pressed
[description]
path = "api.yaml"

[package]
name = "pets"
version = "1.2.0" # by `sdkpress release`
"""

_LIMIT = "        - {name: limit, in: query, schema: {type: integer}}\n"
BREAK = ("        - {name: colour, in: query, schema: {type: string}}\n", "")
FEATURE = (_LIMIT, _LIMIT + _LIMIT.replace("limit", "page"))
DETAIL = ("Pets.", "All pets.")
RENAME = ("operationId: addPet", "operationId: createPet")


@dataclass(frozen=True)
class Repository:
    """The repository at `root`, the process being in it; the package is in `generated`."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.com", *arguments]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout

    def change(self, *edits: tuple[str, str], file: str = "api.yaml") -> None:
        """Replace texts that are there."""
        text = self.read(file)
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        self.write(file, text)

    def write(self, file: str, text: str) -> None:
        (self.root / file).write_bytes(text.encode())

    def read(self, file: str) -> str:
        return (self.root / file).read_bytes().decode()

    def commit(self, tag: str = "") -> None:
        """Generate, commit all, and tag it."""
        self.run("generate", "--config", "sdk.toml", "--out", "generated")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", tag or "work")
        if tag:
            self.git("tag", tag)

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run sdkpress; gives what it prints."""
        done = main(arguments)
        printed = self.capture.readouterr()
        assert done == status, printed.out + printed.err
        return printed.out + printed.err

    def release(self, *arguments: str, status: int = 0) -> str:
        return self.run("release", *arguments, status=status)

    @property
    def version(self) -> str:
        """What sdk.toml says."""
        [line] = [one for one in self.read("sdk.toml").split("\n") if one.startswith("version")]
        return line.split('"')[1]

    def files(self) -> dict[str, bytes]:
        """All that a release may write, and whatever lies beside it."""
        found = [*self.root.iterdir(), *(self.root / "generated").iterdir()]
        return {str(path): path.read_bytes() for path in found if path.is_file()}
