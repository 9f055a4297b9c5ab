"""What `client.webhooks.unwrap` does: body and header fields of a webhook in, its event out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..auth.replays import Replays
from ..auth.signatures import Headers, Refused, check_library, fields_of, verify
from ..base.operation import Operation, ResponseCase
from ..reply.decode import Decoded, Decoder, Undecodable

if TYPE_CHECKING:
    from ..base.webhooks import Webhooks
    from ..call.base_client import BaseClient

WEBHOOK_SECRET = "webhook secret"
"""The name of its secret among the client's credentials."""
_NAME = "webhooks.unwrap"
_REPLAY = Refused("replay", "it has come before")


def unwrap(client: BaseClient, webhooks: Webhooks, body: bytes | str, headers: Headers) -> Any:
    """Return the event of a webhook that the API has signed, and that has not come before.

    Args:
        client: Has the secret, and remembers what has come.
        webhooks: How the API signs, and what the events are.
        body: As it came, before anything has parsed it.
        headers: Header fields, by name in any case, or as pairs.

    Raises:
        SDKError: It is not known to come from the API, has come before, or is too old (the class
            is that of `webhooks`); there is no secret; or the body is no JSON.
        TypeError: Body or headers are none.
        ImportError: The library that the signature needs is not installed.
    """
    if not isinstance(body, (bytes, str)):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"the body must be bytes or text, as it came, not {type(body).__name__}"
        raise TypeError(message)
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    fields = fields_of(headers)
    check_library(webhooks)
    refused = _checked(client, webhooks, data, fields)
    if refused is not None:
        error = webhooks.error()(f"the webhook is refused: {refused.message}")
        error.reason = refused.reason
        raise error
    value, drift = _decoded(client, webhooks, data, fields)
    if drift:
        client.report(drift)
        if client.strict:
            place = drift[0].pointer or "/"
            message = f"differs from its description at {place}: {drift[0].message} ({_NAME})"
            raise client.errors.response_validation(message, body=data, data=value, drift=drift)
    return value


def _checked(
    client: BaseClient, webhooks: Webhooks, body: bytes, fields: Mapping[str, list[str]]
) -> Refused | None:
    """Return why a webhook is refused; the secret is in no frame that an error leaves."""
    found = verify(webhooks, _secret(client), body, fields)
    if isinstance(found, Refused):
        return found
    replays: Replays = client.kept.setdefault(_NAME, Replays())
    # What is signed for the end of the tolerance may come until the tolerance after that.
    is_new = replays.is_new(found.identity, 2 * webhooks.tolerance)
    return None if is_new else _REPLAY


def _secret(client: BaseClient) -> str:
    source = client.credentials.sources.get(WEBHOOK_SECRET)
    secret: object = source() if callable(source) else source
    if isinstance(secret, str) and secret:
        return secret
    scheme = next(one for one in client.spec.security_schemes if one.name == WEBHOOK_SECRET)
    message = f"no secret of webhooks: the client needs {scheme.argument} (or {scheme.env} in the "
    raise client.errors.missing_credentials(f"{message}environment)")


def _decoded(
    client: BaseClient, webhooks: Webhooks, body: bytes, fields: Mapping[str, list[str]]
) -> Decoded:
    """Decode the body: as the webhook that a header names, or any of them that it fits."""
    types = _named(webhooks, fields) or [webhooks.event()]
    try:
        found = [_read(one, body) for one in types]
    except Undecodable as error:
        text = str(error)
    else:
        return next((one for one in found if not one.drift), found[0])
    raise client.errors.response_validation(f"{text} ({_NAME})", body=body)


def _read(annotation: Any, body: bytes) -> Decoded:
    case = ResponseCase("200", "application/json", "json", lambda: annotation)
    operation = Operation[Any](_NAME, "POST", "/", responses=(case,))
    return Decoder(operation, 200, b"application/json").decode(body)


def _named(webhooks: Webhooks, fields: Mapping[str, list[str]]) -> list[Any]:
    """Return the types of the webhooks that a header field names, alone or with what follows."""
    named = fields.get(webhooks.event_header.lower(), []) if webhooks.event_header else []
    if not named:
        return []
    wanted = _plain(named[0])
    events = webhooks.events().items()
    exact = [one for name, one in events if _plain(name) == wanted]
    return exact or [one for name, one in events if _plain(name).startswith(f"{wanted}_")]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower())
