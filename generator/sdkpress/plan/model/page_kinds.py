"""Classes of pages that operations have in common."""

from __future__ import annotations

from dataclasses import dataclass

from .definitions import Field


@dataclass(frozen=True, slots=True)
class PageKind:
    """The class of all pages by one scheme of sdk.toml.

    `fields` are what all responses have of what the scheme tells of, `items` is the name of that
    with the results, if it is one.
    """

    name: str
    scheme: str
    fields: tuple[Field, ...] = ()
    items: str = ""
