"""A web address in, the bytes behind it out."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from .options import Limits
from .unreadable import UnreadableError


def fetch(url: str, limits: Limits) -> bytes:
    """Return the body of ``url``, one byte more than allowed if it is too long.

    Raises :class:`UnreadableError` when it cannot be had.
    """
    request = Request(url, headers={"Accept": "application/yaml, application/json, */*"})
    try:
        with urlopen(request, timeout=limits.fetch_seconds) as response:
            return bytes(response.read(limits.bytes + 1))
    except HTTPError as error:
        error.close()
        raise UnreadableError(f"cannot be fetched: {error}") from None
    except (OSError, ValueError, HTTPException) as error:
        raise UnreadableError(f"cannot be fetched: {error}") from None
