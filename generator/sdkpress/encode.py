"""Text of a description in, source text out: one encoder for each kind of place."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from functools import lru_cache
from typing import Any, cast

WIDTH = 96
"""Columns that prose is wrapped to."""

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_PLAIN = re.compile(r"[\n -~]*")
_KNOWN = 32_768
"""Texts that are remembered: descriptions and names come back on page after page."""


def literal(value: Any) -> str:
    """`value` (JSON-like data) as a Python expression that evaluates to it.

    Everything that is not plainly printable is escaped, so that no text can pretend to be code.
    """
    if isinstance(value, dict):
        pairs = cast("dict[Any, Any]", value).items()
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in pairs) + "}"
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in cast('list[Any]', value))}]"
    if isinstance(value, tuple):
        parts = [literal(item) for item in cast("tuple[Any, ...]", value)]
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    if isinstance(value, float) and value != value:
        return 'float("nan")'
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f'float("{value}")'
    if isinstance(value, str | bytes):
        return _quoted(value)
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise TypeError(f"no literal for {type(value).__name__}")


@lru_cache(_KNOWN)
def _quoted(value: str | bytes) -> str:
    """What `repr` gives, in double quotes unless single ones need fewer backslashes."""
    text = repr(value)
    single, double = text.count("\\'"), text.count('"')
    if text.endswith('"') or single < double:
        return text
    start = text.index("'") + 1
    body = text[start:-1].replace("\\'", "'").replace('"', '\\"')
    return f'{text[: start - 1]}"{body}"'


def visible(text: str) -> str:
    """`text` on several lines at most, without characters that cannot be seen."""
    if _PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in _UNPRINTABLE
        else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in text
    )


_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
"""What turns text around, or cannot be seen: JSON lets it stand, a reviewer should not."""


def json_text(text: str) -> str:
    """JSON that is not all ASCII, with what cannot be seen escaped."""
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


@lru_cache(_KNOWN)
def prose(text: str, width: int = WIDTH) -> str:
    """`text` wrapped, paragraph by paragraph; lists and indented lines stay as they are."""
    lines: list[str] = []
    for line in visible(text).strip().split("\n"):
        stripped = line.rstrip()
        if len(stripped) <= width:
            lines.append(stripped)
            continue
        indent = re.match(r"\s*(?:[-*+] |\d+\. )?", stripped)
        hanging = " " * len(indent[0]) if indent else ""
        wrapped = textwrap.wrap(
            stripped,
            width,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines.extend(wrapped)
    return "\n".join(lines)


def docstring(text: str, indent: int = 0) -> str:
    """`text` as a docstring whose later lines are indented by `indent` columns (PEP 257).

    The result is one string literal: quotes and backslashes of the text are escaped.
    """
    text = attribute_doc(text, indent)
    margin = " " * indent
    return f'{text[:-3]}\n{margin}"""' if "\n" in text else text


def attribute_doc(text: str, indent: int = 0) -> str:
    """`text` as what stands below an attribute: a docstring that ends where its text does."""
    body = prose(text, WIDTH - indent).replace("\\", "\\\\")
    body = re.sub(r'"{3,}|"+\Z', lambda quotes: '\\"' * len(quotes[0]), body)
    first, *later = body.split("\n")
    margin = " " * indent
    lines = [first, *(f"{margin}{line}" if line else "" for line in later)]
    return '"""' + "\n".join(lines) + '"""'


def comment(text: str) -> str:
    """`text` as one line that may stand behind a `#`."""
    return " ".join(visible(text).split())


def markdown(text: str) -> str:
    """`text` as Markdown prose: its own Markdown stays, raw HTML does not become markup."""
    return without_html(visible(text).strip())


_CODE_LINK_OR_TAG = re.compile(r"`[^`]*`|<https?://[^\s<>`\"]+>|<")


def without_html(text: str) -> str:
    """Markdown in which no `<` opens a tag; in code and around links it stays what it is.

    What is code can only be told apart if each line closes the backticks that it opens.
    """
    lines = text.split("\n")
    if any("``" in line or "\\`" in line or line.count("`") % 2 for line in lines):
        return text.replace("<", "&lt;")
    return "\n".join(
        _CODE_LINK_OR_TAG.sub(lambda found: "&lt;" if found[0] == "<" else found[0], line)
        for line in lines
    )


@lru_cache(_KNOWN)
def markdown_cell(text: str) -> str:
    """`text` as the cell of a Markdown table."""
    return " ".join(markdown(text).split()).replace("|", "\\|")


@lru_cache(_KNOWN)
def markdown_code(text: str) -> str:
    """`text` as inline code, whatever backticks it has itself."""
    text = " ".join(visible(text).split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def markdown_sentence(text: str) -> str:
    """`text` as one line of Markdown that shows it: code stays code, nothing else is markup."""
    flat = " ".join(visible(text).split())
    is_paired = "``" not in flat and flat.count("`") % 2 == 0
    code, plain = r"`[^`]*`", r"[\\`*_\[\]<>~|&]"
    pattern = f"{code}|{plain}" if is_paired else plain
    return re.sub(pattern, lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", flat)


def toml_string(text: str) -> str:
    """`text` as a TOML basic string (TOML 1.0)."""
    escaped = " ".join(visible(text).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_TOML_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TOML_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def toml_value(value: Any) -> str:
    """`value` (JSON-like data without null) as TOML reads it: the same value, on one line.

    Only a text of several lines takes several.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value).items()
        pairs = ", ".join(f"{toml_key(key)} = {toml_value(item)}" for key, item in members)
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, cast('list[Any]', value)))}]"
    if isinstance(value, float):
        return repr(value).replace("e+", "e")
    return _toml_text(value) if isinstance(value, str) else str(value)


def toml_key(name: str) -> str:
    """`name` as a key of TOML."""
    escaped = "\\n".join("".join(map(_toml_character, line)) for line in name.split("\n"))
    return name if _TOML_BARE.fullmatch(name) else f'"{escaped}"'


def _toml_text(text: str) -> str:
    escaped = "".join(map(_toml_character, text))
    return f'"""\n{escaped}"""' if "\n" in text else f'"{escaped}"'


def _toml_character(character: str) -> str:
    if character == "\n" or (character.isprintable() and character not in _TOML_ESCAPES):
        return character
    number = ord(character)
    short = f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return _TOML_ESCAPES.get(character, short)
