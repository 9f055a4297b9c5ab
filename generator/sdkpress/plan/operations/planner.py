"""Operation Objects in, operations of the plan out: one call of `OperationPlanner.plan` each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...config import Config, OperationConfig
from ...data import Json, as_object, text
from ...describe import Description
from ...describe.path_templates import path_template
from ...pointer import resolve
from .. import dialects
from ..deprecations import deprecation
from ..model.definitions import UNEXPLAINED
from ..model.operation import Argument, Operation, Parameter
from ..model.sdk import Client
from ..model.types import Type
from ..names.identifiers import field_names, given_name, parameter_name
from ..schemas.schemas import Schemas
from ..shapes.degraded import Degraded
from ..shapes.forms import Forms
from .bodies import RawBody, collect_bodies, plan_body
from .body_arguments import body_arguments, chosen, content_type_argument, merged_arguments
from .error_classes import Errors
from .events import streams_unasked
from .idempotency import is_filled, sends_keys
from .naming import Names, Naming
from .parameters import (
    RawParameter,
    collect,
    example_of,
    parameter_type,
    plan_parameter,
    styled,
)
from .raw_operation import RawOperation
from .request_models import request_model
from .responses import ResponsePlanner, result_type
from .retries import operation_retries, plan_retries
from .security import plan_requirements, plan_scopes, without_optional
from .servers import plan_servers


@dataclass(frozen=True, slots=True)
class Found:
    """What planning one operation after another finds: schemas, the forms of them, and errors."""

    schemas: Schemas
    forms: Forms
    errors: Errors


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What a call takes in; `content_type` is the argument that chooses the media type.

    `keyed` says that one of the parameters is filled with an idempotency key.
    """

    arguments: tuple[Argument, ...]
    parameters: tuple[Parameter, ...]
    bodies: tuple[RawBody, ...]
    content_type: str
    signatures: tuple[tuple[Argument, ...], ...]
    keyed: bool


class OperationPlanner:
    """Plans operations over shared schemas and error classes."""

    def __init__(
        self,
        description: Description,
        config: Config,
        names: Names,
        client: Client,
        found: Found,
    ) -> None:
        root = description.root
        self._root = root
        self._settings = names.settings
        self._calls = {naming.id: naming.call for _, naming in reversed(names.operations)}
        self._schemas = found.schemas
        self._forms = found.forms
        self._responses = ResponsePlanner(root, found.schemas, found.errors)
        self._degraded = Degraded(root, description.document.left_out)
        self._globals = {(item.location, item.wire): item.name for item in client.globals}
        self._config = config
        self._retries = plan_retries(config, None)

    def plan(self, raw: RawOperation, naming: Naming) -> Operation:
        """Every decision about one operation."""
        collected = collect(self._root, raw.path_item, raw.node, raw.path_pointer, raw.pointer)
        declared = {item.name for item in collected if item.location == "path"}
        template = path_template(raw.path, declared).text
        sent = [item for item in collected if _has_place(item, template)]
        inputs = self._inputs(raw, sent, naming.hint)
        rows = self._responses.plan(raw.node, raw.pointer, naming.hint, raw.method)
        settings = self._settings.get(raw.key, OperationConfig())
        hints = dialects.operation_hints(raw.node)
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
            deprecation=_deprecation(settings, deprecation(raw.node, self._calls)),
            arguments=inputs.arguments,
            parameters=inputs.parameters,
            bodies=tuple(plan_body(body, self._root) for body in inputs.bodies),
            responses=rows,
            result=result_type(rows),
            request=self._request(raw, inputs, naming.hint),
            error_union=f"{naming.hint}Error",
            security=without_optional(
                plan_requirements(raw.node.get("security"), self._root), self._config
            ),
            scopes=plan_scopes(raw.node.get("security"), self._root),
            idempotent=settings.idempotent is True or hints.idempotent,
            servers=plan_servers(raw.node.get("servers") or raw.path_item.get("servers")),
            retries=operation_retries(self._config, dialects.retries(raw.node, self._retries)),
            degraded=self._degraded.reasons(raw.pointer, raw.path_pointer),
            hidden=hints.hidden,
            stream=hints.stream,
            streams_unasked=streams_unasked(self._root, self._schemas, raw.node),
            content_type=inputs.content_type,
            signatures=inputs.signatures,
            keyed=inputs.keyed or sends_keys(self._config, raw.method),
            reconnects=settings.reconnect is True,
        )

    def _inputs(self, raw: RawOperation, found: list[RawParameter], hint: str) -> _Inputs:
        own = [item for item in found if (item.location, item.name) not in self._globals]
        body = as_object(resolve(self._root, raw.node.get("requestBody"), ())[0])
        several = len(as_object(body.get("content"))) > 1
        suffix = "RequestBody" if own or several else "Request"
        bodies = collect_bodies(
            self._root, raw.node, raw.pointer, self._schemas, self._forms, f"{hint}{suffix}"
        )
        whole = self._settings.get(raw.key, OperationConfig()).body
        if whole:
            bodies = [replace(one, fields=None) for one in bodies]
        parameters, parameter_arguments = self._parameters(found, bodies, hint)
        lists = [body_arguments(body, self._root, given_name(whole or "")) for body in bodies]
        arguments = [*parameter_arguments, *merged_arguments(lists)]
        switch = content_type_argument(bodies, {item.key for item in arguments})
        return _Inputs(
            arguments=_ordered([*arguments, *([switch] if switch else [])]),
            parameters=parameters,
            bodies=tuple(bodies),
            content_type=switch.key if switch else "",
            signatures=_signatures(parameter_arguments, bodies, lists, switch),
            keyed=any(item.is_key for item in parameters),
        )

    def _request(self, raw: RawOperation, inputs: _Inputs, hint: str) -> str:
        """The name of the request model."""
        own = tuple(item for item in inputs.arguments if not item.is_global)
        about = f"The arguments of `{raw.method} {raw.path}`."
        return request_model(own, inputs.bodies, self._schemas, hint, raw.pointer, about)

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
            plain = plan_parameter(raw, key, value, is_global)
            parameter = styled(plain, raw, value, self._config.parameters)
            if is_filled(raw, self._config, self._root):
                parameter = replace(parameter, required=False, is_key=True)
            parameters.append(parameter)
            arguments.append(_argument(raw, parameter, value, self._root))
        return tuple(parameters), arguments


def _deprecation(settings: OperationConfig, described: str) -> str:
    """Why the operation should not be called: as the user says, or else the description."""
    said = settings.deprecated
    if isinstance(said, str):
        return " ".join(said.split())
    return described if said is None else (described or UNEXPLAINED) if said else ""


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
        description=description or text(as_object(raw.node.get("schema")).get("description")),
        deprecation=deprecation(raw.node),
        is_global=parameter.is_global,
        example=example_of(raw.node, root),
        default=as_object(resolve(root, raw.node.get("schema"), ())[0]).get("default"),
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
