"""Text that is not UTF-8, or begins with a byte order mark: bytes and a charset in, UTF-8 out."""

from __future__ import annotations

import codecs

_MARKS = (  # the longer ones first: UTF-32's begins as UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF_8 = frozenset({"utf-8", "utf-8-sig", "ascii"})
_WITHOUT_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}  # as the Encoding Standard has it


def charset(content_type: bytes | None) -> str:
    """Return the charset parameter of a Content-Type header, if Python knows it; else UTF-8."""
    for parameter in (content_type or b"").decode("latin-1").split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name.strip().lower() == "charset":
            return _known(value.strip("\"' ")) or "utf-8"
    return "utf-8"


def _known(name: str) -> str | None:
    """Return Python's name of a charset, or None: it has codecs that are no charsets, too."""
    try:
        found = codecs.lookup(name).name
        b"a".decode(found, "replace")
    except (LookupError, ValueError):
        return None
    return "utf-8" if found in _UTF_8 else _WITHOUT_MARK.get(found, found)


def text_of(body: bytes, declared: str) -> str:
    """Decode text; a byte order mark outdoes what is declared, and bytes that fit none are "�"."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode(declared, "replace")
    except ValueError:  # a codec that knows no "replace"
        return body.decode("utf-8", "replace")


def json_bytes(body: bytes, declared: str) -> bytes:
    """Return JSON as UTF-8, whatever it was received as; what cannot be decoded is left alone."""
    import json

    for mark, name in _MARKS:
        if body.startswith(mark):
            declared, body = name, body[len(mark) :]
            break
    else:
        if declared == "utf-8" or declared.startswith(("utf-16", "utf-32")):
            declared = json.detect_encoding(body)
    if declared == "utf-8":
        return body
    try:
        return body.decode(declared).encode("utf-8", "surrogatepass")
    except ValueError:
        return body
