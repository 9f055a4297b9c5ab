"""The vendors whose files are read, by the name that the command line has for each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .job import Translate

KINDS = {
    "stainless": "stainless.yml, openapi.stainless.yml",
    "fern": "generators.yml, fern.config.json, overrides",
    "speakeasy": "gen.yaml, workflow.yaml",
    "openapi-python-client": "its config file",
    "openapi-generator": "its config file",
}
"""Each kind, with the files that it is about."""

EXTENSIONS = {"stainless": "x-stainless-", "fern": "x-fern-", "speakeasy": "x-speakeasy-"}
"""What the extensions of a vendor begin with."""


def translator(kind: str) -> Translate:
    """The module of a vendor: imported for who moves from it only."""
    module = import_module(f".{kind.replace('-', '_')}", __package__)
    translate: Translate = module.translate
    return translate
