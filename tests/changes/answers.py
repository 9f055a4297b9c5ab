"""A surface in, what its server answers out: for each operation and status, as data."""

from __future__ import annotations

import json
import re
from typing import Any

from changes.values import Values
from sdkpress.plan.model.types import NONE, StreamOf, Type, union
from sdkpress.surface import Surface
from sdkpress.surface.model import Method
from sdkpress.surface.notation import parse_type

TURNS = 5
"""How often programs ask: the second time they get what is required alone."""


def answers(surface: Surface) -> dict[str, Any]:
    """The routes of a server, the longest first, and of those the ones with fewer parameters."""
    values = Values(surface)
    methods = sorted(
        surface.methods.values(), key=lambda one: (-one.wire.count("/"), one.wire.count("{"))
    )
    return {"turns": TURNS, "routes": [_route(one, values) for one in methods]}


def concrete(status: str, declared: object) -> int:
    """A status that `4XX` or `default` is for, which has no class of its own."""
    if status.isdecimal():
        return int(status)
    first = int(status[0]) * 100 if status[0].isdecimal() else 400
    taken = {str(one) for one in declared} if isinstance(declared, dict) else set[str]()
    ranges = taken - {status}
    return next(
        one
        for one in range(first + 18, 600)
        if str(one) not in taken and f"{one // 100}XX" not in {one.upper() for one in ranges}
    )


def _route(method: Method, values: Values) -> dict[str, Any]:
    verb, _, path = method.wire.partition(" ")
    pattern = re.sub(r"\\\{.*?\\\}", "[^/]+", re.escape(path.partition("?")[0]))
    stream = method.arguments[method.stream].wire.partition(" ")[2] if method.stream else ""
    return {
        "verb": verb,
        "path": pattern,
        "stream": stream,
        "rows": _rows(method, values),
        "errors": {
            str(concrete(status, method.errors)): _error(name, values)
            for status, name in method.errors.items()
        },
    }


def _rows(method: Method, values: Values) -> list[dict[str, Any]]:
    """What succeeds: its status, its media type, and a text for each turn."""
    members = values.members(parse_type(method.returns))
    items = [one for one in members if isinstance(one, StreamOf)]
    whole: list[Type] = [one for one in members if one != NONE and not isinstance(one, StreamOf)]
    rows: list[dict[str, Any]] = []
    for row in method.receives:
        status, _, media_type = row.partition(" ")
        node = union(items) if items and _streams(media_type, whole) else union(whole or [NONE])
        texts = [_text(node, media_type, values, turn) for turn in range(TURNS)]
        rows.append(
            {
                "status": concrete(status, {}) if status[0] == "2" else 200,
                "type": media_type,
                "streams": bool(items) and _streams(media_type, whole),
                "texts": texts if media_type else [""],
            }
        )
    return rows


def _streams(media_type: str, whole: list[Type]) -> bool:
    return not whole or "event-stream" in media_type or "jsonl" in media_type


def _text(node: Type, media_type: str, values: Values, turn: int) -> str:
    data = values.sample(node, turn)
    if "event-stream" in media_type:
        return "".join(f"data: {json.dumps(values.sample(node, turn + n))}\n\n" for n in range(2))
    if "jsonl" in media_type or "ndjson" in media_type:
        return f"{json.dumps(data)}\n"
    return json.dumps(data) if "json" in media_type else str(data)


def _error(name: str, values: Values) -> dict[str, Any]:
    node = parse_type(values.surface.errors[name].data)
    return {"texts": [json.dumps(values.sample(node, turn)) for turn in range(TURNS)]}
