"""Imported ahead by processes that are to write models: all that writing takes is loaded, then."""

from __future__ import annotations

from ..plan.definitions import Model
from ..resources import templates_dir
from .backend import generate_source

generate_source([Model("Nothing", ())], templates_dir())
