"""`BaseClient`: the configuration that synchronous and asynchronous clients share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from ..auth.security import Credentials, Source
from ..base.locks import ProcessLock
from ..base.operation import ClientSpec, ErrorTypes, Operation, RetryPolicy, SecurityScheme
from ..base.options import apply_retries, check_timeout
from ..base.redact import Discreet, DiscreetURL
from ..base.url import InvalidURL, normal
from ..wire.servers import check_url, fill, select
from .connections import Connections
from .environment import log_as_asked, server_of_environment, url_of_environment

if TYPE_CHECKING:
    from logging import Logger

    from ..auth.oauth import Tokens
    from ..base.drift import Drift
    from ..base.hooks import AsyncHook
    from ..base.operation import ClientOption
    from ..base.options import Retries, Settings, Timeout
    from ..http.effects import Steps
    from ..http.transport import HTTPResponse
    from ..reply.caller import Call
    from ..reply.decode import Decoder
    from ..reply.response import APIResponse
    from .hooked import Hooks

_SERVERS = {"server_url", "server"}


class BaseClient:
    """Configuration that both kinds of client share.

    Attributes:
        spec: What the generated package says about itself.
        credentials: From arguments and environment.
        global_arguments: Values for parameters that calls leave out.
        server_url: Base URL, if there is an absolute one.
        server_chosen: Whether the user gave it.
        server_name: Which server the user chose.
        server_variables: Values for variables in server URLs.
        headers: Sent with every request.
        query: Query parameters of every request that has none of the same name.
        strict: Whether a response that differs from the description raises.
        timeout: Limit of each attempt.
        hooks: The user's, if there are any.
        kept: What parts of the runtime keep for this client and those made of it, by their names.
        asynchronous: Whether this is an asynchronous client.
        name: What users know it by.
    """

    asynchronous: ClassVar[bool] = False

    def __init__(
        self,
        spec: ClientSpec,
        *,
        credentials: Mapping[str, Source | None] | None = None,
        global_arguments: Mapping[str, Any] | None = None,
        server_url: str | None = None,
        server: str | None = None,
        server_variables: Mapping[str, str | None] | None = None,
        timeout: Timeout = None,
        retries: Retries | None = None,
        strict: bool = False,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        http_client: Any = None,
        on_drift: Callable[[Drift], None] | None = None,
        hooks: Sequence[AsyncHook] | None = None,
        origin: BaseClient | None = None,
    ) -> None:
        """Check and keep the configuration; nothing is sent and no HTTP library is imported.

        `origin` is the client whose connections, tokens and log this one shares.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: An argument has a value that cannot be.
        """
        self.name = type(self).__name__
        self.spec = spec
        self.credentials = Credentials(spec, credentials or {})
        self.global_arguments = Discreet(global_arguments or {})
        self.server_variables = dict(server_variables or {})
        if spec.options:
            self._settle(spec.options)
        self.server_name = server
        chosen = self._chosen(server_url)
        if chosen is None and server is None:
            self.server_name = server_of_environment(spec.server_env, spec.servers)
        self.server_chosen = chosen is not None
        self.server_url = self._described_url() if chosen is None else DiscreetURL(chosen)
        self.headers = Discreet(headers or {})
        self.query = Discreet(query or {})
        self.strict = strict
        self._retries = retries
        apply_retries(spec.retries, retries)  # complain now, not at the first call
        self._on_drift = on_drift
        self.hooks = self._hooks(hooks) if hooks else None
        self._endpoints: dict[Operation[Any], Any] = {}
        self._lock = ProcessLock()
        self._logged: set[object] = set()  # places of drift
        self.kept: dict[str, Any] = {}
        self._tokens: dict[str, Tokens] = {}
        injected = None if http_client is None else self._wrap(http_client)
        self._is_derived = origin is not None and injected is None
        self._connections = Connections(injected)
        if origin is not None:
            self._share(origin)
        own = self._connections.default_timeout
        default = spec.timeout if own is None else own
        self._given_timeout = timeout
        self.timeout: Timeout = default if timeout is None else check_timeout(timeout)
        log_as_asked(spec.env_prefix, spec.logger)

    def _settle(self, options: tuple[ClientOption, ...]) -> None:
        """Let the environment and defaults stand for options that are left out."""
        from .client_options import settled

        self.global_arguments = Discreet(settled(options, self.global_arguments, variables=False))
        self.server_variables = settled(options, self.server_variables, variables=True)

    def needs_options(self) -> bool:
        """Tell whether calls need the options that have to be given."""
        return True

    def _share(self, origin: BaseClient) -> None:
        """Take over what another client has, where it is not this one's own."""
        self._logged = origin._logged
        self.kept = origin.kept
        if self._is_derived:
            self._connections = origin._connections
        if self.credentials.sources == origin.credentials.sources:
            self._tokens = origin._tokens

    def _wrap(self, http_client: Any) -> Any:
        raise NotImplementedError

    def _make_transport(self) -> Any:
        raise NotImplementedError

    def _chosen(self, server_url: str | None) -> str | None:
        """Return the base URL that the user gave, or else the environment gives."""
        if server_url is not None:
            return check_url(server_url, self.spec.url_argument)
        return url_of_environment(self.spec.env_prefix) if self.server_name is None else None

    def _described_url(self) -> str | None:
        selected = select(self.spec.servers, self.server_name)
        if selected is None:
            return None
        try:
            return normal(fill(selected, self.server_variables)).rstrip("/")
        except InvalidURL:
            return None  # reported when it is needed

    def base_url(self) -> str:
        """Return the base URL of operations that have no server of their own.

        Raises:
            ValueError: The description has none that is absolute, and the user gave none.
        """
        if self.server_url is None:
            named = self.spec.servers[0].url if self.spec.servers else ""
            message = (
                f"the description names no absolute http(s) URL, only {named!r}: pass "
                f"{self.spec.url_argument}, such as https://api.example.com"
            )
            raise ValueError(message)
        return self.server_url

    @property
    def errors(self) -> ErrorTypes:
        """The package's exception classes."""
        return self.spec.errors()

    @cached_property
    def logger(self) -> Logger:
        """Gets the log lines."""
        import logging

        return logging.getLogger(self.spec.logger)

    def wants_log(self, level: int) -> bool:
        """Tell whether anything below a warning is wanted: not before `logging` is imported."""
        return "logging" in sys.modules and self.logger.isEnabledFor(level)

    def retry_policy(self, policy: RetryPolicy | None) -> RetryPolicy:
        """Return an operation's (or the package's) policy with the user's changes."""
        return apply_retries(policy or self.spec.retries, self._retries)

    def _hooks(self, given: Sequence[AsyncHook]) -> Hooks:
        from .hooked import Hooks

        return Hooks(given, asynchronous=self.asynchronous)

    def report(self, drift: tuple[Drift, ...]) -> list[Drift]:
        """Log drift, each place once for a client; the user's function hears of it in every call.

        A place is the same whatever the index.

        Returns:
            The first of each place.
        """
        from .logs import distinct, log_drift

        places = distinct(drift)
        log_drift(self.logger, places, self._logged)
        firsts = [one for one, _ in places]
        if self._on_drift is not None:
            for one in firsts:
                self._on_drift(one)
        return firsts

    def stream(
        self, operation: Operation[Any], call: Call, response: HTTPResponse, decoder: Decoder
    ) -> Any:
        """Make the iterator over a streamed body."""
        raise NotImplementedError

    def make_download(
        self,
        operation: Operation[Any],
        call: Call,
        response: HTTPResponse,
        finish: Callable[[], Steps],
    ) -> Any:
        """Make what reads a body as it comes."""
        raise NotImplementedError

    def make_page(self, operation: Operation[Any], call: Call, response: APIResponse[Any]) -> Any:
        """Make the page that a response is."""
        raise NotImplementedError

    def drive(self, steps: Steps) -> Any:
        """Do what the steps ask for until they return."""
        raise NotImplementedError

    def fetch_token(
        self, tokens: Tokens, scopes: frozenset[str], settings: Settings, deadline: float | None
    ) -> Any:
        """Return a token, or what is awaited for one."""
        raise NotImplementedError

    def authenticates(self) -> bool:
        """Tell whether the HTTP client that was passed in may send credentials of its own."""
        return self._connections.authenticates

    def oauth_tokens(self, scheme: SecurityScheme, pair: tuple[str, str]) -> Tokens:
        """Return the tokens of a scheme, shared by all calls of this client."""
        with self._lock:
            tokens = self._tokens.get(scheme.name)
            if tokens is None:
                from ..auth.oauth import Tokens

                tokens = self._tokens[scheme.name] = Tokens(self, scheme, pair)
            return tokens

    def with_options(self, changes: Mapping[str, Any]) -> Self:
        """Return a client with other settings over the same connections.

        Args:
            changes: By the names of the constructor; None leaves a setting as it is. What is a
                mapping there is added to what this client has.

        Raises:
            TypeError, ValueError: As the constructor.
        """
        settings = self._settings()
        given = {name: value for name, value in changes.items() if value is not None}
        if _SERVERS & given.keys():
            settings |= dict.fromkeys(_SERVERS)
        for name, value in given.items():
            own = settings.get(name)
            settings[name] = value
            if isinstance(value, Mapping) and isinstance(own, Mapping):
                more = {key: one for key, one in value.items() if one is not None}  # pyright: ignore[reportUnknownVariableType]
                settings[name] = {**own, **more}
        return type(self)(self.spec, **settings, origin=self)

    def _settings(self) -> dict[str, Any]:
        """What another client of these settings is made with, by the names of the constructor."""
        return {
            "credentials": self.credentials.sources,
            "global_arguments": self.global_arguments,
            "server_url": self.server_url if self.server_chosen else None,
            "server": self.server_name,
            "server_variables": self.server_variables,
            "timeout": self._given_timeout,
            "retries": self._retries,
            "strict": self.strict,
            "headers": self.headers,
            "query": self.query,
            "on_drift": self._on_drift,
            "hooks": None if self.hooks is None else self.hooks.given,
        }

    def forget(self, operation: Operation[Any]) -> None:
        """Drop what is kept for an operation that is not called again."""
        self._endpoints.pop(operation, None)

    def _open_transport(self) -> Any:
        return self._connections.open(self._make_transport, self.name)

    def _close_transport(self) -> Any:
        """Open no more connections; return the transport if it is to be closed with this client."""
        if self._is_derived:
            self._connections = Connections(None)  # the others go on with theirs
        return self._connections.close()

    def __repr__(self) -> str:
        """Show where the client sends to, and no credential."""
        return f"{self.name}(server_url={self.server_url or ''!r})"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a client holds credentials and connections."""
        message = f"{self.name} cannot be pickled or copied; make a new one"
        raise TypeError(message)
