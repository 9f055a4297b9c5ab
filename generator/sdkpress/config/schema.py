"""The settings that ``sdk.toml`` may hold: these dataclasses are its schema.

A field's type, its key (where Python needs another name) and its rule are all that the loader
knows. ``None`` and empty stand for what is not given; the plan derives it from the description.
"""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from packaging.requirements import InvalidRequirement, Requirement

from ..pointer import Pointer
from ..problems import Location
from ..spdx import by_name, expression

Rule: TypeAlias = Callable[[Any], str]
"""Given a value of the right type, says what it must be, or nothing if it is that."""


def identifier(value: str) -> str:
    """A name that Python code can use."""
    if value.isidentifier() and not keyword.iskeyword(value):
        return ""
    return "must be a Python identifier"


def public_name(value: str) -> str:
    """A name that Python code can use, and that is not private."""
    if not identifier(value) and value[0] != "_":
        return ""
    return "must be a Python identifier that does not begin with _"


def attribute_name(value: str) -> str:
    """A public name, which may be a keyword of Python: it gets an underscore."""
    if value.isidentifier() and value[0] != "_":
        return ""
    return "must be a Python identifier that does not begin with _"


def resource_path(value: str) -> str:
    """The dotted name of a resource."""
    if all(attribute_name(part) == "" for part in value.split(".")):
        return ""
    return 'must be names joined by dots, such as "chat.completions"'


def calls(values: tuple[str, ...]) -> str:
    """The dotted names of methods, from the client on."""
    if all("." in value and resource_path(value) == "" for value in values):
        return ""
    return 'must be calls: a resource and a method joined by a dot, such as "models.list"'


def type_names(value: str | tuple[str, ...]) -> str:
    """The names of a type, each with the namespace in `types` before it where that is another."""
    names = (value,) if isinstance(value, str) else value
    if names and all(resource_path(name) == "" for name in names):
        return ""
    return 'must be names such as "File" or "vector_stores.File"'


def written_name(value: str) -> str:
    """A public name as changes are told: dotted, an argument in brackets behind what takes it."""
    names, bracket, argument = value.removesuffix(")").partition("(")
    is_closed = value.endswith(")") is bool(bracket)
    parts = [*names.split("."), *([argument] if bracket else [])]
    if is_closed and all(public_name(part) == "" for part in parts):
        return ""
    return 'must be a name such as "chat.send", "chat.send(model)" or "models.Item.size"'


def package_path(value: str) -> str:
    """An import name: identifiers joined by dots."""
    if all(identifier(part) == "" for part in value.split(".")):
        return ""
    return 'must be a Python package name, such as "acme_sdk"'


def distribution_name(value: str) -> str:
    """A name by the rules of the Python packaging specifications."""
    if re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", value):
        return ""
    return "may hold letters, digits, and . _ - between them"


def version_number(value: str) -> str:
    """A version by PEP 440, without a local part."""
    if re.fullmatch(
        r"v?(\d+!)?\d+(\.\d+)*([-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?"
        r"(-\d+|[-_.]?(post|rev|r)[-_.]?\d*)?([-_.]?dev[-_.]?\d*)?",
        value,
        re.IGNORECASE,
    ):
        return ""
    return 'must be a version, such as "1.2.0" or "2.0.0rc1"'


def said(value: str) -> str:
    """A text that says something."""
    return "" if value.strip() else "must say something"


def limit(value: str | date) -> str:
    """A version, or a day."""
    if isinstance(value, date) or not version_number(value) or _is_day(value):
        return ""
    return 'must be a version, such as "2.0.0", or a day, such as 2027-12-31'


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def positive(value: float) -> str:
    """A number above zero."""
    return "" if 0 < value < math.inf else "must be greater than zero"


def not_negative(value: float) -> str:
    """A number of zero or more."""
    return "" if 0 <= value < math.inf else "must not be negative"


def at_least_one(value: float) -> str:
    """A number of one or more."""
    return "" if 1 <= value < math.inf else "must be 1 or more"


def statuses(values: tuple[str, ...]) -> str:
    """HTTP status codes or their ranges."""
    if all(re.fullmatch(r"[1-5](?:XX|[0-9]{2})", value) for value in values):
        return ""
    return 'must be status codes, such as "429" or "5XX"'


def licence(value: str) -> str:
    """An SPDX expression (PEP 639), or nothing for none."""
    if not value or expression(value):
        return ""
    near = by_name(value)
    return f'must be an SPDX expression, such as "{near or "LicenseRef-Proprietary"}"'


def web_address(value: str) -> str:
    """An absolute URL of the web."""
    if re.fullmatch(r"https?://[^\s<>\"]+", value):
        return ""
    return 'must be a web address, such as "https://docs.acme.dev"'


def mail_address(value: str) -> str:
    """An address of e-mail, without a name before it."""
    return "" if re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", value) else "must be an address of e-mail"


def requirements(values: tuple[str, ...]) -> str:
    """Dependency specifiers (PEP 508)."""
    for value in values:
        try:
            Requirement(value)
        except InvalidRequirement as error:
            reason = str(error).partition("\n")[0]
            return f'must be requirements, such as "anyio>=4": {value}: {reason}'
    return ""


def extra_name(value: str) -> str:
    """The name of an extra that the package does not have by itself."""
    if value in _EXTRAS:
        return "is an extra that every package has"
    return distribution_name(value)


_EXTRAS = frozenset({"fast", "mcp", "otel", "webhooks"})


def header_name(value: str) -> str:
    """The name of a header or a parameter: printable, without spaces or colons."""
    return "" if re.fullmatch(r"[!-9;-~]+", value) else "must be a name of ASCII characters"


def field_name(value: str) -> str:
    """The name of a header field that no one else fills (RFC 9110, 5.1)."""
    if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", value):
        return 'must be the name of a header, such as "Idempotency-Key"'
    return f"must not be {value}, which means something else" if value.lower() in _TAKEN else ""


_TAKEN = frozenset(
    [
        *("accept", "accept-encoding", "authorization", "connection", "content-length"),
        *("content-type", "cookie", "host", "transfer-encoding", "user-agent"),
    ]
)


def response_path(value: str) -> str:
    """A path to one value of a response: a JSONPath without wildcards, with or without "$."."""
    step = r"""(\.|^)[A-Za-z_][\w-]*|\[-?\d{1,9}\]|\['[^'\\]*'\]|\["[^"\\]*"\]"""
    if re.fullmatch(rf"\$?({step})*", value) and value:
        return ""
    return 'must be the path of one value, such as "meta.next" or "data[-1].id"; "$" is the whole'


def scheme_or_none(value: str | bool) -> str:
    """The name of a scheme, or false."""
    return "must be the name of a scheme, or false" if value is True else ""


def field_or_none(value: str | bool) -> str:
    """The name of a field, or false."""
    return (
        "" if value is False or (isinstance(value, str) and value) else "must be a field, or false"
    )


def field_names(values: tuple[str, ...]) -> str:
    """Names of fields."""
    return "" if all(values) else "must be the names of fields"


def reason_or_not(value: str | bool) -> str:
    """Why something should not be used, or whether."""
    return said(value) if isinstance(value, str) else ""


def signed_text(value: str) -> str:
    """What a signature is of: the body, with what else there is."""
    left = re.sub(r"\{(body|timestamp|id)\}", "", value)
    if "{body}" in value and "{" not in left and "}" not in left:
        return ""
    return 'must hold {body}, and may hold {timestamp} and {id}, as in "{timestamp}.{body}"'


def base_url(value: str) -> str:
    """The URL of a server, which may hold variables in braces."""
    plain = re.sub(r"\{[A-Za-z_][\w.-]*\}", "0", value)
    if re.fullmatch(r"https?://[^\s{}/?#]+(/[^\s{}?#]*)?", plain, re.IGNORECASE):
        return ""
    return 'must be an absolute URL, such as "https://api.example.com/v1"'


def environment_name(value: str) -> str:
    """The name of an environment variable."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
        return ""
    return "must be the name of an environment variable"


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
