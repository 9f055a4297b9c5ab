"""What is deprecated (OpenAPI 3.1, 4.8.10, 4.8.12; JSON Schema, 9.3), and what to use instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..data import text
from . import dialects
from .model.definitions import UNEXPLAINED

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_TELLING = re.compile(
    r"\bdeprecat|\binstead\b|\b(?:replaced by|superseded)\b|\bin favou?r of\b", re.I
)
_BARE = re.compile(r"\W*(?:this \w+ )?(?:is )?(?:now )?deprecated\W*", re.I)
_LONGEST = 300


def deprecation(node: dict[str, Any], calls: Mapping[str, str] | None = None) -> str:
    """Why `node` should not be used any more; empty where it is not deprecated.

    It is what an extension says, or else the sentences of the description that tell it. `calls`
    are the methods by the ids of operations, one of which an extension may name.
    """
    if node.get("deprecated") is not True:
        return ""
    message, replacement = dialects.deprecation(node)
    call = (calls or {}).get(replacement)
    said = message or " ".join(_telling(text(node.get("description"))))
    parts = [f"use `client.{call}` instead" if call else "", _short(said)]
    return "; ".join(filter(None, parts)) or UNEXPLAINED


def _telling(description: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(description):
        if _TELLING.search(sentence) and not _BARE.fullmatch(sentence):
            yield " ".join(sentence.split())


def _short(said: str) -> str:
    """At most so much of it as a message may hold, in whole words."""
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"
