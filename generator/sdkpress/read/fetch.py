"""A web address in, the bytes behind it out."""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from .options import Limits
from .unreadable import UnreadableError

_ACCEPT = {"Accept": "application/yaml, application/json, */*"}
_NOT_MODIFIED = 304


class Answer(NamedTuple):
    """What came, and its validators (RFC 9110, 8.8), empty where there are none."""

    content: bytes
    etag: str = ""
    modified: str = ""


def fetch(url: str, limits: Limits, conditions: Mapping[str, str] | None = None) -> Answer | None:
    """Return what is at ``url``, one byte more than allowed if it is too long.

    ``None`` says that nothing has changed by the ``conditions``, header fields (RFC 9110, 13.1).
    Raises :class:`UnreadableError` when it cannot be had.
    """
    request = Request(url, headers={**_ACCEPT, **(conditions or {})})
    try:
        with urlopen(request, timeout=limits.fetch_seconds) as response:
            tags = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
            return Answer(bytes(response.read(limits.bytes + 1)), *tags)
    except HTTPError as error:
        error.close()
        if conditions and error.code == _NOT_MODIFIED:
            return None
        raise UnreadableError(f"cannot be fetched: {error}") from None
    except (OSError, ValueError, HTTPException) as error:
        raise UnreadableError(f"cannot be fetched: {error}") from None
