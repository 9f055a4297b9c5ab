"""What generated code hands to the runtime: operations, parameters, responses as constants.

Named tuples, not dataclasses: defining one takes a fifth of the time, and import time counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NamedTuple, NoReturn, TypeVar

if TYPE_CHECKING:
    from .errors import SDKError
    from .pagination import Pagination

T_co = TypeVar("T_co", covariant=True)
Thunk = Callable[[], Any]
"""`lambda: models.Activity`: a type that is resolved, and its module imported, only when needed."""

Location = Literal["path", "query", "querystring", "header", "cookie"]
BodyKind = Literal["json", "form", "multipart", "text", "binary", "jsonl"]
ResponseKind = Literal["json", "text", "binary", "empty", "sse", "jsonl"]
STREAMED = ("sse", "jsonl")
"""The kinds of responses whose values come one by one."""
Requirements = tuple[tuple[str, ...], ...]
"""Security Requirement Objects: alternatives (or) of scheme names that go together (and)."""
_NONE: Mapping[str, str] = {}
Scopes = tuple[tuple[str, tuple[str, ...]], ...]
"""The scopes that tokens need, by the names of their schemes."""


def names(joined: str) -> tuple[str, ...]:
    """Make a tuple of identifiers with spaces between them."""
    return tuple(joined.split())


class Parameter(NamedTuple):
    """Parameter Object of OpenAPI.

    Attributes:
        argument: Python keyword argument.
        name: Name on the wire.
        location: Where it is sent (`in`).
        style: Serialisation style; "" is the location's default.
        explode: None is the style's default.
        required: Whether a call must give it.
        nullable: Whether None is sent as null; otherwise None means "left out".
        allow_reserved: Whether reserved characters stay as they are.
        media_type: Set for `content` in place of `schema`: the value is serialised with it.
        type: Given for models inside, whose keys must be mapped to wire names.
        is_global: Filled from the client when the call leaves it out.
    """

    argument: str
    name: str
    location: Location
    style: str = ""
    explode: bool | None = None
    required: bool = False
    nullable: bool = False
    allow_reserved: bool = False
    media_type: str | None = None
    type: Thunk | None = None
    is_global: bool = False


class Encoding(NamedTuple):
    """Encoding Object of OpenAPI: how one part of a form is sent.

    Attributes:
        name: The property, by its wire name; "" for an item of an array.
        content_type: Media type, or several with commas; "" is the default of the value's kind.
        headers: Sent with the part of a multipart form.
        styled: Whether the property is written as a query parameter of this style is.
        style: Serialisation style; "" is form.
        explode: None is the style's default.
        allow_reserved: Whether reserved characters stay as they are.
    """

    name: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    styled: bool = False
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False


class Body(NamedTuple):
    """One media type of a Request Body Object.

    Attributes:
        media_type: Sent as Content-Type.
        kind: How the value is encoded.
        type: Its type: validates the value (by Python name or alias) and dumps it by alias.
        arguments: Keyword arguments that are the properties of a flattened object body;
            None when the whole body is the argument `body`.
        nullable_arguments: Those of them for which None is sent as null.
        required: Whether a call must give it.
        encodings: Of those properties of a form that do not travel by the defaults.
        prefix_encodings: Of the first items, where the parts of a form are the items of an array.
        item_encoding: Of all other items.
    """

    media_type: str
    kind: BodyKind
    type: Thunk
    arguments: tuple[str, ...] | None = None
    nullable_arguments: tuple[str, ...] = ()
    required: bool = True
    encodings: tuple[Encoding, ...] = ()
    prefix_encodings: tuple[Encoding, ...] = ()
    item_encoding: Encoding = Encoding()


class ResponseCase(NamedTuple):
    """One row of a Responses Object for one media type.

    Attributes:
        status: "200", "2XX" or "default".
        media_type: "application/json", "text/*", "*/*"; None when there is no content.
        kind: How the body is decoded.
        type: Type of the value, or of the error's data.
        error: The exception class, on rows that raise.
        sentinel: Data that ends a stream of events; None is "[DONE]".
        events: Types of the data of named events, where they differ.
        error_events: Whether events called error are described, and thus items like others.
    """

    status: str
    media_type: str | None
    kind: ResponseKind
    type: Thunk | None = None
    error: Thunk | None = None
    sentinel: str | None = None
    events: Thunk | None = None
    error_events: bool = False


class Server(NamedTuple):
    """Server Object of OpenAPI.

    Attributes:
        url: May hold {variables}.
        name: How users select it.
        variables: Name, default (None: must be given) and allowed values (empty: any) of each
            variable.
    """

    url: str
    name: str = ""
    variables: tuple[tuple[str, str | None, tuple[str, ...]], ...] = ()


class SecurityScheme(NamedTuple):
    """Security Scheme Object of OpenAPI.

    Attributes:
        name: Key under `components.securitySchemes`.
        argument: Constructor argument of the client.
        type: Kind of the scheme; "webhook" is a secret that is never sent.
        scheme: HTTP authentication scheme: "bearer", "basic", …
        location: Where an API key is sent.
        parameter: Header, query or cookie name.
        env: Environment variable read when the argument is None.
        token_url: Where a client id and secret get a token (RFC 6749, section 4.4).
    """

    name: str
    argument: str
    type: Literal["apiKey", "http", "oauth2", "openIdConnect", "webhook"]
    scheme: str = ""
    location: Literal["header", "query", "cookie"] = "header"
    parameter: str = "Authorization"
    env: str | None = None
    token_url: str = ""


class ClientOption(NamedTuple):
    """An argument of the client's constructor that the description does not know.

    Attributes:
        argument: Constructor argument of the client.
        location: Where it goes: "header" or "query" of every request, "path" of operations that
            have a parameter of its name, "server" URLs that have such a variable; "" is nowhere.
        name: What it is called there.
        kind: What a text of the environment means: "string", "boolean", "integer" or "number".
        default: Taken where neither the argument nor the environment says anything.
        env: Environment variable read when the argument is None; "" reads none.
        required: Whether no call is made without it.
    """

    argument: str
    location: Literal["header", "query", "path", "server", ""]
    name: str
    kind: str = "string"
    default: Any = None
    env: str = ""
    required: bool = False


class RetryPolicy(NamedTuple):
    """When a request is sent again.

    Attributes:
        max_attempts: Tries in all.
        initial_delay: Seconds before the second try.
        factor: Growth of the delay from one try to the next.
        max_delay: Longest delay in seconds.
        statuses: Retried statuses: "503" or "5XX".
        connection_errors: Whether refused, broken and timed out connections are retried.
        writes: Whether all of this holds for writes, too. Otherwise a write that is not safe to
            repeat is retried only where it has not been done: it never left, or the server says so.
    """

    max_attempts: int = 3
    initial_delay: float = 0.5
    factor: float = 1.5
    max_delay: float = 60.0
    statuses: tuple[str, ...] = ("5XX", "429")
    connection_errors: bool = True
    writes: bool = False


class ErrorTypes(NamedTuple):
    """The generated exception classes that the runtime raises.

    Attributes:
        base: Of all.
        default: A status that is not declared, or a body that is not.
        connection: No whole response.
        timeout: No whole response in time.
        response_validation: A response that cannot be decoded.
        request_validation: A request that cannot be made.
        missing_credentials: One without the credentials that it needs.
        statuses: The class of "404", or of a range, "5XX": those that have one of their own.
    """

    base: type[SDKError]
    default: type[SDKError]
    connection: type[SDKError]
    timeout: type[SDKError]
    response_validation: type[SDKError]
    request_validation: type[SDKError]
    missing_credentials: type[SDKError]
    statuses: Mapping[str, type[SDKError]]


class ClientSpec(NamedTuple):
    """What one generated package tells the runtime about itself.

    Attributes:
        user_agent: Default User-Agent.
        servers: Server objects; the first is the default.
        security_schemes: Every scheme that some operation may need.
        security: Requirements of operations that declare none of their own.
        errors: Gives the exception classes; called when the first error is raised.
        retries: Default retry policy.
        timeout: Default seconds per attempt; None waits for ever.
        logger: Name for `logging.getLogger`.
        scopes: Of operations that declare no security of their own.
        env_prefix: What the names of environment variables begin with; "" reads none.
        key_header: Name of the header field whose value makes a write safe to repeat.
        keyed: Whether writes that the description lacks get such a value, too.
        url_argument: Constructor argument of the client with a base URL.
        server_env: Environment variable with the name of a server; "" reads none.
        options: Arguments of the client that the description does not know.
    """

    user_agent: str
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    security: Requirements
    errors: Callable[[], ErrorTypes]
    retries: RetryPolicy = RetryPolicy()
    timeout: float | None = 60.0
    logger: str = "sdk"
    scopes: Scopes = ()
    env_prefix: str = ""
    key_header: str = "Idempotency-Key"
    keyed: bool = False
    url_argument: str = "server_url"
    server_env: str = ""
    options: tuple[ClientOption, ...] = ()


class Operation(Generic[T_co]):
    """Operation Object of OpenAPI, ready to be called. `T_co` is the type of its successful value.

    Immutable, and compared by identity.

    Attributes:
        id: `operationId`.
        method: HTTP method.
        path: Path template: "/users/{user_id}".
        parameters: Parameters in every location.
        bodies: Request body, one row per media type; the first is the default one.
        responses: Response table.
        security: Requirements; None is the client's default, () is none at all.
        idempotent: Declares a write safe to repeat. Reads always are.
        keyed: Whether each call gets an idempotency key, unless the caller gives one.
        servers: Servers of the path or operation, in place of the client's.
        retries: Policy in place of the client's.
        scopes: What tokens for the operation must allow.
        content_type: Argument that chooses among the bodies; "" where there is none.
        stream: Argument that decides between a stream and a whole value; "" where there is none.
        streams_unasked: Whether a call gives a stream that leaves that argument out.
        deprecations: What a call is warned of, by argument; "" is the operation itself.
        pages: Gives the `Pagination`, where the value is the first of several pages; else None.
        reconnects: Whether a stream of events goes on where it broke off.
        unwrap: The field of the response whose value a call gives: its name in JSON, and its
            attribute; None for the whole response.
        prepared: What call/prepared.py has derived from the rest at the first call, or None.
        described: Whether the description has it.
    """

    described: ClassVar[bool] = True

    __slots__ = (
        "bodies",
        "content_type",
        "deprecations",
        "id",
        "idempotent",
        "keyed",
        "method",
        "pages",
        "parameters",
        "path",
        "prepared",
        "reconnects",
        "responses",
        "retries",
        "scopes",
        "security",
        "servers",
        "stream",
        "streams_unasked",
        "unwrap",
    )

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[Body, ...]
    responses: tuple[ResponseCase, ...]
    security: Requirements | None
    idempotent: bool
    keyed: bool
    servers: tuple[Server, ...]
    retries: RetryPolicy | None
    scopes: Scopes
    content_type: str
    stream: str
    streams_unasked: bool
    deprecations: Mapping[str, str]
    pages: Callable[[], Pagination] | None
    reconnects: bool
    unwrap: tuple[str, str] | None
    prepared: Any

    def __init__(
        self,
        id: str,
        method: str,
        path: str,
        parameters: tuple[Parameter, ...] = (),
        bodies: tuple[Body, ...] = (),
        responses: tuple[ResponseCase, ...] = (),
        security: Requirements | None = None,
        idempotent: bool = False,
        servers: tuple[Server, ...] = (),
        retries: RetryPolicy | None = None,
        scopes: Scopes = (),
        content_type: str = "",
        stream: str = "",
        streams_unasked: bool = False,
        keyed: bool = False,
        deprecations: Mapping[str, str] = _NONE,
        pages: Callable[[], Pagination] | None = None,
        reconnects: bool = False,
        unwrap: tuple[str, str] | None = None,
    ) -> None:
        """Take what the description says."""
        put = object.__setattr__
        put(self, "id", id)
        put(self, "method", method)
        put(self, "path", path)
        put(self, "parameters", parameters)
        put(self, "bodies", bodies)
        put(self, "responses", responses)
        put(self, "security", security)
        put(self, "idempotent", idempotent)
        put(self, "keyed", keyed)
        put(self, "reconnects", reconnects)
        put(self, "unwrap", unwrap)
        put(self, "servers", servers)
        put(self, "retries", retries)
        put(self, "scopes", scopes)
        put(self, "content_type", content_type)
        put(self, "stream", stream)
        put(self, "streams_unasked", streams_unasked)
        put(self, "deprecations", deprecations)
        put(self, "pages", pages)
        put(self, "prepared", None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: an operation is a constant."""
        message = f"cannot assign to {name!r}: an operation is immutable"
        raise AttributeError(message)

    def __repr__(self) -> str:
        """Show which operation it is."""
        return f"<Operation {self.id}: {self.method} {self.path}>"
