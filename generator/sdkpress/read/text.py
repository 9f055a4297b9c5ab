"""Bytes of a file in, its text out: UTF-8, or UTF-16/32 with a byte order mark."""

from __future__ import annotations

import codecs

from .unreadable import UnreadableError

# UTF-32's little-endian mark begins with UTF-16's: the longer ones come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: bytes) -> str:
    """Return the text of ``raw``; raise :class:`UnreadableError` for what is no text."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if raw.startswith(mark):
            raw, encoding = raw[len(mark) :], name
            break
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = position(raw[: error.start].decode(encoding, "replace"), None)
        raise UnreadableError(
            f"the file is not {encoding.upper()} text: {error.reason} at byte {error.start}",
            line,
            column,
            hint="save it as UTF-8",
        ) from None
    nul = text.find("\0")
    if nul >= 0:
        line, column = position(text, nul)
        raise UnreadableError(
            "the file holds a NUL character",
            line,
            column,
            hint="is it a binary file? Descriptions are YAML or JSON text",
        )
    return text


def position(text: str, offset: int | None) -> tuple[int, int]:
    """Return line and column, from 1, of the character at ``offset`` (``None``: the end)."""
    end = len(text) if offset is None else offset
    line_start = text.rfind("\n", 0, end) + 1
    return text.count("\n", 0, end) + 1, end - line_start + 1
