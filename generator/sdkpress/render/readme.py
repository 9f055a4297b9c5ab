"""The plan in, what README.md prints out: the first calls, and lists that lead to docs/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import encode
from ..plan.model.operation import Retries
from ..plan.model.sdk import ErrorClass, Sdk
from . import markdown
from .deprecations import deprecates
from .docs import ResourceDoc
from .docstrings import common_errors
from .examples import Example, Examples
from .links import ModelLinks

_MODELS = "docs/models/"


_UNDONE = ("408", "409", "429")
"""Statuses by which a server says that it has not done what it was asked to."""

Row = tuple[str, ...]
"""The cells of a table's row, as Markdown."""


@dataclass(frozen=True, slots=True)
class OperationLink:
    """An operation in the list of all."""

    name: str
    target: str
    summary: str


@dataclass(frozen=True, slots=True)
class ResourceLink:
    """A resource in the list of all."""

    path: str
    target: str
    operations: tuple[OperationLink, ...]


@dataclass(frozen=True, slots=True)
class ReadmeDoc:
    """README.md; `example` is None without an operation, `stream` without one that gives events."""

    introduction: str
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
    servers: tuple[Row, ...]
    resources: tuple[ResourceLink, ...]
    deprecates: bool
    source: str


def readme_doc(sdk: Sdk, pages: dict[str, ResourceDoc]) -> ReadmeDoc:
    """The view of README.md; `pages` are those of docs/ by module."""
    examples = Examples(sdk)
    operation = examples.first()
    stream, paged = examples.first_stream(), examples.first_paged()
    links = ModelLinks(sdk.modules)
    return ReadmeDoc(
        introduction=markdown.block(sdk.source.description),
        example=None if operation is None else examples.example(operation),
        stream=None if stream is None else examples.example(stream),
        paged=None if paged is None else examples.example(paged),
        example_error=next(iter(operation.errors.values()), "") if operation else "",
        retried=_retried(sdk.client.retries),
        undone=_undone(sdk.client.retries),
        keyed=markdown.code_cell(sdk.client.key_header)
        if any(item.keyed for item in sdk.operations)
        else "",
        errors=tuple(_error(item, links) for item in sdk.errors),
        common_errors=tuple((f"`{name}`", text) for name, text in common_errors(sdk.client)),
        credentials=tuple(_credentials(sdk)),
        globals=tuple(_globals(sdk)),
        servers=tuple(_servers(sdk)),
        resources=tuple(_resource(page, module) for module, page in pages.items()),
        deprecates=deprecates(sdk),
        source=markdown.line(f"{sdk.source.title}, version {sdk.source.version}"),
    )


def _error(error: ErrorClass, links: ModelLinks) -> Row:
    statuses = ", ".join(encode.markdown_cell(status) for status in error.statuses)
    text = encode.markdown_cell(error.description)
    return (f"`{error.name}`", statuses, links.cell(error.data, _MODELS), text)


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
        yield (f"`{item.name}`", f"{item.location} {wire}", meaning)


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


def _resource(page: ResourceDoc, module: str) -> ResourceLink:
    target = f"docs/{module}.md"
    operations = tuple(
        OperationLink(item.plan.method_name, f"{target}#{item.anchor}", item.summary)
        for item in page.operations
    )
    return ResourceLink(page.path, target, operations)
