"""Fern's files, each known by what is in it, and the extensions of the description."""

from __future__ import annotations

from ..job import Import, dispatch
from ..keys import Key
from .extensions import Extensions
from .generators import Generators
from .overrides import override

_FERN_CONFIG = {
    "version": "it is a version of their command",
    "$schema": "it is about their editor",
}
_DESCRIPTION = frozenset(("openapi", "info", "paths", "components", "servers", "security", "tags"))
_DEFAULTS = {
    ("client", "timeout"): 60.0,
    ("retries", "max_attempts"): 3,
    ("retries", "statuses"): ["408", "429", "5XX"],
    ("retries", "writes"): True,
}


def translate(job: Import) -> None:
    """Say what the files and the extensions mean."""
    generators = Generators(job)
    overrides: list[Key] = []
    for root in job.roots:
        names = {member.name for member in root.members()} if root.is_map else set[str]()
        if "groups" in names or "api" in names:
            generators.read(root)
        elif "organization" in names:
            dispatch(root, {"organization": generators.organization}, _FERN_CONFIG)
        elif names & _DESCRIPTION:
            overrides.append(root)
    extensions = Extensions(job, generators.audiences)
    if job.description is not None:
        for key in job.description.extensions:
            extensions.read(key)
    for root in overrides:
        override(root, job, extensions)
    extensions.leave_out()
    job.settings.put(("surface", "like"), "fern")
    for place, value in _DEFAULTS.items():
        if place not in job.settings.values:
            job.settings.put(place, value, comment="what they do where nothing is said")
