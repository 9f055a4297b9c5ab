"""The parts of a program that call: methods and functions of either client, and their errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from changes.answers import concrete
from changes.given import Given, keywords
from changes.readers import Readers
from sdkpress.plan.model.types import StreamOf
from sdkpress.surface import Surface
from sdkpress.surface.model import Method
from sdkpress.surface.notation import parse_type


@dataclass(frozen=True, slots=True)
class Calls:
    """Writes the calls of all that a surface has."""

    surface: Surface
    given: Given
    readers: Readers

    def methods(self) -> Iterator[tuple[str, str, Method]]:
        for call, method in self.surface.methods.items():
            yield call.replace(".", "_"), call, method

    def _read(self, text: str, returns: str) -> str:
        return text if returns == "None" else f"{self.readers.reads(returns)}({text})"

    def called(self) -> Iterator[str]:
        yield "sync = client()"
        for _, call, method in self.methods():
            for arguments, returns in self.given.calls(method):
                yield self._read(f"sync.{call}({arguments})", returns)
            yield from self._by_position(call, method)
            yield from self._raw(call, method)
            yield from self._paged(call, method)
            yield from self._as_function(method)
        yield "ensure(not server.drifts, str(server.drifts))"

    def _by_position(self, call: str, method: Method) -> Iterator[str]:
        """Path arguments by position go where they go by name."""
        positional = {
            name: f'"p{n}"' if one.type == "str" else self.given.needed(method)[name]
            for n, (name, one) in enumerate(method.arguments.items())
            if one.positional
        }
        if positional and not method.stream:
            rest = keywords(
                {k: v for k, v in self.given.needed(method).items() if k not in positional}
            )
            both = ", ".join(filter(None, [", ".join(positional.values()), rest]))
            yield f"sync.{call}({both})"
            yield "by_position = server.requests[-1].url.raw_path"
            yield f"sync.{call}({keywords(positional, rest)})"
            yield "ensure(server.requests[-1].url.raw_path == by_position, str(by_position))"

    def _raw(self, call: str, method: Method) -> Iterator[str]:
        if "Stream[" in method.returns:
            return
        resource, _, own = call.rpartition(".")
        raw = f"sync.{resource + '.' if resource else ''}with_raw_response.{own}"
        arguments = keywords(self.given.needed(method))
        yield f"ensure({raw}({arguments}).status_code < 400, 'status')"
        if method.returns != "None":
            yield self._read(f"{raw}({arguments}).value", method.returns)

    def _paged(self, call: str, method: Method) -> Iterator[str]:
        if not method.page:
            return
        resource = call.rpartition(".")[0]
        arguments = keywords(self.given.needed(method))
        read = self.readers.reads(method.items)
        yield f"for item in islice(sync.{call}({arguments}), 3):"
        yield f"    {read}(item)"
        yield f"for page in islice(sync.{resource}.{method.pages}({arguments}), 2):"
        yield "    for item in islice(page, 1):"
        yield f"        {read}(item)"

    def _as_function(self, method: Method) -> Iterator[str]:
        arguments = [f", {one}" for one in self.given.requests(method)]
        if not any(one.required for one in method.arguments.values()):
            arguments.append("")
        returns = method.returns
        for one in arguments:
            call = f"{method.function}(sync{one}).unwrap()"
            yield self._read(call, returns)

    def called_async(self) -> Iterator[str]:
        yield "later = asyncclient()"
        for _, call, method in self.methods():
            arguments = keywords(self.given.needed(method))
            text = f"await later.{call}({arguments})"
            if method.returns == "None":
                yield text
            elif not method.stream and method.returns.startswith("Stream["):
                item = parse_type(method.returns)
                assert isinstance(item, StreamOf)
                yield f"async for item in {text}:"
                yield f"    {self.readers.function(item.items)}(item)"
            else:
                returns = self.given.streams(method)[-1][1]
                yield self._read(text, returns)
        yield "ensure(not server.drifts, str(server.drifts))"

    def typed(self, name: str, call: str, method: Method) -> Iterator[str]:
        """A method given variables of exactly the types of its arguments."""
        own = {
            k: one
            for k, one in method.arguments.items()
            if k not in (method.stream, "content_type")
        }
        if method.signatures:
            first = next(iter(method.signatures.values()))
            own = {k: one for k, one in own.items() if k in first}
        parameters = ", ".join(f"{k}: {self.given.parameter(one)}" for k, one in own.items())
        yield f"def call_{name}(sync: {self.surface.client.name}, {parameters}) -> None:"
        more = {method.stream: "False"} if method.stream else {}
        yield f"    sync.{call}({keywords({**{k: k for k in own}, **more})})"
        yield ""

    def raised(self) -> Iterator[str]:
        yield "sync = client()"
        for _, call, method in self.methods():
            text = f"sync.{call}({keywords(self.given.needed(method))})"
            for status, name in method.errors.items():
                yield from self._caught(text, concrete(status, method.errors), name)
            if "default" not in method.errors and "404" not in method.errors:
                yield from self._caught(text, 404, "NotFoundError", "APIStatusError")
            yield from self._explained(method)
        for name, item in self.surface.errors.items():
            yield f"def base_{name}(error: errors.{name}) -> errors.{item.base}:"
            yield "    return error"
            yield f"is_a(base_{name}, object)"
        yield "server.status = 0"

    def _caught(self, call: str, status: int, *names: str) -> Iterator[str]:
        yield f"server.status = {status}"
        for name in names:
            yield "try:"
            yield f"    {call}"
            yield f"except errors.{name} as error:"
            yield f"    ensure(error.status_code == {status}, 'status')"
            if name in self.surface.errors:
                item = self.surface.errors[name]
                yield f"    {self.readers.reads(item.data)}(error.data)"
                yield f"    is_a(error, errors.{item.base})"
            yield "else:"
            yield f"    ensure(False, 'no {name} for {status}')"

    def _explained(self, method: Method) -> Iterator[str]:
        """The errors of a function by their classes; a status that is not declared has one, too."""
        function = f"explain_{method.function}"
        yield f"def {function}(error: errors.{method.error_union}) -> str:"
        yield "    match error:"
        for name in dict.fromkeys(method.errors.values()):
            yield f"        case errors.{name}():"
            yield f"            {self.readers.reads(self.surface.errors[name].data)}(error.data)"
            yield "            return error.message"
        yield "        case errors.APIStatusError() | errors.APIConnectionError():"
        yield "            return error.message"
        yield "        case errors.ResponseValidationError() | errors.RequestValidationError():"
        yield "            return error.message"
        yield "        case _:"
        yield "            assert_never(error)"
        request = next(self.given.requests(method))
        yield f"result = {method.function}(sync, {request})"
        yield "if not result.ok:"
        yield f"    is_a({function}(result.error), str)"
