"""The arguments of constructors that no description decides: what the manners of the SDK call them.

Each is passed on to the runtime, which knows them by names of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import encode
from ..plan.model.manners import Manners
from ..plan.model.sdk import Client, Sdk
from .call_options import option, spoken, without_retries


@dataclass(frozen=True, slots=True)
class Setting:
    """An argument of the constructor and of `with_options`.

    Attributes:
        name: What it is called.
        runtime: What the runtime calls it.
        annotation: What it may be beside None.
        meaning: What the docstring says.
        value: What the runtime gets, as code; the argument itself where it is empty.
        read: What gives it back, as code, where the client shows it.
        held: The annotation of that.
    """

    name: str
    runtime: str
    annotation: str
    meaning: str
    value: str = ""
    read: str = ""
    held: str = ""

    @property
    def passed(self) -> str:
        """How the runtime gets it."""
        return f"{self.runtime}={self.value or self.name}"


_SERVER = "Which of the description's servers to use."


def server_settings(sdk: Sdk) -> tuple[Setting, ...]:
    """The arguments that say which server is called."""
    client, manners = sdk.client, sdk.manners
    url = Setting(
        url_argument(manners),
        "server_url",
        "str",
        "Base URL in place of the description's servers. Read from "
        f"`{client.env_prefix}_BASE_URL` when it and `{server_argument(manners)}` are left out.",
    )
    names = [encode.literal(server.name) for server in client.servers if server.name]
    annotation = f"Literal[{', '.join(names)}]" if names else "str"
    read = f" Read from `{client.server_env}` when it and the URL are left out."
    meaning = f"Which of the servers to use.{read}" if client.server_env else _SERVER
    server = Setting(server_argument(manners), "server", annotation, meaning)
    return (url, server) if names or not manners.base_url else (url,)


def other_settings(sdk: Sdk, prefix: str, strict: str) -> tuple[Setting, ...]:
    """The other ones; `strict` is the annotation of the argument of that name, with its default."""
    manners = sdk.manners
    query = Setting(
        "default_query",
        "query",
        "Mapping[str, Any]",
        "Query parameters sent with every request that has none of the same name.",
        read="self._client.query",
        held="Mapping[str, Any]",
    )
    return (
        _timeout(sdk.client, manners),
        _retries(manners),
        Setting(
            "strict",
            "strict",
            strict,
            "Whether a response that differs from the description raises an error.",
        ),
        Setting(
            headers_argument(manners),
            "headers",
            "Mapping[str, str]",
            "Header fields sent with every request.",
            read="self._client.headers",
            held="Mapping[str, str]",
        ),
        *([query] if manners.default_query else []),
        Setting(
            "http_client",
            "http_client",
            f"httpx2.{prefix}Client | {prefix}Transport",
            "Your own HTTP client or transport; it is not closed with this one.",
        ),
        Setting(
            "on_drift",
            "on_drift",
            "Callable[[Drift], None]",
            "Called for each place where a response differs from the description.",
        ),
        Setting(
            "hooks",
            "hooks",
            f"Sequence[{prefix}Hook]",
            "Objects that are told of each call, and may add header fields.",
        ),
    )


def _timeout(client: Client, manners: Manners) -> Setting:
    meaning = f"Seconds that one attempt may take; {client.timeout:g} when left out."
    return Setting(
        "timeout",
        "timeout",
        "float | httpx2.Timeout | None | Unset = UNSET"
        if manners.omit
        else "float | httpx2.Timeout",
        f"{meaning} None waits for ever." if manners.omit else meaning,
        value="limit_of(timeout)" if manners.omit else "",
        read="self._client.timeout",
        held="float | httpx2.Timeout | None",
    )


def _retries(manners: Manners) -> Setting:
    if manners.max_retries:
        return Setting(
            "max_retries",
            "retries",
            "int",
            "How many times a request is sent again; 0 switches retries off.",
            value="retries_of(max_retries)",
            read="self._client.retry_policy(None).max_attempts - 1",
            held="int",
        )
    return Setting(
        "retries",
        "retries",
        "RetryOptions | RetryPolicy | Literal[False]",
        "Changes to the retry policy; False switches retries off.",
    )


def url_argument(manners: Manners) -> str:
    """The argument of the constructor with a base URL."""
    return "base_url" if manners.base_url else "server_url"


def server_argument(manners: Manners) -> str:
    """The argument of the constructor with the name of a server."""
    return "environment" if manners.base_url else "server"


def headers_argument(manners: Manners) -> str:
    """The argument of the constructor with header fields."""
    return "default_headers" if manners.default_headers else "headers"


@dataclass(frozen=True, slots=True)
class Said:
    """What README and docs call the arguments of constructors."""

    manners: Manners

    @property
    def url(self) -> str:
        """The argument with a base URL."""
        return url_argument(self.manners)

    @property
    def server(self) -> str:
        """The argument with the name of a server."""
        return server_argument(self.manners)

    @property
    def headers(self) -> str:
        """The argument with header fields."""
        return headers_argument(self.manners)

    @property
    def retries(self) -> str:
        """The argument that says how often a call is tried."""
        return "max_retries" if self.manners.max_retries else "retries"

    @property
    def options(self) -> str:
        """What says which options a call has."""
        if self.manners.options == "keywords":
            return (
                "Every method takes these arguments, whatever its operation. A standalone function "
                "takes `options`,\na dict of type `RequestOptions`, which has more."
            )
        if self.manners.options == "request_options":
            return "Every method takes `request_options`, a dict with any of these keys."
        return "Every method and function takes `options`, a dict with any of these keys."

    @property
    def called(self) -> tuple[str, ...]:
        """Options of a call, as code."""
        return spoken(self.manners)

    @property
    def once(self) -> tuple[str, ...]:
        """Options of a call that is tried once, as code, where it has such."""
        return without_retries(self.manners)

    @property
    def reconnecting(self) -> tuple[str, ...]:
        """Options of a call whose stream goes on, as code, where it has such."""
        return option(self.manners, '"reconnect": True')

    @property
    def resumed(self) -> str:
        """Which call goes on where a token leads to."""
        is_method = self.manners.options != "keywords"
        return "the same call with" if is_method else "its standalone function with"

    @property
    def resuming(self) -> str:
        """The options that lead there."""
        return (option(self.manners, '"resume_token": …') or ('options={"resume_token": …}',))[0]

    @property
    def retried(self) -> str:
        """An argument that says a good deal of how a call is tried."""
        if self.manners.max_retries:
            return self.tried(5)
        return 'retries={"max_attempts": 5, "max_delay": 10.0, "writes": True}'

    def tried(self, attempts: int) -> str:
        """The argument with which a call is tried so many times, as code."""
        if self.manners.max_retries:
            return f"max_retries={attempts - 1}"
        return f'retries={{"max_attempts": {attempts}}}'
