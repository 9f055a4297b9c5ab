"""Size: the wheel, and what is there once it is installed and compiled."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from ..peers import Venv
from ..process import Failed
from ..runner import Case, Metrics
from ..subjects import SUBJECTS
from ..workshop import OURS
from .figure import Bench, Figure

MODULES = {
    "sdkpress": ("openrouter_sdk",),
    "sdkpress, msgspec": ("openrouter_sdk",),
    "speakeasy": ("openrouter",),
    "openai": ("openai",),
    "openapi-python-client": ("open_router_api_client",),
    "openapi-generator": ("openapi_client",),
    "datamodel-code-generator": ("or_client", "or_models.py"),
}
PUBLISHED = ("speakeasy", "openai")
"""Whose wheels are on the index; the other generators leave building one to their user."""


def _cases(bench: Bench) -> Iterable[Case]:
    for name in MODULES:
        try:
            venv = bench.workshop.client(_client(name))
        except Failed as error:
            yield Case(name, reason=str(error))
        else:
            yield Case(name, partial(_measure, bench, name, venv))


def _measure(bench: Bench, name: str, venv: Venv) -> Metrics:
    files = [file for module in MODULES[name] for file in _files(venv.packages / module)]
    sources = [file for file in files if file.suffix == ".py"]
    wheel = _wheel(bench, name, venv)
    return {
        "installed_mb": sum(file.stat().st_size for file in files) / 1e6,
        **({"wheel_mb": wheel.stat().st_size / 1e6} if wheel else {}),
        "lines": sum(file.read_bytes().count(b"\n") for file in sources),
        "files": len(sources),
    }


def _client(name: str) -> str:
    return SUBJECTS[name].client


def _files(module: Path) -> list[Path]:
    if not module.is_dir():
        return [module, *module.parent.glob(f"__pycache__/{module.stem}.*.pyc")]
    return [file for file in module.rglob("*") if file.is_file()]


def _wheel(bench: Bench, name: str, venv: Venv) -> Path | None:
    if _client(name) in OURS:
        return bench.workshop.wheel(_client(name))
    if name not in PUBLISHED:
        return None
    wheels = bench.workshop.directory / "wheels" / name
    if not any(wheels.glob("*.whl")):
        venv.download(venv.requirements[0], wheels)
    return next(wheels.glob("*.whl"))


PACKAGE = Figure("package", "Size of the package", "lines", _cases, once=True, warm_up=False)
