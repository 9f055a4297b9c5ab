"""The header field `Link` in, the URL that it gives for a relation out (RFC 8288, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TARGET = re.compile(r"[ \t,]*<([^>]*)>")
_PARAMETER = re.compile(
    r"""[ \t]*;[ \t]*(?:([^=;,"\s]+)[ \t]*(?:=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^;,"]*))?)?)?"""
)
_REST = re.compile(r"""(?:[^,"<]|"(?:[^"\\]|\\.)*"?|<)*""")
"""What is left of a link that is not as it should be, up to the comma before the next one."""


def link_to(relation: str, value: str) -> str:
    """Return the target of the first link of this relation type, or "".

    Links about something else than the response itself (`anchor`) do not count.

    Args:
        relation: In lower case: "next".
        value: Of the field; several fields of the name are joined with commas.
    """
    for target, parameters in _links(value):
        types = parameters.get("rel", "").lower().split()
        if relation in types and "anchor" not in parameters:
            return target.strip()
    return ""


def _links(value: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each link with its parameters by lower-case name, the first of each (appendix B.3)."""
    place = 0
    while (target := _TARGET.match(value, place)) is not None:
        place = target.end()
        parameters: dict[str, str] = {}
        while (found := _PARAMETER.match(value, place)) is not None:
            place = found.end()
            name, quoted, token = found.groups()
            if name:
                text = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else token or ""
                parameters.setdefault(name.lower(), text.strip())
        yield target[1], parameters
        rest = _REST.match(value, place)
        place = rest.end() if rest else len(value)
