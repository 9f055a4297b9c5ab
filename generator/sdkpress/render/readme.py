"""The plan in, what README.md prints out: the first calls, and lists that lead to docs/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import encode
from ..plan.model.operation import Retries
from ..plan.model.sdk import ErrorClass, Package, Sdk
from . import markdown
from .deprecations import deprecates
from .docs import ResourceDoc
from .docstrings import common_errors
from .examples import Example, Examples
from .links import ModelLinks

_MOST = 40
"""Rows of a list; of more than that the pages in docs/ tell."""
_LONGEST = 3000
"""Characters of what the description says of the API as a whole."""

_UNDONE = ("408", "409", "429")
"""Statuses by which a server says that it has not done what it was asked to."""

Row = tuple[str, ...]
"""The cells of a table's row, as Markdown."""


@dataclass(frozen=True, slots=True)
class ResourceLink:
    """A resource in the list of all; of many operations there is but the number."""

    path: str
    target: str
    number: int
    operations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadmeDoc:
    """README.md; `headline`, `example`, `stream` and `paged` are None without such an operation."""

    introduction: str
    base: str
    headline: Example | None
    example: Example | None
    stream: Example | None
    paged: Example | None
    example_error: str
    retried: str
    undone: str
    keyed: str
    errors: tuple[Row, ...]
    common_errors: tuple[Row, ...]
    credentials: tuple[Row, ...]
    globals: tuple[Row, ...]
    options: tuple[Row, ...]
    servers: tuple[Row, ...]
    resources: tuple[ResourceLink, ...]
    deprecates: bool
    source: str


def readme_doc(sdk: Sdk, pages: dict[str, ResourceDoc]) -> ReadmeDoc:
    """The view of README.md; `pages` are those of docs/ by module."""
    examples = Examples(sdk)
    operation, headline = examples.first(), examples.headline()
    stream, paged = examples.first_stream(), examples.first_paged()
    base = docs_base(sdk.package)
    few = len(sdk.operations) <= _MOST
    return ReadmeDoc(
        base=base,
        introduction=markdown.beginning(sdk.source.description, _LONGEST),
        headline=None if headline is None else examples.example(headline),
        example=None if operation is None else examples.example(operation),
        stream=None if stream is None else examples.example(stream),
        paged=None if paged is None else examples.example(paged),
        example_error=next(iter(operation.errors.values()), "") if operation else "",
        retried=_retried(sdk.client.retries),
        undone=_undone(sdk.client.retries),
        keyed=markdown.code_cell(sdk.client.key_header)
        if any(item.keyed for item in sdk.operations)
        else "",
        errors=_errors(sdk, base),
        common_errors=tuple((f"`{name}`", text) for name, text in common_errors(sdk.client)),
        credentials=tuple(_credentials(sdk)),
        globals=tuple(_globals(sdk)),
        options=tuple(_options(sdk)),
        servers=tuple(_servers(sdk)),
        resources=tuple(
            _resource(page, module, base, listed=few) for module, page in pages.items()
        ),
        deprecates=deprecates(sdk),
        source=markdown.line(f"{sdk.source.title}, version {sdk.source.version}"),
    )


def docs_base(package: Package) -> str:
    """Where links of README begin, which indexes show: in the repository, where that is known.

    It is that of the package alone, or the URL of the folder that has it: one with `/tree/`.
    """
    place = package.repository.rstrip("/")
    if not place:
        return ""
    return f"{place.replace('/tree/', '/blob/')}/" if "/tree/" in place else f"{place}/blob/HEAD/"


def _errors(sdk: Sdk, base: str) -> tuple[Row, ...]:
    """The declared errors, unless they are many."""
    links = ModelLinks(sdk.modules)
    few = sdk.errors if len(sdk.errors) <= _MOST else ()
    return tuple(_error(item, links, f"{base}docs/models/") for item in few)


def _error(error: ErrorClass, links: ModelLinks, models: str) -> Row:
    statuses = ", ".join(encode.markdown_cell(status) for status in error.statuses)
    text = encode.markdown_cell(error.description)
    return (f"`{error.name}`", statuses, links.cell(error.data, models), text)


def _credentials(sdk: Sdk) -> Iterator[Row]:
    for scheme in sdk.client.security_schemes:
        variable = f"`{scheme.env}`" if scheme.env else ""
        yield (f"`{scheme.argument}`", variable, encode.markdown_cell(scheme.description))


def _globals(sdk: Sdk) -> Iterator[Row]:
    described = {
        argument.key: argument.description
        for operation in sdk.operations
        for argument in operation.arguments
        if argument.is_global
    }
    for item in sdk.client.globals:
        wire = markdown.code_cell(item.wire)
        meaning = encode.markdown_cell(item.description or described.get(item.name, ""))
        if item.option is None:
            yield (f"`{item.name}`", f"{item.location} {wire}", meaning)


def _options(sdk: Sdk) -> Iterator[Row]:
    """The options of the client: where they go, and what stands for them."""
    client = sdk.client
    sent = [
        (one.name, one.location, one.wire, one.description, one.option) for one in client.globals
    ]
    filled = [
        (one.name, "server variable", one.variable, one.description, one.option)
        for one in client.variables
    ]
    for name, location, wire, description, option in [*sent, *filled]:
        if option is not None:
            place = f"{location} {markdown.code_cell(wire)}" if location else ""
            default = "" if option.default is None else markdown.code_cell(repr(option.default))
            default = "required" if option.required else default
            env = f"`{option.env}`" if option.env else ""
            yield (f"`{name}`", place, env, default, encode.markdown_cell(description))


def _servers(sdk: Sdk) -> Iterator[Row]:
    """The servers, where there is something to choose."""
    servers = sdk.client.servers
    if len(servers) == 1 and not servers[0].variables:
        return
    for server in servers:
        defaults = ", ".join(
            markdown.code_cell(f"{item.name}={item.default or ''}") for item in server.variables
        )
        url = markdown.code_cell(server.url)
        name = markdown.code_cell(server.name)
        yield (name, url, defaults, encode.markdown_cell(server.description))


def _retried(policy: Retries) -> str:
    """After what another attempt is made."""
    causes = [f"status {', '.join(policy.statuses)}"] if policy.statuses else []
    causes += ["connection errors"] if policy.connection_errors else []
    return markdown.line(" and ".join(causes) or "nothing, unless asked to")


def _undone(policy: Retries) -> str:
    """After what another attempt at a write is made that is not safe to repeat."""
    causes = ["the request never left (no connection, no such host, TLS)"]
    named = {status for status in _UNDONE if {status, f"{status[0]}XX"} & {*policy.statuses}}
    causes = causes if policy.connection_errors else []
    causes += [f"status {', '.join(sorted(named))} came"] if named else []
    causes += ["status 503 came with `Retry-After`"] if {"503", "5XX"} & {*policy.statuses} else []
    return " or ".join(causes) or "you ask for it"


def _resource(page: ResourceDoc, module: str, base: str, *, listed: bool) -> ResourceLink:
    target = f"{base}docs/{module}.md"
    operations = tuple(item.listed(target, "  ") for item in page.operations)
    number = len(operations)
    return ResourceLink(page.path, target, number, operations if listed else ())
