"""Operations of the plan in, what is promised of their methods out."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from ..plan.model.operation import Argument, Encodings, Operation, Parameter, Retries
from ..pointer import reference_to
from . import model
from .notation import type_text


def method_facts(operation: Operation) -> model.Method:
    """What is promised of the method, the function and the request of `operation`."""
    pages, stream = operation.pagination, operation.stream_argument
    return model.Method(
        arguments=_arguments(operation),
        returns=type_text(operation.result),
        signatures=_signatures(operation),
        errors=operation.errors,
        page=pages.class_name if pages else "",
        items=type_text(pages.item) if pages else "",
        pages=pages.method if pages else "",
        stream=stream.name if stream else "",
        function=operation.function_name,
        request=operation.request,
        body="".join(operation.request_forms[1:]),
        error_union=operation.error_union,
        deprecated=operation.deprecation,
        security=operation.security,
        scopes=dict(operation.scopes),
        wire=f"{operation.method} {operation.path}",
        sends=tuple(f"{one.media_type}{_encoded(one.encodings)}" for one in operation.bodies),
        receives=_receives(operation),
        servers=tuple(server.url for server in operation.servers),
        retries=retries_text(operation.retries) if operation.retries else "",
        idempotent=operation.idempotent,
        keyed=operation.keyed,
        reconnects=operation.reconnects,
        at=reference_to(("paths", operation.path, operation.method.lower())),
        docs=digest_of(_said(operation)),
    )


def retries_text(retries: Retries) -> str:
    """A retry policy as text."""
    return as_json(asdict(retries))


def as_json(value: Any) -> str:
    """JSON-like data as text; nothing for None."""
    return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)


def digest_of(*said: Any) -> str:
    """What tells texts from others, short enough to stand in a surface."""
    return sha256(repr(said).encode(errors="surrogatepass")).hexdigest()[:8]


def _arguments(operation: Operation) -> dict[str, model.Argument]:
    parameters = {item.argument: item for item in operation.parameters}
    return {
        item.name: model.Argument(
            type=type_text(item.type),
            required=item.required,
            positional=item.positional,
            nullable=item.nullable,
            of_client=item.is_global,
            wire=_wire(item, parameters.get(item.key)),
            default=as_json(item.default),
            deprecated=item.deprecation,
        )
        for item in operation.arguments
    }


def _wire(argument: Argument, parameter: Parameter | None) -> str:
    """Where the value of an argument goes, and how it is written there."""
    words = [argument.location, argument.wire]
    if parameter:
        explode = {True: "explode", False: "no explode", None: ""}[parameter.explode]
        reserved = "reserved" if parameter.allow_reserved else ""
        words += [parameter.style, explode, reserved, parameter.media_type or ""]
    return " ".join(word for word in words if word)


def _signatures(operation: Operation) -> dict[str, tuple[str, ...]]:
    """The arguments for each media type of the body, where they differ."""
    media_types = [body.media_type for body in operation.bodies]
    return {
        media_type: tuple(item.name for item in arguments)
        for media_type, arguments in zip(media_types, operation.signatures, strict=False)
    }


def _receives(operation: Operation) -> tuple[str, ...]:
    """The statuses and media types of what a call gives."""
    rows = [row for row in operation.responses if not row.error]
    return tuple(f"{row.status} {row.media_type}".removesuffix(" None") for row in rows)


def _encoded(encodings: Encodings) -> str:
    """How the parts of a form are written, where that is said."""
    return f" {as_json(asdict(encodings))}" if encodings != Encodings() else ""


def _said(operation: Operation) -> list[Any]:
    arguments = [(item.description, item.example) for item in operation.arguments]
    responses = [(row.description, row.example) for row in operation.responses]
    return [operation.summary, operation.description, arguments, responses]
