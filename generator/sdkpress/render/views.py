"""Operations of the plan in, what the templates print out: strings that are code already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from .. import encode
from ..plan.model.definitions import INPUT_SUFFIX
from ..plan.model.operation import (
    Argument,
    Operation,
)
from ..plan.model.renames import warning
from ..plan.model.sdk import Resource, Sdk
from ..plan.model.types import StreamOf, Type, UnionOf, children, union
from .annotations import ANNOTATION_NAMES, Annotations, past
from .call_options import call_options
from .constants import constructor
from .deprecations import arguments_warning, operation_warning
from .docstrings import async_method_text, function_text, method_text, summary
from .layout import filled
from .old_names import table
from .shared import Shared, shared_rows

CLASS_INDENT = 8
FUNCTION_INDENT = 4
_MODULES = frozenset({"models", "pages", "types"})
"""What annotations are made of, and what a method or an argument may be called."""


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """A parameter of a method: `signature` declares it, `entry` passes it on."""

    signature: str
    entry: str
    positional: bool


@dataclass(frozen=True, slots=True)
class OverloadView:
    """A signature for one choice of media type and `stream`, and what the method then returns.

    `deprecation` is what its use is warned of, as code, if it is.
    """

    arguments: tuple[ArgumentView, ...]
    options: tuple[str, ...]
    result: str
    async_result: str
    deprecation: str


@dataclass(frozen=True, slots=True)
class _Results:
    """What methods and functions return, of either kind of client."""

    method: str
    async_method: str
    function: str
    async_function: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation as the templates print it; `deprecation` is what its calls are warned of.

    `choice` is what it returns where `stream` decides: a whole value, or a stream of these items.
    `old_arguments` are the old names of arguments, and `old_keys` those of what the request of
    functions has, as code, if there are any. `async_name` is the method of the synchronous client
    that is awaited, if it has such, and `twin_call` the call in it.
    """

    plan: Operation
    async_name: str
    twin_call: str
    arguments: tuple[ArgumentView, ...]
    options: tuple[str, ...]
    call: str
    async_call: str
    pages_call: str
    result: str
    async_result: str
    function_result: str
    async_function_result: str
    operation_result: str
    overloads: tuple[OverloadView, ...]
    deprecation: str
    choice: tuple[str, ...]
    docstring: str
    async_docstring: str
    function_docstring: str
    async_function_docstring: str
    request: str
    request_default: str
    constructor: str
    error_union: str
    old_arguments: str
    old_keys: str

    @property
    def async_keyword(self) -> str:
        """What an asynchronous method is defined with: one with pages is no coroutine function."""
        return "" if self.plan.pagination else "async "


class Views:
    """Makes views of one plan's operations."""

    def __init__(self, sdk: Sdk) -> None:
        self._sdk = sdk
        self._annotations = Annotations(sdk.definitions, sdk.inputs)
        self._hidden = _hidden(sdk)
        self._async_names = async_names(sdk)
        self.shared: Shared = shared_rows(sdk)

    def operation(self, operation: Operation) -> OperationView:
        """The view of `operation`."""
        optional = not operation.request_required
        shown = self._shown(operation)
        arguments = self._arguments(operation, operation.arguments)
        results = self._results(operation, operation.result)
        pages = operation.pagination
        forms = operation.request_forms
        request = " | ".join(f"models.{name} | types.{name}Dict" for name in forms)
        constant = f"_operations.{operation.constant}"
        options = call_options(operation, self._sdk.manners)
        old = self._sdk.renamed.of("argument", operation.call)
        return OperationView(
            plan=operation,
            arguments=arguments,
            options=tuple(map(shown, options.signature)),
            call=_call(f"self._client.call({constant}", arguments, options.value),
            async_call=_call(
                f"{'self._client.paged' if pages else 'await self._client.call'}({constant}",
                arguments,
                options.value,
            ),
            twin_call=_call(
                f"{'' if pages else 'await '}self._client.twin.{'paged' if pages else 'call'}"
                f"({constant}",
                arguments,
                options.value,
            ),
            async_name=self._async_names.get(operation.call, ""),
            pages_call=_call(f"_all_pages(self._client, {constant}", arguments, options.value),
            result=shown(results.method),
            async_result=shown(results.async_method),
            function_result=results.function,
            async_function_result=results.async_function,
            operation_result="Any" if operation.streams else results.function,
            overloads=self._overloads(operation),
            deprecation=_literal(operation_warning(operation)),
            choice=self._choice(operation),
            docstring=encode.docstring(method_text(operation, self._sdk), CLASS_INDENT),
            async_docstring=encode.docstring(async_method_text(operation), CLASS_INDENT),
            function_docstring=encode.docstring(function_text(operation), FUNCTION_INDENT),
            async_function_docstring=encode.docstring(summary(operation), FUNCTION_INDENT),
            request=f"{request} | None" if optional else request,
            request_default=" = None" if optional else "",
            constructor=constructor(operation, self.shared),
            error_union=operation.error_union,
            old_arguments=table(old) if old else "",
            old_keys=self._old_keys(operation),
        )

    def _old_keys(self, operation: Operation) -> str:
        """The old names of what a request has, as code; by names in JSON it is given as ever."""
        wires = {item.wire for item in operation.arguments}
        fields = (self._sdk.renamed.of("field", form) for form in operation.request_forms)
        old = [one for each in fields for one in each if one.name not in wires]
        return table(old) if old else ""

    def _results(self, operation: Operation, node: Type) -> _Results:
        """What the faces of an operation return whose value is of type `node`."""
        notes, pages = self._annotations, operation.pagination
        if pages is None:
            one, later = notes.returned(node), notes.awaited(node)
            return _Results(one, later, one, later)
        one, later = f"pages.{pages.class_name}", f"pages.Async{pages.class_name}"
        return _Results(one, f"AsyncPager[{later}, {notes.returned(pages.item)}]", one, later)

    def inputs(self) -> list[tuple[str, tuple[str, ...]]]:
        """What has a name in `types` because arguments are made of it, with its members."""
        given = self._sdk.inputs
        notes = Annotations(self._sdk.definitions, given, files="_files.")
        found = {name: notes.input_members(name) for name in given.names}
        unions = [(name, owner, node) for (owner, node), name in given.unions.items()]
        found |= {name: notes.union_members(node, owner) for name, owner, node in unions}
        return [
            (f"{name}{INPUT_SUFFIX}", tuple(map(encode.literal, found[name])))
            for name in sorted(found)
        ]

    def _shown(self, operation: Operation) -> Callable[[str], str]:
        """What writes the annotations of a method, whatever hides the names in them."""
        names = {argument.name for argument in operation.arguments} & _MODULES
        hidden = self._hidden.get(operation.function_name, frozenset()) | names
        return partial(past, hidden)

    def _arguments(
        self, operation: Operation, arguments: tuple[Argument, ...]
    ) -> tuple[ArgumentView, ...]:
        notes, shown = self._annotations, self._shown(operation)
        texts = [shown(notes.accepted(item.type, operation.owner(item))) for item in arguments]
        return tuple(
            ArgumentView(
                signature=f"{item.name}: {self._with_default(item, text)}",
                entry=f"{encode.literal(item.key)}: {item.name}",
                positional=item.positional,
            )
            for item, text in zip(arguments, texts, strict=True)
        )

    def _with_default(self, argument: Argument, annotation: str) -> str:
        if argument.required:
            return annotation
        if self._sdk.manners.omit:
            return f"{annotation} | Unset = UNSET"
        with_none = annotation if annotation.endswith(("None", "Any")) else f"{annotation} | None"
        return f"{with_none} | Unset = UNSET" if argument.nullable else f"{with_none} = None"

    def _overloads(self, operation: Operation) -> tuple[OverloadView, ...]:
        """Signatures that tell what media type and `stream` decide, and what is deprecated.

        There are none where that is nothing.
        """
        signatures = operation.signatures or (operation.arguments,)
        dated = [items for items in signatures if any(map(_is_dated, items))]
        kept = [tuple(item for item in items if not _is_dated(item)) for items in signatures]
        lists = [*kept, *dated] if not operation.deprecation else signatures
        found = [view for items in lists for view in self._streaming(operation, items)]
        found += self._previous(operation, signatures)
        return tuple(found) if len(found) > 1 else ()

    def _previous(
        self, operation: Operation, signatures: tuple[tuple[Argument, ...], ...]
    ) -> list[OverloadView]:
        """The signatures with old names of arguments."""
        renamed = self._sdk.renamed
        found: list[OverloadView] = []
        for before in renamed.signatures.get(operation.call, ()):
            said = encode.literal(warning(renamed.of("argument", operation.call), before))
            for items in signatures:
                former = tuple(replace(one, name=before.get(one.name, one.name)) for one in items)
                if former != items:
                    views = self._streaming(operation, former)
                    found += [replace(view, deprecation=said) for view in views]
        return found

    def _choice(self, operation: Operation) -> tuple[str, ...]:
        """A whole value and an item of a stream, where an argument decides between them."""
        if operation.stream_argument is None:
            return ()
        whole, streamed = _divided(operation.result)
        notes, shown = self._annotations, self._shown(operation)
        items = [part.items for part in streamed]
        return tuple(shown(notes.returned(union(parts))) for parts in (whole, items))

    def _streaming(
        self, operation: Operation, arguments: tuple[Argument, ...]
    ) -> list[OverloadView]:
        """Signatures where `stream` decides between a stream and a whole value, else one."""
        result = operation.result
        whole, streamed = _divided(result)
        decides = operation.stream_argument
        switch = next((item for item in arguments if decides and item.key == decides.key), None)
        if switch is None:
            return [self._overload(operation, arguments, None, "", result)]
        choices = [
            ("Literal[False]", whole),
            ("Literal[True]", streamed),
            ("bool", [*whole, *streamed]),
        ]
        default = " | None = None"
        if self._sdk.manners.omit:
            default = " | None | Unset = UNSET" if switch.nullable else " | Unset = UNSET"
        left_out = (choices[operation.streams_unasked][0], "bool")
        return [
            self._overload(
                operation,
                arguments,
                switch,
                f"{annotation}{default}" if annotation in left_out else annotation,
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
        shown, results = self._shown(operation), self._results(operation, result)
        said = operation_warning(operation) or arguments_warning(filter(_is_dated, arguments))
        method, async_method = shown(results.method), shown(results.async_method)
        options = tuple(map(shown, call_options(operation, self._sdk.manners).signature))
        return OverloadView(tuple(changed), options, method, async_method, _literal(said))


def _is_dated(argument: Argument) -> bool:
    """Whether an argument is deprecated and can be left out."""
    return bool(argument.deprecation) and not argument.required


def _literal(warning: str) -> str:
    return encode.literal(warning) if warning else ""


def _divided(result: Type) -> tuple[list[Type], list[StreamOf]]:
    """The parts of a union: what comes whole, and what streams."""
    parts = children(result) if isinstance(result, UnionOf) else ()
    streamed = [part for part in parts if isinstance(part, StreamOf)]
    return [part for part in parts if not isinstance(part, StreamOf)], streamed


def _call(opening: str, arguments: tuple[ArgumentView, ...], options: str) -> str:
    """The statement of a method: a call into the runtime with its arguments by name."""
    entries = [item.entry for item in arguments]
    text = filled(f"return {opening}, {{", entries, f"}}, {options})", CLASS_INDENT)
    return f"{text}  # fmt: skip" if "\n" in text else text


def _hidden(sdk: Sdk) -> dict[str, frozenset[str]]:
    """The names that annotations mention and a class hides, by the functions of its operations."""
    hidden: dict[str, frozenset[str]] = {}
    calls = sdk.calls
    for dotted, resource in sdk.dotted_resources.items():
        old = sdk.renamed.members(dotted)
        names = frozenset((_members(resource) | {one.name for one in old}) & ANNOTATION_NAMES)
        moved = (calls[one.new] for one in old if one.new in calls)
        for operation in (*resource.operations, *moved):
            hidden[operation.function_name] = hidden.get(operation.function_name, names) | names
    return hidden


def async_names(sdk: Sdk) -> dict[str, str]:
    """The methods of the synchronous client that are awaited, by how the others are called."""
    found: dict[str, str] = {}
    if sdk.manners.async_methods == "client":
        return found
    for dotted, resource in sdk.dotted_resources.items():
        taken = _members(resource) | {one.name for one in sdk.renamed.members(dotted)}
        for operation in resource.operations:
            name = f"{operation.method_name}_async"
            while name in taken:
                name = f"{name}_"
            taken.add(name)
            found[operation.call] = name
    return found


def _members(resource: Resource) -> set[str]:
    pages = {item.pagination.method for item in resource.operations if item.pagination}
    methods = {item.method_name for item in resource.operations}
    return methods | pages | {child.name for child in resource.children}
