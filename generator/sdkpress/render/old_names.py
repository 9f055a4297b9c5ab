"""The plan's old names in, what the templates print of them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .. import encode
from ..plan.model.renames import Kind, OldName, first_parts
from ..plan.model.sdk import Resource, Sdk
from .packages import Groups, dict_names, dict_room, error_names, module_names

_ROOMS: Mapping[str, Kind] = {"models": "model", "types": "type", "errors": "error"}


class OldNames:
    """Old names of classes and types, as the modules print them that they stand in."""

    def __init__(self, sdk: Sdk) -> None:
        self._sdk = sdk
        rooms: dict[str, Groups] = {
            "models": module_names(sdk.modules),
            "types": dict_names(sdk),
            "errors": error_names(sdk),
        }
        self._homes = {room: dict(groups) for room, groups in rooms.items()}

    def of(self, room: str, module: str = "") -> list[OldName]:
        """Those of a package, or those whose new names stand in one of its modules."""
        names = self._sdk.renamed.of(_ROOMS[room])
        home = self._homes[room].get(module, ())
        return [one for one in names if not module or one.target in home]

    def of_package(self) -> list[OldName]:
        """What the package itself exports: clients, and the base of all errors."""
        base = [one for one in self.of("errors") if one.target == self._sdk.client.base_error]
        return [*self.clients("client"), *self.clients("core"), *base]

    def clients(self, module: str) -> list[OldName]:
        """The classes of clients that stand in a module."""
        suffix = "Core" if module == "core" else ""
        return [*self._called("{}" + suffix), *self._called("Async{}" + suffix)]

    def fakes(self) -> list[OldName]:
        """The classes of fakes, which are called after clients."""
        return [*self._called("Fake{}"), *self._called("AsyncFake{}")]

    def fixtures(self) -> list[OldName]:
        """The fixtures of pytest, which are called after fakes."""
        names = [*self._called("fake_{}"), *self._called("async_fake_{}")]
        return [replace(one, old=one.old.lower(), new=one.new.lower()) for one in names]

    def pages(self) -> list[OldName]:
        """The classes of pages, of either kind of client."""
        return [
            replace(one, old=f"pages.{kind}{one.name}", new=f"pages.{kind}{one.target}")
            for one in self._sdk.renamed.of("page")
            for kind in ("", "Async")
        ]

    def _called(self, pattern: str) -> list[OldName]:
        """What is called after clients, as a pattern says."""
        return [
            replace(one, old=pattern.format(one.old), new=pattern.format(one.new))
            for one in self._sdk.renamed.of("client")
        ]


def table(names: Iterable[OldName]) -> str:
    """The table of some old names: what they stand for, and what to tell who uses them."""
    return encode.literal({one.name: (one.target, one.warning) for one in names})


def old_modules(sdk: Sdk) -> list[tuple[str, OldName]]:
    """The old modules of models, and of the dicts that are beside them: with their packages."""
    rooms = {"models": sdk.modules, "types": () if dict_room(sdk) else sdk.dict_modules}
    return [
        (room, one)
        for room, modules in rooms.items()
        for one in sdk.renamed.of("module")
        if any(module.name == one.target for module in modules)
    ]


def old_resources(sdk: Sdk) -> list[tuple[str, Resource, list[OldName]]]:
    """The old modules of resources: the name, the resource, and its classes by old names."""
    resources = {one.module: one for one in sdk.dotted_resources.values()}
    named = [one for one in sdk.renamed.names if one.kind == "resource class"]
    found = [(one, resources[first_parts(one.new).removeprefix("resources.")]) for one in named]
    return [(one.owner, resource, _family(one, resource)) for one, resource in found]


def _family(name: OldName, resource: Resource) -> list[OldName]:
    """The classes of a resource, given one of them; views are of methods."""
    old, new = first_parts(name.old), first_parts(name.new)
    views = ("", "WithRawResponse", "WithStreamingResponse") if resource.operations else ("",)
    return [
        replace(name, old=f"{old}.{kind}{name.name}{view}", new=f"{new}.{kind}{name.target}{view}")
        for kind in ("", "Async")
        for view in views
    ]
