"""Media types in, ways of encoding and decoding out (RFC 9110, section 8.3.1; RFC 6839)."""

from __future__ import annotations

from typing import Any, Literal

from .model.operation import BodyKind, ResponseKind

_JSON_LINES = frozenset(
    {
        "application/json-lines",
        "application/json-seq",
        "application/jsonl",
        "application/jsonlines",
        "application/ndjson",
        "application/x-jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
    }
)


def essence(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by name or by structured syntax suffix."""
    kind = essence(media_type)
    return kind in ("application/json", "text/json") or kind.endswith("+json")


def is_range(media_type: str) -> bool:
    """Whether a media type is one with a wildcard, such as `image/*`."""
    return essence(media_type).endswith("/*")


def body_kind(media_type: str, schema: dict[str, Any]) -> BodyKind:
    """How a request body of `media_type` is encoded; `schema` tells where that is a range."""
    kind = essence(media_type)
    if kind == "application/x-www-form-urlencoded":
        return "form"
    return "multipart" if kind.startswith("multipart/") else _kind(kind, schema)


def response_kind(media_type: str, schema: dict[str, Any]) -> ResponseKind:
    """How a response of `media_type` is decoded; `schema` tells where that is a range."""
    kind = essence(media_type)
    return "sse" if kind == "text/event-stream" else _kind(kind, schema)


def _kind(kind: str, schema: dict[str, Any]) -> Literal["json", "jsonl", "text", "binary"]:
    if is_json(kind):
        return "json"
    if kind in _JSON_LINES or kind.endswith("+json-seq"):
        return "jsonl"
    if kind in ("*/*", "application/*") and schema:
        return _kind_of_schema(schema)
    is_text = kind.startswith("text/") and kind != "text/xml"
    return "text" if is_text else "binary"


def _kind_of_schema(schema: dict[str, Any]) -> Literal["json", "text", "binary"]:
    """What a body of any media type is: text, bytes, or else JSON."""
    if schema.get("type") != "string" or "enum" in schema:
        return "json"
    return "binary" if schema.get("format") == "binary" else "text"
