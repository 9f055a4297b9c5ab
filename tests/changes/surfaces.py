"""Descriptions in, the surfaces of their SDKs out, without writing the SDKs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from changes.pairs import Side
from sdkpress import pipeline
from sdkpress.config import load_config
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions
from sdkpress.surface import Surface
from support.stores import MADE


def surface(side: Side) -> Surface:
    """What users see of the SDK of a description."""
    return _surface(side.text, side.config)


@cache
def _surface(description: str, config: str) -> Surface:
    with TemporaryDirectory() as directory:
        spec, settings = Path(directory) / "openapi.yaml", Path(directory) / "sdk.toml"
        spec.write_text(description)
        settings.write_text(config)
        problems, progress = Problems(), Progress()
        loaded = load_config(settings, problems)
        read = pipeline.read_description(spec, ReadOptions(), problems, progress)
        return pipeline.surface_of(pipeline.plan_sdk(read, loaded, problems, progress), MADE)
