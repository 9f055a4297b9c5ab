"""Operation Objects in, operations of the plan out: one call of `OperationPlanner.plan` each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ...config import Config, OperationConfig
from ...describe.path_templates import path_template
from .. import dialects
from ..model.operation import Argument, Operation, Parameter
from ..model.types import Type
from ..names.identifiers import field_names, parameter_name
from ..raw import Json, Pointer, mapping, resolve, text
from ..schemas.schemas import Schemas
from ..shapes.forms import Forms
from .bodies import RawBody, collect_bodies, plan_body
from .body_arguments import body_arguments, chosen, content_type_argument, merged_arguments
from .parameters import (
    RawParameter,
    collect,
    example_of,
    parameter_type,
    plan_parameter,
)
from .request_models import request_model
from .responses import ResponsePlanner, result_type
from .retries import plan_retries
from .security import plan_requirements, plan_scopes
from .servers import plan_servers

Key: TypeAlias = tuple[str, str]
"""Method and path of an operation."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of an operation, decided together with those of all others."""

    id: str
    hint: str
    resource: str
    module: str
    method_name: str
    constant: str
    function_name: str


@dataclass(frozen=True, slots=True)
class RawOperation:
    """An operation as the description has it, with its place."""

    method: str
    path: str
    node: dict[str, Json]
    path_item: dict[str, Json]
    pointer: Pointer
    path_pointer: Pointer

    @property
    def key(self) -> Key:
        """What no other operation has; a pointer may be that of several, by references."""
        return self.method, self.path


class OperationPlanner:
    """Plans operations over shared schemas and error classes."""

    def __init__(
        self,
        root: dict[str, Json],
        config: Config,
        settings: Mapping[Key, OperationConfig],
        schemas: Schemas,
        forms: Forms,
        responses: ResponsePlanner,
        global_keys: dict[tuple[str, str], str],
    ) -> None:
        self._root = root
        self._settings = settings
        self._schemas = schemas
        self._forms = forms
        self._responses = responses
        self._globals = global_keys
        self._retries = plan_retries(config, None)

    def plan(self, raw: RawOperation, naming: Naming) -> Operation:
        """Every decision about one operation."""
        hint = naming.hint
        collected = collect(self._root, raw.path_item, raw.node, raw.path_pointer, raw.pointer)
        declared = {item.name for item in collected if item.location == "path"}
        template = path_template(raw.path, declared).text
        found = [item for item in collected if _has_place(item, template)]
        own = [item for item in found if (item.location, item.name) not in self._globals]
        body = mapping(resolve(self._root, raw.node.get("requestBody"), ())[0])
        several = len(mapping(body.get("content"))) > 1
        suffix = "RequestBody" if own or several else "Request"
        bodies = collect_bodies(
            self._root, raw.node, raw.pointer, self._schemas, self._forms, f"{hint}{suffix}"
        )
        parameters, parameter_arguments = self._parameters(found, bodies, hint)
        lists = [body_arguments(body, self._root) for body in bodies]
        arguments = [*parameter_arguments, *merged_arguments(lists)]
        switch = content_type_argument(bodies, {item.key for item in arguments})
        signatures = _signatures(parameter_arguments, bodies, lists, switch)
        arguments = _ordered([*arguments, *([switch] if switch else [])])
        rows = self._responses.plan(raw.node, raw.pointer, hint, raw.method)
        settings = self._settings.get(raw.key, OperationConfig())
        hints = dialects.operation_hints(raw.node)
        own_arguments = tuple(item for item in arguments if not item.is_global)
        return Operation(
            id=naming.id,
            method=raw.method,
            path=raw.path,
            template=template,
            constant=naming.constant,
            method_name=naming.method_name,
            function_name=naming.function_name,
            resource=naming.resource,
            module=naming.module,
            summary=text(raw.node.get("summary")),
            description=text(raw.node.get("description")),
            deprecated=raw.node.get("deprecated") is True,
            arguments=arguments,
            parameters=parameters,
            bodies=tuple(plan_body(body, self._root) for body in bodies),
            responses=rows,
            result=result_type(rows),
            request=request_model(
                own_arguments, bodies, self._schemas, hint, raw.pointer, self._request_text(raw)
            ),
            error_union=f"{hint}Error",
            security=plan_requirements(raw.node.get("security"), self._root),
            scopes=plan_scopes(raw.node.get("security"), self._root),
            idempotent=settings.idempotent is True or hints.idempotent,
            servers=plan_servers(raw.node.get("servers") or raw.path_item.get("servers")),
            retries=dialects.retries(raw.node, self._retries),
            content_type=switch.key if switch else "",
            signatures=signatures,
        )

    def _request_text(self, raw: RawOperation) -> str:
        return f"The arguments of `{raw.method} {raw.path}`."

    def _parameters(
        self, found: list[RawParameter], bodies: list[RawBody], hint: str
    ) -> tuple[tuple[Parameter, ...], list[Argument]]:
        """How the parameters travel, and the arguments that fill them."""
        taken = {item.name for body in bodies for item in body.fields or ()}
        if any(body.fields is None for body in bodies):
            taken.add("body")
        keys = _keys(found, taken, self._globals)
        arguments: list[Argument] = []
        parameters: list[Parameter] = []
        for raw in found:
            key = keys[raw.location, raw.name]
            is_global = (raw.location, raw.name) in self._globals
            value = parameter_type(raw, self._schemas, hint)
            parameter = plan_parameter(raw, key, value, is_global)
            parameters.append(parameter)
            arguments.append(_argument(raw, parameter, value, self._root))
        return tuple(parameters), arguments


def _has_place(parameter: RawParameter, path: str) -> bool:
    """Whether a parameter is sent: one of the path is only where the path has it."""
    return parameter.location != "path" or f"{{{parameter.name}}}" in path


def _ordered(arguments: list[Argument]) -> tuple[Argument, ...]:
    """The arguments as a signature has them: required ones first, the client's own last."""
    return tuple(sorted(arguments, key=lambda item: (not item.required, item.is_global)))


def _signatures(
    parameters: list[Argument],
    bodies: list[RawBody],
    lists: list[tuple[Argument, ...]],
    switch: Argument | None,
) -> tuple[tuple[Argument, ...], ...]:
    """The arguments for each media type of the body, where they differ."""
    if switch is None or all(items == lists[0] for items in lists):
        return ()
    return tuple(
        _ordered([*parameters, *items, chosen(switch, body.media_type, default=body is bodies[0])])
        for body, items in zip(bodies, lists, strict=True)
    )


def _argument(
    raw: RawParameter, parameter: Parameter, value: Type, root: dict[str, Json]
) -> Argument:
    description = text(raw.node.get("description"))
    return Argument(
        name=parameter_name(parameter.argument),
        key=parameter.argument,
        wire=raw.name,
        location=parameter.location,
        type=value,
        required=parameter.required and not parameter.is_global,
        nullable=parameter.nullable,
        description=description or text(mapping(raw.node.get("schema")).get("description")),
        deprecated=raw.node.get("deprecated") is True,
        is_global=parameter.is_global,
        example=example_of(raw.node, root),
    )


def _keys(
    found: list[RawParameter], taken: set[str], global_keys: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """An argument for each parameter; one whose name is taken is told apart by its location."""
    keys: dict[tuple[str, str], str] = {}
    names = {
        place: field_names(raw.wanted_name for raw in found if raw.location == place)
        for place in {raw.location for raw in found}
    }
    used = set(taken)
    for raw in found:
        identity = (raw.location, raw.name)
        key = global_keys.get(identity, names[raw.location][raw.wanted_name])
        if key in used:
            key = f"{raw.location}_{key}"
        while key in used:
            key = f"{key}_"
        used.add(key)
        keys[identity] = key
    return keys
