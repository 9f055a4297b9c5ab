"""Operations of the plan: signature, wire encoding, responses and errors, all decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .names import module_name
from .types import Type

Location = Literal["path", "query", "header", "cookie", "body"]
BodyKind = Literal["json", "form", "multipart", "text", "binary", "jsonl"]
ResponseKind = Literal["json", "text", "binary", "empty", "sse", "jsonl"]


@dataclass(frozen=True, slots=True)
class Argument:
    """A keyword argument of a method, and where its value goes.

    `key` names it in a request model or dict, `name` in a signature (they differ only where the
    method has a parameter of that name itself). `wire` is the parameter's or the body property's
    name; it is empty for an argument that is the whole body. A `nullable` argument sends null for
    None and is left out by default.
    """

    name: str
    key: str
    wire: str
    location: Location
    type: Type
    required: bool
    nullable: bool = False
    description: str = ""
    deprecated: bool = False
    is_global: bool = False
    example: Any = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """How a parameter travels (OpenAPI 3.1, 4.8.12 Parameter Object)."""

    argument: str
    name: str
    location: Literal["path", "query", "header", "cookie"]
    style: str = ""
    explode: bool | None = None
    required: bool = False
    nullable: bool = False
    allow_reserved: bool = False
    media_type: str | None = None
    type: Type | None = None
    is_global: bool = False


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


@dataclass(frozen=True, slots=True)
class Response:
    """One status and media type; `error` names the class that it raises."""

    status: str
    media_type: str | None
    kind: ResponseKind
    type: Type | None
    error: str | None
    description: str = ""


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A server variable with its default and allowed values (empty: any)."""

    name: str
    default: str
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
    """When and how long to wait before another attempt, in seconds and attempts in all."""

    max_attempts: int = 3
    initial_delay: float = 0.5
    factor: float = 1.5
    max_delay: float = 60.0
    statuses: tuple[str, ...] = ("5XX", "429")
    connection_errors: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: `id` and `path` are the description's, every other name is Python's."""

    id: str
    method: str
    path: str
    constant: str
    method_name: str
    function_name: str
    resource: str
    summary: str
    description: str
    deprecated: bool
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

    @property
    def module(self) -> str:
        """The module of its resource."""
        return module_name(self.resource)

    @property
    def request_required(self) -> bool:
        """Whether a request must be given to the standalone function."""
        return any(argument.required for argument in self.arguments)

    @property
    def errors(self) -> dict[str, str]:
        """The error class of each declared status."""
        return {row.status: row.error for row in self.responses if row.error}
