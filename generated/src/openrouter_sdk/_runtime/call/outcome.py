"""The end of a call: a final response in; the value, a stream, or an exception out."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from ..base.charsets import json_bytes
from ..base.operation import STREAMED
from ..http.effects import Effect, Read
from ..http.transport import HTTPResponse, TransportError
from ..models.adapter import unknown
from ..reply.decode import Undecodable

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..http.effects import Steps
    from ..reply.caller import Call, Hooks
    from ..reply.decode import Decoder
    from ..reply.embedded import Embedded
    from ..reply.response import APIResponse
    from .base_client import BaseClient
    from .prepared import PreparedOperation


def finish(
    client: BaseClient,
    prepared: PreparedOperation,
    call: Call,
    response: HTTPResponse,
    wants_stream: bool | None,
    *,
    raw: bool,
    download: bool,
) -> Generator[Effect, Any, Any]:
    """Decode the response.

    Yields:
        `Read`, for the body of a stream that turns out to be none.

    Returns:
        The value, or an `APIResponse` that holds it; a download, where that is asked for.

    Raises:
        SDKError: The status or the body says that the call failed, or it cannot be decoded.
    """
    content_type = response.header(b"content-type")
    decoder = prepared.decoder(response.status_code, content_type, wants_stream)
    if not succeeded(response.status_code, decoder):
        raise failed(client, prepared, call, response)
    if download:
        decode = partial(
            finish, client, prepared, call, response, wants_stream, raw=False, download=False
        )
        if call.hooks is not None:
            decode = partial(_told, call.hooks, decode)
        return client.make_download(prepared.operation, call, response, decode)
    streamed = decoder.kind in STREAMED
    if response.stream is not None and (decoder.is_whole or not streamed):
        yield from _read(client, prepared, call, response)
    drift: tuple[Drift, ...] = decoder.drift
    if streamed:
        value = _stream(client, prepared, call, response, decoder)
    else:
        value, drift = _decoded(client, prepared, call, response, decoder)
        if prepared.operation.unwrap is not None:
            value = getattr(value, prepared.operation.unwrap[1], None)
    if prepared.operation.pages is None and not raw:
        return value
    from ..reply.response import api_response

    request = call.request
    assert request is not None
    response_with_value = api_response(request, response, value, drift)
    if prepared.operation.pages is not None:
        return _page(client, prepared, call, response_with_value, raw=raw)
    return response_with_value


def _told(hooks: Hooks, decode: Callable[[], Steps]) -> Steps:
    return hooks.reading(decode())


def _read(
    client: BaseClient, prepared: PreparedOperation, call: Call, response: HTTPResponse
) -> Generator[Effect, Any, None]:
    """Read the body of a response that is no stream."""
    try:
        response.content = yield Read(response.stream)
    except TransportError as error:
        from ..reply.failure import transport_error

        raise transport_error(client.errors, prepared.operation, call, error) from error.__cause__
    response.stream = None


def _stream(
    client: BaseClient,
    prepared: PreparedOperation,
    call: Call,
    response: HTTPResponse,
    decoder: Decoder,
) -> Any:
    if decoder.drift:
        call.report(decoder.drift)
    if decoder.is_whole:
        from ..reply.body import BufferedBody
        from ..reply.framing import items_of

        try:
            items = items_of(decoder, json_bytes(response.content, decoder.charset))
            if len(items) == 1:
                decoded = decoder.decode_item(items[0])
                embedded = _embedded(client, prepared, call, response)
                found = embedded.in_item(items[0], decoded, decoder)
                found = found or embedded.in_body(items[0], decoded)
                if found is not None:
                    raise found
        except Undecodable as error:
            raise invalid(client, prepared, call, response, str(error), None, ()) from None
        response.stream = BufferedBody(*items)
    return client.stream(prepared.operation, call, response, decoder)


def succeeded(status: int, decoder: Decoder) -> bool:
    """Tell whether a response is a success."""
    case = decoder.case
    if case is not None and case.error is not None:
        return False
    if 200 <= status < 300:
        return True
    # The description may say of a single status above that it is none of the errors.
    return case is not None and (status < 400 or case.status != "default")


def _decoded(
    client: BaseClient,
    prepared: PreparedOperation,
    call: Call,
    response: HTTPResponse,
    decoder: Decoder,
) -> tuple[Any, tuple[Drift, ...]]:
    body = response.content
    try:
        if decoder.framing:
            body = _unframed(client, prepared, call, response, decoder)
        decoded = decoder.decode(body)
    except Undecodable as error:
        raise invalid(client, prepared, call, response, str(error), None, ()) from None
    if decoded.drift or unknown(decoded.value):
        data = json_bytes(body, decoder.charset)
        found = _embedded(client, prepared, call, response).in_body(data, decoded)
        if found is not None:
            raise found
    if decoded.drift:
        call.report(decoded.drift)
        if call.settings.strict:
            first = decoded.drift[0]
            text = f"differs from its description at {first.pointer or '/'}: {first.message}"
            raise invalid(client, prepared, call, response, text, decoded.value, decoded.drift)
    return decoded


def _unframed(
    client: BaseClient,
    prepared: PreparedOperation,
    call: Call,
    response: HTTPResponse,
    decoder: Decoder,
) -> bytes:
    from ..reply.framing import value_of

    body, is_error = value_of(decoder, response.content)
    if is_error:
        raise _embedded(client, prepared, call, response).error(body)
    return body


def _embedded(
    client: BaseClient, prepared: PreparedOperation, call: Call, response: HTTPResponse
) -> Embedded:
    from ..reply.embedded import Embedded

    request = call.request
    assert request is not None
    return Embedded(client.errors, prepared.operation, request, response)


def invalid(
    client: BaseClient,
    prepared: PreparedOperation,
    call: Call,
    response: HTTPResponse,
    text: str,
    value: Any,
    drift: tuple[Drift, ...],
) -> Exception:
    """Make the error for a success that is not what the description says."""
    from ..reply.failure import make

    request = call.request
    assert request is not None
    cls = client.errors.response_validation
    return make(cls, prepared.operation, request, response, text, data=value, drift=drift)


def failed(
    client: BaseClient, prepared: PreparedOperation, call: Call, response: HTTPResponse
) -> Exception:
    """Make the error for a response that is no success."""
    from ..reply.failure import response_error

    request = call.request
    assert request is not None
    decoder = prepared.decoder(response.status_code, response.header(b"content-type"))
    error = response_error(client.errors, prepared.operation, decoder, request, response)
    if error.drift:
        call.report(error.drift)
    return error


def _page(
    client: BaseClient,
    prepared: PreparedOperation,
    call: Call,
    response: APIResponse[Any],
    *,
    raw: bool,
) -> Any:
    from dataclasses import replace

    page = client.make_page(prepared.operation, call, response)
    return replace(response, value=page) if raw else page
