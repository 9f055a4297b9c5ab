"""Media types (RFC 9110, section 8.3.1): which two are the same, and which are JSON."""

from __future__ import annotations


def essence(media_type: str) -> str:
    """Return a media type without its parameters, in lower case; "" of none."""
    return media_type.partition(";")[0].strip().lower()


def is_json(essence: str) -> bool:
    """Tell whether an essence is JSON: application/json or "+json" (RFC 6839, section 3.1)."""
    return essence.endswith("+json") or essence == "application/json"
