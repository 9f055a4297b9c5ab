"""A URL or standard input in, a file of the same bytes out."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlsplit

from platformdirs import user_cache_path

from .fetch import Answer, fetch
from .options import Limits
from .unreadable import UnreadableError

STDIN_NAME = "<stdin>"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def downloaded(url: str, limits: Limits) -> Path:
    """Ask for the description at a URL; one that has not changed is not sent again (RFC 9110, 13).

    Args:
        url: Of `https`, or of this machine.
        limits: How much is read, and how long is waited.

    Returns:
        Where its bytes are, in the user's cache.

    Raises:
        UnreadableError: It cannot be had.
    """
    parts = urlsplit(url)
    if parts.scheme.lower() != "https" and parts.hostname not in _LOOPBACK:
        raise UnreadableError(f"{url}: is not encrypted", hint="name it with https://")
    place = _place(url)
    try:
        answer = fetch(url, limits, _validators(place))
    except UnreadableError as error:
        older = f"what it was the last time is in {place}" if place.is_file() else ""
        raise UnreadableError(f"{url}: {error.message}", hint=older) from None
    if answer is not None:
        _keep(place, answer)
    return place


def from_stdin(stream: IO[bytes], limits: Limits) -> Path:
    """Return a file that has what standard input gives; whoever asks removes it."""
    handle, name = tempfile.mkstemp(prefix="sdkpress-", suffix=".yaml")
    with os.fdopen(handle, "wb") as file:
        file.write(stream.read(limits.bytes + 1))
    return Path(name)


def _place(url: str) -> Path:
    parts = urlsplit(url)
    name = quote(f"{parts.netloc}{parts.path}{'?' if parts.query else ''}{parts.query}", safe=".")
    return user_cache_path("sdkpress") / "descriptions" / name[-200:]


def _facts(place: Path) -> Path:
    return place.with_name(f"{place.name}.facts.json")


def _validators(place: Path) -> dict[str, str]:
    """The header fields that ask for a change only."""
    try:
        facts: Any = json.loads(_facts(place).read_bytes())
        if not place.is_file():
            return {}
        pairs = (("If-None-Match", facts["etag"]), ("If-Modified-Since", facts["modified"]))
        return {name: value for name, value in pairs if value}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _keep(place: Path, answer: Answer) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    _facts(place).unlink(missing_ok=True)  # they are about what is there until now
    _replace(place, answer.content)
    facts = {"etag": answer.etag, "modified": answer.modified}
    _replace(_facts(place), json.dumps(facts).encode())


def _replace(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
