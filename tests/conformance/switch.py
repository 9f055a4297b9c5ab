"""A call and the kind of its answer in; the call that asks for such an answer out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sdkpress.plan.dialects import operation_hints

from .api import Api, ApiOperation
from .examples import parts
from .media import STREAMED, Kind
from .requests import ABSENT, RequestCase


@dataclass(frozen=True, slots=True)
class Switch:
    """What of a request decides between a stream and a whole value.

    `unasked` is what the API does where it is left out: its default.
    """

    place: tuple[str, str]
    argument: str
    unasked: bool

    def turned(self, request: RequestCase, kind: Kind | None) -> RequestCase:
        """Have a call ask for what it is answered with; one that does so already stays as it is."""
        wanted = kind in STREAMED
        asked = request.arguments.get(self.argument)
        if (self.unasked if asked is None else asked is True) is wanted:
            return request
        arguments = {**request.arguments, self.argument: wanted}
        if self.place[0] != "body":
            parameters = {**request.parameters, self.place: wanted}
            return replace(request, arguments=arguments, parameters=parameters)
        body = {} if request.body is ABSENT else request.body
        return replace(request, arguments=arguments, body={**body, self.place[1]: wanted})


def switch_of(
    api: Api, operation: ApiOperation, entry: Mapping[str, Any], kinds: Iterable[Kind | None]
) -> Switch | None:
    """Find the switch of an operation, `entry` of the manifest, that answers in these kinds."""
    if len({kind in STREAMED for kind in kinds}) < 2:
        return None
    wire = operation_hints(dict(operation.node)).stream
    for argument, one in entry["arguments"].items():
        if one["name"] == wire:
            unasked = _default(api, operation, wire) is True
            return Switch((one["in"], wire), argument, unasked)
    return None


def _default(api: Api, operation: ApiOperation, wire: str) -> Any:
    body = api.resolved(operation.node.get("requestBody") or {})
    contents = map(api.resolved, (body.get("content") or {}).values())
    schemas = [part for one in contents for part in parts(api, one.get("schema", {}))]
    found = [(one.get("properties") or {}).get(wire) for one in schemas]
    found += [one.get("schema") for one in operation.parameters if one["name"] == wire]
    defaults = (part.get("default") for one in found if one for part in parts(api, one))
    return next((one for one in defaults if one is not None), None)
