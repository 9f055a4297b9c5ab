"""The vendors whose files are read, by the name that the command line has for each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .job import Translate

KINDS = {
    "stainless": "stainless.yml, openapi.stainless.yml",
}
"""Each kind, with the files that it is about."""


def translator(kind: str) -> Translate:
    """The module of a vendor: imported for who moves from it only."""
    module = import_module(f".{kind.replace('-', '_')}", __package__)
    translate: Translate = module.translate
    return translate
