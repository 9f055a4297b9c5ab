"""Server variables: a server's URL and what the user chose for its variables in, its URL out.

A value must fit the place where it stands: whatever it is, requests go to the host that the URL
of the description says, but for the part of it that is the variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..base.operation import Server

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_LABELS = r"[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*"
_PORT = r":[0-9]{1,5}"
_HOST = rf"(?:{_LABELS}|\[[0-9A-Fa-f:.]+\])(?:{_PORT})?"
_SEGMENTS = r"[A-Za-z0-9._~!$&'()*+,;=:@%-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*/?"
_DOTS = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)

# What a value may be where it stands, and how that is called.
_SCHEME = (r"https?", "http or https")
_WHOLE = (rf"https?://{_HOST}(?:/(?:{_SEGMENTS})?)?|/(?:{_SEGMENTS})?", "an http(s) URL")
_AUTHORITY = (_HOST, "a host, perhaps with a port")
_HOST_ALONE = (rf"{_LABELS}|\[[0-9A-Fa-f:.]+\]", "a host")
_PART = (_LABELS, "a part of a host name: ASCII letters, digits, '-', '_' and '.'")
_DIGITS = (r"[0-9]{1,5}", "a port")
_WITH_COLON = (rf"(?:{_PORT})?", "a port with a colon before it")
_ROOTED = (rf"(?:/(?:{_SEGMENTS})?)?", "a path that begins with a slash")
_PATH = (rf"(?:{_SEGMENTS})?", "path segments, percent-encoded where necessary")
_RELATIVE = (_SEGMENTS, _PATH[1])  # never empty: "//" before it would begin a host
_QUERY = (r"[A-Za-z0-9._~!$'()*,;=:@%/?-]*", "part of a query, percent-encoded where necessary")


def filled(server: Server, variables: Mapping[str, str | None]) -> str:
    """Put the variables into a server's URL.

    Raises:
        ValueError: A value is missing, not one of those that the description allows, or would
            change more of the URL than its place.
    """
    url, end = "", 0
    known = {name: (default, allowed) for name, default, allowed in server.variables}
    for match in _VARIABLE.finditer(server.url):
        url += server.url[end : match.start()]
        name, end = match[1], match.end()
        if name not in known:
            url += match[0]
            continue
        default, allowed = known[name]
        value = _value(name, variables.get(name), default, allowed)
        after = server.url[end : end + 3]
        if not allowed and value != default:
            _check(name, value, *_kind(url, after, default))
        url += value.rstrip("/") if after.startswith("/") else value
    return url + server.url[end:]


def _value(name: str, given: object, default: str | None, allowed: tuple[str, ...]) -> str:
    value = default if given is None else str(given)
    if value is None:
        message = f"the description gives no default for the server variable {name}: pass it"
        raise ValueError(message)
    if allowed and value not in allowed:
        message = f"server variable {name} must be one of {', '.join(allowed)}, not {value!r}"
        raise ValueError(message)
    return value


def _check(name: str, value: str, pattern: str, meant: str) -> None:
    if re.fullmatch(pattern, value) is None or _DOTS.search(value.partition("://")[2] or value):
        message = f"server variable {name} must be {meant}, not {value!r}"
        raise ValueError(message)


def _kind(before: str, after: str, default: str | None) -> tuple[str, str]:
    """Tell what a variable stands for by what is around it (RFC 3986, section 3)."""
    _, separator, authority = before.partition("://")
    if "?" in before:
        return _QUERY
    if not separator:
        if after.startswith("://"):
            return _SCHEME
        return _WHOLE if not before else _RELATIVE if before == "/" else _PATH
    if "/" in authority:
        return _PATH
    return _kind_in_authority(authority, after, default)


def _kind_in_authority(before: str, after: str, default: str | None) -> tuple[str, str]:
    is_last = after[:1] in ("", "/", "?", "{")
    if before.endswith(":"):
        return _DIGITS
    if is_last and default is not None and default.startswith(":"):
        return _WITH_COLON
    if not before:
        return _AUTHORITY if is_last else _HOST_ALONE if after.startswith(":") else _PART
    is_path = before[-1] not in ".-" if default is None else default[:1] in ("", "/")
    return _ROOTED if is_last and is_path else _PART
