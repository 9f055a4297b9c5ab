"""Hiding of credentials in everything that a person may read: log lines, messages, `repr`."""

from __future__ import annotations

import re
from collections.abc import Iterable

REDACTED = "***"
_SECRET = re.compile(
    r"auth|token|secret|key|cookie|passw|credential|session|signature", re.IGNORECASE
)
_USERINFO = re.compile(r"(?<=//)[^/?#@]*@")


def is_secret_name(name: str) -> bool:
    """Tell whether a header or parameter of this name may carry a credential."""
    return _SECRET.search(name) is not None


def redact_url(url: str) -> str:
    """Hide user information, and the values of query parameters whose names sound secret."""
    url = _USERINFO.sub("", url)
    base, mark, query = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = query.partition("#")
    return f"{base}?{'&'.join(map(_redact_pair, query.split('&')))}{hash_mark}{fragment}"


def _redact_pair(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}={REDACTED}" if equals and is_secret_name(name) else pair


def redact_fields(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return header fields as text, the values of those that sound secret hidden."""
    shown: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name = raw_name.decode("latin-1").lower()
        shown[name] = REDACTED if is_secret_name(name) else raw_value.decode("latin-1")
    return shown
