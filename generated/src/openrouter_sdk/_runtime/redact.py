"""Hiding of credentials in everything that a person may read: log lines, messages, `repr`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from urllib.parse import unquote

REDACTED = "***"
_SECRET = re.compile(
    r"auth|token|secret|key|cookie|passw|credential|session|signature", re.IGNORECASE
)
_USERINFO = re.compile(r"(?<=//)[^/?#@]*@")


def is_secret_name(name: str) -> bool:
    """Tell whether a header or parameter of this name may carry a credential."""
    return _SECRET.search(name) is not None


def redact_url(url: str, secrets: Container[str] = ()) -> str:
    """Hide user information and the values of secret query parameters.

    Args:
        url: With or without a query.
        secrets: Lower-case names that are secret although they do not sound like it.
    """
    url = _USERINFO.sub("", url)
    base, mark, query = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = query.partition("#")
    pairs = "&".join(_redact_pair(pair, secrets) for pair in query.split("&"))
    return f"{base}?{pairs}{hash_mark}{fragment}"


def _redact_pair(pair: str, secrets: Container[str]) -> str:
    name, equals, _ = pair.partition("=")
    secret = is_secret_name(name) or unquote(name).lower() in secrets
    return f"{name}={REDACTED}" if equals and secret else pair


def redact_fields(
    fields: Iterable[tuple[bytes, bytes]], secrets: Container[str] = ()
) -> dict[str, str]:
    """Return header fields as text, the values of those that are secret, or sound so, hidden."""
    shown: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name = raw_name.decode("latin-1").lower()
        secret = is_secret_name(name) or name in secrets
        shown[name] = REDACTED if secret else raw_value.decode("latin-1")
    return shown
