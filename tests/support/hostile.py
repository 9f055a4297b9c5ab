"""Texts and names that try to become code, paths or markup."""

from __future__ import annotations

import keyword
from collections.abc import Iterable

START, CANARY = "startmark", "canary"
"""The first one stands before everything that is to break out, the second one is the code that
would be called: no identifier of the output may be just that.
"""

PWNED = "PWNED"
"""The file that code in the texts would write."""

_PIECES = [
    "'", '"', "'''", '"""', "\\", '\\"', "\\\\'", "\n", "\r", "\r\n", "\t", "\x0b", "\x0c",
    "\x1b[31m", "\x85", "\u2028", "\u2029", "\0", "\x7f", "{{ 7*7 }}", "{% raw %}",
    "{% endraw %}{{ self }}", "{# ", "#}", "{{", "}}", "{", "}", "{0}", "{canary()}", "%s", "%(x)s",
    "${canary()}", "`canary()`", "__import__('os').system('touch PWNED')",
    "');open('PWNED','w');('", "\");open('PWNED','w');(\"", "'''\nopen('PWNED','w')\n'''",
    "\"\"\"\nopen('PWNED','w')\n\"\"\"", "\nopen('PWNED','w')\n", "../../etc/passwd", "/etc/passwd",
    "..\\..\\x", "C:\\x", "\u202ertl\u202c", "\u2066\u2069", "\u200b", "\ufeff", "Привет", "名前",
    "🐍", "e\u0301", "ﬁ", "Ⅷ", "\\N{BULLET}", "\\x41", "\\u0041", "\\", "#", "# type: ignore",
    "#!/bin/sh", ";import os", "\\\n", "<script>canary()</script>", "-->", "|", "](x)", "```",
    "```python\ncanary()\n```", "*/", "[tool.x]", "= 1", "--", "=", "@", "@canary\n",
    "lambda: canary()",
]  # fmt: skip

TEXTS = [
    *(f"{START}{piece}{CANARY}(){piece}end{number}" for number, piece in enumerate(_PIECES)),
    f"{START}\\",
    f'{START}"',
    f"{START} {CANARY} " + "x" * 10_000,
    f"{START}{CANARY}" + "名" * 3_000,
    *(piece for piece in _PIECES if piece.strip() and CANARY not in piece),
]
"""Prose that may stand wherever a description has text."""

NAMES = [
    *keyword.kwlist, *keyword.softkwlist, "bool", "bytes", "dict", "float",
    "id", "input", "int", "isinstance", "list", "object", "print", "property", "set", "str",
    "super", "tuple", "type", "Exception", "TypeError", "ValueError", "Warning",
    "self", "cls", "options", "request", "client", "body", "data", "value", "error", "errors",
    "models", "types", "core", "funcs", "analytics", "headers", "call", "close", "logging",
    "model_config", "model_fields", "model_dump", "json", "copy", "schema", "__init__", "__class__",
    "__dict__", "__all__", "__getattr__", "_", "__", "_x", "1", "9lives", "-1", "+1", " ", "-", ".",
    "..", "a.b", "a-b", "a b", "aB", "AB", "con", "nul", "Model", "BaseModel", "Any", "Literal",
    "Field", "Annotated", "TYPE_CHECKING", "Resource", "Operation", "Parameter", "datetime", "UUID",
    "Ok", "Err", "UNSET", "annotations", "<", ">=", "$ref", "@type", "été", "имя", "名前", "ªº",
]  # fmt: skip
"""Names that mean something in Python, on disk or to the templates."""

SURROGATES = ["\ud800", f"{START}\udfff{CANARY}"]
"""Strings that are no Unicode text (RFC 8259 section 8.2): a description may not hold them."""


def unique(names: Iterable[str]) -> list[str]:
    """Return each name once."""
    return list(dict.fromkeys(names))
