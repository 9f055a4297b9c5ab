"""Values where a stream was wanted, and streams where a value was: what was wanted comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.errors import InvalidRequest
from ..data.values import is_array, is_object
from ..models.adapter import to_json
from .decode import Undecodable, parse_json
from .sse import EventParser, JSONLines, ServerSentEvent

if TYPE_CHECKING:
    from .decode import Decoder


def items_of(decoder: Decoder, body: bytes) -> list[bytes]:
    """Return the items of a stream that came as one value: the value, or those of an array.

    Raises:
        Undecodable: The body is no JSON.
    """
    if not body.strip():
        return []
    value = parse_json(body)
    if not is_array(value) or decoder.type is Any or not decoder.decode_item(body).drift:
        return [body]
    try:
        return [to_json(item) for item in value]
    except InvalidRequest:  # too deep to be written
        return [body]


def value_of(decoder: Decoder, body: bytes) -> tuple[bytes, bool]:
    """Return the one value that came as a stream, and whether the server says it is an error.

    Raises:
        Undecodable: There are several.
    """
    parser = EventParser() if decoder.framing == "sse" else JSONLines()
    events = [*parser.feed(body), *parser.finish()]
    errors = [one.data for one in events if one.event == "error" or _tells_error(one)]
    if errors:
        return errors[0], True
    values = [one.data for one in events if one.data and one.data != b"[DONE]"]
    if not values:
        return (parser.stray if isinstance(parser, EventParser) else b""), False
    if len(values) > 1:
        message = f"a stream of {len(values)} items came where one value was asked for"
        raise Undecodable(message)
    return values[0], False


def _tells_error(event: ServerSentEvent[bytes]) -> bool:
    """Tell whether a value is nothing but an error."""
    if b'"error"' not in event.data:
        return False
    try:
        value: Any = parse_json(event.data)
    except Undecodable:
        return False
    return is_object(value) and list(value) == ["error"] and bool(value["error"])
