"""`Webhooks`: how an API signs what it sends by itself, and what that may be, as a constant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple


class Webhooks(NamedTuple):
    """The webhooks of one API.

    Attributes:
        event: The type of all events.
        error: The class of the error for what is not known to come from the API.
        extra: What installs the library that `standard` needs.
        events: The types of the description's webhooks, by name.
        event_header: Header field that says which webhook it is; "" if the body says so.
        scheme: Standard Webhooks, or an HMAC of what `signed` says.
        header: Header field with the signature, or with several, separated by commas or spaces.
        algorithm: Hash function of the HMAC.
        encoding: How a signature is written.
        prefix: What stands before a signature.
        signed: What is signed: text with {body}, {timestamp} and {id} in it.
        timestamp_header: Header field with the seconds since 1970 of when it was sent.
        timestamp_prefix: What stands before them, where they are in the signature's field.
        id_header: Header field with what {id} means.
        tolerance: Seconds by which that time and ours may differ.
    """

    event: Callable[[], Any]
    error: Callable[[], Any]
    extra: str
    events: Callable[[], dict[str, Any]] = dict
    event_header: str = ""
    scheme: Literal["standard", "hmac"] = "standard"
    header: str = "webhook-signature"
    algorithm: str = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    signed: str = "{body}"
    timestamp_header: str = ""
    timestamp_prefix: str = ""
    id_header: str = ""
    tolerance: float = 300.0
