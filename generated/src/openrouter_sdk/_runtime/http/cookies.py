"""Cookies that a server sets: only those are kept that can be sent back."""

from __future__ import annotations

from http.cookiejar import Cookie, DefaultCookiePolicy
from urllib.request import Request


def is_sendable(cookie: Cookie) -> bool:
    """Tell whether a header can carry a cookie: httpx2 fails where one is not ASCII."""
    text = f"{cookie.name}{cookie.value}{cookie.path}"
    return text.isascii() and text.isprintable()


class SendableOnly(DefaultCookiePolicy):
    """The usual rules, and that one."""

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        """Tell whether to keep a cookie."""
        return is_sendable(cookie) and super().set_ok(cookie, request)
