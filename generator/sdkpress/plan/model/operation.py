"""Operations of the plan: signature, wire encoding, responses and errors, all decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from .types import ANY, Ref, Scalar, StreamOf, Type, UnionOf, children, renamed, walk

Location = Literal["path", "query", "querystring", "header", "cookie", "body"]
BodyKind = Literal["json", "form", "multipart", "text", "binary", "jsonl"]
ResponseKind = Literal["json", "text", "binary", "empty", "sse", "jsonl"]
Path = tuple[str | int, ...]
"""The names and indices that lead to a value."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A keyword argument of a method, and where its value goes.

    `key` names it in a request model or dict, `name` in a signature (they differ only where the
    method has a parameter of that name itself). `wire` is the parameter's or the body property's
    name; it is empty for an argument that is the whole body. A `nullable` argument sends null for
    None and is left out by default. `deprecation` says why it should not be used, if so. `default`
    is what the server takes where it is left out. One that is `positional` may be given without its
    name.
    """

    name: str
    key: str
    wire: str
    location: Location
    type: Type
    required: bool
    nullable: bool = False
    description: str = ""
    deprecation: str = ""
    is_global: bool = False
    example: Any = None
    default: Any = None
    positional: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """How a parameter travels (OpenAPI 3.1, 4.8.12 Parameter Object).

    `is_key` says that it is filled with an idempotency key where the caller gives none.
    """

    argument: str
    name: str
    location: Literal["path", "query", "querystring", "header", "cookie"]
    style: str = ""
    explode: bool | None = None
    required: bool = False
    nullable: bool = False
    allow_reserved: bool = False
    media_type: str | None = None
    type: Type | None = None
    is_global: bool = False
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one part of a form travels (OpenAPI 3.1, 4.8.15 Encoding Object).

    `name` is that of a property; it is empty where parts have positions.
    `headers` are those whose value the description fixes. `styled` says that `style`, `explode`
    or `allow_reserved` was declared, so that the property is written as a query parameter is.
    `is_file` says that the media type makes a file of it whatever its schema says.
    """

    name: str
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    styled: bool = False
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Encodings:
    """The Encoding Objects of a form: of properties, or of items by position (OpenAPI 3.2, 4.14).

    `prefix` are those of the first items, `item` that of all others.
    """

    by_name: tuple[Encoding, ...] = ()
    prefix: tuple[Encoding, ...] = ()
    item: Encoding = Encoding("")


NO_ENCODINGS = Encodings()


@dataclass(frozen=True, slots=True)
class Body:
    """How a body travels in one media type; `arguments` are its flattened properties, if it has."""

    media_type: str
    kind: BodyKind
    type: Type
    arguments: tuple[str, ...] | None
    nullable_arguments: tuple[str, ...]
    required: bool
    example: Any = None
    encodings: Encodings = NO_ENCODINGS


@dataclass(frozen=True, slots=True)
class Response:
    """One status and media type; `error` names the class that it raises.

    `sentinel` is the data that ends a stream of events, `events` what the data of each named
    event is, where they differ. `error_events` says that events called error are described.
    `example` is a body that the description shows, None where it shows none.
    """

    status: str
    media_type: str | None
    kind: ResponseKind
    type: Type | None
    error: str | None
    description: str = ""
    sentinel: str | None = None
    events: tuple[tuple[str, Type], ...] = ()
    error_events: bool = False
    example: Any = None


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A server variable with its default (None: must be given) and allowed values (empty: any)."""

    name: str
    default: str | None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """A server of the API, or of one operation."""

    url: str
    name: str = ""
    description: str = ""
    variables: tuple[ServerVariable, ...] = ()


@dataclass(frozen=True, slots=True)
class Retries:
    """When and how long to wait before another attempt, in seconds and attempts in all.

    `writes` says that writes are retried as reads are, whether or not they have been done.
    """

    max_attempts: int = 3
    initial_delay: float = 0.5
    factor: float = 1.5
    max_delay: float = 60.0
    statuses: tuple[str, ...] = ("5XX", "429")
    connection_errors: bool = True
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Pagination:
    """How a result comes in pages: `class_name` is a page of it, `method` gives them all.

    `offset`, `page`, `cursor` and `limit` are keys of arguments, of which the first three say
    where a page starts; `first` is where the first one does. The rest are paths into the response,
    but for `link_header`, which says that the header `Link` has the next page. `item` is the type
    of what is at `results`, one by one; `items` is that path by the names of attributes. `scheme`
    is what sdk.toml calls pages of this kind, if it does.
    """

    method: str
    class_name: str = ""
    offset: str = ""
    page: str = ""
    cursor: str = ""
    limit: str = ""
    first: int = 0
    results: Path | None = None
    next_cursor: Path | None = None
    has_more: Path | None = None
    total: Path | None = None
    number_of_pages: Path | None = None
    next_url: Path | None = None
    link_header: bool = False
    items: Path | None = None
    item: Type = ANY
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: `id` and `path` are the description's, every other name is Python's.

    `module` is that of its resource. `template` is the path with names alone in its braces.
    `content_type` is the argument that chooses the body's media type, `signatures` the arguments
    for each of them, where they differ. `keyed` calls get an idempotency key each.
    `streams_unasked` says that the API streams where it is not asked to (`stream`) or not to.
    `scopes` are those that a token needs, by scheme. `deprecation` says why it should not be
    called, if so. `reconnects` says that a stream of events goes on where it broke off. `unwrap` is
    the field of the response whose value a call gives, `unwrapped` the attribute of that.
    """

    id: str
    method: str
    path: str
    template: str
    constant: str
    method_name: str
    function_name: str
    resource: str
    module: str
    summary: str
    description: str
    deprecation: str
    arguments: tuple[Argument, ...]
    parameters: tuple[Parameter, ...]
    bodies: tuple[Body, ...]
    responses: tuple[Response, ...]
    result: Type
    request: str
    error_union: str
    security: tuple[tuple[str, ...], ...] | None
    idempotent: bool
    servers: tuple[Server, ...] = ()
    retries: Retries | None = None
    degraded: tuple[str, ...] = ()
    hidden: bool = False
    stream: str = "stream"
    streams_unasked: bool = False
    pagination: Pagination | None = None
    content_type: str = ""
    signatures: tuple[tuple[Argument, ...], ...] = ()
    scopes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keyed: bool = False
    reconnects: bool = False
    unwrap: str = ""
    unwrapped: str = ""

    @property
    def call(self) -> str:
        """How it is called, from the client on."""
        return f"{self.resource}.{self.method_name}"

    def owner(self, argument: Argument) -> str:
        """The definition that an argument is a property of: that of a body, or the request."""
        for body in self.bodies:
            if isinstance(body.type, Ref) and argument.key in (body.arguments or ()):
                return body.type.name
        return self.request

    @property
    def request_forms(self) -> tuple[str, ...]:
        """The models that a standalone function takes: with all arguments, or the body alone.

        The body alone is what it took before parameters came, if none has to be given.
        """
        body = self.bodies[0] if self.bodies else None
        if body is None or body.arguments is None or not isinstance(body.type, Ref):
            return (self.request,)
        beside = [one for one in self.arguments if one.key not in body.arguments]
        if body.type.name == self.request or any(one.required for one in beside):
            return (self.request,)
        return (self.request, body.type.name)

    @property
    def request_required(self) -> bool:
        """Whether a request must be given to the standalone function."""
        return any(argument.required for argument in self.arguments)

    @property
    def stream_argument(self) -> Argument | None:
        """The argument that decides between a stream and a whole value; None where nothing does."""
        parts = children(self.result) if isinstance(self.result, UnionOf) else ()
        if len({isinstance(part, StreamOf) for part in parts}) < 2:
            return None
        found = next((item for item in self.arguments if item.wire == self.stream), None)
        return found if found and Scalar("bool") in walk(found.type) else None

    @property
    def streams(self) -> bool:
        """Whether a call may give a stream: what it returns differs by kind of client then."""
        return any(isinstance(part, StreamOf) for part in walk(self.result))

    @property
    def is_binary(self) -> bool:
        """Whether a call that succeeds may give bytes, which are then to be had as they come."""
        return any(row.kind == "binary" and not row.error for row in self.responses)

    @property
    def gives_events(self) -> bool:
        """Whether a call that succeeds may give a stream of events."""
        return any(row.kind == "sse" and not row.error for row in self.responses)

    @property
    def sent_types(self) -> tuple[Type, ...]:
        """The types of what it sends."""
        bodies = (body.type for body in self.bodies)
        arguments = (argument.type for argument in self.arguments)
        return (Ref(self.request), *bodies, *arguments)

    @property
    def received_types(self) -> tuple[Type, ...]:
        """The types of what it receives, errors included."""
        return tuple(row.type for row in self.responses if row.type is not None)

    @property
    def errors(self) -> dict[str, str]:
        """The error class of each declared status."""
        return {row.status: row.error for row in self.responses if row.error}


def renamed_operation(operation: Operation, names: Mapping[str, str]) -> Operation:
    """`operation` with the definitions that it sends called as `names` says."""
    arguments = _renamed_arguments(operation.arguments, names)
    bodies = tuple(replace(body, type=renamed(body.type, names)) for body in operation.bodies)
    parameters = tuple(
        replace(item, type=None if item.type is None else renamed(item.type, names))
        for item in operation.parameters
    )
    request = names.get(operation.request, operation.request)
    signatures = tuple(_renamed_arguments(items, names) for items in operation.signatures)
    return replace(
        operation,
        arguments=arguments,
        bodies=bodies,
        parameters=parameters,
        request=request,
        signatures=signatures,
    )


def _renamed_arguments(
    arguments: tuple[Argument, ...], names: Mapping[str, str]
) -> tuple[Argument, ...]:
    return tuple(replace(item, type=renamed(item.type, names)) for item in arguments)
