"""What the description and `sdk.toml` say of webhooks in, how the client reads them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from ...config import Config
from ...config.report import report
from ...data import Json
from ...problems import Problems
from ..model.definitions import Alias
from ..model.sdk import SecurityScheme, Signing, Webhooks
from ..model.types import ANY, Ref, Type, union
from ..operations.webhooks import Event, has_webhooks
from ..schemas.schemas import Schemas

EVENT = "WebhookEvent"
"""What the union of all events is called."""

SECRET = "webhook secret"
"""The secret among the credentials: no security scheme has a name with a space."""


def plan_webhooks(
    root: dict[str, Json],
    events: Iterable[Event],
    config: Config,
    schemas: Schemas,
    problems: Problems,
) -> Webhooks | None:
    """How webhooks are read, whose `events` are given; None where there are none."""
    if not has_webhooks(root, config):
        return None
    known = [(item.name, item.type) for item in events]
    given = config.webhooks
    return Webhooks(
        event=_event([node for _, node in known], schemas),
        events=tuple(known) if given.event_header else (),
        signing=plan_signing(config, problems),
        event_header=given.event_header or "",
    )


def _event(types: list[Type], schemas: Schemas) -> Type:
    """The type of all events, which has a name; anything where nothing is described."""
    if not types:
        return ANY
    about = "What the API sends to webhooks."
    return Ref(schemas.add(Alias(EVENT, union(types), about), EVENT, ("webhooks",)))


def plan_signing(config: Config, problems: Problems) -> Signing:
    """How webhooks are signed; what does not go together is reported."""
    own = {name: value for name, value in asdict(config.webhooks).items() if value is not None}
    names = [item.name for item in fields(Signing)]
    given: dict[str, Any] = {name: own[name] for name in names if name in own}
    if given.get("scheme") != "hmac":
        for name in sorted(given.keys() - {"scheme"}):
            place = ("webhooks", name)
            report(f"{name} is for an HMAC", 'add scheme = "hmac"', place, config, problems)
        return Signing()
    merged: dict[str, Any] = {"header": "", **given}
    signing = Signing(**merged)
    for name, text, hint in _slips(signing):
        report(text, hint, ("webhooks", name), config, problems)
    return signing


def _slips(signing: Signing) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an HMAC: the setting, what it is, and what to do."""
    has_timestamp = bool(signing.timestamp_header or signing.timestamp_prefix)
    is_signed = "{timestamp}" in signing.signed
    if not signing.header:
        yield "scheme", "no header has the signature", "add header"
    if "{id}" in signing.signed and not signing.id_header:
        yield "signed", "{id} is in no header", "add id_header"
    if is_signed and not has_timestamp:
        yield "signed", "{timestamp} is in no header", "add timestamp_header or timestamp_prefix"
    if has_timestamp and not is_signed:
        text = "the timestamp is not signed, so that anyone could change it"
        yield "timestamp_header", text, "add {timestamp} to signed"


def webhook_secret(argument: str, prefix: str) -> SecurityScheme:
    """The secret as a credential that is never sent; `prefix` begins the environment variable."""
    return SecurityScheme(
        name=SECRET,
        argument=argument,
        type="webhook",
        scheme="",
        location="header",
        parameter="",
        env=f"{prefix}_{argument.upper()}",
        description="The secret that webhooks are signed with.",
    )
