# mypy: no-warn-redundant-casts
"""Items that a fake streams in, the body that a server would send out: events, or lines of JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from ..base.errors import InvalidRequest
from ..base.media_type import essence
from ..base.operation import Body
from ..reply.sse import ServerSentEvent
from ..wire.body import encode_body

if TYPE_CHECKING:
    from ..base.operation import ResponseCase


class ToldBody:
    """A body in pieces; where an exception stands for one, the stream breaks off."""

    def __init__(self, pieces: Sequence[bytes | Exception]) -> None:
        """Take the pieces."""
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        """Iterate over the pieces."""
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over the pieces."""
        for piece in self:
            yield piece

    def read(self) -> bytes:
        """Return all of it."""
        return b"".join(self)

    def close(self) -> None:
        """Do nothing: there is no connection."""

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""


def streamed_body(case: ResponseCase, items: Sequence[Any]) -> ToldBody:
    """Return the body that streams these items, as a row of the response table has it.

    Raises:
        InvalidRequest: One of them is none of the described ones.
    """
    if case.kind == "sse":
        ending = "[DONE]" if case.sentinel is None else case.sentinel
        return ToldBody([*(_event(case, one) for one in items), _framed(ending)])
    start = b"\x1e" if essence(case.media_type or "").endswith("json-seq") else b""  # RFC 7464
    return ToldBody(
        [one if isinstance(one, Exception) else _line(case, one, start) for one in items]
    )


def _line(case: ResponseCase, item: Any, start: bytes) -> bytes:
    return start + _json(case.type, item).encode("utf-8") + b"\n"


def _event(case: ResponseCase, item: Any) -> bytes | Exception:
    if isinstance(item, Exception):
        return item
    types: Mapping[str, Any] = {} if case.events is None else case.events()
    if isinstance(item, ServerSentEvent):
        data, name, identifier, retry = cast("ServerSentEvent[Any]", item)
        own = types.get(name, case.type and case.type())
        return _framed(_data(own, data), name, identifier, retry)
    for name, own in sorted(types.items(), key=lambda one: one[1] is not type(item)):
        try:
            return _framed(_data(own, item), name)
        except InvalidRequest:
            continue
    return _framed(_data(case.type and case.type(), item))


def _data(annotation: Any, item: Any) -> str:
    if annotation is str and isinstance(item, str):
        return item
    return _json((lambda: annotation) if annotation is not None else None, item)


def _json(thunk: Any, item: Any) -> str:
    content = encode_body(Body("application/json", "json", thunk or (lambda: Any)), item).content
    assert isinstance(content, bytes)
    return content.decode("utf-8")


def _framed(data: str, name: str = "", identifier: str = "", retry: int | None = None) -> bytes:
    """Write an event (WHATWG HTML, "Server-sent events")."""
    lines = [f"event: {name}"] if name and name != "message" else []
    lines += [f"id: {identifier}"] if identifier else []
    lines += [] if retry is None else [f"retry: {retry}"]
    lines += [f"data: {line}" for line in data.split("\n")]
    return ("\n".join(lines) + "\n\n").encode("utf-8")
