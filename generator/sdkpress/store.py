"""Texts by what they were made from, kept from one run to the next.

The store never decides what comes out: without it, or with a broken one, all is made again.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any


class Store:
    """The texts of one command line's last run. What a run does not ask for is forgotten.

    Args:
        place: The file that holds them; None is a store that starts empty and is not kept.
        maker: Digest of everything that makes texts: with another one, none is known.
    """

    def __init__(self, place: Path | None = None, maker: str = "") -> None:
        self._place, self._maker = place, maker
        self._past = _read(place, maker) if place else {}
        self._used: dict[str, str] = {}

    def key(self, *source: object) -> str:
        """Return what the text made from `source` is kept under."""
        return sha256(repr(source).encode()).hexdigest() if self._place else ""

    def recall(self, key: str) -> str | None:
        """Return the text that was kept under `key` before, if there is one."""
        text = self._past.get(key)
        if text is not None:
            self._used[key] = text
        return text

    def keep(self, key: str, text: str) -> None:
        """Remember a text."""
        self._used[key] = text

    def save(self) -> None:
        """Write what this run made and used."""
        if self._place is None or self._used == self._past:
            return
        self._place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._place.with_suffix(".part")
        unfinished.write_text(json.dumps([self._maker, self._used]), encoding="utf-8")
        unfinished.replace(self._place)


def _read(place: Path, maker: str) -> dict[str, str]:
    try:
        past: Any = json.loads(place.read_bytes())
        known, texts = past
        is_sound = known == maker and all(isinstance(text, str) for text in texts.values())
        return texts if is_sound else {}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
