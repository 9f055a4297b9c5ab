"""`methods` of a resource in, the names of operations and what is said of them out."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ...data import as_object
from ...read.suggest import nearest
from ..described import Endpoint
from ..job import Handler, Import, dispatch, todo, unneeded
from ..keys import Key
from ..settings import Action
from .casing import Casing
from .languages import is_skipped, own_text

_REASONS = {
    "mcp": "it is about their MCP server",
    "terraform": "it is about Terraform",
    "skip_test_reason": "it is about tests that they generate",
    "docs": "it is about their documentation",
    "type": "it is a call over HTTP, as any",
    "skip": "it is said above",
    "only": "it is said above",
}
_STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a resource: an operation by a name."""

    key: Key
    endpoint: Endpoint
    resource: str
    name: str

    @property
    def call(self) -> str:
        """How it is called, from the client on."""
        return ".".join(filter(None, (self.resource, self.name)))


@dataclass(frozen=True, slots=True)
class Methods:
    """Reads the methods of one resource into ``found``, behind those of resources before it."""

    job: Import
    casing: Casing
    resource: str
    found: list[Method]

    def read(self, key: Key) -> None:
        """Read a mapping of methods."""
        for method in key.members() if key.is_map else ():
            if not method.is_map:
                self._endpoint(method, method)
            elif is_skipped(method):
                self._skip(method)
            elif _type(method) in ("", "http"):
                self._mapping(method)
            else:
                self._other(method, key)

    def _mapping(self, method: Key) -> None:
        endpoint = method.get("endpoint")
        found = self._endpoint(endpoint, method) if endpoint is not None else None
        if found is not None:
            self._details(method, found)
        elif endpoint is not None:
            reason = "its operation is not there"
            for member in method.members():
                if member.name != "endpoint":
                    member.unneeded(reason)

    def _skip(self, method: Key) -> None:
        method.unneeded("the method is not for Python")
        found = self.job.described.endpoint(endpoint_text(method))
        if found is not None and all(one.endpoint.name != found.name for one in self.found):
            self.job.settings.put(("operations", found.name, "skip"), True, method)

    def _endpoint(self, text: Key, method: Key) -> Endpoint | None:
        found = self.job.described.endpoint(text.text)
        if found is None:
            if text.text:
                text.open(self._absent(text.text))
            return None
        own = Method(method, found, self.resource, self.casing.snake(method.name))
        settings, place = self.job.settings, ("operations", found.name)
        if any(one.endpoint.name == found.name for one in self.found):
            settings.append((*place, "also"), own.call, text)
        else:
            settings.values.pop((*place, "skip"), None)
            settings.put((*place, "resource"), own.resource, text)
            settings.put((*place, "method"), own.name, text)
        self.found.append(own)
        return found

    def _absent(self, text: str) -> str:
        near = nearest(text, list(self.job.described.endpoints))
        hint = f'; did you mean "{near}"?' if near else ""
        return f'the description has no operation "{text}"{hint}'

    # Methods that are no calls of their own

    def _other(self, method: Key, methods: Key) -> None:
        kind, to = _type(method), method.get("to")
        target = methods.get(self._named(to.text, methods)) if to is not None else None
        if kind == "alias" and target is not None:
            self._alias(method, target)
        elif kind == "webhook_unwrap":
            method.open("say how webhooks are signed in [webhooks]; client.webhooks reads them")
        else:
            method.open(f"a method of type {json.dumps(kind)} has to be written by hand")

    def _named(self, name: str, methods: Key) -> str:
        """The key of a method, which may be named with its resource: `chat.create`."""
        return name if methods.get(name) else name.rpartition(".")[2]

    def _alias(self, method: Key, target: Key) -> None:
        endpoint = self.job.described.endpoint(endpoint_text(target))
        if endpoint is None:
            method.open(self._absent(endpoint_text(target)))
            return
        old, new = (
            ".".join(filter(None, (self.resource, self.casing.snake(key.name))))
            for key in (method, target)
        )
        self.job.settings.append(("operations", endpoint.name, "also"), old, method)
        deprecated = method.get("deprecated")
        if deprecated is not None:
            deprecated.open(
                f'so that it warns: [renamed] "{old}" = {{ to = "{new}", since = "…" }}'
            )

    # What is said of a method

    def _details(self, method: Key, endpoint: Endpoint) -> None:
        place = ("operations", endpoint.name)
        handlers: dict[str, Handler] = {
            "body_param_name": self.job.say((*place, "body"), str),
            "unwrap_response": self.job.say((*place, "unwrap"), str, bool),
            "deprecated": lambda key: self._deprecate(key, endpoint),
            "streaming": lambda key: self._stream(key, endpoint),
            "positional_params": lambda key: _positional(key, endpoint),
            "default_request_options": todo(
                "give `timeout` and `max_retries` with each call, or to the client"
            ),
            "endpoint": lambda key: None,
            "paginated": lambda key: None,
        }
        dispatch(method, handlers, _REASONS)

    def _deprecate(self, key: Key, endpoint: Endpoint) -> None:
        if key.value is False:
            key.unneeded("it is not deprecated")
        elif found := own_text(key):
            place = ("operations", endpoint.name, "deprecated")
            self.job.settings.put(place, found[1], found[0])

    def _stream(self, key: Key, endpoint: Endpoint) -> None:
        content = as_object(self.job.described.success(endpoint)[0].get("content"))
        has_events = any(media.startswith("text/event-stream") for media in content)
        model = (
            unneeded("the description says what events are")
            if has_events
            else todo("add text/event-stream with this schema to the response, in an overlay")
        )
        handlers: dict[str, Handler] = {
            "param_discriminator": lambda stream: self._discriminate(stream, endpoint),
            "stream_event_model": model,
        }
        dispatch(key, handlers, {"params_type_names": "both are one method here"})

    def _discriminate(self, key: Key, endpoint: Endpoint) -> None:
        if key.value is None or key.text == _STREAM:
            key.unneeded(f"`{_STREAM}` asks for a stream by itself")
        elif key.text:
            target = f"$.paths[{json.dumps(endpoint.path)}].{endpoint.verb}"
            update = {"x-stream-request-field": key.text}
            self.job.settings.act(Action(target, "What asks for a stream.", (key,), update))


def _positional(key: Key, endpoint: Endpoint) -> None:
    in_path = [part.partition("}")[0] for part in endpoint.path.split("{")[1:]]
    if key.value == in_path[-1:]:
        key.unneeded("the last parameter of the path is positional anyway")
    else:
        key.open("arguments go by `path_arguments` of [surface], the same for all methods")


def _type(method: Key) -> str:
    kind = method.get("type")
    return kind.text if kind is not None else ""


def endpoint_text(method: Key) -> str:
    """The `verb /path` of a method, whichever way it is written."""
    endpoint = method.get("endpoint") if method.is_map else method
    return endpoint.text if endpoint is not None else ""
