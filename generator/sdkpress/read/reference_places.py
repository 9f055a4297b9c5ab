"""Every place of a description where a reference may stand, or where people put one: a table.

:mod:`sdkpress.read.grammar` has the objects that schemas, parameters and the like are made of.
Here is all else beside them: the other objects, whole maps and lists, texts and single values. A
Reference Object (OpenAPI 3.1, 4.8.23) stays one in the bundled document; any other reference is
replaced by what it leads to. What is data (``example``, ``default``, ``const``, the items of an
``enum``, extensions) has no place in the table: a ``$ref`` in it is data, too.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias, cast

from ..pointer import Pointer
from .grammar import FIELDS, SECTIONS, Kind, Shape

Type: TypeAlias = tuple[Shape, Kind]

TEXT: Kind = "text"
"""Prose, which may stand in a file of its own."""
VALUE: Kind = "value"
"""A scalar, or a list of scalars."""

_TEXTS: dict[str, Type] = dict.fromkeys(("summary", "description"), ("one", TEXT))
_SERVERS: dict[str, Type] = {"servers": ("list", "server")}
_DOCS: dict[str, Type] = {"externalDocs": ("one", "externalDocs")}
_FLOWS = (
    *("implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"),
)


def _values(*names: str) -> dict[str, Type]:
    return dict.fromkeys(names, ("one", VALUE))


_HEADER: dict[str, Type] = {
    **_TEXTS,
    **_values("required", "deprecated", "allowEmptyValue", "style", "explode", "allowReserved"),
}
_MORE: dict[Kind, dict[str, Type]] = {
    "openapi": {
        "info": ("one", "info"),
        "tags": ("list", "tag"),
        "security": ("list", "requirement"),
        **_SERVERS,
        **_DOCS,
    },
    "info": {
        **_values("title", "termsOfService", "version"),
        **_TEXTS,
        "contact": ("one", "contact"),
        "license": ("one", "license"),
    },
    "contact": _values("name", "url", "email"),
    "license": _values("name", "identifier", "url"),
    "server": {**_values("url", "name"), **_TEXTS, "variables": ("map", "serverVariable")},
    "serverVariable": {**_values("enum", "default"), **_TEXTS},
    "tag": {**_values("name", "parent", "kind"), **_TEXTS, **_DOCS},
    "externalDocs": {**_values("url"), **_TEXTS},
    "requirement": {},
    "pathItem": {**_TEXTS, **_SERVERS},
    "operation": {
        **_values("operationId", "deprecated", "tags"),
        **_TEXTS,
        **_SERVERS,
        **_DOCS,
        "security": ("list", "requirement"),
    },
    "parameter": {**_HEADER, **_values("name", "in")},
    "header": _HEADER,
    "requestBody": {**_values("required"), **_TEXTS},
    "response": _TEXTS,
    "mediaType": {},
    "encoding": _values("contentType", "style", "explode", "allowReserved"),
    "example": {**_TEXTS, **_values("externalValue")},
    "link": {**_values("operationRef", "operationId"), **_TEXTS, "server": ("one", "server")},
    "securityScheme": {
        **_values("type", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"),
        **_values("oauth2MetadataUrl", "deprecated"),
        **_TEXTS,
        "flows": ("one", "oauthFlows"),
    },
    "oauthFlows": dict.fromkeys(_FLOWS, ("one", "oauthFlow")),
    "oauthFlow": {
        **_values("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"),
        "scopes": ("map", TEXT),
    },
    "schema": {
        **_TEXTS,
        **_DOCS,
        **_values("type", "title", "format", "pattern", "enum", "required", "nullable"),
        **_values("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        **_values("minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
        **_values("minProperties", "maxProperties", "minContains", "maxContains"),
        **_values("deprecated", "readOnly", "writeOnly", "contentEncoding", "contentMediaType"),
        "dependentRequired": ("map", VALUE),
        "discriminator": ("one", "discriminator"),
        "xml": ("one", "xml"),
    },
    "discriminator": {
        **_values("propertyName", "defaultMapping"),
        "mapping": ("map", VALUE),
    },
    "xml": _values("name", "namespace", "prefix", "attribute", "wrapped", "nodeType"),
}

PLACES: dict[Kind, dict[str, Type]] = {
    kind: {**_MORE.get(kind, {}), **FIELDS.get(kind, {})} for kind in {**FIELDS, **_MORE}
}
"""Kind of an object → its fields that may be a reference, or hold one, with what they are."""


class Place(NamedTuple):
    """A value of a description: the member ``key`` of ``holder``, and what it should be."""

    holder: Any
    key: str | int
    shape: Shape
    kind: Kind
    pointer: Pointer

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.holder[self.key]


def is_reference(value: Any) -> bool:
    """Whether ``value`` is an object that refers: a property may be *called* ``$ref``."""
    return value.__class__ is dict and isinstance(value.get("$ref"), str)


def is_replaced(place: Place) -> bool:
    """Whether a reference that stands here is replaced by what it leads to.

    A Reference Object is not, and a path item only where it has members of its own beside.
    """
    if place.shape in ("map", "list") or place.kind not in SECTIONS:
        return True
    own = (name for name in place.value if name != "$ref" and not name.startswith("x-"))
    return place.kind == "pathItem" and any(own)


def places_in(place: Place) -> list[Place]:
    """Return the places directly inside of one that may hold references; scalars are left out."""
    value, pointer = place.value, place.pointer
    if place.shape == "map" or place.kind == "callback":
        kind = "pathItem" if place.shape == "one" else place.kind
        return _in_map(value, kind, pointer) if value.__class__ is dict else []
    if value.__class__ is list:
        items = enumerate(cast("list[Any]", value)) if place.shape != "one" else ()
        return [
            Place(value, index, "one", place.kind, (*pointer, index))
            for index, item in items
            if item.__class__ is dict
        ]
    fields = PLACES.get(place.kind)
    if value.__class__ is not dict or place.shape == "list" or not fields:
        return []
    return [
        Place(value, name, *fields[name], (*pointer, name))
        for name, item in cast("dict[str, Any]", value).items()
        if (item.__class__ is dict or item.__class__ is list) and name in fields
    ]


def _in_map(members: dict[str, Any], kind: Kind, pointer: Pointer) -> list[Place]:
    found = [
        Place(members, name, "one", kind, (*pointer, name))
        for name, item in members.items()
        if item.__class__ is dict
    ]
    return [place for place in found if not _is_extension(place.pointer, kind)]


def _is_extension(pointer: Pointer, kind: Kind) -> bool:
    """Whether a member of a map is an extension; "x-" may begin other names elsewhere."""
    is_named = len(pointer) == 3 and pointer[0] == "components"
    return kind in ("pathItem", "response") and not is_named and str(pointer[-1]).startswith("x-")


def type_at(pointer: Pointer) -> Type | None:
    """Return what stands at ``pointer`` of a description, ``None`` where the table has nothing."""
    shape: Shape = "one"
    kind: Kind = "openapi"
    for depth, segment in enumerate(pointer, start=1):
        is_item = shape == "one or list" and str(segment).isdecimal()
        if shape in ("map", "list") or is_item or kind == "callback":
            kind = "pathItem" if shape == "one" and kind == "callback" else kind
            shape = "one"
            if _is_extension(pointer[:depth], kind):
                return None
            continue
        field = PLACES.get(kind, {}).get(str(segment))
        if field is None:
            return None
        shape, kind = field
    return ("one" if shape == "one or list" else shape), kind
