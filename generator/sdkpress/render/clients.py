"""The plan's client in, what the template of the client classes prints out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from .. import encode
from ..plan.model.renames import OldName, warning
from ..plan.model.sdk import Client, GlobalArgument, Sdk, SecurityScheme, VariableArgument
from .annotations import returned
from .docstrings import entry
from .old_names import table
from .settings import Setting, headers_argument, other_settings, server_settings

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
class AttributeView:
    """What a client shows of its settings: `value` is code, `ignored` a comment, if one is due."""

    name: str
    annotation: str
    docstring: str
    value: str
    ignored: str = ""


@dataclass(frozen=True, slots=True)
class ClientView:
    """The core class for one way of calling: sync or async.

    `servers` and `settings` are what the runtime gets of the arguments that no description decides.
    `old_arguments` are the old names of arguments, as code, and `signatures` all that there are
    where any have been renamed.
    """

    prefix: str
    public: str
    base: str
    docstring: str
    init_docstring: str
    parameters: tuple[str, ...]
    options: tuple[str, ...]
    options_docstring: str
    credentials: str
    globals: str
    variables: str
    servers: tuple[str, ...]
    settings: tuple[str, ...]
    attributes: tuple[AttributeView, ...]
    old_arguments: str
    signatures: tuple[SignatureView, ...]


def client_views(sdk: Sdk) -> tuple[ClientView, ...]:
    """The views of the sync and the async core class."""
    return (_view(sdk, ""), _view(sdk, "Async"))


def _view(sdk: Sdk, prefix: str) -> ClientView:
    client, old = sdk.client, sdk.renamed.of(_ARGUMENT)
    suffixed = sdk.manners.async_methods == "suffix"
    kind, close = ("Asynchronous client", "aclose") if prefix else ("Client", "close")
    return ClientView(
        prefix=prefix,
        public="BothClient" if suffixed and not prefix else f"{prefix}PublicClient",
        base="AsyncClient" if prefix else "SyncClient",
        docstring=encode.docstring(
            f"{kind} for {sdk.source.title} without resources, for standalone functions.\n\n"
            f"Use it as a context manager, or call `{close}` when done.",
            4,
        ),
        init_docstring=encode.docstring(_init_text(sdk), 8),
        parameters=_parameters(sdk, client, prefix, _STRICT),
        options=_parameters(sdk, client, prefix, _STRICT_OR_AS_IS),
        options_docstring=encode.docstring(_options_text(sdk, close), 8),
        credentials=", ".join(
            f"{encode.literal(item.name)}: {item.argument}" for item in client.security_schemes
        ),
        globals=", ".join(f"{encode.literal(item.name)}: {item.name}" for item in client.globals),
        variables=", ".join(
            f"{encode.literal(item.variable)}: {item.name}" for item in client.variables
        ),
        servers=tuple(item.passed for item in server_settings(sdk)),
        settings=tuple(item.passed for item in other_settings(sdk, prefix, _STRICT)),
        attributes=tuple(_attributes(sdk, prefix)),
        old_arguments=table(old) if old else "",
        signatures=_signatures(sdk, prefix),
    )


def _attributes(sdk: Sdk, prefix: str) -> Iterator[AttributeView]:
    """The settings that can be read, where no resource has the name."""
    if sdk.manners.base_url:
        yield AttributeView(
            "base_url",
            "str",
            encode.docstring("The base URL of operations that have no server of their own.", 8),
            "self._client.base_url()",
            "# type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]",
        )
    taken = {resource.name for resource in sdk.resources} | {one.name for one in _old_tops(sdk)}
    if not sdk.manners.attributes:
        kept = [item for item in sdk.client.globals if not item.location]
        yield from (_of_global(item) for item in kept if item.name not in taken)
        return
    for view in (*_of_description(sdk.client, prefix), *_of_settings(sdk, prefix)):
        if view.name not in taken:
            yield view


def _old_tops(sdk: Sdk) -> tuple[OldName, ...]:
    return (*sdk.renamed.of("resource", ""), *sdk.renamed.of("method", ""))


def _of_description(client: Client, prefix: str) -> Iterator[AttributeView]:
    for scheme in client.security_schemes:
        text = encode.docstring(f"The credential of `{scheme.name}`, if there is one.", 8)
        value = f"self._client.credentials.given({encode.literal(scheme.name)})"
        yield AttributeView(scheme.argument, f"{_credential(scheme, prefix)} | None", text, value)
    for variable in client.variables:
        text = encode.docstring(f"What `{variable.variable}` of server URLs is, if given.", 8)
        value = f"self._client.server_variables.get({encode.literal(variable.variable)})"
        yield AttributeView(variable.name, f"{_variable(variable)} | None", text, value)
    yield from map(_of_global, client.globals)


def _of_global(item: GlobalArgument) -> AttributeView:
    said = f"What is sent as `{item.wire}`, if given." if item.location else _global_text(item)
    value = f"self._client.global_arguments.get({encode.literal(item.name)})"
    return AttributeView(item.name, _global(item), encode.docstring(said, 8), value)


def _of_settings(sdk: Sdk, prefix: str) -> Iterator[AttributeView]:
    for item in other_settings(sdk, prefix, _STRICT):
        if item.read:
            text = encode.docstring(item.meaning, 8)
            yield AttributeView(item.name, item.held, text, item.read)


def _signatures(sdk: Sdk, prefix: str) -> tuple[SignatureView, ...]:
    """The one that holds, and those with old names of arguments; none where there are none."""
    old, befores = sdk.renamed.of(_ARGUMENT), sdk.renamed.signatures.get("", ())
    each: list[Mapping[str, str]] = [{}, *befores]
    found = [(_with_names(sdk.client, names), warning(old, names)) for names in each]
    views = (
        SignatureView(
            _parameters(sdk, client, prefix, _STRICT),
            _parameters(sdk, client, prefix, _STRICT_OR_AS_IS),
            encode.literal(said) if said else "",
        )
        for client, said in found
    )
    return tuple(views) if befores else ()


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


def _parameters(sdk: Sdk, client: Client, prefix: str, strict: str) -> tuple[str, ...]:
    """The arguments of the constructor, those of the description as `client` has them.

    `strict` is what stands behind the one of that name.
    """
    lines = [
        f"{item.argument}: {_credential(item, prefix)} | None = None"
        for item in client.security_schemes
    ]
    lines += map(_declared, server_settings(sdk))
    lines += [f"{item.name}: {_variable(item)} | None = None" for item in client.variables]
    lines += [f"{item.name}: {_global(item)} = None" for item in client.globals]
    return (*lines, *map(_declared, other_settings(sdk, prefix, strict)))


def _declared(item: Setting) -> str:
    has_default = " = " in item.annotation
    return f"{item.name}: {item.annotation}{'' if has_default else ' | None = None'}"


def _options_text(sdk: Sdk, close: str) -> str:
    added = [headers_argument(sdk.manners)]
    added += [] if sdk.manners.max_retries else ["retries"]
    added += ["default_query"] if sdk.manners.default_query else []
    texts = [f"`{name}`" for name in added]
    listed = " and ".join([", ".join(texts[:-1]), texts[-1]] if texts[1:] else texts)
    return (
        "Return a client with other settings over the same connections.\n\n"
        "Arguments are those of the constructor. What is left out, or None, stays as it is; "
        f"{listed} {'are' if texts[1:] else 'is'} added to those that this client has. "
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


def _global_text(item: GlobalArgument) -> str:
    """What an argument is, and what stands for it where it is left out."""
    option, sent = item.option, f"Sent as `{item.wire}`." if item.location else "Sent nowhere."
    meaning = " ".join(item.description.split()) or sent
    if option is None:
        return f"{meaning} Calls may override it."
    absent = "" if option.default is None else f" {option.default!r} when left out."
    read = f" Read from `{option.env}` when left out." if option.env else ""
    return f"{meaning}{' Required.' if option.required else absent}{read}"


def _init_text(sdk: Sdk) -> str:
    client = sdk.client
    lines = ["Set up the client. No connection is made before the first call.", "", "Args:"]
    lines += [entry(item.argument, _credential_text(item)) for item in client.security_schemes]
    lines += [entry(item.name, item.meaning) for item in server_settings(sdk)]
    for item in client.variables:
        meaning = " ".join(item.description.split()) or f"The server variable `{item.variable}`."
        absent = "Required" if item.default is None else f"{item.default!r} when left out"
        read = f" Read from `{item.option.env}`." if item.option and item.option.env else ""
        lines.append(entry(item.name, f"{meaning} {absent}.{read}"))
    for item in client.globals:
        lines.append(entry(item.name, _global_text(item)))
    lines += [entry(item.name, item.meaning) for item in other_settings(sdk, "", _STRICT)]
    return "\n".join(lines)
