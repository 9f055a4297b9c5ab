"""A surface in, a program out that uses all that it promises, in every way that it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from changes.calls import Calls
from changes.given import Given, keywords
from changes.readers import Readers
from changes.values import Values
from sdkpress.surface import Surface
from sdkpress.surface.notation import parse_type

HEAD = """\
from __future__ import annotations

import asyncio
import datetime
import decimal
import ipaddress
import os
import uuid
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Literal, assert_never

import httpx2
from harness import Server, ensure, is_a
"""
USED = "library Stream datetime decimal ipaddress uuid islice Any Literal Mapping Sequence"
"""Names that a program may do without."""

MODULES = ("hooks", "testing")
"""Modules with names that no description decides; others need what is not installed with it."""


def program(surface: Surface) -> str:
    """The program of a surface; it imports the package, and harness.py."""
    values = Values(surface)
    given, readers = Given(surface, values), Readers(values)
    calls = Calls(surface, given, readers)
    return "\n".join(_Program(surface, values, readers, given, calls).lines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Program:
    surface: Surface
    values: Values
    readers: Readers
    given: Given
    calls: Calls

    def lines(self) -> list[str]:
        parts = [
            ("names", list(self._names())),
            ("made", list(self._made())),
            ("constructed", list(self._constructed())),
            ("authenticated", list(self._authenticated())),
            ("called", list(self.calls.called())),
            ("raised", list(self.calls.raised())),
        ]
        typed = [line for one in self.calls.methods() for line in self.calls.typed(*one)]
        unwrapped = list(self._webhooks())
        functions = [
            line for name, body in parts for line in (f"def {name}() -> None:", *_in(body), "")
        ]
        functions += [
            "async def called_async() -> None:",
            *_in(list(self.calls.called_async())),
            "",
        ]
        received = [
            self.readers.reads(f"models.{name}")
            for name, item in self.surface.models.items()
            if item.direction in ("received", "both", "unused")
        ]
        imports = list(self._imports())
        body = [*self.readers.lines, *typed, *unwrapped, *functions]
        return [
            HEAD,
            *imports,
            "server = Server()",
            *self._modules(),
            "",
            *self._library(),
            *self._client(),
            *body,
            f"USED: list[object] = [assert_never, {', '.join([*USED.split(), *received])}]",
            *self._main([name for name, _ in parts]),
        ]

    def _imports(self) -> Iterator[str]:
        package = self.surface.package.name
        yield f"import {package} as sdk"
        yield f"import {self.surface.package.models}"
        roots = {"errors": "errors", "models": "models"}
        if any(self._sent()) or self.surface.methods:
            roots["types"] = "types"
        if any(method.page for method in self.surface.methods.values()):
            roots["pages"] = "pages"
        yield f"from {package} import {', '.join(roots)}"
        name = self.surface.client.name
        yield f"from {package} import {name}, Async{name}, Stream"
        yield f"from {package}.core import {name}Core, Async{name}Core"
        for method in self.surface.methods.values():
            module = f"{package}.funcs.{method.function}"
            yield f"from {module} import {method.function}, {method.function}_async"
        yield from (f"import {package}.{one} as sdk_{one}" for one in self._fixed())

    def _fixed(self) -> dict[str, list[str]]:
        """The modules with names that no description decides."""
        listed = self.surface.exports
        return {one: _own_names(listed[one]) for one in MODULES if one in listed}

    def _library(self) -> Iterator[str]:
        """What programs do with models by the library that they are made of."""
        base = {"pydantic": "pydantic.BaseModel", "msgspec": "msgspec.Struct"}
        kind = base[self.surface.package.models]
        yield f"def library(value: {kind}) -> None:"
        yield f"    is_a(value, {kind})"
        yield ""

    def _modules(self) -> Iterator[str]:
        for module, names in self._fixed().items():
            yield f"NAMES_{module}: list[object] = [{_all(f'sdk_{module}', names)}]"
        functions = [f"{one.function}_async" for one in self.surface.methods.values()]
        yield f"FUNCTIONS: list[object] = [{', '.join(functions)}]"

    def _names(self) -> Iterator[str]:
        """Every name of the modules that users import from."""
        methods = self.surface.methods.values()
        requests = [one.request for one in methods]
        models = dict.fromkeys([*self.surface.models, *requests])
        sent = dict.fromkeys([*self._sent(), *requests])
        inputs = [name for name, one in self.surface.models.items() if one.input]
        listed = self.surface.exports
        own = _own_names(listed.get("errors", {}))
        errors = dict.fromkeys([*own, *self.surface.errors, *(one.error_union for one in methods)])
        yield "everything: list[object] = ["
        for module, names in (
            ("models", models),
            ("types", [f"{one}Dict" for one in sent]),
            ("types", [f"{one}Input" for one in dict.fromkeys([*inputs, *self.surface.inputs])]),
            ("errors", errors),
            ("sdk", _own_names(listed.get("", {}))),
            ("pages", [n for one in methods if one.page for n in (one.page, f"Async{one.page}")]),
        ):
            if names:
                yield f"    {_all(module, names)},"
        yield "]"
        yield "ensure(len(everything) > 0, 'names')"
        yield f"is_a({self.surface.client.name}Core, type)"
        yield f"is_a(Async{self.surface.client.name}Core, type)"

    def _sent(self) -> Iterator[str]:
        for name, item in self.surface.models.items():
            if item.direction in ("sent", "both"):
                yield name

    def _made(self) -> Iterator[str]:
        """Every object that callers make, as a model and as a dict, and what names are for."""
        sent = [*self._sent()]
        unused = [n for n, one in self.surface.models.items() if one.direction == "unused"]
        at = 0
        for name in (*sent, *unused):
            item = self.surface.models[name]
            for text in self.values.objects(name, as_model=True) if not item.type else ():
                at += 1
                yield f"model_{at}: models.{name} = {text}"
                if item.direction != "sent":
                    yield f"{self.readers.reads(f'models.{name}')}(model_{at})"
                else:
                    yield f"is_a(model_{at}, object)"
            texts = self.values.objects(name, as_model=False) if not item.type else ()
            for text in texts if name in sent else ():
                at += 1
                yield f"dict_{at}: types.{name}Dict = {text}"
                yield f"is_a(dict_{at}, dict)"
            for text in self.values.written(parse_type(item.type), "field") if item.type else ():
                at += 1
                yield f"value_{at}: models.{name} = {text}"
                yield f"is_a(value_{at}, object)" if text not in ("True", "False") else "pass"
        yield "pass"

    def _client(self) -> Iterator[str]:
        """How the rest of the program makes its clients."""
        name = self.surface.client.name
        given = {**self.given.constructor(), **self.given.credentials(), "retries": "False"}
        text = keywords({**given, "on_drift": "server.drift"})
        for prefix, http in (("", "http"), ("Async", "async_http")):
            kind = f"{prefix}{name}"
            yield f"def {prefix.lower()}client() -> {kind}:"
            yield f"    return {kind}({text}, http_client=server.{http})"
            yield ""

    def _constructed(self) -> Iterator[str]:
        """The client with each argument alone, with as few as possible, and by the environment."""
        client = self.surface.client
        required = self.given.constructor()
        for prefix in ("", "Async"):
            for name, one in client.arguments.items():
                for text in self.given.of_constructor(name, one, prefix):
                    yield f"{prefix}{client.name}({keywords({**required, name: text})})"
        bare = keywords(required)
        first = next(iter(client.servers.values()), "")
        if "://" in first:
            url = re.sub(r"\{.*", "", first)
            yield f"first: str = {client.name}({bare}).base_url()"
            yield f"ensure(first.startswith({url!r}), first)"
        chosen = [(client.base_url_env, "https://env.example/", "https://env.example")]
        *_, (name, url) = [("", ""), *client.servers.items()]
        if client.server_env and "://" in url:
            chosen.append((client.server_env, name, re.sub(r"\{.*", "", url)))
        for variable, value, start in chosen:
            yield f"os.environ[{variable!r}] = {value!r}"
            yield f"base = {client.name}({bare}).base_url()"
            yield f"ensure(base.startswith({start!r}), {variable!r})"
            yield f"del os.environ[{variable!r}]"

    def _authenticated(self) -> Iterator[str]:
        """Calls with the credentials of each alternative alone: given, and by the environment."""
        client = self.surface.client
        secrets = self.given.credentials()
        yield "pass"
        for _, call, method in self.calls.methods():
            security = client.security if method.security is None else method.security
            for way in security or [()]:
                names = [client.schemes[one] for one in way if one in client.schemes]
                if len(names) < len(way):
                    continue
                arguments = self.given.needed(method)
                given = {**self.given.constructor(), **{one: secrets[one] for one in names}}
                more = "http_client=server.http, retries=False"
                yield f"{client.name}({keywords(given, more)}).{call}({keywords(arguments)})"
                set_ = {client.arguments[one].env: secrets[one] for one in names}
                if not names or not all(set_) or any("(" in one for one in set_.values()):
                    continue
                yield f"os.environ.update({{{', '.join(f'{k!r}: {v}' for k, v in set_.items())}}})"
                bare = keywords(self.given.constructor(), more)
                yield f"{client.name}({bare}).{call}({keywords(arguments)})"
                yield from (f"del os.environ[{one!r}]" for one in set_)
        for name in client.security[:1]:
            texts = [client.arguments[client.schemes[one]] for one in name if one in client.schemes]
            for one in texts:
                if one.env and "tuple" not in one.type:
                    yield f"os.environ[{one.env!r}] = 'from-environment'"
                    bare = keywords(
                        self.given.constructor(), "http_client=server.http, retries=False"
                    )
                    yield f"{client.name}({bare}).request('GET', '/probe')"
                    yield f"ensure('from-environment' in server.sent(), {one.env!r})"
                    yield f"del os.environ[{one.env!r}]"

    def _webhooks(self) -> Iterator[str]:
        if self.surface.webhooks is None:
            return
        read = self.readers.reads(self.surface.webhooks.event)
        client = self.surface.client.name
        yield f"def unwrap(sync: {client}, body: bytes, head: dict[str, str]) -> None:"
        yield f"    {read}(sync.webhooks.unwrap(body, head))"
        yield ""

    def _main(self, names: list[str]) -> Iterator[str]:
        yield "if __name__ == '__main__':"
        yield from (f"    {name}()" for name in names if name not in ("called", "raised"))
        yield "    for server.turn in range(server.turns):"
        yield "        called()"
        yield "        asyncio.run(called_async())"
        yield "        raised()"


def _own_names(listed: dict[str, str]) -> list[str]:
    """The names of a module, without the members of its classes."""
    return [name for name in listed if "." not in name]


def _all(module: str, names: object) -> str:
    assert isinstance(names, list | dict)
    return ", ".join(f"{module}.{name}" for name in names)


def _in(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]
