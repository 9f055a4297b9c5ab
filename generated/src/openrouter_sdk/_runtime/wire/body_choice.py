"""Choice of a body's media type: an operation and what a call says in, the row that applies out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..base.errors import InvalidRequest
from ..base.media_type import essence
from ..base.operation import Body
from ..base.unset import UNSET

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..base.options import RequestOptions

_OF_RANGES = {"json": "application/json", "text": "text/plain"}


def choose(
    operation: Operation[Any], arguments: Mapping[str, Any], options: RequestOptions | None
) -> Body:
    """Choose the body: by the call's content type, else by the arguments that are given.

    Returns:
        The row; its media type is no range any more.

    Raises:
        InvalidRequest: The call's content type is none of the operation's.
    """
    bodies = operation.bodies
    wanted = arguments.get(operation.content_type)
    if wanted:
        return _of_type(bodies, wanted) or _refuse(operation, wanted)
    for name, value in ((options or {}).get("headers") or {}).items():
        if name.lower() == "content-type" and (body := _of_type(bodies, value)):
            return body
    body = _of_arguments(bodies, arguments)
    if "*" not in body.media_type:
        return body
    return body._replace(media_type=_OF_RANGES.get(body.kind, "application/octet-stream"))


def _of_type(bodies: tuple[Body, ...], wanted: str) -> Body | None:
    """Find the row of a media type: the same, the same but for parameters, or a range with it."""
    found = essence(wanted)
    for body in bodies:
        if body.media_type == wanted:
            return body
    for body in bodies:
        if essence(body.media_type) == found:
            return body
    ranges = (f"{found.partition('/')[0]}/*", "*/*")
    for body in bodies:
        if body.media_type in ranges:
            return body._replace(media_type=wanted)
    return None


def _refuse(operation: Operation[Any], wanted: str) -> Body:
    known = ", ".join(body.media_type for body in operation.bodies)
    message = f"{operation.content_type} must be one of {known}, not {wanted!r}"
    raise InvalidRequest(message)


def _of_arguments(bodies: tuple[Body, ...], arguments: Mapping[str, Any]) -> Body:
    whole = arguments.get("body")
    if isinstance(whole, (bytes, bytearray, memoryview)) or hasattr(whole, "read"):
        return next((body for body in bodies if body.kind == "binary"), bodies[0])
    given = {name for name, value in arguments.items() if value is not None and value is not UNSET}
    for body in bodies:
        if given.intersection(("body",) if body.arguments is None else body.arguments):
            return body
    return bodies[0]
