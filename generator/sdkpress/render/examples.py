"""Operations of the plan in, calls of them out: code that runs, for README and docs."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from .. import encode
from ..plan.model.definitions import Model
from ..plan.model.operation import Argument, Operation
from ..plan.model.sdk import GlobalArgument, Sdk, SecurityScheme
from ..plan.model.types import NONE, Ref, Scalar, StreamOf
from .example_values import ExampleValues, Misfit
from .layout import INDENT, call, imported, laid_out
from .settings import url_argument

EXAMPLE_SERVER = "https://api.example.com"
"""Given where the description's own server is relative."""


_BEFORE_CALL = "response = await "
"""The longest of what stands before a call."""

_AROUND_CLIENT = "async with  as client:"
"""What stands around a constructor, at the longest."""

_INDENTED = " " * INDENT


@dataclass(frozen=True, slots=True)
class Example:
    """An operation called; what the methods return is code whose later lines are not indented.

    Attributes:
        client: The class of the client, without a prefix.
        path: The method, from the client on.
        arguments: Those of the method.
        function: The call of the standalone function.
        function_import: The statement that imports it.
        failure: The statement that prints the error that it returned.
        configuration: All that the operation uses of the client's arguments.
        necessary: Those of them that no default and no environment variable stands in for.
        returned: A model as the operation may return it, validated; empty where it returns none.
        returns: Whether there is a value to show.
        streams: Whether that value comes in items, one by one.
    """

    client: str
    path: str
    arguments: tuple[str, ...]
    function: str
    function_import: str
    failure: str
    configuration: tuple[str, ...]
    necessary: tuple[str, ...]
    returned: str
    returns: bool
    streams: bool

    @property
    def uses_environment(self) -> bool:
        """Whether the configuration needs `os`."""
        return any("=os.getenv(" in part for part in self.configuration)

    def full(self, *, prefix: str = "", suffix: str = "") -> str:
        """A client made with all that the operation uses."""
        return call(f"{prefix}{self.client}{suffix}", self.configuration, _AROUND_CLIENT)

    def short(self, *more: str, prefix: str = "") -> str:
        """A client made with what is necessary, and `more` arguments."""
        return call(f"{prefix}{self.client}", (*self.necessary, *more), _AROUND_CLIENT)

    def method(self, *more: str, view: str = "") -> str:
        """The call of the method with `more` arguments, on the resource or a `view` of it."""
        resource, _, name = self.path.rpartition(".")
        path = ".".join(part for part in ("client", resource, view, name) if part)
        return call(path, (*self.arguments, *more), _BEFORE_CALL)

    def told(self) -> str:
        """The call that tells a fake to return a value."""
        flat = call(f"fake.{self.path}.returns", [self.returned])
        if "\n" not in flat:
            return flat
        return f"fake.{self.path}.returns(\n{textwrap.indent(self.returned, _INDENTED)}\n)"

    def shown(self, *more: str, keyword: str = "") -> str:
        """The call of the method, and its value printed; `keyword` is what awaits it."""
        made = f"{keyword}{self.method(*more)}"
        if self.streams:
            return f"{'async ' if keyword else ''}for item in {made}:\n    print(item)"
        return f"result = {made}\nprint(result)" if self.returns else made


class Examples:
    """Makes examples of one plan's operations."""

    def __init__(self, sdk: Sdk) -> None:
        self._sdk = sdk
        self._values = ExampleValues(sdk.definitions)

    def example(self, operation: Operation) -> Example:
        """The operation called with what it requires and what the body's example shows."""
        given = self._given(operation)
        name = operation.function_name
        return Example(
            client=self._sdk.client.name,
            path=operation.call,
            arguments=tuple(laid_out(f"{item.name}=", value, INDENT) for item, value in given),
            function=_function_call(name, given),
            function_import=imported(f"{self._sdk.package.name}.funcs.{name}", name),
            failure=call("print", [encode.literal(f"{name} failed:"), "result.error"], _INDENTED),
            configuration=self._configuration(operation),
            necessary=self.setup(operation),
            returned=self._returned(operation),
            returns=operation.result != NONE,
            streams=isinstance(operation.result, StreamOf),
        )

    def values(self, operation: Operation) -> dict[str, Any]:
        """The arguments of the call, as data."""
        return {argument.name: value for argument, value in self._given(operation)}

    def setup(self, operation: Operation) -> tuple[str, ...]:
        """Those of the client's arguments that nothing stands in for, as code."""
        needed = [item for item in self._sdk.client.globals if _must_be_given(item)]
        options = map(self._global, needed)
        return (*self._server(), *options, *self._unset_credentials(operation))

    def _returned(self, operation: Operation) -> str:
        result = operation.result
        if not isinstance(result, Ref) or not isinstance(self._sdk.definitions[result.name], Model):
            return ""
        try:
            value = self._values.made(result)
        except Misfit:
            return ""
        return call(f"models.{result.name}.model_validate", [laid_out("", value, INDENT)])

    def first(self) -> Operation | None:
        """The operation for a first call: that of `sdk.toml`, a read that needs nothing, …"""
        if chosen := self._chosen("default", "headline"):
            return chosen
        candidates = [
            item for item in self._sdk.operations if not (item.deprecation or item.hidden)
        ]
        candidates = candidates or list(self._sdk.operations)
        reads = [item for item in candidates if item.method == "GET" and item.result != NONE]
        bare = [item for item in reads if not item.request_required]
        shown = [item for item in candidates if _has_examples(item)]
        return next(iter([*bare, *shown, *candidates]), None)

    def first_stream(self) -> Operation | None:
        """The operation for a first stream of events; None if none always gives one."""
        found = (one for one in self._sdk.operations if isinstance(one.result, StreamOf))
        return next((one for one in found if one.gives_events and not one.hidden), None)

    def first_paged(self) -> Operation | None:
        """The operation for first pages, one that requires nothing if there is such a one."""
        chosen = self._chosen("pagination")
        if chosen and chosen.pagination:
            return chosen
        found = [one for one in self._sdk.operations if one.pagination and not one.hidden]
        return next(iter(sorted(found, key=lambda one: one.request_required)), None)

    def headline(self) -> Operation | None:
        """The operation that README begins with."""
        return self._chosen("headline") or self.first()

    def _chosen(self, *names: str) -> Operation | None:
        """The operation of the first of some examples that `sdk.toml` has."""
        wanted = [self._sdk.examples[one].function for one in names if one in self._sdk.examples]
        operations = (one for one in self._sdk.operations if [one.function_name] == wanted[:1])
        return next(operations, None)

    def _shown(self, operation: Operation) -> Mapping[str, Any]:
        """The arguments that `sdk.toml` gives to an example of the operation."""
        for one in self._sdk.examples.values():
            if one.function == operation.function_name and one.arguments:
                return one.arguments
        return {}

    def _given(self, operation: Operation) -> list[tuple[Argument, Any]]:
        """The arguments that an example passes, with their values."""
        whole, shown_here = _body_example(operation), self._shown(operation)
        pairs: list[tuple[Argument, Any]] = []
        for argument in operation.arguments:
            shown = argument.location == "body" and argument.wire in whole and not shown_here
            if argument.required or shown or argument.name in shown_here:
                example = whole[argument.wire] if shown else argument.example
                example = shown_here.get(argument.name, example)
                pairs.append((argument, self._value(argument, example)))
        return pairs

    def _value(self, argument: Argument, example: Any) -> Any:
        try:
            return self._values.value(argument.type, example)
        except Misfit:
            return {}  # it requires itself without end: no value is valid

    def _configuration(self, operation: Operation) -> tuple[str, ...]:
        parts = list(self._server())
        parts += map(self._global, self._sdk.client.globals)
        return (*parts, *(_credential(scheme) for scheme in self._schemes(operation)))

    def _global(self, item: GlobalArgument) -> str:
        value = "<value>" if item.type == Scalar("str") else self._values.value(item.type)
        return laid_out(f"{item.name}=", value, INDENT)

    def _unset_credentials(self, operation: Operation) -> list[str]:
        """The credentials that no environment variable holds."""
        return [_credential(item) for item in self._schemes(operation) if item.env is None]

    def _schemes(self, operation: Operation) -> list[SecurityScheme]:
        """The schemes of the operation's first requirement that asks for something."""
        security = operation.security
        requirements = self._sdk.client.security if security is None else security
        wanted = next((names for names in requirements if names), ())
        return [item for item in self._sdk.client.security_schemes if item.name in wanted]

    def _server(self) -> tuple[str, ...]:
        """The server, where the description does not say which."""
        url = self._sdk.client.servers[0].url
        if url.startswith(("http://", "https://", "{")):
            return ()
        return (f"{url_argument(self._sdk.manners)}={encode.literal(EXAMPLE_SERVER)}",)


def _must_be_given(item: GlobalArgument) -> bool:
    """Whether no environment variable stands for it."""
    return item.option is not None and item.option.required and not item.option.env


def _function_call(name: str, given: list[tuple[Argument, Any]]) -> str:
    request = {argument.key: value for argument, value in given}
    arguments = ["client", *([laid_out("", request, INDENT)] if request else [])]
    return call(name, arguments, _BEFORE_CALL)


def _credential(scheme: SecurityScheme) -> str:
    if scheme.scheme == "basic":
        return f'{scheme.argument}=("<username>", "<password>")'
    if scheme.env is None:
        return f'{scheme.argument}="<value>"'
    return f'{scheme.argument}=os.getenv({encode.literal(scheme.env)}, "")'


def _body_example(operation: Operation) -> dict[str, Any]:
    """The properties that the example of the body shows."""
    example = operation.bodies[0].example if operation.bodies else None
    return cast("dict[str, Any]", example) if isinstance(example, dict) else {}


def _has_examples(operation: Operation) -> bool:
    required = [argument for argument in operation.arguments if argument.required]
    whole = _body_example(operation)
    return all(item.example is not None or item.wire in whole for item in required)
