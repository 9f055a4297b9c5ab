"""Responses Objects in, rows of status, media type and Python type out (OpenAPI 3.1, 4.8.16)."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from ...data import Json, as_object, text
from ...describe.statuses import status_of
from ...pointer import Pointer, resolve, value_at
from ..dialects import error_statuses, sentinel
from ..media_types import response_kind
from ..model.operation import Response
from ..model.types import ANY, NONE, Scalar, StreamOf, Type, union
from ..names.identifiers import pascal
from ..schemas.schemas import Schemas
from .error_classes import Errors
from .events import EventPlanner, item_schema
from .parameters import example_of


class ResponsePlanner:
    """Plans the responses of one operation after another, sharing their error classes."""

    def __init__(self, root: dict[str, Json], schemas: Schemas, errors: Errors) -> None:
        self._root = root
        self._schemas = schemas
        self._errors = errors
        self._events = EventPlanner(root, schemas)

    def plan(
        self, operation: dict[str, Json], place: Pointer, hint: str, method: str
    ) -> tuple[Response, ...]:
        """The rows of an operation: successes first, each status in the order declared."""
        responses = _final(as_object(operation.get("responses")))
        succeeds = any(status[:1] in ("2", "3") for status in responses)
        paths = as_object(self._root.get("paths"))
        item = as_object(value_at(self._root, place[:-1]))
        rule = error_statuses([operation, item, paths, self._root])
        rows: list[Response] = []
        main: Json = None  # what is called `…Response`, without its status
        for key, value in responses.items():
            status = status_of(key)
            if not status:
                continue  # an extension, or a slip of the pen
            node, pointer = resolve(self._root, value, (*place, "responses", key))
            fails = not _is_success(status) and (succeeds or status != "default")
            fails = fails if rule is None else rule.decides(status, fails)
            content = _content(status, as_object(node))
            main = main or (None if fails else content)
            own = hint if content == main and not fails else f"{hint}{status_name(status)}"
            name = _name(pointer, own if fails else f"{own}Response")
            rows.extend(self._rows(status, as_object(node), pointer, name, fails))
        if not any(row.error is None for row in rows):
            rows.append(_undeclared_success(responses))
        if method == "HEAD":
            rows = [row if row.error else _without_content(row) for row in rows]
        return tuple(sorted(rows, key=lambda row: row.error is not None or not _succeeds(row)))

    def _rows(
        self, status: str, node: dict[str, Json], pointer: Pointer, hint: str, fails: bool
    ) -> list[Response]:
        description = text(node.get("description"))
        content = _content(status, node)
        if not content:
            return [] if fails else [Response(status, None, "empty", None, None, description)]
        rows: list[Response] = []
        for media_type, media in content.items():
            place = (*pointer, "content", media_type)
            row = self._row(status, media_type, as_object(media), place, hint)
            if not fails:
                rows.append(replace(row, description=description))
            elif row.kind == "json" and row.type is not None:
                error = self._errors.declare(row.type, status, hint, description)
                rows.append(replace(row, error=error, description=description))
        return rows

    def _row(
        self, status: str, media_type: str, media: dict[str, Json], place: Pointer, hint: str
    ) -> Response:
        schema = self._schemas.expand(media["schema"]) if "schema" in media else {}
        kind = response_kind(media_type, schema)
        if kind in ("binary", "text"):
            value = Scalar("bytes" if kind == "binary" else "str")
            return Response(status, media_type, kind, value, None)
        if kind == "sse":
            planned = self._events.plan(media, place, f"{hint}Event")
            ending = sentinel(media)
            return Response(
                status,
                media_type,
                kind,
                planned.data,
                None,
                sentinel=ending,
                events=planned.by_name,
                error_events=planned.errors,
            )
        value = ANY
        if kind == "jsonl":
            value = self._schemas.type_of(*item_schema(self._root, media, place), hint)
        elif "schema" in media:
            value = self._schemas.type_of(media["schema"], (*place, "schema"), hint)
        shown = example_of(media, self._root) if kind == "json" else None
        return Response(status, media_type, kind, value, None, example=shown)


def _name(pointer: Pointer, hint: str) -> str:
    """A name for an inline schema: that of a shared response, or else `hint`."""
    shared = pointer[:2] == ("components", "responses")
    return pascal(str(pointer[2])) if shared else hint


def _final(responses: dict[str, Json]) -> dict[str, Json]:
    """The statuses that end a call: one of 1XX only comes before them (RFC 9110, 15.2)."""
    return {status: node for status, node in responses.items() if status[:1] != "1"}


def _content(status: str, node: dict[str, Json]) -> dict[str, Json]:
    """The media types of a response: none for a status that never has content (15.3.5, 15.3.6)."""
    return {} if status in ("204", "205") else as_object(node.get("content"))


def _undeclared_success(responses: dict[str, Json]) -> Response:
    """What a call returns where no success is declared.

    What a redirect leads to, since redirects are followed; else nothing, as for a success without
    content: the description tells neither from the other.
    """
    for status, node in responses.items():
        if status[:1] == "3":
            about = text(as_object(node).get("description"))
            return Response("2XX", "*/*", "binary", Scalar("bytes"), None, about)
    return Response("2XX", None, "empty", None, None, "")


def _without_content(row: Response) -> Response:
    """A response to HEAD, which has no body whatever it declares (RFC 9110, section 9.3.2)."""
    return Response(row.status, None, "empty", None, None, row.description)


def result_type(rows: tuple[Response, ...]) -> Type:
    """What a call returns: the union of its success rows; None where they have no content."""
    types = [_row_type(row) for row in rows if row.error is None]
    return union(types) if types else NONE


def _row_type(row: Response) -> Type:
    value = row.type or NONE
    return StreamOf(value) if row.kind in ("sse", "jsonl") else value


def _is_success(status: str) -> bool:
    """Whether a call returns: a redirect is followed, and nothing is asked for conditionally."""
    return status[:1] == "2"


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
