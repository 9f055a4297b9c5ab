"""The plan's client in, what the template of the client classes prints out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from .. import encode
from ..plan.model.renames import OldName
from ..plan.model.sdk import Client, GlobalArgument, Sdk, SecurityScheme, VariableArgument
from .annotations import returned
from .docstrings import entry
from .old_names import table

Named = TypeVar("Named", VariableArgument, GlobalArgument)

_ARGUMENT = "constructor argument"
_STRICT = "bool = False"
_STRICT_OR_AS_IS = "bool | None = None"
"""What stands behind the argument `strict`: of the constructor, and where it may stay as it is."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """What the constructor took, and `with_options`: `deprecation` is what to warn of, as code."""

    parameters: tuple[str, ...]
    options: tuple[str, ...]
    deprecation: str


@dataclass(frozen=True, slots=True)
class ClientView:
    """The core class for one way of calling: sync or async.

    `old_arguments` are the old names of arguments, as code, and `signatures` all that there are
    where any have been renamed.
    """

    prefix: str
    base: str
    docstring: str
    init_docstring: str
    parameters: tuple[str, ...]
    options: tuple[str, ...]
    options_docstring: str
    credentials: str
    globals: str
    variables: str
    old_arguments: str
    signatures: tuple[SignatureView, ...]


def client_views(sdk: Sdk) -> tuple[ClientView, ...]:
    """The views of the sync and the async core class."""
    return (_view(sdk, ""), _view(sdk, "Async"))


def _view(sdk: Sdk, prefix: str) -> ClientView:
    client, old = sdk.client, sdk.renamed.of(_ARGUMENT)
    kind, close = ("Asynchronous client", "aclose") if prefix else ("Client", "close")
    return ClientView(
        prefix=prefix,
        base="AsyncClient" if prefix else "SyncClient",
        docstring=encode.docstring(
            f"{kind} for {sdk.source.title} without resources, for standalone functions.\n\n"
            f"Use it as a context manager, or call `{close}` when done.",
            4,
        ),
        init_docstring=encode.docstring(_init_text(client), 8),
        parameters=_parameters(client, prefix, _STRICT),
        options=_parameters(client, prefix, _STRICT_OR_AS_IS),
        options_docstring=encode.docstring(_options_text(close), 8),
        credentials=", ".join(
            f"{encode.literal(item.name)}: {item.argument}" for item in client.security_schemes
        ),
        globals=", ".join(f"{encode.literal(item.name)}: {item.name}" for item in client.globals),
        variables=", ".join(
            f"{encode.literal(item.variable)}: {item.name}" for item in client.variables
        ),
        old_arguments=table(old) if old else "",
        signatures=_signatures(sdk, prefix),
    )


def _signatures(sdk: Sdk, prefix: str) -> tuple[SignatureView, ...]:
    """The one that holds, and those with old names of arguments; none where there are none."""
    old, befores = sdk.renamed.of(_ARGUMENT), sdk.renamed.signatures.get("", ())
    each: list[Mapping[str, str]] = [{}, *befores]
    found = [(_with_names(sdk.client, names), _warnings(old, names)) for names in each]
    views = (
        SignatureView(
            _parameters(client, prefix, _STRICT),
            _parameters(client, prefix, _STRICT_OR_AS_IS),
            encode.literal(warning) if warning else "",
        )
        for client, warning in found
    )
    return tuple(views) if befores else ()


def _warnings(old: Iterable[OldName], before: Mapping[str, str]) -> str:
    return "; ".join(one.warning for one in old if before.get(one.target) == one.name)


def _named(argument: Named, names: Mapping[str, str]) -> Named:
    return replace(argument, name=names.get(argument.name, argument.name))


def _with_names(client: Client, names: Mapping[str, str]) -> Client:
    """The client whose constructor's arguments are called as `names` says."""
    schemes = [
        replace(one, argument=names.get(one.argument, one.argument))
        for one in client.security_schemes
    ]
    return replace(
        client,
        security_schemes=tuple(schemes),
        variables=tuple(_named(one, names) for one in client.variables),
        globals=tuple(_named(one, names) for one in client.globals),
    )


def _parameters(client: Client, prefix: str, strict: str) -> tuple[str, ...]:
    """The arguments of the constructor; `strict` is what stands behind the one of that name."""
    names = [encode.literal(server.name) for server in client.servers if server.name]
    server = f"Literal[{', '.join(names)}]" if names else "str"
    lines = [
        f"{item.argument}: {_credential(item, prefix)} | None = None"
        for item in client.security_schemes
    ]
    lines += ["server_url: str | None = None", f"server: {server} | None = None"]
    lines += [f"{item.name}: {_variable(item)} | None = None" for item in client.variables]
    lines += [f"{item.name}: {_global(item)} = None" for item in client.globals]
    return (
        *lines,
        "timeout: float | httpx2.Timeout | None = None",
        "retries: RetryOptions | RetryPolicy | Literal[False] | None = None",
        f"strict: {strict}",
        "headers: Mapping[str, str] | None = None",
        f"http_client: httpx2.{prefix or ''}Client | {prefix}Transport | None = None",
        "on_drift: Callable[[Drift], None] | None = None",
        f"hooks: Sequence[{prefix}Hook] | None = None",
    )


def _options_text(close: str) -> str:
    return (
        "Return a client with other settings over the same connections.\n\n"
        "Arguments are those of the constructor. What is left out, or None, stays as it is; "
        "`headers` and `retries` are added to those that this client has. "
        f"`{close}` closes the connections where they were made, by this client."
    )


def _global(item: GlobalArgument) -> str:
    annotation = returned(item.type)
    return annotation if annotation.endswith("None") else f"{annotation} | None"


def _variable(item: VariableArgument) -> str:
    values = ", ".join(encode.literal(value) for value in item.enum)
    return f"Literal[{values}]" if values else "str"


def _credential(scheme: SecurityScheme, prefix: str) -> str:
    if scheme.type == "webhook":
        return "str | Callable[[], str]"  # nothing is awaited to read a webhook
    value = "tuple[str, str]" if scheme.scheme == "basic" else "str"
    called = f"{value} | Awaitable[{value}]" if prefix else value
    pair = "tuple[str, str] | " if scheme.token_url else ""
    return f"{pair}{value} | Callable[[], {called}]"


def _credential_text(scheme: SecurityScheme) -> str:
    meaning = " ".join((scheme.description or "The credential.").split())
    pair = ""
    if scheme.token_url:
        pair = " A pair of client id and client secret, or a token."
    env = f" Read from `{scheme.env}` when left out." if scheme.env else ""
    if scheme.token_url and scheme.env:
        env = f" Read from `{scheme.env}_CLIENT_ID` and `…_CLIENT_SECRET`, or `{scheme.env}`."
    asked = "webhook" if scheme.type == "webhook" else "request"
    return f"{meaning}{pair} A callable is asked for each {asked}.{env}"


def _init_text(client: Client) -> str:
    lines = ["Set up the client. No connection is made before the first call.", "", "Args:"]
    lines += [entry(item.argument, _credential_text(item)) for item in client.security_schemes]
    lines += [
        entry(
            "server_url",
            "Base URL in place of the description's servers. Read from "
            f"`{client.env_prefix}_BASE_URL` when it and `server` are left out.",
        ),
        entry("server", "Which of the description's servers to use."),
    ]
    for item in client.variables:
        meaning = " ".join(item.description.split()) or f"The server variable `{item.variable}`."
        absent = "Required" if item.default is None else f"{item.default!r} when left out"
        lines.append(entry(item.name, f"{meaning} {absent}."))
    for item in client.globals:
        meaning = " ".join(item.description.split()) or f"Sent as `{item.wire}`."
        lines.append(entry(item.name, f"{meaning} Calls may override it."))
    lines += [
        entry("timeout", f"Seconds that one attempt may take; {client.timeout:g} when left out."),
        entry("retries", "Changes to the retry policy; False switches retries off."),
        entry("strict", "Whether a response that differs from the description raises an error."),
        entry("headers", "Header fields sent with every request."),
        entry("http_client", "Your own HTTP client or transport; it is not closed with this one."),
        entry("on_drift", "Called for each place where a response differs from the description."),
        entry("hooks", "Objects that are told of each call, and may add header fields."),
    ]
    return "\n".join(lines)
