"""Values in, what a command writes out: JSON, text as it is, bytes as they are."""

from __future__ import annotations

import base64
import datetime
import json
import re
import sys
from collections.abc import Iterable
from typing import Any, TypeGuard

from ..client.page import Page
from ..reply.stream import Stream
from ..wire.dump import without_models

_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What turns text around or steers a terminal; JSON lets it stand."""


def write(value: Any) -> None:
    """Write a value of a call: pages and streams in a line for each item, as they come."""
    if comes_in_items(value):
        for item in value:
            print(as_json(item), flush=True)
    elif isinstance(value, (bytes, bytearray)):
        sys.stdout.buffer.write(value)
        sys.stdout.flush()
    elif isinstance(value, str):
        print(value)
    elif value is not None:
        print(as_json(value, indent=2))


def comes_in_items(value: Any) -> TypeGuard[Iterable[Any]]:
    """Tell whether a value is a page, which goes on to the next ones, or a stream."""
    return isinstance(value, (Page, Stream))


def as_json(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON by wire names; in one line without an indent."""
    text = json.dumps(
        without_models(value), ensure_ascii=False, indent=indent, default=_without_json
    )
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _without_json(value: Any) -> Any:
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if hasattr(value, "_asdict"):
        return value._asdict()
    return str(value)
