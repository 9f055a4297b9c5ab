"""The settings that ``sdk.toml`` may hold: these dataclasses are its schema.

A field's type, its key (where Python needs another name) and its rule are all that the loader
knows. ``None`` and empty stand for what is not given; the plan derives it from the description.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..pointer import Pointer
from ..problems import Location
from .rules import (
    Rule,
    at_least_one,
    attribute_name,
    base_url,
    calls,
    distribution_name,
    environment_name,
    extra_name,
    field_name,
    field_names,
    field_or_none,
    header_name,
    licence,
    limit,
    mail_address,
    not_negative,
    package_path,
    positive,
    public_name,
    reason_or_not,
    requirements,
    resource_path,
    response_path,
    said,
    scheme_or_none,
    signed_text,
    statuses,
    type_names,
    version_number,
    web_address,
    written_name,
)


def _setting(rule: Rule | None = None, key: str = "") -> Any:
    """Return a field that is ``None`` when not given; ``key`` is its name in the file."""
    return field(default=None, metadata={"rule": rule, "key": key})


def _required(rule: Rule) -> Any:
    """Return a field that the table has to have."""
    return field(metadata={"rule": rule, "required": True})


def _table(names: Rule | None = None) -> Any:
    """Return a field for a table with free keys, which ``names`` judges."""
    return field(default_factory=dict[str, Any], metadata={"names": names})


@dataclass(frozen=True, slots=True)
class PackageConfig:
    """What the distribution is called, what its metadata says, and what it needs besides.

    `organization` and `contact`, an address of e-mail, are its author. `dependencies` are more than
    its own, by PEP 508, and `optional_dependencies` are extras. `file_header` stands as a comment
    at the head of each module.
    """

    distribution: str | None = _setting(distribution_name)
    name: str | None = _setting(package_path)
    version: str | None = _setting(version_number)
    description: str | None = _setting()
    license: str | None = _setting(licence)
    repository: str | None = _setting()
    documentation: str | None = _setting(web_address)
    organization: str | None = _setting(said)
    contact: str | None = _setting(mail_address)
    dependencies: tuple[str, ...] | None = _setting(requirements)
    optional_dependencies: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]],
        metadata={"names": extra_name, "rule": requirements, "key": "optional-dependencies"},
    )
    file_header: str | None = _setting()


@dataclass(frozen=True, slots=True)
class CredentialConfig:
    """How a security scheme's credential is given: constructor argument, environment variable.

    A request goes without one that is ``optional``, where there is none.
    """

    argument: str | None = _setting(public_name)
    env: str | None = _setting(environment_name)
    optional: bool | None = _setting()


@dataclass(frozen=True, slots=True)
class OptionConfig:
    """A further argument of the client's constructor: a ``string``, unless ``type`` says otherwise.

    Where it is left out, the environment variable ``env`` is read, then there is ``default``; one
    without has to be given, unless it is ``nullable``. It is sent as ``name`` ``in`` a header or
    the query of every request, or fills the variable of that name in paths and server URLs.
    """

    type: Literal["string", "boolean", "integer", "number"] | None = _setting()
    default: str | bool | int | float | None = _setting()
    env: str | None = _setting(environment_name)
    location: Literal["header", "query", "path"] | None = _setting(key="in")
    name: str | None = _setting(header_name)
    nullable: bool | None = _setting()
    description: str | None = _setting()


@dataclass(frozen=True, slots=True)
class SecurityConfig:
    """Who may call, where the description does not say it, in the objects of OpenAPI.

    ``requirements`` hold for operations that have none of their own; ``schemes`` are by name.
    """

    requirements: tuple[Any, ...] | None = field(default=None, metadata={"free": True})
    schemes: Mapping[str, Any] = field(default_factory=dict[str, Any], metadata={"free": True})


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """Names of the client's classes, its timeout in seconds, and its credentials by scheme.

    ``env_prefix`` begins the names of environment variables: of the credentials that are given no
    other, ``<PREFIX>_BASE_URL`` and ``<PREFIX>_LOG``. ``server_env`` is one with a server's name.
    """

    name: str | None = _setting(public_name)
    base_error: str | None = _setting(public_name)
    default_error: str | None = _setting(public_name)
    timeout: float | None = _setting(positive)
    credentials: Mapping[str, CredentialConfig] = _table()
    env_prefix: str | None = _setting(environment_name)
    server_env: str | None = _setting(environment_name)
    options: Mapping[str, OptionConfig] = _table(public_name)


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """A server, in place of those of the description; the first one is the default, or another."""

    url: str = _required(base_url)
    description: str | None = _setting()
    default: bool | None = _setting()


@dataclass(frozen=True, slots=True)
class GlobalConfig:
    """A parameter that the client's constructor takes: where it is sent, and by which name."""

    location: Literal["header", "query", "path", "cookie"] | None = _setting(key="in")
    name: str | None = _setting(header_name)


@dataclass(frozen=True, slots=True)
class RetriesConfig:
    """The default retry policy; delays in seconds, ``statuses`` as ``"429"`` or ``"5XX"``.

    ``writes`` are retried as reads are, or only where they have not been done.
    """

    initial_delay: float | None = _setting(not_negative)
    factor: float | None = _setting(at_least_one)
    max_delay: float | None = _setting(not_negative)
    max_attempts: int | None = _setting(at_least_one)
    statuses: tuple[str, ...] | None = _setting(statuses)
    connection_errors: bool | None = _setting()
    writes: bool | None = _setting()


@dataclass(frozen=True, slots=True)
class ParametersConfig:
    """How arrays and objects are written in a query, where the description does not say it.

    Arrays as `a=1,2`, `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`; objects as `a[b]=c` or `a.b=c`.
    """

    arrays: Literal["comma", "repeat", "brackets", "indices"] | None = _setting()
    objects: Literal["brackets", "dots"] | None = _setting()


@dataclass(frozen=True, slots=True)
class IdempotencyConfig:
    """The header whose value, one for each call, makes a write safe to repeat."""

    header: str | None = _setting(field_name)


@dataclass(frozen=True, slots=True)
class WebhooksConfig:
    """How webhooks are signed, where that is not as Standard Webhooks has it.

    ``signed`` has ``{body}``, ``{timestamp}`` and ``{id}`` in it; ``tolerance`` is in seconds.
    ``event_header`` says which webhook it is.
    """

    scheme: Literal["standard", "hmac"] | None = _setting()
    header: str | None = _setting(header_name)
    algorithm: Literal["sha1", "sha256", "sha384", "sha512"] | None = _setting()
    encoding: Literal["hex", "base64"] | None = _setting()
    prefix: str | None = _setting()
    signed: str | None = _setting(signed_text)
    timestamp_header: str | None = _setting(header_name)
    timestamp_prefix: str | None = _setting()
    id_header: str | None = _setting(header_name)
    tolerance: float | None = _setting(positive)
    event_header: str | None = _setting(header_name)


@dataclass(frozen=True, slots=True)
class OperationConfig:
    """What is known about one operation beyond the description, and names to use for it.

    ``reconnect`` says that its stream of events goes on where it broke off. ``also`` are further
    calls of it, each a resource and a method. One that is to ``skip`` is not in the SDK. ``body``
    is the argument of methods that is the whole body. Its value is what the field ``unwrap`` of the
    response has. ``deprecated`` says why it should not be called. Names that
    are keywords of Python get an underscore: ``return_``. ``response`` is what the type of its
    value is called (of the items, where there are pages), ``request`` the dict of its arguments.
    """

    idempotent: bool | None = _setting()
    resource: str | None = _setting(resource_path)
    method: str | None = _setting(attribute_name)
    pagination: str | bool | None = _setting(scheme_or_none)
    reconnect: bool | None = _setting()
    skip: bool | None = _setting()
    also: tuple[str, ...] | None = _setting(calls)
    body: str | None = _setting(attribute_name)
    unwrap: str | bool | None = _setting(field_or_none)
    deprecated: str | bool | None = _setting(reason_or_not)
    response: str | tuple[str, ...] | None = _setting(type_names)
    request: str | tuple[str, ...] | None = _setting(type_names)


@dataclass(frozen=True, slots=True)
class ResponsesConfig:
    """What calls give: what is in the first of these fields that a response has, to ``unwrap`` it.

    Nothing of that holds for pages.
    """

    unwrap: tuple[str, ...] | None = _setting(field_names)


@dataclass(frozen=True, slots=True)
class ResourceConfig:
    """What a resource is about, where its tag does not say it, or says less."""

    description: str | None = _setting()


@dataclass(frozen=True, slots=True)
class PaginationConfig:
    """A kind of pages: every operation that has all of it has its result in such pages.

    `cursor`, `page`, `offset` and `limit` are parameters, or properties of the body; `first` is the
    number or offset of the first page. The others are paths into the response: of the array of
    results, the next cursor, whether there are more, how many results or pages there are, the URL
    of the next page. With `link_header` that is in the header `Link` (RFC 8288).
    """

    cursor: str | None = _setting(header_name)
    page: str | None = _setting(header_name)
    offset: str | None = _setting(header_name)
    limit: str | None = _setting(header_name)
    first: int | None = _setting(not_negative)
    results: str | None = _setting(response_path)
    next_cursor: str | None = _setting(response_path)
    has_more: str | None = _setting(response_path)
    total: str | None = _setting(response_path)
    number_of_pages: str | None = _setting(response_path)
    next_url: str | None = _setting(response_path)
    link_header: bool | None = _setting()


@dataclass(frozen=True, slots=True)
class SchemaConfig:
    """What the type of a schema is called, and the resource it belongs to; `shared` is for all."""

    name: str | None = _setting(public_name)
    resource: str | None = _setting(resource_path)


@dataclass(frozen=True, slots=True)
class ModelsConfig:
    """What the models are made of: pydantic's, or msgspec's Structs; and what they are called.

    `schemas` has the names of components, or pointers to any schema, as keys.
    """

    backend: Literal["pydantic", "msgspec"] | None = _setting()
    schemas: Mapping[str, SchemaConfig] = _table()


@dataclass(frozen=True, slots=True)
class SurfaceConfig:
    """How the SDK is used: `like` is a row of the settings below, each of which wins over it.

    What they mean is said where the plan has them (`Manners`), and in docs/manners.md.
    """

    like: Literal["stainless", "speakeasy", "fern"] | None = _setting()
    types: Literal["flat", "resources"] | None = _setting()
    pages: Literal["operations", "classes"] | None = _setting()
    models: Literal["flat", "components"] | None = _setting()
    base_url: bool | None = _setting()
    max_retries: bool | None = _setting()
    default_headers: bool | None = _setting()
    default_query: bool | None = _setting()
    attributes: bool | None = _setting()
    path_arguments: Literal["positional", "keyword", "last"] | None = _setting()
    options: Literal["dict", "keywords", "request_options"] | None = _setting()
    parse: Literal["sync", "async"] | None = _setting()
    omit: bool | None = _setting()
    errors: Literal["module", "root"] | None = _setting()
    async_methods: Literal["client", "suffix"] | None = _setting()


@dataclass(frozen=True, slots=True)
class ExampleConfig:
    """A call that README shows: `operation` by its id or as `get /its/path`, and its arguments."""

    operation: str = _required(said)
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any], metadata={"free": True})


@dataclass(frozen=True, slots=True)
class ExamplesConfig:
    """Which calls README shows: first of all, wherever one is needed, and for pages."""

    headline: ExampleConfig | None = None
    default: ExampleConfig | None = None
    pagination: ExampleConfig | None = None


@dataclass(frozen=True, slots=True)
class ReadmeConfig:
    """What README shows."""

    examples: ExamplesConfig = field(default_factory=ExamplesConfig)


@dataclass(frozen=True, slots=True)
class DescriptionConfig:
    """The description to press when the command line names none; paths are relative to the file.

    ``operations`` says which of it are in the SDK, whichever description is pressed: all that are
    not to ``skip``, or those alone that have a table here.
    """

    path: Path | None = field(default=None)
    root: Path | None = field(default=None)
    overlays: tuple[Path, ...] | None = field(default=None)
    operations: Literal["all", "listed"] | None = _setting()


@dataclass(frozen=True, slots=True)
class AcceptConfig:
    """A change that is meant, and does not raise the version.

    Attributes:
        rule: The id of the rule that tells it, such as ``argument-removed``.
        where: The public name that it is about; ``*`` stands for any characters, ``?`` for one.
        reason: Why programs may break here.
        until: The version that, once it is released, ends this, or the last day of it.
    """

    rule: str = _required(said)
    where: str = _required(said)
    reason: str = _required(said)
    until: str | date | None = field(default=None, metadata={"rule": limit})


@dataclass(frozen=True, slots=True)
class ReleaseConfig:
    """What counts for the next version: all changes but the accepted ones."""

    accept: tuple[AcceptConfig, ...] = ()


@dataclass(frozen=True, slots=True)
class RenamedConfig:
    """What is called by another name now: which one, and the version that has renamed it."""

    to: str = _required(written_name)
    since: str = _required(version_number)


def _nowhere(pointer: Pointer) -> Location | None:
    return None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. ``path`` is the file that they were read from.

    ``locate`` gives the place of a key in it.
    """

    package: PackageConfig = field(default_factory=PackageConfig)
    client: ClientConfig = field(default_factory=ClientConfig)
    security: SecurityConfig = field(default_factory=SecurityConfig)
    globals: Mapping[str, GlobalConfig] = _table(public_name)
    retries: RetriesConfig = field(default_factory=RetriesConfig)
    parameters: ParametersConfig = field(default_factory=ParametersConfig)
    idempotency: IdempotencyConfig = field(default_factory=IdempotencyConfig)
    webhooks: WebhooksConfig = field(default_factory=WebhooksConfig)
    operations: Mapping[str, OperationConfig] = _table()
    resources: Mapping[str, ResourceConfig] = _table(resource_path)
    pagination: Mapping[str, PaginationConfig] = _table()
    models: ModelsConfig = field(default_factory=ModelsConfig)
    surface: SurfaceConfig = field(default_factory=SurfaceConfig)
    renamed: Mapping[str, RenamedConfig] = _table(written_name)
    servers: Mapping[str, ServerConfig] = _table(said)
    responses: ResponsesConfig = field(default_factory=ResponsesConfig)
    description: DescriptionConfig = field(default_factory=DescriptionConfig)
    release: ReleaseConfig = field(default_factory=ReleaseConfig)
    readme: ReadmeConfig = field(default_factory=ReadmeConfig)
    path: Path | None = field(default=None, metadata={"internal": True})
    locate: Callable[[Pointer], Location | None] = field(
        default=_nowhere, metadata={"internal": True}, compare=False, repr=False
    )
