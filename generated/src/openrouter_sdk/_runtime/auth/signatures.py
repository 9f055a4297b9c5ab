"""Signatures of webhooks: body, header fields and secret in; whether the API has sent it out."""

from __future__ import annotations

import hmac
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

from ..base import clock

if TYPE_CHECKING:
    from ..base.webhooks import Webhooks

Headers: TypeAlias = "Mapping[str, str] | Iterable[tuple[str | bytes, str | bytes]]"
_STANDARD = ("webhook-id", "webhook-timestamp", "webhook-signature")
_PLACES = re.compile(r"\{(body|timestamp|id)\}")
_SECONDS = re.compile(r"[0-9]{1,15}")


class Refused(NamedTuple):
    """Why a webhook is not taken for the API's, as a word for programs and as text for people."""

    reason: str
    message: str


class Verified(NamedTuple):
    """What tells a webhook from all others that the API signs."""

    identity: tuple[str, ...]


def fields_of(headers: Headers) -> dict[str, list[str]]:
    """Return the values of header fields by lower-case name.

    Raises:
        TypeError: They are no mapping and no pairs of text or bytes.
    """
    found: dict[str, list[str]] = {}
    pairs = cast("Any", headers.items() if isinstance(headers, Mapping) else headers)
    for name, value in pairs:
        found.setdefault(_text(name).lower(), []).append(_text(value))
    return found


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, str):
        return value
    message = f"header fields must be text, not {type(value).__name__}"
    raise TypeError(message)


def verify(
    webhooks: Webhooks, secret: str, body: bytes, fields: Mapping[str, list[str]]
) -> Verified | Refused:
    """Check who has signed a webhook, and when.

    Nothing is raised, since a traceback shows what is at hand, which is the secret.
    """
    check = _standard if webhooks.scheme == "standard" else _hmac
    return check(webhooks, secret, body, fields)


def _standard(
    webhooks: Webhooks, secret: str, body: bytes, fields: Mapping[str, list[str]]
) -> Verified | Refused:
    """Standard Webhooks 1.0: its library has the last word."""
    values: list[str] = []
    for name in _STANDARD:
        value = _single(fields, name)
        if isinstance(value, Refused):
            return value
        values.append(value)
    late = _out_of_time(values[1], webhooks.tolerance)
    if late is not None:
        return late
    from standardwebhooks import Webhook

    key = _decoded(secret.removeprefix("whsec_"), "base64")
    if not key:
        return Refused("secret", "the secret must be Base64, after whsec_ or by itself")
    try:
        Webhook(key).verify(body, dict(zip(_STANDARD, values, strict=True)), json_parse=False)
    except Exception:  # also of what is no Base64, or has no version
        return _WRONG
    return Verified((values[0], values[1]))


def check_library(webhooks: Webhooks) -> None:
    """Look for what verifies signatures.

    Raises:
        ImportError: It is not installed; the message says what to do.
    """
    if webhooks.scheme == "standard":
        try:
            import standardwebhooks as standardwebhooks
        except ImportError as error:
            message = f"webhooks need the library standardwebhooks: pip install '{webhooks.extra}'"
            raise ImportError(message, name=error.name) from error


def _hmac(
    webhooks: Webhooks, secret: str, body: bytes, fields: Mapping[str, list[str]]
) -> Verified | Refused:
    value = _single(fields, webhooks.header)
    if isinstance(value, Refused):
        return value
    entries = [one for one in re.split(r"[,\s]+", value) if one]
    timestamp = _timestamp(webhooks, entries, fields)
    identifier = _single(fields, webhooks.id_header) if webhooks.id_header else ""
    for one in (timestamp, identifier):
        if isinstance(one, Refused):
            return one
    if timestamp and (late := _out_of_time(str(timestamp), webhooks.tolerance)) is not None:
        return late
    parts = {"body": body, "timestamp": str(timestamp).encode(), "id": str(identifier).encode()}
    content = b"".join(
        parts[text] if is_place else text.encode() for text, is_place in _divided(webhooks.signed)
    )
    expected = hmac.digest(secret.encode("utf-8", "surrogatepass"), content, webhooks.algorithm)
    given = [_signature(one, webhooks) for one in entries]
    if any(hmac.compare_digest(expected, one) for one in given):
        return Verified((expected.hex(),))
    return _WRONG


def _divided(template: str) -> list[tuple[str, bool]]:
    """Return the pieces of a template, each with whether it is the name of what stands there."""
    return [(text, place % 2 == 1) for place, text in enumerate(_PLACES.split(template))]


def _signature(entry: str, webhooks: Webhooks) -> bytes:
    """Return the bytes of a signature; none for what is no signature."""
    if not entry.startswith(webhooks.prefix):
        return b""
    return _decoded(entry[len(webhooks.prefix) :], webhooks.encoding)


def _decoded(text: str, encoding: Literal["hex", "base64"]) -> bytes:
    """Return the bytes that a text is written for; none for what is no such text."""
    try:
        if encoding == "hex":
            return bytes.fromhex(text)
        return b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return b""


def _timestamp(
    webhooks: Webhooks, entries: list[str], fields: Mapping[str, list[str]]
) -> str | Refused:
    """Return when a webhook was sent; nothing where the API does not say it."""
    if webhooks.timestamp_header:
        return _single(fields, webhooks.timestamp_header)
    if not webhooks.timestamp_prefix:
        return ""
    start = webhooks.timestamp_prefix
    found = [one[len(start) :] for one in entries if one.startswith(start)]
    if len(found) == 1:
        return found[0]
    return Refused("header", f"the header {webhooks.header} must have one {start}…")


def _single(fields: Mapping[str, list[str]], name: str) -> str | Refused:
    values = fields.get(name.lower(), [])
    if not values or not values[0].strip():
        return Refused("header", f"the header {name} is missing")
    if len(values) > 1:
        return Refused("header", f"the header {name} is there {len(values)} times")
    return values[0].strip()


def _out_of_time(timestamp: str, tolerance: float) -> Refused | None:
    if not _SECONDS.fullmatch(timestamp):
        return Refused("header", "the timestamp is no number of seconds since 1970")
    age = clock.time() - int(timestamp)
    if abs(age) <= tolerance:
        return None
    when = f"{age:.0f} s ago" if age > 0 else f"in {-age:.0f} s"
    message = f"the timestamp is {when}, more than {tolerance:g} s from now"
    return Refused("timestamp", message)


_WRONG = Refused("signature", "no signature fits: another secret, or another body")
