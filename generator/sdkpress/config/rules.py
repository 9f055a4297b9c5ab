"""Rules of settings: a value of the right type in, what it must be out; nothing if it is that."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from packaging.requirements import InvalidRequirement, Requirement

from ..spdx import by_name, expression

Rule: TypeAlias = Callable[[Any], str]
"""Given a value of the right type, says what it must be, or nothing if it is that."""


def identifier(value: str) -> str:
    """A name that Python code can use."""
    if value.isidentifier() and not keyword.iskeyword(value):
        return ""
    return "must be a Python identifier"


def public_name(value: str) -> str:
    """A name that Python code can use, and that is not private."""
    if not identifier(value) and value[0] != "_":
        return ""
    return "must be a Python identifier that does not begin with _"


def attribute_name(value: str) -> str:
    """A public name, which may be a keyword of Python: it gets an underscore."""
    if value.isidentifier() and value[0] != "_":
        return ""
    return "must be a Python identifier that does not begin with _"


def resource_path(value: str) -> str:
    """The dotted name of a resource."""
    if all(attribute_name(part) == "" for part in value.split(".")):
        return ""
    return 'must be names joined by dots, such as "chat.completions"'


def calls(values: tuple[str, ...]) -> str:
    """The dotted names of methods, from the client on."""
    if all("." in value and resource_path(value) == "" for value in values):
        return ""
    return 'must be calls: a resource and a method joined by a dot, such as "models.list"'


def type_names(value: str | tuple[str, ...]) -> str:
    """The names of a type, each with the namespace in `types` before it where that is another."""
    names = (value,) if isinstance(value, str) else value
    if names and all(resource_path(name) == "" for name in names):
        return ""
    return 'must be names such as "File" or "vector_stores.File"'


def written_name(value: str) -> str:
    """A public name as changes are told: dotted, an argument in brackets behind what takes it."""
    names, bracket, argument = value.removesuffix(")").partition("(")
    is_closed = value.endswith(")") is bool(bracket)
    parts = [*names.split("."), *([argument] if bracket else [])]
    if is_closed and all(public_name(part) == "" for part in parts):
        return ""
    return 'must be a name such as "chat.send", "chat.send(model)" or "models.Item.size"'


def package_path(value: str) -> str:
    """An import name: identifiers joined by dots."""
    if all(identifier(part) == "" for part in value.split(".")):
        return ""
    return 'must be a Python package name, such as "acme_sdk"'


def distribution_name(value: str) -> str:
    """A name by the rules of the Python packaging specifications."""
    if re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", value):
        return ""
    return "may hold letters, digits, and . _ - between them"


def version_number(value: str) -> str:
    """A version by PEP 440, without a local part."""
    if re.fullmatch(
        r"v?(\d+!)?\d+(\.\d+)*([-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?"
        r"(-\d+|[-_.]?(post|rev|r)[-_.]?\d*)?([-_.]?dev[-_.]?\d*)?",
        value,
        re.IGNORECASE,
    ):
        return ""
    return 'must be a version, such as "1.2.0" or "2.0.0rc1"'


def said(value: str) -> str:
    """A text that says something."""
    return "" if value.strip() else "must say something"


def limit(value: str | date) -> str:
    """A version, or a day."""
    if isinstance(value, date) or not version_number(value) or _is_day(value):
        return ""
    return 'must be a version, such as "2.0.0", or a day, such as 2027-12-31'


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def positive(value: float) -> str:
    """A number above zero."""
    return "" if 0 < value < math.inf else "must be greater than zero"


def not_negative(value: float) -> str:
    """A number of zero or more."""
    return "" if 0 <= value < math.inf else "must not be negative"


def at_least_one(value: float) -> str:
    """A number of one or more."""
    return "" if 1 <= value < math.inf else "must be 1 or more"


def statuses(values: tuple[str, ...]) -> str:
    """HTTP status codes or their ranges."""
    if all(re.fullmatch(r"[1-5](?:XX|[0-9]{2})", value) for value in values):
        return ""
    return 'must be status codes, such as "429" or "5XX"'


def licence(value: str) -> str:
    """An SPDX expression (PEP 639), or nothing for none."""
    if not value or expression(value):
        return ""
    near = by_name(value)
    return f'must be an SPDX expression, such as "{near or "LicenseRef-Proprietary"}"'


def web_address(value: str) -> str:
    """An absolute URL of the web."""
    if re.fullmatch(r"https?://[^\s<>\"]+", value):
        return ""
    return 'must be a web address, such as "https://docs.acme.dev"'


def mail_address(value: str) -> str:
    """An address of e-mail, without a name before it."""
    return "" if re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", value) else "must be an address of e-mail"


def requirements(values: tuple[str, ...]) -> str:
    """Dependency specifiers (PEP 508)."""
    for value in values:
        try:
            Requirement(value)
        except InvalidRequirement as error:
            reason = str(error).partition("\n")[0]
            return f'must be requirements, such as "anyio>=4": {value}: {reason}'
    return ""


def extra_name(value: str) -> str:
    """The name of an extra that the package does not have by itself."""
    if value in _EXTRAS:
        return "is an extra that every package has"
    return distribution_name(value)


_EXTRAS = frozenset({"fast", "mcp", "otel", "webhooks"})


def header_name(value: str) -> str:
    """The name of a header or a parameter: printable, without spaces or colons."""
    return "" if re.fullmatch(r"[!-9;-~]+", value) else "must be a name of ASCII characters"


def field_name(value: str) -> str:
    """The name of a header field that no one else fills (RFC 9110, 5.1)."""
    if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", value):
        return 'must be the name of a header, such as "Idempotency-Key"'
    return f"must not be {value}, which means something else" if value.lower() in _TAKEN else ""


_TAKEN = frozenset(
    [
        *("accept", "accept-encoding", "authorization", "connection", "content-length"),
        *("content-type", "cookie", "host", "transfer-encoding", "user-agent"),
    ]
)


def response_path(value: str) -> str:
    """A path to one value of a response: a JSONPath without wildcards, with or without "$."."""
    step = r"""(\.|^)[A-Za-z_][\w-]*|\[-?\d{1,9}\]|\['[^'\\]*'\]|\["[^"\\]*"\]"""
    if re.fullmatch(rf"\$?({step})*", value) and value:
        return ""
    return 'must be the path of one value, such as "meta.next" or "data[-1].id"; "$" is the whole'


def scheme_or_none(value: str | bool) -> str:
    """The name of a scheme, or false."""
    return "must be the name of a scheme, or false" if value is True else ""


def field_or_none(value: str | bool) -> str:
    """The name of a field, or false."""
    return (
        "" if value is False or (isinstance(value, str) and value) else "must be a field, or false"
    )


def field_names(values: tuple[str, ...]) -> str:
    """Names of fields."""
    return "" if all(values) else "must be the names of fields"


def reason_or_not(value: str | bool) -> str:
    """Why something should not be used, or whether."""
    return said(value) if isinstance(value, str) else ""


def signed_text(value: str) -> str:
    """What a signature is of: the body, with what else there is."""
    left = re.sub(r"\{(body|timestamp|id)\}", "", value)
    if "{body}" in value and "{" not in left and "}" not in left:
        return ""
    return 'must hold {body}, and may hold {timestamp} and {id}, as in "{timestamp}.{body}"'


def base_url(value: str) -> str:
    """The URL of a server, which may hold variables in braces."""
    plain = re.sub(r"\{[A-Za-z_][\w.-]*\}", "0", value)
    if re.fullmatch(r"https?://[^\s{}/?#]+(/[^\s{}?#]*)?", plain, re.IGNORECASE):
        return ""
    return 'must be an absolute URL, such as "https://api.example.com/v1"'


def environment_name(value: str) -> str:
    """The name of an environment variable."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
        return ""
    return "must be the name of an environment variable"
