"""The public surface of an SDK: every name that users may write, and what is promised of it.

Types are written as `notation.py` has them. What is not said has the default. Facts that this
version does not know (of a surface that a newer one wrote) are kept in `model_extra`, so that a
change of them is seen.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

Direction = Literal["sent", "received", "both", "unused"]
"""Who makes a value: callers, the API, either, or nobody (no operation leads to it)."""


class Facts(BaseModel):
    """What is said of one thing."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Argument(Facts):
    """An argument of a method or of the constructor.

    Attributes:
        type: What it may be; text of the generator's own for arguments that every client has.
        required: Whether it has to be given.
        positional: Whether it may be given without its name.
        nullable: Whether None is sent as null.
        of_client: Whether the client has it, too, so that the request of the function lacks it.
        wire: Where it goes: location, name and, where said, style (`query filter deepObject`).
        default: What the description says that the server takes where it is left out, as JSON.
        env: The environment variable that it is read from.
        deprecated: Why it should not be used.
    """

    type: str
    required: bool = False
    positional: bool = False
    nullable: bool = False
    of_client: bool = False
    wire: str = ""
    default: str = ""
    env: str = ""
    deprecated: str = ""


class Method(Facts):
    """An operation: a method of a resource and a standalone function.

    Attributes:
        arguments: By name, in the order of the signature.
        returns: What a call gives.
        signatures: For each media type of the body, the names of the arguments that go with it,
            where they differ.
        errors: The error class of each declared status.
        page: The class of its pages, `items` the type of what is in them, `pages` the method that
            gives them all.
        items: See `page`.
        pages: See `page`.
        stream: The argument that decides between a stream and a whole value.
        function: The standalone function.
        request: The model of all its arguments, which that takes.
        body: The model of the body alone, where that takes it, too.
        error_union: The type of its errors.
        deprecated: Why it should not be called.
        security: Alternatives, each with the schemes that it needs together; None for the client's.
        scopes: What tokens are asked for, by scheme, where the operation says it.
        wire: Verb and path.
        sends: The media types of the body.
        receives: The media types of responses.
        servers: Base URLs of its own.
        retries: A retry policy of its own; `idempotent` says that it is retried as reads are,
            `keyed` that it has an idempotency key.
        idempotent: See `retries`.
        keyed: See `retries`.
        reconnects: Whether a stream goes on where it broke off.
        at: Where the description has it.
        docs: Digest of what is said of it.
    """

    arguments: dict[str, Argument] = {}
    returns: str
    signatures: dict[str, tuple[str, ...]] = {}
    errors: dict[str, str] = {}
    page: str = ""
    items: str = ""
    pages: str = ""
    stream: str = ""
    function: str
    request: str
    body: str = ""
    error_union: str
    deprecated: str = ""
    security: tuple[tuple[str, ...], ...] | None = None
    scopes: dict[str, tuple[str, ...]] = {}
    wire: str
    sends: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    retries: str = ""
    idempotent: bool = False
    keyed: bool = False
    reconnects: bool = False
    at: str = ""
    docs: str = ""


class Field(Facts):
    """A property of a model; `wire` is its name in JSON where that is another one.

    `default` is what the description says that is taken where it is left out, as JSON.
    """

    type: str
    required: bool = False
    wire: str = ""
    default: str = ""
    deprecated: str = ""


class Definition(Facts):
    """A model with its fields, or a name for a `type`.

    Attributes:
        module: The module of `models` that it is in.
        direction: Who makes it; what callers make has a TypedDict in `types`, too.
        type: What a name is for; empty for a model.
        fields: Those of a model, by the names of attributes.
        extra: The type of properties that are not declared.
        received: The definition of the same schema as it is received, where this one is sent.
        input: Whether `types` has a name for model or dict.
        deprecated: Why it should not be used.
        at: Where the description has it.
        docs: Digest of what is said of it.
    """

    module: str = ""
    direction: Direction
    type: str = ""
    fields: dict[str, Field] = {}
    extra: str = ""
    received: str = ""
    input: bool = False
    deprecated: str = ""
    at: str = ""
    docs: str = ""


class ErrorClass(Facts):
    """An error class: its base, the type of `data`, and the statuses that raise it."""

    base: str = ""
    data: str = ""
    statuses: tuple[str, ...] = ()


class Client(Facts):
    """The client classes.

    Attributes:
        name: Of the class; the others are called after it.
        base_error: The base of all errors.
        default_error: The error of what no operation declares.
        arguments: Those of the constructor.
        base_url_env: The environment variable with a base URL, `server_env` with a server's name.
        server_env: See `base_url_env`.
        timeout: Seconds.
        retries: The retry policy.
        key_header: The header with idempotency keys.
        servers: URLs by name, or by position.
        schemes: The argument with the credential of each security scheme, and how it is sent.
        security: What operations need that do not say it themselves, `scopes` of which tokens.
        scopes: See `security`.
        manners: How methods and responses are used, where that is not as in other SDKs, as far as
            nothing else here tells it.
    """

    name: str
    base_error: str
    default_error: str
    arguments: dict[str, Argument] = {}
    base_url_env: str = ""
    server_env: str = ""
    timeout: float = 0
    retries: str = ""
    key_header: str = ""
    servers: dict[str, str] = {}
    schemes: dict[str, str] = {}
    security: tuple[tuple[str, ...], ...] = ()
    scopes: dict[str, tuple[str, ...]] = {}
    manners: dict[str, str] = {}


class Webhooks(Facts):
    """What the API sends by itself: the type of any event, of each by name, how it is signed."""

    event: str = ""
    events: dict[str, str] = {}
    signing: str = ""


class Package(Facts):
    """The distribution: what it is called, what it needs, what can be imported from it.

    Attributes:
        distribution: Its name on an index.
        name: The import name.
        version: Its version.
        models: The library that models are made of.
        python: The versions of Python that it runs on.
        dependencies: What it needs; those of extras as `extra: requirement`.
        typed: Whether it has `py.typed`.
        docs: Digest of what is said of the API, its resources and errors, and of the client.
    """

    distribution: str
    name: str
    version: str
    models: str = "pydantic"
    python: str = ""
    dependencies: tuple[str, ...] = ()
    typed: bool = True
    docs: str = ""


class OldName(Facts):
    """A name that something had before: what it is called now, and the version without the old."""

    to: str
    gone: str = ""


class Surface(Facts):
    """All of it.

    Attributes:
        format: The version of this layout.
        package: The distribution.
        client: The client classes.
        resources: The class of each resource, by the attributes that lead to it.
        methods: By the attributes that lead to them: `chat.send`.
        models: What has a name in `models`, but for the requests of methods.
        inputs: The names of unions in `types`, without their suffix.
        errors: The classes of errors that operations declare.
        webhooks: What the API sends by itself.
        renamed: The old names that still stand.
        namespaces: The modules that have names for types of others, and what each name is for:
            a type, or a TypedDict of `types`.
        exports: What modules export by the generator's own decision, whatever the description: the
            names of each, and the public members of classes, with their signatures.
    """

    format: int = 1
    package: Package
    client: Client
    resources: dict[str, str] = {}
    methods: dict[str, Method] = {}
    models: dict[str, Definition] = {}
    inputs: tuple[str, ...] = ()
    errors: dict[str, ErrorClass] = {}
    webhooks: Webhooks | None = None
    renamed: dict[str, OldName] = {}
    namespaces: dict[str, dict[str, str]] = {}
    exports: dict[str, dict[str, str]] = {}

    @cached_property
    def requests(self) -> frozenset[str]:
        """The models that have all arguments of a method."""
        return frozenset(method.request for method in self.methods.values())
