# mypy: no-warn-return-any
"""`PreparedOperation`: what can be worked out about an operation once, not at every call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..base.operation import STREAMED
from ..base.unset import UNSET
from ..http.retry import READS

if TYPE_CHECKING:
    from ..base.operation import Operation, Parameter, ResponseCase
    from ..reply.decode import Decoder

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_PATH_SAFE = "/!$&'()*+,;=:@%"
_MOST_DECODERS = 64


class PreparedOperation:
    """Derived from an operation at its first call; immutable but for the cache of decoders.

    Attributes:
        operation: What it was derived from.
        literals: Literal parts of the path; one more than there are path parameters.
        path: Path parameters in order of appearance.
        fixed_query: Query that is part of the path template, without "?".
        query: Query parameters.
        headers: Header parameters.
        cookies: Cookie parameters.
        arguments: Python names of everything that a call may pass.
        by_wire_name: Wire names of parameters to their Python names, where they differ.
        accept: Accept header.
        repeatable: Whether a request may always be repeated: it reads, or is declared idempotent.
        streams: Whether a successful body may be handed over while it is still being received.
    """

    __slots__ = (
        "_always_streams",
        "_decoders",
        "accept",
        "arguments",
        "by_wire_name",
        "cookies",
        "fixed_query",
        "headers",
        "literals",
        "operation",
        "path",
        "query",
        "repeatable",
        "streams",
    )

    def __init__(self, operation: Operation[Any]) -> None:
        """Sort the parameters and take the path template apart."""
        self.operation = operation
        self.query = _located(operation, "query") + _located(operation, "querystring")
        self.headers = _located(operation, "header")
        self.cookies = _located(operation, "cookie")
        self._take_path_apart(operation)
        self.arguments = _arguments(operation)
        self.by_wire_name = {
            parameter.name: parameter.argument
            for parameter in reversed(operation.parameters)
            if parameter.name not in self.arguments
        }
        self.accept = _accept(operation.responses)
        self.repeatable = operation.idempotent or operation.method.upper() in READS
        kinds = {case.kind for case in operation.responses if case.error is None}
        self.streams = not kinds.isdisjoint(STREAMED)
        self._always_streams = kinds <= {*STREAMED}
        self._decoders: dict[tuple[int, bytes | None, bool | None], Decoder] = {}

    def _take_path_apart(self, operation: Operation[Any]) -> None:
        template, _, self.fixed_query = operation.path.partition("#")[0].partition("?")
        declared = {parameter.name: parameter for parameter in _located(operation, "path")}
        literals: list[str] = [""]
        parameters: list[Parameter] = []
        end = 0
        for match in _PLACEHOLDER.finditer(template):
            parameter = declared.get(match[1])
            text = template[end : match.start()] + ("" if parameter else match[0])
            literals[-1] += quote(text, safe=_PATH_SAFE)
            end = match.end()
            if parameter is not None:
                parameters.append(parameter)
                literals.append("")
        literals[-1] += quote(template[end:], safe=_PATH_SAFE)
        self.literals, self.path = tuple(literals), tuple(parameters)

    def wants_stream(self, arguments: Mapping[str, Any]) -> bool | None:
        """Tell whether a call must give a stream; None if what the server sends decides."""
        if self._always_streams:
            return True
        name = self.operation.stream
        if not name:
            return None
        asked = arguments.get(name)
        return self.operation.streams_unasked if asked is None or asked is UNSET else asked is True

    def decoder(
        self, status: int, content_type: bytes | None, wants_stream: bool | None = None
    ) -> Decoder:
        """Return what decodes responses of this status and Content-Type."""
        key = (status, content_type, wants_stream)
        decoder = self._decoders.get(key)
        if decoder is None:
            from ..reply.decode import Decoder

            decoder = Decoder(self.operation, status, content_type, wants_stream)
            if len(self._decoders) < _MOST_DECODERS:  # a server may send a new boundary each time
                self._decoders[key] = decoder
        return decoder


def prepare(operation: Operation[Any]) -> PreparedOperation:
    """Return what is derived from an operation, made at the first call and then kept with it."""
    prepared = operation.prepared
    if prepared is None:
        prepared = PreparedOperation(operation)
        object.__setattr__(operation, "prepared", prepared)  # frozen for everyone else
    return prepared


def _located(operation: Operation[Any], location: str) -> tuple[Parameter, ...]:
    return tuple(one for one in operation.parameters if one.location == location)


def _arguments(operation: Operation[Any]) -> frozenset[str]:
    names = {parameter.argument for parameter in operation.parameters}
    for body in operation.bodies:
        names.update(("body",) if body.arguments is None else body.arguments)
    if operation.content_type:
        names.add(operation.content_type)
    return frozenset(names)


def _accept(cases: tuple[ResponseCase, ...]) -> str:
    wanted = dict.fromkeys(case.media_type for case in cases if case.error is None)
    types = [media_type for media_type in wanted if media_type is not None]
    return ", ".join(types) or "*/*"
