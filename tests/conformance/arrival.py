"""A request as it arrived, and the call that made it; everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .compare import differences, same, same_meaning
from .forms import form_errors
from .parameters import deep
from .requests import ABSENT, RequestCase
from .server import Arrived
from .validate import Judge

ONE_OF_MANY = "openapi-core reads one value of a parameter that has several"
EXPLODED = "openapi-core does not read exploded objects"
DEEP = "openapi-core reads no deepObject but objects of scalars"
UNSTYLED = "no style is defined for objects and arrays inside others"


def request_errors(judge: Judge, request: RequestCase, arrived: Arrived) -> Iterator[str]:
    """Yield what the validator finds, and what arrived otherwise than it was meant."""
    errors = judge.errors(arrived, with_body=request.body is ABSENT or request.kind == "json")
    nested = [name for (_, name), value in request.parameters.items() if _is_nested(value)]
    for error in errors:
        name = next((one for one in nested if f"parameter error: {one} ← " in error), None)
        yield f"{UNSTYLED} ({name})" if name else error
    if errors:
        return
    for place, value in request.parameters.items():
        found = judge.seen.get(place, ABSENT)
        if found is ABSENT or not _alike(found, value):
            yield _difference(judge, place, value, found, arrived)
    yield from _body_errors(request, arrived)


def _is_nested(value: Any) -> bool:
    members = value.values() if isinstance(value, Mapping) else value
    is_composite = isinstance(value, (Mapping, list))
    return is_composite and any(isinstance(one, (Mapping, list)) for one in members)


def _difference(
    judge: Judge, place: tuple[str, str], value: Any, found: Any, arrived: Arrived
) -> str:
    """Say how a parameter differs, or which limit of the validator shows here."""
    location, name = place
    pairs = _cookies(arrived) if location == "cookie" else _query(arrived)
    if location == "query" and isinstance(value, list):
        texts = [text for key, text in pairs if key == name]
        if texts == [_text(one) for one in value]:
            return f"{ONE_OF_MANY} ({name})"
    if place in judge.deep and _arrived_deep(name, value, pairs):
        return f"{DEEP} ({name})"
    if place in judge.exploded and isinstance(value, Mapping) and found is ABSENT:
        given = dict(pairs)
        sent = {key: one for key, one in value.items() if one is not None}
        if all(key in given and _alike(given[key], one) for key, one in sent.items()):
            return f"{EXPLODED} ({name})"
    if found is ABSENT:
        return f"{location} parameter {name} did not arrive"
    return f"{location} parameter {name} is {found!r} for {value!r}"[:300]


def _arrived_deep(name: str, value: Any, pairs: list[tuple[str, str]]) -> bool:
    wanted = [
        (key, _text(one))
        for key, member in deep(name, value)
        for one in (member if isinstance(member, list) else [member])
    ]
    arrived = [pair for pair in pairs if pair[0] == name or pair[0].startswith(f"{name}[")]
    return bool(wanted) and sorted(arrived) == sorted(wanted)


def _query(arrived: Arrived) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(arrived.target).query, keep_blank_values=True)


def _cookies(arrived: Arrived) -> list[tuple[str, str]]:
    pairs = [pair.strip().partition("=") for pair in arrived.header("cookie").split(";")]
    return [(unquote(name), unquote(value)) for name, _, value in pairs if name]


def _body_errors(request: RequestCase, arrived: Arrived) -> Iterator[str]:
    body = arrived.body
    if request.body is ABSENT:
        if body:
            yield "a body arrived that was not given"
    elif request.kind == "json":
        for one in differences(json.loads(body), request.body, alike=same_meaning):
            yield f"the body: {one}"
    elif request.kind in ("form", "multipart"):
        yield from form_errors(arrived, request.body, request.styles)
    elif request.kind == "jsonl":
        lines = [json.loads(line) for line in body.replace(b"\x1e", b"").splitlines() if line]
        for one in differences(lines, request.body, alike=same_meaning):
            yield f"the body: {one}"
    else:
        wanted = request.body if isinstance(request.body, bytes) else str(request.body).encode()
        if body != wanted:
            yield f"the body is {body[:80]!r}, not {wanted[:80]!r}"


def _alike(seen: Any, value: Any) -> bool:
    """Compare a parameter by text: openapi-core gives text where a schema allows several types."""
    if isinstance(value, Mapping) and isinstance(seen, Mapping):
        return seen.keys() == value.keys() and all(_alike(seen[key], value[key]) for key in value)
    if isinstance(value, list) and isinstance(seen, (list, tuple)):
        return len(seen) == len(value) and all(map(_alike, seen, value))
    if isinstance(value, (Mapping, list)) and isinstance(seen, str):
        return not list(differences(_parsed(seen), value, alike=same_meaning))
    return seen == value or same(seen, value) or _text(seen) == _text(value)


def _parsed(text: str) -> Any:
    """Read a member that is JSON; anything else is no object or array."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, default=str, ensure_ascii=False, separators=(",", ":"))
