"""`[surface]` of sdk.toml in, the manners of the SDK out: a row of settings, and what else is said.

A row is what the SDKs of a generator have in common, so that programs written for one of them go on
with ours. It decides nothing that could not be said setting by setting.
"""

from __future__ import annotations

from dataclasses import fields, replace

from ...config import Config
from ..model.manners import OURS, Manners

ROWS = {
    "stainless": Manners(
        types="resources",
        pages="classes",
        base_url=True,
        max_retries=True,
        default_headers=True,
        default_query=True,
        attributes=True,
        path_arguments="last",
        options="keywords",
        parse="async",
        omit=True,
        errors="root",
    ),
    "speakeasy": Manners(models="components", path_arguments="keyword", async_methods="suffix"),
    "fern": Manners(base_url=True, options="request_options", errors="root"),
}
"""The manners that `like` stands for."""


def plan_manners(config: Config) -> Manners:
    """The manners that are chosen: one that is said wins over that of the row."""
    own = config.surface
    row = ROWS[own.like] if own.like else OURS
    said = {item.name: getattr(own, item.name) for item in fields(Manners)}
    return replace(row, **{name: value for name, value in said.items() if value is not None})
