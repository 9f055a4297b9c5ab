"""Media types in; how the judge builds and compares bodies of them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Kind = Literal["json", "form", "multipart", "text", "binary", "sse", "jsonl"]

STREAMED: frozenset[Kind] = frozenset({"sse", "jsonl"})
_LINES = ("jsonl", "ndjson", "json-seq", "jsonlines", "json-lines")


def kind_of(media_type: str, schema: Any = None) -> Kind:
    """How a body of this media type is written; `schema` decides where that is a range."""
    name = media_type.partition(";")[0].strip().lower()
    if any(name.endswith(ending) for ending in _LINES):
        return "jsonl"
    if name.endswith(("/json", "+json")):
        return "json"
    if name == "text/event-stream":
        return "sse"
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name.startswith("multipart/"):
        return "multipart"
    if name in ("*/*", "application/*") and schema is not None and not is_text(schema):
        return "json"
    return "text" if name.startswith("text/") and name != "text/xml" else "binary"


def is_text(schema: Any) -> bool:
    """Whether a schema is that of a string, or of anything at all."""
    return not isinstance(schema, Mapping) or schema.get("type", "string") == "string"


def concrete(media_type: str, kind: Kind) -> str:
    """A media type to send for one that may be a range."""
    name = media_type.partition(";")[0].strip()
    if not name.endswith("*"):
        return media_type
    if kind == "json":
        return "application/json"
    main = name.partition("/")[0]
    return "application/octet-stream" if main in ("*", "application") else f"{main}/x-any"
