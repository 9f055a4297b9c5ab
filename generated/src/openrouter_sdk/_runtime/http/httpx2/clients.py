"""Clients of httpx2: a URL in, the client that sends requests there out."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

import httpx2

from ...base.locks import ProcessLock
from ...base.redact import is_secret
from ..cookies import SendableOnly
from .request import RequestBuilder

_SHARE, _MOST = 20, 5
_LIMITS = httpx2.Limits(
    max_connections=_SHARE, max_keepalive_connections=_SHARE, keepalive_expiry=15.0
)

C = TypeVar("C", httpx2.Client, httpx2.AsyncClient)


class _Share(Generic[C]):
    """A client, and the requests that it has under way."""

    def __init__(self, client: C) -> None:
        self.client: C = client
        self.under_way: set[object] = set()
        self._builder = RequestBuilder(client, owned=True)

    def begin(self) -> tuple[RequestBuilder, Callable[[], None]]:
        ticket = object()
        self.under_way.add(ticket)  # a set, since threads may add and discard as they like
        return self._builder, partial(self.under_way.discard, ticket)


def _as_it_is(client: object) -> None:
    """Leave a client as it is."""


def _nothing() -> None:
    """Do as little: how many requests an injected client has under way is its own business."""


class Clients(Generic[C]):
    """The client that was passed in, or clients of our own: one for https, one for plain http.

    The latter loads no certificates, which is most of what making a client costs. There are more
    when many requests are under way at once: for each of them httpx2 goes through all connections
    of its client. With all of them in use there are 100 connections; what is more has to wait.
    """

    def __init__(
        self, make: Callable[..., C], injected: C | None, prepare: Callable[[C], None] | None = None
    ) -> None:
        """Take a client, or what makes one when it is needed; and what prepares either for use."""
        self._make: Callable[..., C] = make
        self._prepare: Callable[[C], None] = prepare or _as_it_is
        if injected is not None:
            self._prepare(injected)
        self._injected = None if injected is None else RequestBuilder(injected, owned=False)
        self._own: dict[bool, list[_Share[C]]] = {True: [], False: []}
        self._jar = httpx2.Cookies().jar  # a redirect may lead from http to https
        self._jar.set_policy(SendableOnly())
        self._lock = ProcessLock()
        self._verify: dict[bool, ssl.SSLContext] = {}

    @property
    def injected_timeout(self) -> httpx2.Timeout | None:
        """The injected client's own timeout."""
        return None if self._injected is None else self._injected.client.timeout

    @property
    def authenticates(self) -> bool:
        """Whether the injected client may send credentials: all that it adds to requests counts."""
        if self._injected is None:
            return False
        client: httpx2.Client | httpx2.AsyncClient = self._injected.client
        hooks = client.event_hooks["request"]
        own = client.auth or hooks or client.params or [*client.cookies.jar]
        return bool(own) or any(map(is_secret, client.headers))

    def begin(self, url: str) -> tuple[RequestBuilder, Callable[[], None]]:
        """Choose a client for a request to a URL.

        Returns:
            What builds requests for it, and what must be called when the response has been read.
        """
        if self._injected is not None:
            return self._injected, _nothing
        tls = not url.startswith("http:")
        for share in self._own[tls]:
            if len(share.under_way) < _SHARE:
                return share.begin()
        return self._another(tls).begin()

    def _another(self, tls: bool) -> _Share[C]:
        with self._lock:
            own = self._own[tls]
            idlest = min(own, key=lambda one: len(one.under_way), default=None)
            if idlest and (len(idlest.under_way) < _SHARE or len(own) == _MOST):
                return idlest
            client = self._make(limits=_LIMITS, cookies=self._jar, verify=self._context(tls))
            self._prepare(client)
            own.append(_Share(client))
            return own[-1]

    def opened(self) -> list[C]:
        """Return all clients of our own, which are to be closed."""
        return [share.client for shares in self._own.values() for share in shares]

    def _context(self, tls: bool) -> ssl.SSLContext:
        if tls not in self._verify:
            plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            self._verify[tls] = httpx2.create_ssl_context() if tls else plain
        return self._verify[tls]
