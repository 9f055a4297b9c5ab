"""Media types in, ways of encoding and decoding out (RFC 9110, section 8.3.1; RFC 6839)."""

from __future__ import annotations

from .operation import BodyKind, ResponseKind


def essence(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by name or by structured syntax suffix."""
    kind = essence(media_type)
    return kind in ("application/json", "text/json") or kind.endswith("+json")


def _is_json_lines(kind: str) -> bool:
    return kind in ("application/jsonl", "application/x-ndjson", "application/json-seq")


def body_kind(media_type: str) -> BodyKind:
    """How a request body of `media_type` is encoded."""
    kind = essence(media_type)
    if is_json(kind):
        return "json"
    if kind == "application/x-www-form-urlencoded":
        return "form"
    if kind == "multipart/form-data":
        return "multipart"
    if _is_json_lines(kind):
        return "jsonl"
    return "text" if kind.startswith("text/") and kind != "text/xml" else "binary"


def response_kind(media_type: str) -> ResponseKind:
    """How a response of `media_type` is decoded."""
    kind = essence(media_type)
    if is_json(kind) or kind == "*/*":
        return "json" if kind != "*/*" else "binary"
    if kind == "text/event-stream":
        return "sse"
    if _is_json_lines(kind):
        return "jsonl"
    return "text" if kind.startswith("text/") and kind != "text/xml" else "binary"
