"""How the peers that generate clients are called, each as its own documentation says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .peers import Venv
from .process import Failed, Finished, environment, run

Arguments = Callable[[Venv, Path, Path], Sequence[str | Path]]


@dataclass(frozen=True, slots=True)
class Generator:
    """A peer that generates clients.

    Attributes:
        command: Its command line for a description and a directory.
        modules: What of its output is to be imported, relative to that directory.
        needs: A command that must be on the path.
    """

    name: str
    command: Arguments
    modules: tuple[str, ...]
    needs: str | None = None

    def run(self, venv: Venv, spec: Path, out: Path) -> Finished:
        """Generate a client into a directory that is not there yet.

        Raises:
            Failed: What it needs is missing.
        """
        env = environment()
        env["PATH"] = f"{venv.bin}:{env.get('PATH', '')}"  # it finds ruff beside itself
        if self.needs and shutil.which(self.needs, path=env["PATH"]) is None:
            message = f"{self.needs} is not on the path"
            raise Failed(message)
        return run(self.command(venv, spec, out), env)

    def packages(self, out: Path) -> list[Path]:
        """Return what is to be put where it can be imported."""
        return [out / module for module in self.modules]


def _openapi_python_client(venv: Venv, spec: Path, out: Path) -> Sequence[str | Path]:
    tool = venv.bin / "openapi-python-client"
    return (tool, "generate", "--path", spec, "--output-path", out, "--overwrite")


def _openapi_generator(venv: Venv, spec: Path, out: Path) -> Sequence[str | Path]:
    tool = venv.bin / "openapi-generator-cli"
    # Its own validator refuses descriptions that it can generate from.
    return (tool, "generate", "-g", "python", "-i", spec, "-o", out, "--skip-validate-spec")


def _datamodel_code_generator(venv: Venv, spec: Path, out: Path) -> Sequence[str | Path]:
    models = ("--input", spec, "--input-file-type", "openapi", "--output", out / "or_models.py")
    client = ("--client-output", out / "or_client", "--client-package", "or_client")
    # Without its builtin formatter, which will be the default, it takes several times as long.
    kind = ("--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin")
    names = ("--generate-client", "httpx2", "--client-model-package", "or_models")
    return (venv.bin / "datamodel-codegen", *models, *kind, *names, *client)


GENERATORS = {
    generator.name: generator
    for generator in (
        Generator("openapi-python-client", _openapi_python_client, ("open_router_api_client",)),
        Generator("openapi-generator", _openapi_generator, ("openapi_client",), needs="java"),
        Generator(
            "datamodel-code-generator", _datamodel_code_generator, ("or_models.py", "or_client")
        ),
    )
}
