"""What a client takes from the environment, but for its credentials."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ..wire.servers import check_url, select

if TYPE_CHECKING:
    from ..base.operation import Server

_LEVELS = ("debug", "info", "warning", "error")


def url_of_environment(prefix: str) -> str | None:
    """Return the base URL that `<PREFIX>_BASE_URL` holds, if it holds one.

    Raises:
        ValueError: It is not an absolute http or https URL.
    """
    name = f"{prefix}_BASE_URL"
    url = os.environ.get(name) if prefix else None
    return check_url(url, name) if url else None


def server_of_environment(name: str, servers: tuple[Server, ...]) -> str | None:
    """Return the server that the environment variable `name` selects, if it selects one.

    Raises:
        ValueError: There is no server of that name.
    """
    chosen = os.environ.get(name) if name else None
    if chosen:
        select(servers, chosen, name)
    return chosen or None


def log_as_asked(prefix: str, logger: str) -> None:
    """Log to stderr at the level that `<PREFIX>_LOG` says, if nothing else is set up to log.

    Raises:
        ValueError: It is no level.
    """
    name = f"{prefix}_LOG"
    asked = os.environ.get(name, "").strip().lower() if prefix else ""
    if not asked:
        return
    if asked not in _LEVELS:
        message = f"{name} must be one of {', '.join(_LEVELS)}, not {asked!r}"
        raise ValueError(message)
    import logging

    ours = logging.getLogger(logger)
    ours.setLevel(asked.upper())
    if not ours.hasHandlers():
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        ours.addHandler(handler)
