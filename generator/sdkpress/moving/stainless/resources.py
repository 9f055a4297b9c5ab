"""`resources` in: walks over them, and collects the methods that there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..job import Handler, Import, dispatch, todo
from ..keys import Key
from .casing import Casing
from .languages import is_skipped
from .methods import Method, Methods, endpoint_text
from .models import read_models

_OWN = {"$shared": "shared", "$client": ""}
_REASONS = {
    "mcp": "it is about their MCP server",
    "terraform": "it is about Terraform",
    "standalone_api": "it is about their documentation",
    "title": "it is about their documentation",
}


@dataclass(frozen=True, slots=True)
class Resources:
    """Reads resources and those below them."""

    job: Import
    casing: Casing
    found: list[Method] = field(default_factory=list[Method])

    def read(self, key: Key) -> None:
        """Read a mapping of resources."""
        for member in key.members() if key.is_map else ():
            self._resource(member, "")

    def _resource(self, key: Key, above: str) -> None:
        if is_skipped(key):
            self._skip_all(key)
            return
        own = _OWN.get(key.name, self.casing.snake(key.name))
        path = ".".join(filter(None, (above, own)))
        methods = Methods(self.job, self.casing, path, self.found)
        handlers: dict[str, Handler] = {
            "models": lambda models: read_models(models, path or "client", self.casing, self.job),
            "methods": methods.read,
            "subresources": lambda below: self._below(below, path),
            "description": self.job.say(("resources", path, "description"), str),
            "custom": todo("write the resource by hand, in a file of your own"),
            "deprecated": todo("say `deprecated` of each of its operations"),
        }
        dispatch(key, handlers, _REASONS)

    def _below(self, key: Key, path: str) -> None:
        for member in key.members() if key.is_map else ():
            self._resource(member, path)

    def _skip_all(self, key: Key) -> None:
        """Skip all that a resource has, which is not for Python."""
        key.unneeded("the resource is not for Python")
        homes = {method.endpoint.name for method in self.found}
        for method in _methods_below(key):
            endpoint = self.job.described.endpoint(endpoint_text(method))
            if endpoint is not None and endpoint.name not in homes:
                self.job.settings.put(("operations", endpoint.name, "skip"), True, method)


def _methods_below(key: Key) -> Iterator[Key]:
    methods, below = key.get("methods"), key.get("subresources")
    yield from methods.members() if methods is not None and methods.is_map else ()
    for one in below.members() if below is not None else ():
        yield from _methods_below(one)
