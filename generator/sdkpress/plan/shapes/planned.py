"""The one value that the passes of the plan hand on: see `plan.py` for their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...pointer import Pointer
from ...problems import Problems
from ..model.definitions import Definition
from ..model.manners import OURS, Manners
from ..model.operation import Operation
from ..model.sdk import Client, ErrorClass, Package, Webhooks
from ..model.types import Type
from ..schemas.unions import DiscriminatorMapping


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned so far. A pass gives back another one.

    Attributes:
        client: The client.
        package: The package.
        operations: All of them, in the order of the description.
        definitions: What has a name, by that name.
        incoming: The types of what the API sends by itself: of webhooks and callbacks.
        mappings: The discriminators that are declared.
        forms: The names of definitions that are also forms, each with that of the form, which
            may be the same.
        errors: The error classes by what `Response.error` calls them.
        tags: What tells variants apart: the names of models, each with that of an attribute.
        choices: The aliases of unions that the library of models cannot decode.
        places: Where the schema of each definition is.
        problems: Where a pass reports what it can make no sense of.
        webhooks: How they are read, if there are any.
        manners: How the SDK is used.
    """

    client: Client
    package: Package
    operations: tuple[Operation, ...]
    definitions: Mapping[str, Definition]
    incoming: tuple[Type, ...]
    mappings: tuple[DiscriminatorMapping, ...]
    forms: tuple[tuple[str, str], ...]
    errors: Mapping[str, ErrorClass]
    places: Mapping[str, Pointer]
    problems: Problems
    webhooks: Webhooks | None = None
    tags: frozenset[tuple[str, str]] = frozenset()
    choices: frozenset[str] = frozenset()
    manners: Manners = OURS
