"""Resources of the plan in, what their pages in docs/ print out: encoded Markdown and code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import encode
from ..plan.model.definitions import Definition
from ..plan.model.operation import Argument, Operation
from ..plan.model.sdk import Resource, Sdk
from ..plan.model.types import Ref, Type
from . import markdown
from .call_options import call_options, keyword_rows
from .deprecations import note
from .docstrings import summary
from .examples import Example, Examples
from .links import ModelLinks

REQUIRED, OPTIONAL = "yes", "no"
_MODELS = "models/"
_LIST_WIDTH = 120
"""Columns of a line in a list."""
_RUNTIME_ROWS = (
    ("APIConnectionError", "no response", "none"),
    ("APITimeoutError", "no response", "none"),
    ("ResponseValidationError", "2XX", "`*/*`"),
    ("RequestValidationError", "not sent", "none"),
    ("MissingCredentialsError", "not sent", "none"),
)
_SECTIONS = ("Example Usage", "Standalone function", "Parameters", "Response", "Errors")


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A row of the table of parameters."""

    name: str
    type: str
    required: str
    description: str


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A row of the table of errors."""

    name: str
    status: str
    media_type: str


@dataclass(frozen=True, slots=True)
class OperationDoc:
    """One operation on a page."""

    plan: Operation
    anchor: str
    summary: str
    paragraphs: tuple[str, ...]
    example: Example
    request: str
    parameters: tuple[ParameterRow, ...]
    function_notes: tuple[str, ...]
    response: str
    response_text: str
    errors: tuple[ErrorRow, ...]

    def listed(self, page: str, indent: str = "") -> str:
        """The line of a list that leads here, to a page."""
        name = self.plan.method_name
        head = f"{indent}- [`{name}`]({page}#{self.anchor}): "
        if not self.plan.summary:
            return f"{head}{self.summary}"
        return head + markdown.cut(summary(self.plan), _LIST_WIDTH - len(head))


@dataclass(frozen=True, slots=True)
class ResourceDoc:
    """The page of one resource; `path` is how it is reached from the client."""

    title: str
    path: str
    overview: str
    operations: tuple[OperationDoc, ...]
    children: tuple[tuple[str, str], ...]


def resource_docs(sdk: Sdk) -> dict[str, ResourceDoc]:
    """The page of each resource, by module."""
    pages = Pages(sdk)
    return {
        resource.module: pages.page(resource, path)
        for resource, path in resource_paths(sdk.resources)
    }


def resource_paths(
    resources: tuple[Resource, ...], prefix: str = ""
) -> Iterator[tuple[Resource, str]]:
    """Every resource with its path from the client, the nested ones after their parents."""
    for resource in resources:
        path = f"{prefix}{resource.name}"
        yield resource, path
        yield from resource_paths(resource.children, f"{path}.")


class Pages:
    """Makes the pages of one plan's resources."""

    def __init__(self, sdk: Sdk) -> None:
        self._sdk, self._definitions = sdk, sdk.definitions
        self._links = ModelLinks(sdk.modules)
        self._examples = Examples(sdk)

    def page(self, resource: Resource, path: str) -> ResourceDoc:
        """The page of `resource`."""
        anchors = Anchored(resource)
        overview = resource.description or f"Operations of `client.{path}`."
        return ResourceDoc(
            title=resource.class_name,
            path=path,
            overview=markdown.block(overview),
            operations=tuple(
                self._operation(item, anchors) for item in resource.operations if not item.hidden
            ),
            children=tuple((f"{path}.{item.name}", item.module) for item in resource.children),
        )

    def _operation(self, operation: Operation, anchors: Anchored) -> OperationDoc:
        described = [row for row in operation.responses if row.error is None and row.description]
        return OperationDoc(
            plan=operation,
            anchor=anchors.next(operation.method_name),
            summary=markdown.line(summary(operation)) if operation.summary else _wire(operation),
            paragraphs=tuple(_paragraphs(operation)),
            example=self._examples.example(operation),
            request=self._links.type(Ref(operation.request), _MODELS),
            parameters=tuple(self._parameters(operation)),
            function_notes=tuple(_function_notes(operation)),
            response=self._links.type(operation.result, _MODELS),
            response_text=markdown.block(described[0].description) if described else "",
            errors=tuple(self._errors(operation)),
        )

    def _parameters(self, operation: Operation) -> Iterator[ParameterRow]:
        for argument in operation.arguments:
            kind = self._links.cell(argument.type, _MODELS)
            required = REQUIRED if argument.required else OPTIONAL
            meaning = self._meaning(argument)
            yield ParameterRow(f"`{argument.name}`", kind, required, meaning)
        yield from self._options(operation)

    def _options(self, operation: Operation) -> Iterator[ParameterRow]:
        manners = self._sdk.manners
        if manners.options == "keywords":
            for row in keyword_rows(operation):
                yield ParameterRow(f"`{row.name}`", row.type, OPTIONAL, row.meaning)
            return
        name = call_options(operation, manners).names[0]
        meaning = "What to change for this call only: [its keys](../README.md#options-of-a-call)."
        yield ParameterRow(f"`{name}`", "`RequestOptions`", OPTIONAL, meaning)

    def _meaning(self, argument: Argument) -> str:
        text = argument.description or type_description(argument.type, self._definitions)
        notes = [encode.markdown_cell(note(argument.deprecation, text))]
        notes += ["Defaults to the client's own."] if argument.is_global else []
        return " ".join([encode.markdown_cell(text) or _place(argument), *filter(None, notes)])

    def _errors(self, operation: Operation) -> Iterator[ErrorRow]:
        seen: set[tuple[str, str, str]] = set()
        for row in operation.responses:
            identity = (row.error or "", row.status, row.media_type or "*/*")
            if row.error and identity not in seen:
                seen.add(identity)
                media_type = markdown.code_cell(row.media_type or "*/*")
                yield ErrorRow(f"`errors.{row.error}`", _status(row.status), media_type)
        yield ErrorRow(f"`errors.{self._sdk.client.default_error}`", "4XX, 5XX", "`*/*`")
        for name, status, media_type in _RUNTIME_ROWS:
            yield ErrorRow(f"`errors.{name}`", status, media_type)


class Anchored:
    """The anchors of a page's operations, told from those of its other headings."""

    def __init__(self, resource: Resource) -> None:
        self._anchors = markdown.Anchors()
        for heading in (resource.class_name, "Overview", "Available Operations"):
            self._anchors.add(heading)

    def next(self, heading: str) -> str:
        """The anchor of the next operation; its sections follow."""
        anchor = self._anchors.add(heading)
        for section in _SECTIONS:
            self._anchors.add(section)
        return anchor


def _status(status: str) -> str:
    return "any other" if status == "default" else encode.markdown_cell(status)


def _wire(operation: Operation) -> str:
    return encode.markdown_code(f"{operation.method} {operation.path}")


def _paragraphs(operation: Operation) -> Iterator[str]:
    if operation.deprecation:
        yield f"> **Deprecated**: {encode.markdown_cell(operation.deprecation)}"
    if operation.summary:
        yield markdown.block(summary(operation))
    if operation.description and operation.description != operation.summary:
        yield markdown.block(operation.description)
    if not operation.summary and not operation.description:
        yield f"Sends {_wire(operation)}."
    if operation.pagination:
        method = encode.markdown_code(operation.pagination.method)
        yield (
            "What it returns is the first of several [pages](../README.md#pages), which iterates "
            f"over the items of all. {method} takes the same arguments and iterates over the pages."
        )
    for reason in operation.degraded:
        yield f"> **Not fully typed.** {markdown.line(reason)}"


def _function_notes(operation: Operation) -> Iterator[str]:
    """The other functions that the operation has, beside the one that is shown."""
    name = operation.function_name
    if operation.pagination:
        yield f"`{name}_pages` gives an iterator of results, one for each page."
    if operation.is_binary:
        yield f"`{name}_streaming` returns before the body has come, to iterate over or to save."


def _place(argument: Argument) -> str:
    wire = markdown.code_cell(argument.wire)
    if argument.location == "body":
        return f"The property {wire} of the body."
    return f"The {argument.location} parameter {wire}."


def type_description(node: Type, definitions: dict[str, Definition]) -> str:
    """What a definition says of itself, for the places that it is used in."""
    return definitions[node.name].description if isinstance(node, Ref) else ""
