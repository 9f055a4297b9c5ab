"""Keys of a Responses Object in, the statuses that they mean out."""

from __future__ import annotations

import re

_STATUS = re.compile(r"[1-5](?:XX|[0-9][0-9])|default")


def status_of(key: str) -> str:
    """Return the code, range or "default" that ``key`` means; "" for what is no status."""
    status = key.lower() if key.lower() == "default" else key.upper()
    return status if _STATUS.fullmatch(status) else ""
