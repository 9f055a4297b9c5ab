"""The License Object of a description in, the licence of its SDK out (OpenAPI 3.1, 4.8.4)."""

from __future__ import annotations

from ...config import Config
from ...data import Json, as_object, text
from ...problems import Problems
from ...spdx import by_name, by_url, expression
from ..model.sdk import License
from ..names.titles import short_title

TEXTS = frozenset({"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"})
"""The licences whose text we have."""


def plan_license(root: dict[str, Json], config: Config, problems: Problems) -> License:
    """The configured licence, or else the one that the description says; none without either."""
    given = config.package.license
    found = _declared(root, problems) if given is None else expression(given)
    holder = short_title(text(as_object(root.get("info")).get("title")))
    return License(found, found if found in TEXTS else "", holder)


def _declared(root: dict[str, Json], problems: Problems) -> str:
    """The expression for `info.license`: its identifier, its name, or what its URL is about."""
    node = as_object(as_object(root.get("info")).get("license"))
    identifier = text(node.get("identifier"))
    name, page = by_name(text(node.get("name"))), by_url(text(node.get("url")))
    if identifier:
        found = expression(identifier) or by_name(identifier)
        if not found:
            place = ("info", "license", "identifier")
            message = f'"{identifier}" is no SPDX expression; the SDK has no licence'
            problems.warning(message, place, 'write one such as "Apache-2.0"')
        return found
    if name and page and name != page:
        message = f"the name is that of {name}, the URL that of {page}; the name counts"
        problems.warning(message, ("info", "license"), "let both say the same")
    return name or page
