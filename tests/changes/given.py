"""What programs give to methods, functions and the constructor: arguments, as Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from changes.values import Values
from sdkpress.surface import Surface
from sdkpress.surface.model import Argument, Method
from sdkpress.surface.notation import parse_type


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments that the callables of a surface take, with values for each."""

    surface: Surface
    values: Values

    def constructor(self) -> dict[str, str]:
        """The constructor's arguments that have to be given."""
        return {
            name: self.of_constructor(name, one)[0]
            for name, one in self.surface.client.arguments.items()
            if one.required
        }

    def of_constructor(self, name: str, one: Argument, prefix: str = "") -> list[str]:
        """Values of an argument of the constructor."""
        known = {
            "server_url": ['"https://other.example/base"'],
            "timeout": ["1.5", "7", "httpx2.Timeout(3.0)"],
            "retries": ['{"max_attempts": 2}', "sdk.RetryPolicy()", "False"],
            "strict": ["True", "False"],
            "headers": ['{"X-Mine": "1"}'],
            "http_client": [f"server.{'async_' if prefix else ''}http"],
            "on_drift": ["server.drift"],
            "hooks": ["[]"],
        }
        if name in known and not one.wire:
            return known[name]
        if one.wire.startswith(("query", "header", "path", "cookie")):
            return self.values.written(parse_type(one.type), "argument")
        if one.type.startswith("Literal"):
            return [repr(item) for item in re.findall(r"'([^']*)'", one.type)]
        if "tuple" in one.type and not one.type.startswith("tuple[str, str] | str"):
            return ['("user", "secret")', 'lambda: ("user", "secret")']
        return ['"secret"', 'lambda: "secret"'] if "Callable" in one.type else ['"text"']

    def credentials(self) -> dict[str, str]:
        return {
            name: self.of_constructor(name, one)[0]
            for name, one in self.surface.client.arguments.items()
            if name in self.surface.client.schemes.values()
        }

    def of_method(self, method: Method, only: tuple[str, ...] = ()) -> list[dict[str, str]]:
        """Arguments of as many calls as it takes to give each value that there is."""
        listed = {
            name: [
                *self.values.written(parse_type(one.type), "argument"),
                *(["None"] if one.nullable or not (one.required or _in_body(one)) else []),
            ]
            for name, one in method.arguments.items()
            if name not in (method.stream, "content_type") and (not only or name in only)
        }
        count = max(map(len, listed.values()), default=1)
        return [{k: texts[n % len(texts)] for k, texts in listed.items()} for n in range(count)]

    def needed(self, method: Method, only: tuple[str, ...] = ()) -> dict[str, str]:
        return {
            name: self.values.written(parse_type(one.type), "argument")[0]
            for name, one in method.arguments.items()
            if one.required and (not only or name in only)
        }

    def signatures(self, method: Method) -> list[tuple[dict[str, str], tuple[str, ...]]]:
        """What chooses each media type of the body, and the arguments that go with it."""
        if not method.signatures:
            return [({}, ())]
        found = [({}, next(iter(method.signatures.values())))]
        if "content_type" in method.arguments:
            found += [({"content_type": repr(k)}, v) for k, v in method.signatures.items()]
        return found

    def streams(self, method: Method) -> list[tuple[dict[str, str], str]]:
        """What chooses a whole value or a stream, and the type of what then comes."""
        if not method.stream:
            return [({}, method.returns)]
        members = method.returns.split(" | ")
        whole = " | ".join(one for one in members if not one.startswith("Stream["))
        stream = " | ".join(one for one in members if one.startswith("Stream["))
        given = [({method.stream: "True"}, stream), ({method.stream: "False"}, whole)]
        return [*given, *([] if method.arguments[method.stream].required else [({}, whole)])]

    def calls(self, method: Method) -> Iterator[tuple[str, str]]:
        """The arguments of every call of a method, and the type of what it then gives."""
        for chosen, names in self.signatures(method):
            streams = self.streams(method)
            if names and method.stream not in names:
                streams = [({}, method.returns)]
            for more, returns in streams:
                given = self.of_method(method, names)
                needed = self.needed(method, names)
                # A body that may be left out may need more once a part of it is given.
                if needed or not (chosen or more):
                    given = [*given, needed]
                for one in given:
                    yield keywords({**one, **chosen, **more}), returns

    def requests(self, method: Method) -> Iterator[str]:
        """The request of the function, as a model and as a dict."""
        own = {k: one for k, one in method.arguments.items() if not one.of_client}
        for as_model in (True, False):
            fields = {
                name: self.values.written(parse_type(one.type), "field" if as_model else "key")
                for name, one in own.items()
                if name not in (method.stream, "content_type")
            }
            if method.signatures:
                first = next(iter(method.signatures.values()))
                fields = {name: texts for name, texts in fields.items() if name in first}
            count = max(map(len, fields.values()), default=1)
            full = [{k: texts[n % len(texts)] for k, texts in fields.items()} for n in range(count)]
            needed = {k: fields[k][0] for k in self._required_fields(method) if k in fields}
            for one in (*full, needed):
                if as_model:
                    yield f"models.{method.request}({keywords(one)})"
                else:
                    yield f"{{{', '.join(f'{k!r}: {v}' for k, v in one.items())}}}"

    def _required_fields(self, method: Method) -> list[str]:
        """What a request needs: a body that may be left out needs more than the method does."""
        body = self.surface.models.get(method.request)
        fields = body.fields if body else method.arguments
        return [name for name, one in fields.items() if one.required]

    def parameter(self, one: Argument) -> str:
        text = self.values.accepted(parse_type(one.type))
        return text if one.required or text.endswith("None") or text == "Any" else f"{text} | None"


def keywords(given: Mapping[str, str], more: str = "") -> str:
    """Arguments by name; `more` is code behind them."""
    texts = [f"{name}={text}" for name, text in given.items()]
    return ", ".join([*texts, *([more] if more else [])])


def _in_body(argument: Argument) -> bool:
    return argument.wire.startswith("body")
