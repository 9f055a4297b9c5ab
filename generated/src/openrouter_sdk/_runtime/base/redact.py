"""Hiding of credentials in everything that a person may read: log lines, messages, `repr`."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterable, Iterator
from typing import Any
from urllib.parse import unquote_plus

REDACTED = "***"
_SECRET = re.compile(
    r"auth|token|secret|key|cookie|passw|credential|session|signature|^sig$", re.IGNORECASE
)
_USERINFO = re.compile(r"(?<=//)[^/?#\s]*@")
_PAIR = re.compile(  # of a query or fragment, or a matrix parameter in a path
    r"([?&#][^=?&#\s<>]*)=([^&#\s<>\"]*)|(;[^=;/?&#\s<>]*)=([^;/?&#\s<>\"]*)"
)


def is_secret(name: str, secrets: Container[str] = ()) -> bool:
    """Tell whether a header or parameter of this name may carry a credential.

    Args:
        name: In any case.
        secrets: Lower-case names that are secret although they do not sound like it.
    """
    return _SECRET.search(name) is not None or name.lower() in secrets


def redact_url(text: str, secrets: Container[str] = (), *, depth: int = 0) -> str:
    """Hide user information and the values of secret parameters.

    Args:
        text: A URL, or text with URLs in it.
        secrets: Lower-case names that are secret although they do not sound like it.
        depth: How many URLs it is a parameter of.
    """
    if "//" in text:
        text = _USERINFO.sub("", text)
    if "=" not in text:
        return text
    return _PAIR.sub(lambda found: _redact_pair(found, secrets, depth), text)


def _redact_pair(found: re.Match[str], secrets: Container[str], depth: int) -> str:
    name, value = found.group(1) or found.group(3), found.group(2) or found.group(4) or ""
    secret = is_secret(unquote_plus(name[1:]), secrets)
    if not secret and ("%" in value or "=" in value):  # a URL as a parameter of a URL
        plain = unquote_plus(value)
        secret = depth > 2 or redact_url(plain, secrets, depth=depth + 1) != plain
    return f"{name}={REDACTED}" if secret else found.group()


def redact_value(name: str, value: str, secrets: Container[str] = ()) -> str:
    """Return the value of a header field; hidden if it is secret, or sounds so."""
    return REDACTED if is_secret(name, secrets) else redact_url(value, secrets)


def redact_fields(
    fields: Iterable[tuple[bytes, bytes]], secrets: Container[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield header fields as text, names in lower case, and values that are secret hidden."""
    for raw_name, raw_value in fields:
        name = raw_name.decode("latin-1").lower()
        yield name, redact_value(name, raw_value.decode("latin-1"), secrets)


class Discreet(dict[str, Any]):
    """Values by name, whose `repr` hides those that sound secret."""

    def __repr__(self) -> str:
        """Show the others."""
        return repr({name: REDACTED if is_secret(name) else self[name] for name in self})


class DiscreetURL(str):
    """A URL whose `repr` hides credentials."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show the rest."""
        return repr(redact_url(str(self)))


def without_credentials(response: Any, secrets: Container[str]) -> Any:
    """Copy a response of the HTTP library so that it can be pickled.

    Args:
        response: `httpx2.Response` or what another transport left.
        secrets: Lower-case names of fields and parameters that are secret.

    Returns:
        A copy without the header fields and parameters that sound secret, such as Set-Cookie,
        which knows nothing of the request but method and URL;
        None for a response that is not httpx2's: what it would pickle is unknown.
    """
    httpx2 = sys.modules.get("httpx2")
    if httpx2 is None or not isinstance(response, httpx2.Response):
        return None
    fields = redact_fields(response.headers.raw, secrets)
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in fields
        if name != "content-encoding"  # the content is decoded already
    ]
    return httpx2.Response(
        response.status_code,
        headers=headers,
        content=getattr(response, "_content", b""),
        request=httpx2.Request(
            response.request.method, redact_url(str(response.request.url), secrets)
        ),
    )
