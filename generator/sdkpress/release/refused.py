"""What an uploader printed in, a sentence about why the index refused out."""

from __future__ import annotations

import re
from html import unescape

_HTTP = re.compile(
    r"HTTPError: (?P<status>\d{3}) (?P<phrase>.*?) from \S+\s*(?P<reason>.*)", re.DOTALL
)
_BODY = re.compile(r"Response from \S+\s+\d{3}[^\n]*\n(?P<body>.*?)\n\S*ERROR", re.DOTALL)
_MARKUP = re.compile(r"<(style|title|h1)\b.*?</\1>|<[^>]*>|\bINFO\b", re.DOTALL | re.IGNORECASE)
_THERE = re.compile(r"already (?:exist|been)|previously used|conflict|overwrit", re.IGNORECASE)
_LONGEST = 300
"""Characters of what an index says that are shown."""


def refusal(printed: str, project: str, version: str, index: str) -> str:
    """Why an upload failed, and what to do, as far as that is known.

    Args:
        printed: What twine said, `--verbose`, without colours.
        project: The name of the distribution.
        version: Its version.
        index: The address of the index.
    """
    found = _HTTP.search(printed)
    status, said = (int(found["status"]), _said(printed, found)) if found else (0, "")
    if status == 409 or (status in (400, 403) and _THERE.search(said)):
        return in_index(project, version, index)
    if status in (401, 403):
        return (
            f"{index} does not let this user upload {project} ({status}{_quoted(said)}): see to "
            "TWINE_USERNAME and TWINE_PASSWORD, or to the publisher that the index trusts"
        )
    if status == 400:
        return f"{index} does not take {project} {version} as it is{_quoted(said)}"
    if status == 404:
        return f"{index} takes no uploads (404): see to the address"
    if status == 413:
        return f"{project} {version} is too large for {index} (413)"
    if status >= 500:
        return f"{index} fails ({status}{_quoted(said)}): try again later"
    return f"{project} {version} was not uploaded to {index}: {' '.join(printed.split())}"


def _said(printed: str, found: re.Match[str]) -> str:
    """The reason: in the status line, as the largest index has it, or in the body."""
    reason = " ".join(found["reason"].split())
    if reason and reason != found["phrase"]:
        return reason[:_LONGEST]
    body = _BODY.search(printed)
    text = " ".join(unescape(_MARKUP.sub(" ", body["body"] if body else "")).split())
    return text[:_LONGEST]


def in_index(project: str, version: str, index: str) -> str:
    """The refusal of what is there already."""
    return (
        f"{project} {version} is in {index} already, and a version is published once: "
        "`sdkpress release` writes the next one"
    )


def _quoted(said: str) -> str:
    return f": {said}" if said else ""
