"""Parameter Objects in, arguments and their wire encoding out (OpenAPI 3.1, 4.8.12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from ...config import ParametersConfig
from ...data import Json, as_list, as_object, string, text
from ...pointer import Pointer, resolve
from .. import dialects
from ..model.operation import Parameter
from ..model.types import ANY, ListOf, MapOf, Ref, Scalar, TupleOf, Type, is_nullable, walk
from ..names.identifiers import pascal
from ..schemas.schemas import Schemas

LOCATIONS = ("path", "query", "querystring", "header", "cookie")
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that OpenAPI says shall be ignored (3.1, 4.8.12.2)."""


@dataclass(frozen=True, slots=True)
class RawParameter:
    """A Parameter Object found on an operation, with references resolved."""

    node: dict[str, Json]
    pointer: Pointer
    name: str
    location: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same as another one: header names have no case (RFC 9110, 5.1)."""
        return (self.name.lower() if self.location == "header" else self.name, self.location)

    @property
    def wanted_name(self) -> str:
        """The name that the Python argument is made from."""
        return dialects.name_override(self.node) or self.name


def collect(
    root: dict[str, Json], path_item: Json, operation: Json, path: Pointer, place: Pointer
) -> list[RawParameter]:
    """The parameters of an operation: those of its path that it does not override, then its own.

    Those without a name or a place of a request are left out: they cannot be sent.
    """
    found: dict[tuple[str, str], RawParameter] = {}
    for owner, pointer in ((path_item, path), (operation, place)):
        for index, value in enumerate(as_list(as_object(owner).get("parameters"))):
            node, target = resolve(root, value, (*pointer, "parameters", index))
            raw = RawParameter(
                as_object(node), target, string(as_object(node).get("name")), text(node.get("in"))
            )
            ignored = raw.location == "header" and raw.name.lower() in _IGNORED_HEADERS
            if raw.location in LOCATIONS and raw.name and not ignored:
                found[raw.key] = raw
    own = {id(raw): raw for raw in found.values() if raw.pointer[: len(place)] == place}
    first = [raw for raw in found.values() if raw.location == "path"]
    rest = [raw for raw in found.values() if raw.location != "path"]
    return [
        *first,
        *(raw for raw in rest if id(raw) in own),
        *(raw for raw in rest if id(raw) not in own),
    ]


def parameter_type(raw: RawParameter, schemas: Schemas, hint: str) -> Type:
    """The type of a parameter's value, from its `schema` or the schema of its `content`."""
    place = (*raw.pointer, "schema")
    schema = raw.node.get("schema")
    for media_type, content in as_object(raw.node.get("content")).items():
        schema = as_object(content).get("schema")
        place = (*raw.pointer, "content", media_type, "schema")
    return schemas.type_of(schema, place, f"{hint}{pascal(raw.wanted_name)}")


def plan_parameter(raw: RawParameter, argument: str, value: Type, is_global: bool) -> Parameter:
    """How the value of `argument` travels."""
    media_type = next(iter(as_object(raw.node.get("content"))), None)
    explode = raw.node.get("explode")
    as_number = media_type is not None and Scalar("number") in walk(value)
    needs_type = as_number or any(isinstance(part, Ref) for part in walk(value))
    return Parameter(
        argument=argument,
        name=raw.name,
        location=cast("Any", raw.location),
        style=text(raw.node.get("style")),
        explode=explode if isinstance(explode, bool) else None,
        required=raw.location == "path" or raw.node.get("required") is True,
        nullable=is_nullable(value) and isinstance(media_type, str),
        allow_reserved=raw.node.get("allowReserved") is True,
        media_type=media_type,
        type=value if needs_type else None,
        is_global=is_global,
    )


def styled(
    parameter: Parameter, raw: RawParameter, value: Type, chosen: ParametersConfig
) -> Parameter:
    """`parameter` as `sdk.toml` wants arrays and objects in queries, if nothing else is said."""
    says_itself = {"style", "explode", "content"} & raw.node.keys()
    parts = (ListOf, MapOf, TupleOf, Ref)
    has_members = any(isinstance(one, parts) or one == ANY for one in walk(value))
    is_chosen = chosen.arrays or chosen.objects
    if parameter.location != "query" or says_itself or not has_members or not is_chosen:
        return parameter
    return replace(parameter, style=f"{chosen.objects or ''}.{chosen.arrays or 'repeat'}")


def example_of(node: dict[str, Json], root: dict[str, Json]) -> Any:
    """The example of a Parameter or Media Type Object, or of its schema; None without one."""
    if "example" in node:
        return node["example"]
    for value in as_object(node.get("examples")).values():
        example = as_object(resolve(root, value, ())[0])
        if "value" in example:
            return example["value"]
    schema = as_object(resolve(root, node.get("schema"), ())[0])
    if "example" in schema:
        return schema["example"]
    return next(iter(as_list(schema.get("examples"))), None)
