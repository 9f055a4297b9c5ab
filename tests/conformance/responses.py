"""An operation in; valid answers of the server, and what they should decode to, out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from .api import Api, ApiOperation
from .examples import examples, parts
from .maker import Unmakeable, make
from .media import Kind, concrete, is_text, kind_of
from .schemas import Prepared, Schemas
from .server import Reply

MADE = 3
FOLLOWED = ("301", "302", "303", "307", "308")
"""The redirects that a client may follow unasked: 300 is a choice, 305 and 306 are obsolete."""
SOMETHING = {"minLength": 1}
EVENT_FIELDS = frozenset({"data", "event", "id", "retry", "comment"})


@dataclass(frozen=True, slots=True)
class ResponseCase:
    """One answer, and the JSON values (or text, or bytes) that should come back out of it."""

    label: str
    reply: Reply
    kind: Kind | None
    expected: Any = None
    prepared: Prepared | None = None


@dataclass(slots=True)
class Responses:
    """The answers of one operation, and what kept others from being made."""

    cases: list[ResponseCase] = field(default_factory=list[ResponseCase])
    problems: list[str] = field(default_factory=list[str])
    wrong_examples: int = 0


class ResponseMaker:
    """Makes the answers of the operations of one description."""

    def __init__(self, api: Api, schemas: Schemas) -> None:
        self._api = api
        self._schemas = schemas

    def make(self, operation: ApiOperation) -> Responses:
        """Make answers of every success status and media type."""
        made = Responses()
        for status, node in self._successes(operation):
            content: Mapping[str, Any] = node.get("content") or {}
            code = _code(status, operation.node.get("responses") or {})
            bodyless = code in (204, 205, 304) or operation.method == "HEAD"
            if not content or bodyless or code >= 300:
                made.cases.append(_empty(code, content))
                continue
            for media_type, holder in content.items():
                place = f"{operation.method} {operation.path} {status} {media_type}"
                media = self._api.resolved(holder)
                made.cases += self._of_media(media_type, media, code, place, made)
        return made

    def _successes(self, operation: ApiOperation) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the successes; redirects or the default only where there is nothing better."""
        responses: Mapping[str, Any] = operation.node.get("responses") or {}
        statuses = [str(one) for one in responses if not str(one).startswith("x-")]
        wanted = [one for one in statuses if one.startswith("2")]
        wanted = wanted or [one for one in statuses if one in FOLLOWED]
        wanted = wanted or [one for one in statuses if one == "default"]
        for status in wanted:
            yield status, self._api.resolved(responses[status])
        if not wanted:
            yield "204", {}

    def _of_media(
        self, media_type: str, media: Mapping[str, Any], status: int, place: str, made: Responses
    ) -> Iterator[ResponseCase]:
        schema = media.get("itemSchema", media.get("schema"))
        kind = kind_of(media_type, self._api.resolved(schema))
        sent_as = concrete(media_type, kind)
        if kind in ("binary", "multipart"):
            body = b"\x00\xff\r\n" + bytes(range(256))
            yield ResponseCase(f"bytes, {media_type}", Reply(status, sent_as, body), "binary", body)
            return
        if kind == "text" and (schema is None or is_text(self._api.resolved(schema))):
            schema = schema if schema is not None else {"type": "string"}
        schema = schema if schema is not None else {}
        if kind == "sse":  # without data, or with an empty one, it is no event
            event = {"required": ["data"], "properties": {"data": SOMETHING}}
            schema = {"allOf": [schema, event if self._is_event(schema) else SOMETHING]}
        for label, value, prepared in self._values(schema, media, place, made):
            name = f"{label}, {media_type}"
            yield self._case(name, Reply(status, sent_as), kind, value, prepared, schema)

    def _values(
        self, schema: Any, media: Mapping[str, Any], place: str, made: Responses
    ) -> Iterator[tuple[str, Any, Prepared]]:
        try:
            prepared = self._schemas.prepare(schema, "response")
        except ValueError as error:
            made.problems.append(f"{place}: no schema of JSON Schema: {error}"[:300])
            return
        found = examples(self._api, media, schema)
        valid = [one for one in found if prepared.fits(one)]
        made.wrong_examples += len(found) - len(valid)
        for number, value in enumerate(valid[:MADE]):
            yield f"example {number + 1}", value, prepared
        try:
            for number, value in enumerate(make(prepared, MADE, place)):
                yield f"made {number + 1}", value, prepared
        except Unmakeable as error:
            if not valid:
                made.problems.append(f"{place}: {error}")

    def _case(
        self, label: str, head: Reply, kind: Kind, value: Any, prepared: Prepared, schema: Any
    ) -> ResponseCase:
        status, sent_as = head.status, head.media_type or ""
        if kind == "text":
            text = value if isinstance(value, str) else _json(value)
            body = text.encode()
            return ResponseCase(label, Reply(status, _utf8(sent_as), body), kind, text)
        if kind == "jsonl":
            body = (_json(value) + "\n").encode() * 2
            return ResponseCase(label, Reply(status, sent_as, body), kind, value, prepared)
        if kind == "sse":
            body, payload = _events(value, self._is_event(schema))
            return ResponseCase(label, Reply(status, sent_as, body), kind, payload, None)
        if kind == "form":
            body = _form(value)
            return ResponseCase(label, Reply(status, sent_as, body), "binary", body)
        body = _json(value).encode()
        return ResponseCase(label, Reply(status, sent_as, body), kind, value, prepared)

    def _is_event(self, schema: Any) -> bool:
        """Whether a schema is that of an event with its fields, not of an event's data."""
        names = {name for part in parts(self._api, schema) for name in part.get("properties") or ()}
        return "data" in names and names <= EVENT_FIELDS


def _code(status: str, declared: Mapping[str, Any]) -> int:
    """A status to answer with; for a range one that is not declared beside it."""
    if status.isdecimal():
        return int(status)
    if status == "default":
        return 200
    return next(code for code in (200, 202, 203, 218) if str(code) not in map(str, declared))


def _form(value: Any) -> bytes:
    """Write a value as a form, which a client hands on as it is: no schema says how to read it."""
    members: Mapping[Any, Any] = value if isinstance(value, Mapping) else {"": value}
    pairs = [(name, one if isinstance(one, str) else _json(one)) for name, one in members.items()]
    return urlencode(pairs, errors="replace").encode()


def _empty(status: int, content: Mapping[str, Any]) -> ResponseCase:
    redirected = 300 <= status < 400
    label = f"{status}{' with a body that is never sent' if content else ''}"
    return ResponseCase(label, Reply(status, redirected=redirected), None)


def _events(value: Any, is_event: bool) -> tuple[bytes, Any]:
    """Write two events of a value, or of its `data`, where it is that of an event around it."""
    fields: Mapping[str, Any] = value if is_event and "data" in value else {"data": value}
    payload = fields["data"]
    if isinstance(payload, str):
        payload = payload.replace("\r\n", "\n").replace("\r", "\n")  # all of them end a line
    text = payload if isinstance(payload, str) else _json(payload)
    lines = [f"data: {line}" for line in text.split("\n")]
    for name in ("event", "id", "retry"):
        if isinstance(fields.get(name), (str, int)):
            text = str(fields[name]).replace("\r", " ").replace("\n", " ").replace("\0", " ")
            lines.append(f"{name}: {text}")
    return ("\n".join(lines) + "\n\n").encode() * 2, payload


def _utf8(media_type: str) -> str:
    return media_type if "charset" in media_type else f"{media_type}; charset=utf-8"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
