"""The address of a package index in, what it has of a project out: PEP 503, 691 and 700."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from html.parser import HTMLParser
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

from ..data import as_list, as_object, string
from .versions import ReleaseError

_JSON = "application/vnd.pypi.simple.v1+json"
_ACCEPT = f"{_JSON}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
_SECONDS = 30.0
_LARGEST = 1 << 26
"""Bytes of an answer that are read."""


def versions_at(
    simple: str, project: str, credentials: tuple[str, str] | None = None
) -> frozenset[Version]:
    """The versions of `project` at an index; none where it does not know the project.

    Args:
        simple: The address of its Simple API; a slash at the end does not matter.
        project: The name of the distribution.
        credentials: User and password, by HTTP's Basic scheme.

    Raises:
        ReleaseError: It cannot be asked, or the answer is not that of a Simple API.
    """
    if urlsplit(simple).scheme not in ("http", "https"):
        raise ReleaseError(f"{simple}: is no address of an index, which begin with https://")
    url = f"{simple.rstrip('/')}/{canonicalize_name(project)}/"
    headers = {"Accept": _ACCEPT}
    if credentials:
        token = b64encode(":".join(credentials).encode()).decode()
        headers["Authorization"] = f"Basic {token}"
    try:
        with build_opener(_SameOrigin).open(
            Request(url, headers=headers), None, _SECONDS
        ) as answer:
            content, kind = answer.read(_LARGEST), answer.headers.get_content_type()
    except HTTPError as error:
        error.close()
        # Who sends us elsewhere does not have it.
        if error.code in (404, 410) or 300 <= error.code < 400:
            return frozenset()
        raise ReleaseError(f"{url}: the index answers {error.code} {error.reason}") from None
    except (OSError, ValueError, HTTPException) as error:
        raise ReleaseError(f"{url}: the index cannot be asked: {error}") from None
    return frozenset(_versions(content, kind, url))


class _SameOrigin(HTTPRedirectHandler):
    """Follows redirects within an index: a mirror of another one answers for that otherwise."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _versions(content: bytes, kind: str, url: str) -> Iterable[Version]:
    if kind == _JSON:
        try:
            page = as_object(json.loads(content))
        except ValueError:
            raise ReleaseError(f"{url}: the index answers what is not JSON") from None
        names = [string(as_object(one).get("filename")) for one in as_list(page.get("files"))]
        listed = [string(one) for one in as_list(page.get("versions"))]
    elif kind in ("text/html", "application/vnd.pypi.simple.v1+html"):
        parser = _Links()
        parser.feed(content.decode(errors="replace"))
        names, listed = parser.texts, []
    else:
        raise ReleaseError(f"{url}: the answer is {kind}, not that of a Simple API")
    found = [*map(version_of, names), *map(_parsed, listed)]
    return (version for version in found if version)


class _Links(HTMLParser):
    """Collects the texts of links: the names of files."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._inside = tag == "a"
        if self._inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data.strip()


def version_of(name: str) -> Version | None:
    """The version of a wheel or an sdist, by the name of its file; None for any other file."""
    try:
        if name.endswith(".whl"):
            return parse_wheel_filename(name)[1]
        return parse_sdist_filename(name)[1]
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        return None


def _parsed(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None
