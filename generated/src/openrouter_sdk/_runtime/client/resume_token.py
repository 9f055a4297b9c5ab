"""What asks for a page, as text: the end of it that pages give out; call/resume.py reads it."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from ..base.pagination import Pagination
    from .next_page import Asked


def token_of(pagination: Pagination, asked: Asked, secrets: Container[str]) -> str:
    """Return the text, without the credentials that a link may echo.

    Args:
        pagination: Of the operation.
        asked: What asks for the page.
        secrets: Lower-case names of parameters that carry credentials.
    """
    if asked.link:
        place: tuple[str, Any] = ("link", _without(asked.link, secrets))
    else:
        role = next(name for name in ("cursor", "offset", "page") if getattr(pagination, name))
        place = (role, asked.arguments[getattr(pagination, role)])
    return json.dumps(dict([place]), ensure_ascii=False)


def _without(link: str, secrets: Container[str]) -> str:
    url, _, query = link.partition("?")
    pairs = query.split("&")
    kept = [one for one in pairs if unquote_plus(one.partition("=")[0]).lower() not in secrets]
    return f"{url}?{'&'.join(kept)}" if query and any(kept) else url
