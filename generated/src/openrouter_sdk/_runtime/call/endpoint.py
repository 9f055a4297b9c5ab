# mypy: no-warn-redundant-casts
"""`Endpoint`: what a client sends for an operation whatever the arguments; made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from ..auth.security import Credential, place, put
from ..base.errors import InvalidRequest
from ..base.headers import Fields, field, merge
from ..base.options import Settings
from ..wire.servers import fill, resolve

if TYPE_CHECKING:
    from ..auth.missing import Missing
    from ..base.operation import Operation, SecurityScheme
    from .base_client import BaseClient
    from .prepared import PreparedOperation


class Endpoint:
    """The fixed part of an operation's requests.

    Attributes:
        base: Base URL.
        fields: Header fields: defaults, static credentials, the client's own.
        query: Query of the server URL and static credentials.
        cookies: Static credentials.
        asked: Schemes whose credentials are functions, which are called for each attempt.
        defaults: Header fields that the SDK sets unless the user does.
        secrets: Lower-case names of header fields and query parameters that carry credentials,
            whoever gives them.
        more_query: The client's own query parameters, by name as they are sent: those of a call
            stand in their place.
        key_header: Name of the header field that makes a write safe to repeat.
        global_arguments: The client's.
        missing: What the operation cannot be called without and the client does not have.
        settings: Time limit, retries and strictness where a call does not change them.
    """

    __slots__ = (
        "asked",
        "base",
        "cookies",
        "defaults",
        "fields",
        "global_arguments",
        "key_header",
        "missing",
        "more_query",
        "query",
        "secrets",
        "settings",
    )

    def __init__(self, client: BaseClient, prepared: PreparedOperation) -> None:
        """Work it out.

        Raises:
            InvalidRequest: A credential or a header of the client cannot be sent, or there is no
                absolute base URL.
        """
        operation, spec = prepared.operation, client.spec
        requirements = spec.security if operation.security is None else operation.security
        credentials = client.credentials.choose(requirements)
        self.missing: Missing | None = None
        if requirements and not credentials and all(requirements):
            from ..auth.missing import Missing

            lacking = client.credentials.lacking(requirements)
            self.missing = Missing(lacking, client.authenticates)
        try:
            base, _, query = _base_url(client, prepared).partition("?")
        except ValueError as error:
            raise InvalidRequest(str(error)) from None
        self.base = base.rstrip("/")
        self.defaults: Fields = {
            "user-agent": field("User-Agent", spec.user_agent),
            "accept": field("Accept", prepared.accept),
        }
        self.fields: Fields = self.defaults.copy()
        self.query = [query] if query else []
        self.cookies: list[str] = []
        self.more_query: Mapping[str, list[str]] = {}
        if spec.options:
            self._put_options(client)
        asked: list[tuple[SecurityScheme, Callable[..., Any]]] = []
        scopes = dict(spec.scopes if operation.security is None else operation.scopes)
        for credential in credentials:
            scheme, source = credential.scheme, credential.source
            if scheme.token_url and isinstance(source, tuple):
                tokens = client.oauth_tokens(scheme, cast("tuple[str, str]", source))
                asked.append((scheme, tokens.source(scopes.get(scheme.name, ()))))
            elif callable(source):
                asked.append((scheme, source))
            else:
                self._place(credential)
        self.asked = tuple(asked)
        merge(self.fields, client.headers)
        if client.query:
            from .more_query import encoded

            self.more_query = {**self.more_query, **encoded(client.query)}
        self.secrets = frozenset(
            one.parameter.lower() for one in spec.security_schemes if one.parameter
        )
        self.key_header = spec.key_header
        self.global_arguments: Mapping[str, Any] = client.global_arguments
        self.settings = Settings(
            client.timeout,
            client.retry_policy(operation.retries),
            client.strict,
            reconnect=operation.reconnects,
        )

    def _put_options(self, client: BaseClient) -> None:
        from .client_options import check, put

        if client.needs_options():
            check(client.spec.options, client.global_arguments)
        self.more_query = put(client.spec.options, client.global_arguments, self.fields)

    def _place(self, credential: Credential) -> None:
        placed = place(credential.scheme, credential.source)
        if placed is not None:
            put(placed, self.fields, self.query, self.cookies)


def endpoint_of(client: BaseClient, prepared: PreparedOperation) -> Endpoint:
    """Return what a client sends for an operation whatever the arguments."""
    known: dict[Operation[Any], Endpoint] = client._endpoints  # pyright: ignore[reportPrivateUsage]
    endpoint = known.get(prepared.operation)
    if endpoint is None:
        endpoint = known[prepared.operation] = Endpoint(client, prepared)
    return endpoint


def _base_url(client: BaseClient, prepared: PreparedOperation) -> str:
    servers = prepared.operation.servers
    if servers and not client.server_chosen:
        same = (one for one in servers if one.name == client.server_name)
        own = next(same, servers[0])
        return resolve(fill(own, client.server_variables), client.server_url)
    return client.base_url()
