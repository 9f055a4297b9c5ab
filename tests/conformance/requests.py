"""An operation in; arguments for its method, and what they should look like on the wire, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .api import Api, ApiOperation
from .examples import examples, parts
from .forms import Styles
from .maker import PARAMETER, TEXT, WORDS, Alphabet, Unmakeable, make
from .media import Kind, kind_of
from .parameters import READABLE, SENDABLE, explodes, style_of
from .schemas import Schemas

ABSENT: Any = object()
NOTHING: Any = object()
"""An optional body that is null or empty: keyword arguments cannot tell it from no body."""
Place = tuple[str, str]
MADE = 3
"""Values made for each schema: the simplest, and two by chance."""


@dataclass(frozen=True, slots=True)
class RequestCase:
    """One call: arguments by Python name, and what should arrive."""

    label: str
    arguments: Mapping[str, Any]
    parameters: Mapping[Place, Any]
    body: Any = ABSENT
    kind: Kind = "json"
    styles: Styles = field(default_factory=dict[str, tuple[str, bool]])


@dataclass(slots=True)
class Requests:
    """The cases of one operation, and what kept others from being made."""

    cases: list[RequestCase] = field(default_factory=list[RequestCase])
    problems: list[str] = field(default_factory=list[str])
    wrong_examples: int = 0


class RequestMaker:
    """Makes the calls of the operations of one description."""

    def __init__(self, api: Api, schemas: Schemas) -> None:
        self._api = api
        self._schemas = schemas

    def make(self, operation: ApiOperation, entry: Mapping[str, Any]) -> Requests:
        """Make calls; `entry` is the operation's in the manifest."""
        return _Calls(self._api, self._schemas, operation, entry).make()


class _Calls:
    def __init__(
        self, api: Api, schemas: Schemas, operation: ApiOperation, entry: Mapping[str, Any]
    ) -> None:
        self._api = api
        self._schemas = schemas
        self._operation = operation
        self._label = f"{operation.method} {operation.path}"
        self._made = Requests()
        arguments: Mapping[str, Any] = entry["arguments"]
        self._python: dict[tuple[str, str | None], str] = {
            (one["in"], one["name"]): name for name, one in arguments.items()
        }

    def make(self) -> Requests:
        parameters = {
            (one["in"], one["name"]): self._parameter_values(one)
            for one in self._operation.parameters
        }
        required = {
            (one["in"], one["name"])
            for one in self._operation.parameters
            if one.get("required") is True
        }
        for place in parameters:
            if place not in self._python:
                self._made.problems.append(f"the manifest has no argument for {place}")
        bodies = list(self._bodies())
        for number in range(MADE):
            wanted = {k: v for k, v in parameters.items() if number or k in required}
            self._add_cases(number, wanted, bodies, examples=False)
        if any(found for found, _ in parameters.values()) or any(one.found for one in bodies):
            wanted = {k: v for k, v in parameters.items() if k in required or v[0]}
            self._add_cases(0, wanted, bodies, examples=True)
        return self._made

    def _add_cases(
        self,
        number: int,
        wanted: Mapping[Place, tuple[list[Any], list[Any]]],
        bodies: list[_BodyValues],
        *,
        examples: bool,
    ) -> None:
        """Add one call for each media type of the body; the first case leaves it out if it can."""
        label = "example" if examples else f"made {number + 1}"
        values: dict[Place, Any] = {}
        for place, (found, made) in wanted.items():
            choice = [*found, *made] if examples else [*made, *found]
            if choice and place in self._python:
                values[place] = choice[(0 if examples else number) % len(choice)]
        arguments = {self._python[place]: value for place, value in values.items()}
        if not bodies or (number == 0 and not examples and not bodies[0].required):
            self._made.cases.append(RequestCase(label, arguments, values))
            return
        for one in bodies:
            choice = one.found if examples else [*one.made, *one.found]
            if choice:
                case = self._with_body(label, arguments, values, one, choice[number % len(choice)])
                if case is not None:
                    self._made.cases.append(case)

    def _with_body(
        self, label: str, arguments: dict[str, Any], values: Any, one: _BodyValues, body: Any
    ) -> RequestCase | None:
        body, given = self._body_arguments(one, body)
        if body is ABSENT:
            return None
        body = ABSENT if body is NOTHING else body
        clash = set(given) & set(arguments)
        if clash:
            self._made.problems.append(f"arguments given twice: {sorted(clash)}")
        label = f"{label}, {one.media_type}"
        whole = {**arguments, **given}
        chooser = self._python.get(("header", "Content-Type"))
        if chooser is not None and one.chosen:
            whole[chooser] = one.media_type
        return RequestCase(label, whole, values, one.sent(body), one.kind, one.styles)

    def _body_arguments(self, one: _BodyValues, body: Any) -> tuple[Any, dict[str, Any]]:
        """Spread an object over the arguments that are its properties; else pass it whole."""
        flat = {
            name: arg for (place, name), arg in self._python.items() if place == "body" and name
        }
        whole = self._python.get(("body", None))
        if isinstance(body, Mapping) and flat and (whole is None or one.is_flat(flat)):
            body = {name: value for name, value in body.items() if name in flat}
            if one.prepared is not None and not one.prepared.fits(body):
                return ABSENT, {}
            if not body and not one.required:
                return NOTHING, {}
            return body, {flat[name]: one.argument(name, value) for name, value in body.items()}
        if body is None and not one.required:
            return NOTHING, {}
        if whole is None:
            self._made.problems.append(f"no argument takes the {one.media_type} body")
            return ABSENT, {}
        if isinstance(body, Mapping) and one.kind == "multipart":
            return body, {whole: {name: one.argument(name, value) for name, value in body.items()}}
        return body, {whole: body}

    def _parameter_values(self, node: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
        """Return valid examples, and made values."""
        content: Mapping[str, Any] = node.get("content") or {}
        holder = self._api.resolved(next(iter(content.values()), {})) if content else node
        schema = holder.get("schema", {})
        label = f"{self._label} {node['in']} {node['name']}"
        found = [*examples(self._api, holder, schema)]
        if content:
            return self._values([schema], found, label, PARAMETER)
        plain = WORDS if style_of(node) in ("spaceDelimited", "deepObject") else PARAMETER
        wanted = [{"allOf": [schema, one]} for one in (READABLE, SENDABLE)]
        return self._values(wanted, found, label, plain)

    def _values(
        self, schemas: list[Any], found: list[Any], label: str, alphabet: Alphabet = TEXT
    ) -> tuple[list[Any], list[Any]]:
        """Return valid examples, and values made by the first schema for which there are any."""
        try:
            prepared = [self._schemas.prepare(one, "request") for one in schemas]
        except ValueError as error:
            self._made.problems.append(f"{label}: no schema of JSON Schema: {error}"[:300])
            return [], []
        valid = [one for one in found if prepared[-1].fits(one)]
        self._made.wrong_examples += len(found) - len(valid)
        why = ""
        for one in prepared:
            try:
                return valid, make(one, MADE, label, alphabet)
            except Unmakeable as error:
                why = str(error)
        if not valid:
            self._made.problems.append(f"{label}: {why}")
        return valid, []

    def _bodies(self) -> Iterator[_BodyValues]:
        node: Mapping[str, Any] = self._api.resolved(self._operation.node.get("requestBody") or {})
        content: Mapping[str, Any] = node.get("content") or {}
        for media_type, holder in content.items():
            media = self._api.resolved(holder)
            schema = media.get("itemSchema", media.get("schema"))
            kind = kind_of(media_type, self._api.resolved(schema))
            one = _BodyValues(media_type, kind, node.get("required") is True, len(content) > 1)
            self._fill(one, media, schema)
            yield one

    def _fill(self, one: _BodyValues, media: Mapping[str, Any], schema: Any) -> None:
        label = f"{self._label} {one.media_type}"
        if one.kind == "binary":
            one.made = [b"\x00\xff" + bytes(range(256)), b"second"]
            return
        if one.kind == "text" and schema is None:
            schema = {"type": "string"}
        found = examples(self._api, media, schema)
        schema = schema if schema is not None else {}
        if one.kind in ("form", "multipart"):
            one.styles = _styles(media)
        styled = {name: {"anyOf": [{"type": "null"}, READABLE]} for name in one.styles}
        readable = [{"allOf": [schema, {"properties": styled}]}] if styled else []
        one.found, one.made = self._values([*readable, schema], found, label)
        one.prepared = self._schemas.prepare(schema, "request")
        one.properties = frozenset(
            name for part in parts(self._api, schema) for name in part.get("properties") or ()
        )
        if one.kind == "jsonl":
            one.made, one.found = [one.made[:2]], []
            one.prepared = None
        one.files = self._files(schema) if one.kind == "multipart" else frozenset()

    def _files(self, schema: Any) -> frozenset[str]:
        """Return the properties of a multipart body that are files, or lists of them."""
        properties: dict[str, Any] = {}
        for part in parts(self._api, schema):
            properties.update(part.get("properties") or {})
        return frozenset(name for name, one in properties.items() if self._is_file(one))

    def _is_file(self, schema: Any) -> bool:
        node = self._api.resolved(schema)
        if not isinstance(node, Mapping):
            return False
        if node.get("type") == "array":
            return self._is_file(node.get("items", {}))
        variants = [*(node.get("anyOf") or ()), *(node.get("oneOf") or ())]
        is_binary = node.get("format") == "binary" or "contentMediaType" in node
        return is_binary or any(map(self._is_file, variants))


@dataclass(slots=True)
class _BodyValues:
    media_type: str
    kind: Kind
    required: bool
    chosen: bool
    found: list[Any] = field(default_factory=list[Any])
    made: list[Any] = field(default_factory=list[Any])
    files: frozenset[str] = frozenset()
    prepared: Any = None
    styles: Styles = field(default_factory=dict[str, tuple[str, bool]])
    properties: frozenset[str] = frozenset()

    def is_flat(self, arguments: Mapping[str, str]) -> bool:
        """Whether the properties are arguments, where another media type is given whole."""
        return bool(self.properties) and self.properties <= set(arguments)

    def sent(self, body: Any) -> Any:
        """Return what arrives of a body: no bytes say null, so a file that is null is left out."""
        if not self.files or not isinstance(body, Mapping):
            return body
        return {
            name: value
            for name, value in body.items()
            if value is not None or name not in self.files
        }

    def argument(self, name: str, value: Any) -> Any:
        """Return a property as the method takes it: a file is bytes."""
        if name not in self.files:
            return value
        if isinstance(value, list):
            return [one.encode() if isinstance(one, str) else one for one in value]
        return value.encode() if isinstance(value, str) else value


def _styles(media: Mapping[str, Any]) -> Styles:
    encodings: Mapping[str, Mapping[str, Any]] = media.get("encoding") or {}
    return {
        name: (style_of(one), explodes(one))
        for name, one in encodings.items()
        if any(key in one for key in ("style", "explode", "allowReserved"))
    }
