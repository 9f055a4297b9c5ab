"""``x-fern-*`` of a description in, settings and actions of an overlay out."""

from __future__ import annotations

import json
from typing import Any

from ...data import as_list, as_object, text
from ...plan.names.identifiers import pascal, snake
from ...pointer import find
from ..described import VERBS, Endpoint
from ..job import Handler, Import, todo
from ..keys import Key
from ..settings import Action, path_of

_REASONS = {
    "x-fern-examples": "examples are the description's own, and made where there are none",
    "x-fern-explorer": "it is about their documentation",
    "x-fern-version": "it is about their documentation",
    "x-fern-sdk-group-description": "it is about their documentation",
    "x-fern-availability": "what is beta is like everything else",
    "x-fern-discriminated": "unions are told apart by what the description says",
    "x-fern-encoding": "encodings are the description's",
}
_PAIR = (
    "user name and password are one argument of the client, a pair: name it as `argument` in "
    "[client.credentials.<scheme>]"
)
_TYPE = "say the type in the description, or in an overlay"


class Extensions:
    """Reads the extensions, each at its place. ``audiences`` are those that the SDK is for."""

    def __init__(self, job: Import, audiences: list[str]) -> None:
        self.job = job
        self.audiences = audiences
        self.for_others: dict[str, Key] = {}
        self.schemes: dict[str, str] = {}
        self.handlers: dict[str, Handler] = {
            "x-fern-sdk-method-name": self._method,
            "x-fern-sdk-group-name": self._group,
            "x-fern-request-name": self._request,
            "x-fern-sdk-return-value": self._unwrap,
            "x-fern-ignore": self._ignore,
            "x-fern-audiences": self._audiences,
            "x-fern-availability": self._availability,
            "x-fern-type-name": self._type_name,
            "x-fern-type": todo(_TYPE),
            "x-fern-parameter-name": self._name,
            "x-fern-property-name": self._name,
            "x-fern-streaming": self._streaming,
            "x-fern-pagination": self._pagination,
            "x-fern-bearer": self._credential,
            "x-fern-header": self._credential,
            "x-fern-basic": todo(_PAIR),
            "x-fern-token-variable-name": self._argument,
            "x-fern-global-headers": self._headers,
            "x-fern-idempotency-headers": self._idempotency,
            "x-fern-idempotent": self._idempotent,
            "x-fern-server-name": self._server,
        }

    def read(self, key: Key) -> None:
        """Read one extension."""
        handler = self.handlers.get(key.name)
        if handler is not None:
            handler(key)
        elif key.name in _REASONS:
            key.unneeded(_REASONS[key.name])

    def leave_out(self) -> None:
        """Skip operations that are for other audiences."""
        for name, key in self.for_others.items():
            self.job.settings.put(("operations", name, "skip"), True, key)

    # Operations

    def _endpoint(self, key: Key) -> Endpoint | None:
        """The operation that an extension is of."""
        at = key.pointer
        if len(at) != 4 or at[0] != "paths" or at[2] not in VERBS:
            return None
        return self.job.described.endpoint(f"{at[2]} {at[1]}")

    def _method(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        if endpoint is None or not key.text:
            return
        place = ("operations", endpoint.name)
        self.job.settings.put((*place, "method"), snake(key.text), key)
        if "x-fern-sdk-group-name" not in endpoint.node and not _group_beside(key):
            self.job.settings.put((*place, "resource"), "", comment="on the client itself")

    def _group(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        parts = as_list(key.value) or ([key.text] if key.text else [])
        names = [snake(part) for part in parts if isinstance(part, str) and part]
        schema = key.pointer[2] if key.pointer[:2] == ("components", "schemas") else ""
        if not names or len(names) != len(parts):
            return
        if endpoint is not None:
            self.job.settings.put(("operations", endpoint.name, "resource"), ".".join(names), key)
        elif schema and len(key.pointer) == 4:
            key.unneeded("models are in one module: `models`")

    def _request(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        if endpoint is not None and key.text:
            place = ("operations", endpoint.name, "request")
            self.job.settings.put(place, pascal(key.text), key)

    def _unwrap(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        if endpoint is not None:
            self.job.say(("operations", endpoint.name, "unwrap"), str)(key)

    def _ignore(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        if key.value is False:
            key.unneeded("it is not ignored")
        elif endpoint is not None and key.value is True:
            self.job.settings.put(("operations", endpoint.name, "skip"), True, key)
        elif key.value is True:
            target = path_of(key.pointer[:-1])
            self.job.settings.act(Action(target, "It was ignored.", (key,), remove=True))

    def _audiences(self, key: Key) -> None:
        endpoint, named = self._endpoint(key), as_list(key.value) or [key.text]
        is_meant = not self.audiences or any(one in self.audiences for one in named)
        if is_meant:
            key.unneeded("it is for those whom the SDK is for")
        elif endpoint is not None:
            self.for_others[endpoint.name] = key
            key.carried("`skip` of the operation")
        else:
            key.open("it is for others: take it out of the description, in an overlay")

    def _availability(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        said = key.text or text(as_object(key.value).get("status"))
        if said != "deprecated":
            key.unneeded(_REASONS["x-fern-availability"])
        elif endpoint is not None:
            message = text(as_object(key.value).get("message")) or "It is deprecated."
            self.job.settings.put(("operations", endpoint.name, "deprecated"), message, key)
        else:
            self._update(key, {"deprecated": True}, "It is deprecated.")

    def _streaming(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        if endpoint is None:
            return
        if key.value is True:
            key.unneeded("the description says what is streamed")
            return
        said = as_object(key.value)
        asks = text(said.get("stream-condition")).rpartition(".")[2]
        if asks and asks != "stream":
            target = path_of(endpoint.pointer)
            update = {"x-stream-request-field": asks}
            self.job.settings.act(Action(target, "What asks for a stream.", (key,), update))
        node, at = self.job.described.success(endpoint)
        if not at:
            key.open("the operation has no response that could be a stream")
            return
        content = _streamed(said, as_object(node.get("content")))
        if content:
            target = path_of(at)
            title = "What is given with and without a stream."
            self.job.settings.act(Action(target, title, (key,), {"content": content}))
        else:
            key.unneeded("the description says what is streamed")

    def _pagination(self, key: Key) -> None:
        endpoint, said = self._endpoint(key), as_object(key.value)
        if endpoint is None:
            key.unneeded("operations say how they are paged")
            return
        roles = _roles(said)
        if not roles:
            key.open("name a scheme of [pagination] as `pagination` of the operation")
            return
        name = self.schemes.setdefault(
            json.dumps(roles, sort_keys=True), f"pages{len(self.schemes)}"
        )
        for role, value in roles.items():
            self.job.settings.put(("pagination", name, role), value, key)
        self.job.settings.put(("operations", endpoint.name, "pagination"), name, key)

    def _idempotent(self, key: Key) -> None:
        endpoint = self._endpoint(key)
        if endpoint is not None:
            self.job.say(("operations", endpoint.name, "idempotent"), bool)(key)

    # Schemas, parameters and properties

    def _type_name(self, key: Key) -> None:
        at = key.pointer[:-1]
        if not key.text:
            return
        name = pascal(key.text)
        if at[:2] == ("components", "schemas") and len(at) == 3:
            if pascal(str(at[2])) == name:
                key.unneeded("the schema is called so anyway")
            else:
                self.job.settings.put(("models", "schemas", str(at[2]), "name"), name, key)
        elif "$ref" in as_object(find(self.job.described.root, at)):
            key.unneeded("it is another schema, which has a name")
        else:
            pointer = "#" + "".join(f"/{_escaped(str(part))}" for part in at)
            self.job.settings.put(("models", "schemas", pointer, "name"), name, key)

    def _name(self, key: Key) -> None:
        if key.text:
            self._update(key, {"x-name": key.text}, "What it is called.")

    def _server(self, key: Key) -> None:
        if key.text:
            self._update(key, {"x-server-id": key.text}, "What the server is called.")

    def _update(self, key: Key, update: dict[str, Any], title: str) -> None:
        self.job.settings.act(Action(path_of(key.pointer[:-1]), title, (key,), update))

    # The client

    def _scheme(self, key: Key) -> str:
        at = key.pointer
        return str(at[2]) if at[:2] == ("components", "securitySchemes") and len(at) == 4 else ""

    def _credential(self, key: Key) -> None:
        scheme = self._scheme(key)
        place = ("client", "credentials", scheme)
        for theirs, ours in (("name", "argument"), ("env", "env")):
            one = key.get(theirs)
            if scheme and one is not None and one.text:
                self.job.settings.put((*place, ours), one.text, one)
        prefix = key.get("prefix")
        if prefix is not None:
            prefix.open("give the prefix with the credential")

    def _argument(self, key: Key) -> None:
        scheme = self._scheme(key)
        if scheme:
            self.job.say(("client", "credentials", scheme, "argument"), str)(key)

    def _headers(self, key: Key) -> None:
        for one in key.members():
            said = as_object(one.value)
            header = text(said.get("header"))
            if not header:
                continue
            place = ("client", "options", snake(text(said.get("name")) or header))
            values = {
                "type": "string",
                "in": "header",
                "name": header,
                "env": text(said.get("env")),
                "nullable": said.get("optional") if said.get("optional") is True else "",
            }
            for name, value in values.items():
                if value != "":
                    self.job.settings.put((*place, name), value, one)

    def _idempotency(self, key: Key) -> None:
        first, *others = [*key.members()] or [key]
        header = text(as_object(first.value).get("header"))
        if header:
            self.job.settings.put(("idempotency", "header"), header, first)
        for other in others:
            other.open("one header makes a write safe to repeat: give this one with each call")


def _group_beside(key: Key) -> bool:
    """Whether an override says the group of the operation that it names the method of."""
    node = find(key.ledger.source.data, key.pointer[:-1])
    return "x-fern-sdk-group-name" in as_object(node)


def _streamed(said: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """What media types a response gets: one as a whole, and one as a stream."""
    found: dict[str, Any] = {}
    whole, stream = said.get("response"), said.get("response-stream")
    if isinstance(whole, dict) and "application/json" not in content:
        found["application/json"] = {"schema": whole}
    media = "text/event-stream" if said.get("format") == "sse" else "application/x-ndjson"
    if isinstance(stream, dict) and media not in content:
        found[media] = {"schema": stream}
    ends = text(said.get("terminator"))
    if ends and media == "text/event-stream":
        found.setdefault(media, {})["x-sse-sentinel"] = ends
    return found


def _roles(said: dict[str, Any]) -> dict[str, str]:
    """What a scheme of theirs is in our words; empty where it is none of ours."""
    named = {name: text(value) for name, value in said.items() if isinstance(value, str)}
    request = {name: one.removeprefix("$request.") for name, one in named.items() if "$req" in one}
    response = {
        name: one.removeprefix("$response.") for name, one in named.items() if "$res" in one
    }
    found: dict[str, str] = {}
    if "cursor" in request and "next_cursor" in response:
        found = {"cursor": request["cursor"], "next_cursor": response["next_cursor"]}
    elif "offset" in request:
        found = {"offset" if "step" in request else "page": request["offset"]}
        found |= {"limit": request["step"]} if "step" in request else {}
        found |= {"has_more": response["has-next-page"]} if "has-next-page" in response else {}
    elif "next_uri" in response:
        found = {"next_url": response["next_uri"]}
    return found | ({"results": response["results"]} if found and "results" in response else {})


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
