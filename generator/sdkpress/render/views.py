"""Operations of the plan in, what the templates print out: strings that are code already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from .. import encode
from ..plan.model.definitions import INPUT_SUFFIX
from ..plan.model.operation import (
    Argument,
    Body,
    Encoding,
    Encodings,
    Operation,
    Pagination,
    Parameter,
    Response,
    Retries,
    Server,
)
from ..plan.model.sdk import Resource, Sdk
from ..plan.model.types import StreamOf, Type, UnionOf, children, union
from .annotations import Annotations, checked, returned, streams
from .cases import Cases, shared_cases
from .docstrings import function_text, method_text, summary
from .layout import filled, joined_names
from .outputs import all_resources

CLASS_INDENT = 8
FUNCTION_INDENT = 4
_GIVEN_INDENT = 12
_NAMES_INDENT = 16
_MODULES = frozenset({"models", "types"})
"""What annotations are made of, and what a method or an argument may be called."""


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """A parameter of a method: `signature` declares it, `entry` passes it on."""

    signature: str
    entry: str
    positional: bool


@dataclass(frozen=True, slots=True)
class OverloadView:
    """A signature for one choice of media type and `stream`, and what the method then returns."""

    arguments: tuple[ArgumentView, ...]
    result: str
    async_result: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation as the templates print it."""

    plan: Operation
    arguments: tuple[ArgumentView, ...]
    given: str
    result: str
    async_result: str
    operation_result: str
    overloads: tuple[OverloadView, ...]
    docstring: str
    function_docstring: str
    async_function_docstring: str
    request: str
    request_default: str
    constructor: str
    error_union: str
    pagination: str


class Views:
    """Makes views of one plan's operations."""

    def __init__(self, sdk: Sdk) -> None:
        self._sdk = sdk
        self._annotations = Annotations(sdk.definitions, sdk.inputs)
        self._hidden = Annotations(sdk.definitions, sdk.inputs, "_")
        self._hiding = _hiding(sdk)
        self.cases = shared_cases(sdk, _response)

    def operation(self, operation: Operation) -> OperationView:
        """The view of `operation`."""
        optional = not operation.request_required
        notes = self._notes(operation)
        arguments = self._arguments(operation, operation.arguments)
        request = f"models.{operation.request} | types.{operation.request}Dict"
        return OperationView(
            plan=operation,
            arguments=arguments,
            given=filled("{", [item.entry for item in arguments], "}", _GIVEN_INDENT),
            result=notes.returned(operation.result),
            async_result=notes.awaited(operation.result),
            operation_result="Any" if streams(operation.result) else returned(operation.result),
            overloads=self._overloads(operation),
            docstring=encode.docstring(method_text(operation, self._sdk), CLASS_INDENT),
            function_docstring=encode.docstring(function_text(operation), FUNCTION_INDENT),
            async_function_docstring=encode.docstring(summary(operation), FUNCTION_INDENT),
            request=f"{request} | None" if optional else request,
            request_default=" = None" if optional else "",
            constructor=_constructor(operation, self.cases),
            error_union=operation.error_union,
            pagination=_pagination(operation.pagination),
        )

    def inputs(self) -> list[tuple[str, tuple[str, ...]]]:
        """What has a name in `types` because arguments are made of it, with its members."""
        notes, given = self._annotations, self._sdk.inputs
        found = {name: notes.input_members(name) for name in given.names}
        unions = [(name, owner, node) for (owner, node), name in given.unions.items()]
        found |= {name: notes.union_members(node, owner) for name, owner, node in unions}
        return [
            (f"{name}{INPUT_SUFFIX}", tuple(map(encode.literal, found[name])))
            for name in sorted(found)
        ]

    def _notes(self, operation: Operation) -> Annotations:
        """The annotations of a method: whatever hides a module's name, they mean the module."""
        names = {argument.name for argument in operation.arguments}
        hidden = operation.function_name in self._hiding or names & _MODULES
        return self._hidden if hidden else self._annotations

    def _arguments(
        self, operation: Operation, arguments: tuple[Argument, ...]
    ) -> tuple[ArgumentView, ...]:
        notes = self._notes(operation)
        texts = [notes.accepted(item.type, operation.owner(item)) for item in arguments]
        return tuple(
            ArgumentView(
                signature=f"{item.name}: {_with_default(item, text)}",
                entry=f"{encode.literal(item.key)}: {item.name}",
                positional=item.location == "path" and item.required,
            )
            for item, text in zip(arguments, texts, strict=True)
        )

    def _overloads(self, operation: Operation) -> tuple[OverloadView, ...]:
        """Signatures that tell what media type and `stream` decide; none where nothing does."""
        signatures = operation.signatures or (operation.arguments,)
        found = [view for items in signatures for view in self._streaming(operation, items)]
        return tuple(found) if len(found) > 1 else ()

    def _streaming(
        self, operation: Operation, arguments: tuple[Argument, ...]
    ) -> list[OverloadView]:
        """Two signatures where `stream` decides between a stream and a whole value, else one."""
        result = operation.result
        parts = children(result) if isinstance(result, UnionOf) else ()
        streamed = [part for part in parts if isinstance(part, StreamOf)]
        whole = [part for part in parts if not isinstance(part, StreamOf)]
        decides = operation.stream_argument
        switch = next((item for item in arguments if decides and item.key == decides.key), None)
        if switch is None:
            return [self._overload(operation, arguments, None, "", result)]
        choices = [("Literal[False]", whole), ("Literal[True]", streamed)]
        left_out = choices[operation.streams_unasked][0]
        return [
            self._overload(
                operation,
                arguments,
                switch,
                f"{annotation} | None = None" if annotation == left_out else annotation,
                union(results),
            )
            for annotation, results in choices
        ]

    def _overload(
        self,
        operation: Operation,
        arguments: tuple[Argument, ...],
        switch: Argument | None,
        annotation: str,
        result: Type,
    ) -> OverloadView:
        views = self._arguments(operation, arguments)
        changed = [
            replace(view, signature=f"{item.name}: {annotation}") if item is switch else view
            for item, view in zip(arguments, views, strict=True)
        ]
        notes = self._notes(operation)
        return OverloadView(tuple(changed), notes.returned(result), notes.awaited(result))


def _hiding(sdk: Sdk) -> set[str]:
    """The functions of operations whose method stands beside one that is called as a module is."""
    return {
        operation.function_name
        for resource in all_resources(sdk)
        if _MODULES & _members(resource)
        for operation in resource.operations
    }


def _members(resource: Resource) -> set[str]:
    pages = {item.pagination.method for item in resource.operations if item.pagination}
    methods = {item.method_name for item in resource.operations}
    return methods | pages | {child.name for child in resource.children}


def _with_default(argument: Argument, annotation: str) -> str:
    if argument.required:
        return annotation
    with_none = annotation if annotation.endswith(("None", "Any")) else f"{annotation} | None"
    return f"{with_none} | Unset = UNSET" if argument.nullable else f"{with_none} = None"


def _constructor(operation: Operation, cases: Cases) -> str:
    """The expression that makes the Operation constant."""
    responses = map(_response, operation.responses)
    switch = operation.stream_argument
    given = {
        "parameters": _optional_tuple(_parameter(item) for item in operation.parameters),
        "bodies": _optional_tuple(_body(item) for item in operation.bodies),
        "responses": _optional_tuple(
            f"_cases.{cases[text]}" if text in cases else text for text in responses
        ),
        "security": None if operation.security is None else encode.literal(operation.security),
        "scopes": encode.literal(operation.scopes) if operation.scopes else None,
        "idempotent": "True" if operation.idempotent else None,
        "servers": _optional_tuple(server_call(item) for item in operation.servers),
        "retries": retries_call(operation.retries) if operation.retries else None,
        "content_type": encode.literal(operation.content_type) if operation.content_type else None,
        "stream": encode.literal(switch.key) if switch else None,
        "streams_unasked": "True" if switch and operation.streams_unasked else None,
    }
    lines = [
        f"id={encode.literal(operation.id)}",
        f"method={encode.literal(operation.method)}",
        f"path={encode.literal(operation.template)}",
        *(f"{name}={value}" for name, value in given.items() if value is not None),
    ]
    return f"Operation({', '.join(lines)})"


def _pagination(pages: Pagination | None) -> str:
    """The expression that makes a Pagination; empty where there is none."""
    if pages is None:
        return ""
    given = {name: value for name, value in asdict(pages).items() if value not in ("", 0, None)}
    del given["method"]
    return _call("Pagination", [], {name: encode.literal(value) for name, value in given.items()})


def _tuple(items: Iterable[str]) -> str:
    parts = list(items)
    return f"({', '.join(parts)},)" if parts else "()"


def _optional_tuple(items: Iterable[str]) -> str | None:
    text = _tuple(items)
    return None if text == "()" else text


def _call(name: str, positional: list[str], keywords: dict[str, str | None]) -> str:
    named = [f"{key}={value}" for key, value in keywords.items() if value is not None]
    return f"{name}({', '.join([*positional, *named])})"


def _thunk(node: Type | None) -> str | None:
    return None if node is None else f"lambda: {checked(node)}"


def _flag(value: bool) -> str | None:
    return "True" if value else None


def _parameter(item: Parameter) -> str:
    positional = [encode.literal(value) for value in (item.argument, item.name, item.location)]
    return _call(
        "Parameter",
        positional,
        {
            "style": encode.literal(item.style) if item.style else None,
            "explode": None if item.explode is None else encode.literal(item.explode),
            "required": _flag(item.required),
            "nullable": _flag(item.nullable),
            "allow_reserved": _flag(item.allow_reserved),
            "media_type": encode.literal(item.media_type) if item.media_type else None,
            "type": _thunk(item.type),
            "is_global": _flag(item.is_global),
        },
    )


def _body(item: Body) -> str:
    positional = [encode.literal(item.media_type), encode.literal(item.kind), _thunk(item.type)]
    return _call(
        "Body",
        [part for part in positional if part],
        {
            "arguments": None if item.arguments is None else _names(item.arguments),
            "nullable_arguments": _names(item.nullable_arguments)
            if item.nullable_arguments
            else None,
            "required": None if item.required else "False",
            **_encodings(item.encodings),
        },
    )


def _names(names: tuple[str, ...]) -> str:
    """The expression that makes a tuple of identifiers, of which there may be many."""
    return f"names({joined_names(names, _NAMES_INDENT)})" if names else "()"


def _encodings(item: Encodings) -> dict[str, str | None]:
    return {
        "encodings": _optional_tuple(map(_encoding, item.by_name)),
        "prefix_encodings": _optional_tuple(map(_encoding, item.prefix)),
        "item_encoding": None if item.item == Encoding("") else _encoding(item.item),
    }


def _encoding(item: Encoding) -> str:
    return _call(
        "Encoding",
        [encode.literal(item.name)] if item.name else [],
        {
            "content_type": encode.literal(item.content_type) if item.content_type else None,
            "headers": encode.literal(item.headers) if item.headers else None,
            "styled": _flag(item.styled),
            "style": encode.literal(item.style) if item.style else None,
            "explode": None if item.explode is None else encode.literal(item.explode),
            "allow_reserved": _flag(item.allow_reserved),
        },
    )


def _response(item: Response) -> str:
    positional = [encode.literal(value) for value in (item.status, item.media_type, item.kind)]
    error = None if item.error is None else f"lambda: errors.{item.error}"
    events = [f"{encode.literal(name)}: {checked(node)}" for name, node in item.events]
    return _call(
        "ResponseCase",
        positional,
        {
            "type": _thunk(item.type),
            "error": error,
            "sentinel": None if item.sentinel is None else encode.literal(item.sentinel),
            "events": f"lambda: {{{', '.join(events)}}}" if events else None,
            "error_events": _flag(item.error_events),
        },
    )


def server_call(server: Server) -> str:
    """The expression that makes a Server."""
    variables = tuple((item.name, item.default, item.enum) for item in server.variables)
    return _call(
        "Server",
        [encode.literal(server.url)],
        {
            "name": encode.literal(server.name) if server.name else None,
            "variables": encode.literal(variables) if variables else None,
        },
    )


def retries_call(policy: Retries) -> str:
    """The expression that makes a RetryPolicy."""
    return _call(
        "RetryPolicy",
        [],
        {
            "max_attempts": encode.literal(policy.max_attempts),
            "initial_delay": encode.literal(policy.initial_delay),
            "factor": encode.literal(policy.factor),
            "max_delay": encode.literal(policy.max_delay),
            "statuses": encode.literal(policy.statuses),
            "connection_errors": encode.literal(policy.connection_errors),
        },
    )
