"""Texts of a description in; links that lead somewhere from any page out.

A description is shown where it was written for; `[keys](/docs/keys)` leads nowhere from a README
(OpenAPI 3.1, 4.6.1: relative links are resolved where they are rendered).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..data import as_list, as_object
from ..read.grammar import walk

_TEXTS = ("summary", "description")
_TICKS = re.compile(r"`+")
_TICKS_OR_LINK = re.compile(
    r"(?P<ticks>`+)"
    r"|(?P<head>!?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\()"
    r"(?P<target>/(?!/)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\)"
)
_ORIGIN = re.compile(r"https?://[a-z0-9._-]+(?::[0-9]+)?(?=[/?#]|$)", re.IGNORECASE)


def resolve_links(root: dict[str, Any]) -> None:
    """Make the links of all texts absolute, in place, or plain text where their origin is unknown.

    Those are meant that begin with a slash. Their origin is that of the documentation, or else of
    the first server.
    """
    origin = _origin(root)
    for value in _described(root):
        for name in _TEXTS:
            text = value.get(name)
            if isinstance(text, str) and "](/" in text:
                value[name] = resolved(text, origin)


def resolved(text: str, origin: str) -> str:
    """`text` with its links below `origin`; without those links where it is empty."""

    ends = _code(text)
    parts: list[str] = []
    at = done = 0
    while found := _TICKS_OR_LINK.search(text, at):
        at = found.end()
        if found["ticks"]:
            at = ends.get(found.start(), at)
            continue
        link = f"{found['head']}{origin}{found['target']}{found['title'] or ''})"
        parts += [text[done : found.start()], link if origin else found["text"]]
        done = at
    return "".join([*parts, text[done:]])


def _code(text: str) -> dict[int, int]:
    """Where each run of backticks, if it opens code, has it end: behind the next of its length."""
    ends: dict[int, int] = {}
    later: dict[int, int] = {}
    for run in reversed(list(_TICKS.finditer(text))):
        length = run.end() - run.start()
        if length in later:
            ends[run.start()] = later[length]
        later[length] = run.end()
    return ends


def _described(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What may have texts: no data, such as examples."""
    yield as_object(root.get("info"))
    yield from map(as_object, as_list(root.get("tags")))
    for node in walk(root):
        if node.value.__class__ is dict:
            yield node.value
            if "servers" in node.value:
                yield from map(as_object, as_list(node.value["servers"]))


def _origin(root: dict[str, Any]) -> str:
    """Scheme and host of the documentation or the first server, if one of them is absolute."""
    urls = [as_object(root.get("externalDocs")).get("url")]
    urls += [as_object(server).get("url") for server in as_list(root.get("servers"))]
    found = filter(None, (_ORIGIN.match(url) for url in urls if isinstance(url, str)))
    return next((match[0] for match in found), "")
