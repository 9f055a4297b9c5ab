"""The plan as a whole: everything that is generated, with every decision taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ...pointer import Pointer
from .definitions import Definition
from .manners import OURS, Manners
from .namespaces import Namespace
from .operation import Operation, Retries, Server
from .page_kinds import PageKind
from .renames import NOTHING_RENAMED, Renamed
from .types import Type

RUNTIME_ERRORS = (
    "APIConnectionError",
    "APITimeoutError",
    "ResponseValidationError",
    "RequestValidationError",
    "MissingCredentialsError",
)
"""The errors without a status that every SDK has beside its base error."""

STATUS_ERROR = "APIStatusError"
"""The base of all errors with a status, the default error among them."""

API_ERROR = "APIError"
"""The base of what comes of asking the API, in SDKs whose errors are in the root of the package."""

VALIDATION_ERROR = "APIResponseValidationError"
"""What `ResponseValidationError` is called there besides."""

STATUS_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
    "5XX": "InternalServerError",
}
"""The errors of statuses that have one of their own, in every SDK."""


@dataclass(frozen=True, slots=True)
class Source:
    """The description that the SDK was pressed from."""

    title: str
    version: str
    sha256: str
    description: str = ""
    documentation_url: str = ""


@dataclass(frozen=True, slots=True)
class License:
    """What the SDK may be used under: an SPDX expression, or empty where nothing says it.

    `text` names the licence whose text goes with the SDK, `holder` who it is by.
    """

    expression: str = ""
    text: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """The distribution: `distribution` is its name on an index, `name` the import name.

    `models` is the library that models are made of. `dependencies` are more than its own, `extras`
    those of each extra, by PEP 508. `file_header` stands at the head of each module.
    """

    distribution: str
    name: str
    version: str
    description: str
    license: License
    repository: str = ""
    models: Literal["pydantic", "msgspec"] = "pydantic"
    documentation: str = ""
    organization: str = ""
    contact: str = ""
    dependencies: tuple[str, ...] = ()
    extras: tuple[tuple[str, tuple[str, ...]], ...] = ()
    file_header: str = ""

    @property
    def directory(self) -> str:
        """Where the import package is in the distribution."""
        return "src/" + self.name.replace(".", "/")


WEBHOOK_ERROR = "WebhookVerificationError"
"""The error of SDKs with webhooks for those that are not known to come from the API."""


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A security scheme and the constructor argument that fills it.

    One of the type `webhook` is the secret that the API signs webhooks with.
    """

    name: str
    argument: str
    type: Literal["apiKey", "http", "oauth2", "openIdConnect", "webhook"]
    scheme: str
    location: Literal["header", "query", "cookie"]
    parameter: str
    env: str | None
    description: str = ""
    token_url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """What stands for an argument that is left out: what `env` holds, read as `kind`, or `default`.

    One that is `required` has to be there when a call is made.
    """

    kind: Literal["string", "boolean", "integer", "number"]
    default: str | bool | float | None = None
    env: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class VariableArgument:
    """A constructor argument that fills a server variable; `enum` is empty for any value.

    Without a `default` it has to be given.
    """

    name: str
    variable: str
    default: str | None
    enum: tuple[str, ...] = ()
    description: str = ""
    option: Option | None = None


@dataclass(frozen=True, slots=True)
class GlobalArgument:
    """A constructor argument that fills a parameter of every operation that declares it.

    That of an `option` goes with all other requests, too, where `location` is header or query; it
    is empty for one that is sent nowhere.
    """

    name: str
    location: Literal["path", "query", "querystring", "header", "cookie", ""]
    wire: str
    type: Type
    description: str = ""
    option: Option | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """The client classes and what they are configured with.

    `env_prefix` begins the names of the environment variables that they read; `server_env` is one
    with the name of a server, empty where there is none.
    """

    name: str
    env_prefix: str
    base_error: str
    default_error: str
    timeout: float
    retries: Retries
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    security: tuple[tuple[str, ...], ...]
    globals: tuple[GlobalArgument, ...]
    scopes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    variables: tuple[VariableArgument, ...] = ()
    key_header: str = "Idempotency-Key"
    keyed: bool = False
    server_env: str = ""

    @property
    def has_options(self) -> bool:
        """Whether the constructor takes options."""
        return any(item.option for item in (*self.globals, *self.variables))


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """An error class with the type of its `data` and the statuses that raise it.

    `constant` begins the names of constants that are about it. `base` is the class of all of its
    statuses.
    """

    name: str
    constant: str
    data: Type
    statuses: tuple[str, ...]
    description: str = ""
    base: str = STATUS_ERROR


@dataclass(frozen=True, slots=True)
class Signing:
    """How the API signs webhooks: as Standard Webhooks, or with an HMAC of what `signed` says.

    `tolerance` is in seconds.
    """

    scheme: Literal["standard", "hmac"] = "standard"
    header: str = "webhook-signature"
    algorithm: str = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    signed: str = "{body}"
    timestamp_header: str = ""
    timestamp_prefix: str = ""
    id_header: str = ""
    tolerance: float = 300.0


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What the API sends by itself: the type of all events, and of each by its name.

    `event_header` names the header that says which it is, where one does.
    """

    event: Type
    events: tuple[tuple[str, Type], ...]
    signing: Signing
    event_header: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """An attribute of the client (or of another resource) that holds operations.

    `unwraps` says that it reads webhooks, too.
    """

    name: str
    class_name: str
    module: str
    description: str
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...] = ()
    unwraps: bool = False

    def descendants(self) -> tuple[Resource, ...]:
        """This resource and those below it, depth first."""
        return (self, *(inner for child in self.children for inner in child.descendants()))


@dataclass(frozen=True, slots=True)
class ModelModule:
    """A module of definitions, in an order in which each follows what it needs."""

    name: str
    definitions: tuple[Definition, ...]
    imports: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Inputs:
    """What arguments are made of, and has a name in `types` therefore.

    Attributes:
        names: The definitions that callers may give as models or as dicts.
        unions: The names of long unions, by the definition that an argument with one belongs to.
    """

    names: frozenset[str] = frozenset()
    unions: Mapping[tuple[str, Type], str] = field(default_factory=dict[tuple[str, Type], str])

    @property
    def all_names(self) -> set[str]:
        """Every name, without the suffix that it has in `types`."""
        return {*self.names, *self.unions.values()}


@dataclass(frozen=True, slots=True)
class Shown:
    """A call that README shows: the operation by the name of its function, and its arguments."""

    function: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sdk:
    """Everything that is generated.

    `examples` are the calls that README is to show: `headline`, `default`, `pagination`.
    """

    source: Source
    package: Package
    client: Client
    resources: tuple[Resource, ...]
    operations: tuple[Operation, ...]
    errors: tuple[ErrorClass, ...]
    modules: tuple[ModelModule, ...]
    dict_modules: tuple[ModelModule, ...]
    inputs: Inputs
    webhooks: Webhooks | None = None
    places: Mapping[str, Pointer] = field(default_factory=dict[str, Pointer])
    """Where the description has the schema of each definition."""
    choices: frozenset[str] = frozenset()
    """The aliases of unions that msgspec cannot decode, where models are made of it."""
    renamed: Renamed = NOTHING_RENAMED
    examples: Mapping[str, Shown] = field(default_factory=dict[str, "Shown"])
    manners: Manners = OURS
    namespaces: tuple[Namespace, ...] = ()
    page_kinds: tuple[PageKind, ...] = ()

    @property
    def definitions(self) -> dict[str, Definition]:
        """Every definition by name."""
        return {item.name: item for module in self.modules for item in module.definitions}

    @property
    def dotted_resources(self) -> dict[str, Resource]:
        """Every resource by its name from the client on."""
        return dict(_dotted(self.resources, ""))

    @property
    def calls(self) -> dict[str, Operation]:
        """The operation of each method from the client on, those that give pages included."""
        paged = {
            f"{item.resource}.{item.pagination.method}": item
            for item in self.operations
            if item.pagination
        }
        return {**paged, **{item.call: item for item in self.operations}}


def _dotted(resources: tuple[Resource, ...], parent: str) -> Iterator[tuple[str, Resource]]:
    for resource in resources:
        yield f"{parent}{resource.name}", resource
        yield from _dotted(resource.children, f"{parent}{resource.name}.")
