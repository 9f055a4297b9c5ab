"""URLs: what a user, a description or a server wrote in, what is sent out, or a refusal.

HTTP libraries read an odd URL in different ways: a backslash, a tab or a number may move the host.
So it is read here, once, and written in a form that leaves nothing to be read differently; what
has no such form is refused. Origins are compared by that form.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_PORTS = {"http": 80, "https": 443}
_LONGEST = 65_536  # what httpx2 takes
_REFERENCE = re.compile(  # RFC 3986, appendix B
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?"
)
_REFUSED = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::([0-9]{0,5}))?")
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_PATH_SAFE = "!$%&'()*+,/:;=@~"
_QUERY_SAFE = "!$%&()*+,/:;=@~?[]|^"  # the URL standard encodes an apostrophe, httpx2 does not


class InvalidURL(ValueError):
    """Says what is wrong, without the URL: it may hold credentials."""


def normal(reference: str, base: str | None = None) -> str:
    """Return the URL that a reference means, in the form in which it is sent.

    That is an absolute http(s) URL without user information, fragment and dot segments (RFC 3986,
    section 5.2), of ASCII only, with its host in lower case and no port that is the scheme's own.

    Args:
        reference: Absolute, or relative where there is a base. Spaces around it do not count.
        base: A URL in normal form.

    Raises:
        InvalidURL: It means none, or HTTP libraries would not agree on what it means.
    """
    text = reference.strip(" ")
    match = None if _REFUSED.search(text) or len(text) > _LONGEST else _REFERENCE.fullmatch(text)
    if match is None:
        message = "holds a backslash or a control character, or is too long"
        raise InvalidURL(message)
    scheme, authority, path, query = match.groups()
    if scheme is None and base is not None:
        scheme, own, base_path, base_query = _split(base)
        if authority is None:
            authority = own
            if not path:
                path, query = base_path, base_query if query is None else query
            elif not path.startswith("/"):
                path = base_path[: base_path.rfind("/") + 1] + path
    if scheme is None or scheme.lower() not in _PORTS or not authority:
        message = "is no absolute http(s) URL"
        raise InvalidURL(message)
    scheme = scheme.lower()
    url = f"{scheme}://{_authority(authority, _PORTS[scheme])}{_path(path)}"
    if query is not None:
        url += "?" + quote(query, safe=_QUERY_SAFE)
    if len(url) > _LONGEST:
        message = "is too long"
        raise InvalidURL(message)
    return url


def is_same_origin(url: str, other: str) -> bool:
    """Compare scheme, host and port of two URLs in normal form.

    The step up from http to https on one host's default ports is the same origin.
    """
    here, there = url.split("/", 3)[:3], other.split("/", 3)[:3]
    if here == there:
        return True
    has_port = ":" in here[2].rpartition("]")[2]
    return here == ["http:", "", there[2]] and there[0] == "https:" and not has_port


def _split(url: str) -> tuple[str, str, str, str | None]:
    """Return scheme, authority, path and query of a URL in normal form."""
    scheme, _, rest = url.partition("://")
    rest, mark, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    return scheme, authority, "/" + path, query if mark else None


def _authority(text: str, default_port: int) -> str:
    if "@" in text:
        message = "holds user information; pass credentials as such"
        raise InvalidURL(message)
    match = _AUTHORITY.fullmatch(text.lower()) if text.isascii() else None
    if match is None:
        hint = "" if text.isascii() else "; write an international name as xn--…"
        message = f"has a host or port that is none{hint}"
        raise InvalidURL(message)
    host, port = match.group(1), int(match.group(2) or default_port)
    if not 0 < port < 65_536:
        message = "has a port that is none"
        raise InvalidURL(message)
    host = _ipv6(host) if host.startswith("[") else _name(host)
    return host if port == default_port else f"{host}:{port}"


def _name(host: str) -> str:
    """Check a name or IPv4 address: one that ends in a number is read as an address by some."""
    last = host.rstrip(".").rpartition(".")[2]
    pattern = _IPV4 if _NUMBER.fullmatch(last) else _NAME
    if len(host) > 253 or pattern.fullmatch(host) is None:
        message = "has a host that is neither a name nor an address as it is usually written"
        raise InvalidURL(message)
    return host


def _ipv6(host: str) -> str:
    from ipaddress import IPv6Address

    try:
        address = IPv6Address(host[1:-1])
    except ValueError:
        address = None
    if address is None:
        message = "has a host that is no IPv6 address"
        raise InvalidURL(message)
    mapped = address.ipv4_mapped  # which Python 3.13 writes with dots
    if mapped is not None:
        high, low = divmod(int(mapped), 65_536)
        return f"[::ffff:{high:x}:{low:x}]"
    return f"[{address.compressed}]"


def _path(path: str) -> str:
    """Encode a path and take its dot segments out, also those that are percent-encoded."""
    if not path:
        return "/"
    kept: list[str] = []
    segments = quote(path, safe=_PATH_SAFE).split("/")[1:]
    for index, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".") if segment[:1] in (".", "%") else segment
        if plain not in (".", ".."):
            kept.append(segment)
            continue
        if plain == ".." and kept:
            kept.pop()
        if index == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)
