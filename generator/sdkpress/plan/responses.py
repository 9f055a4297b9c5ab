"""Responses Objects in, rows of status, media type and Python type out (OpenAPI 3.1, 4.8.16)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from .errors import Errors
from .media import response_kind
from .names import pascal
from .operation import Response, ResponseKind
from .raw import Json, Pointer, mapping, resolve, text
from .schemas import Schemas
from .types import ANY, NONE, Scalar, StreamOf, Type, union

EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})
"""The fields of an event (WHATWG HTML, "Server-sent events")."""


class ResponsePlanner:
    """Plans the responses of one operation after another, sharing their error classes."""

    def __init__(self, root: dict[str, Json], schemas: Schemas, errors: Errors) -> None:
        self._root = root
        self._schemas = schemas
        self._errors = errors

    def plan(self, operation: dict[str, Json], place: Pointer, hint: str) -> tuple[Response, ...]:
        """The rows of an operation: successes first, each status in the order declared."""
        responses = mapping(operation.get("responses"))
        succeeds = any(_is_success(status) for status in responses)
        rows: list[Response] = []
        for status, value in responses.items():
            node, pointer = resolve(self._root, value, (*place, "responses", status))
            fails = not _is_success(status) and (succeeds or status != "default")
            rows.extend(self._rows(_normal(status), mapping(node), pointer, hint, fails))
        return tuple(sorted(rows, key=lambda row: row.error is not None or not _succeeds(row)))

    def _rows(
        self, status: str, node: dict[str, Json], pointer: Pointer, hint: str, fails: bool
    ) -> list[Response]:
        description = text(node.get("description"))
        content = mapping(node.get("content"))
        if not content:
            return [] if fails else [Response(status, None, "empty", None, None, description)]
        rows: list[Response] = []
        for media_type, media in content.items():
            kind = response_kind(media_type)
            place = (*pointer, "content", media_type, "schema")
            name = self._hint(pointer, hint, status, fails)
            value = self._type(kind, mapping(media), place, name)
            error: str | None = None
            if fails:
                if kind != "json":
                    continue
                error = self._errors.declare(value, status, name, description)
            rows.append(Response(status, media_type, kind, value, error, description))
        return rows

    def _hint(self, pointer: Pointer, hint: str, status: str, fails: bool) -> str:
        """A name for an inline schema: the shared response's, or the operation's and status'."""
        if pointer[:2] == ("components", "responses"):
            return pascal(str(pointer[2]))
        return f"{hint}{status_name(status)}" if fails else f"{hint}Response"

    def _type(self, kind: ResponseKind, media: dict[str, Any], place: Pointer, hint: str) -> Type:
        if kind == "binary":
            return Scalar("bytes")
        if kind == "text":
            return Scalar("str")
        keyword = "itemSchema" if "itemSchema" in media else "schema"
        if keyword not in media:
            return ANY
        schema, place = media[keyword], (*place[:-1], keyword)
        if kind == "sse":
            schema, place = self._payload(schema, place)
            hint = f"{hint}Event"
        return self._schemas.type_of(schema, place, hint)

    def _payload(self, schema: Json, place: Pointer) -> tuple[Json, Pointer]:
        """The schema of an event's data, where `schema` is that of the event around it.

        OpenAPI 3.2 (4.14.4) describes events as objects with the fields of the event stream;
        older descriptions describe the data itself.
        """
        node, pointer = resolve(self._root, schema, place)
        body = self._schemas.expand(node)
        properties = mapping(body.get("properties"))
        if "data" not in properties or not set(properties) <= EVENT_FIELDS:
            return schema, place
        data = mapping(properties["data"])
        if "contentSchema" in data:
            return data["contentSchema"], (*pointer, "properties", "data", "contentSchema")
        return data, (*pointer, "properties", "data")


def result_type(rows: tuple[Response, ...]) -> Type:
    """What a call returns: the union of its success rows; None where they have no content."""
    types = [_row_type(row) for row in rows if row.error is None]
    return union(types) if types else NONE


def _row_type(row: Response) -> Type:
    value = row.type or NONE
    return StreamOf(value) if row.kind in ("sse", "jsonl") else value


def _normal(status: str) -> str:
    return status if status == "default" else status.upper()


def _is_success(status: str) -> bool:
    return status[:1] in ("1", "2", "3")


def _succeeds(row: Response) -> bool:
    return _is_success(row.status) or row.error is None


def status_name(status: str) -> str:
    """A status as part of a class name: `404` becomes `NotFound`, `4XX` `ClientError`."""
    if status == "default":
        return "Default"
    if status in ("4XX", "5XX"):
        return "ClientError" if status == "4XX" else "ServerError"
    try:
        return pascal(HTTPStatus(int(status)).phrase)
    except ValueError:
        return f"Status{status}"
