"""The plan in, what the templates print of webhooks out: strings that are code already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from .. import encode
from ..plan.model.sdk import Resource, Sdk, Signing
from .annotations import ANNOTATION_NAMES, checked, past, returned


@dataclass(frozen=True, slots=True)
class WebhooksView:
    """How webhooks are read: `shown` is the type of all events where a resource returns it."""

    shown: str
    event: str
    events: tuple[tuple[str, str], ...]
    settings: tuple[str, ...]
    extra: str
    argument: str
    about: str
    refused: str


def webhooks_view(sdk: Sdk) -> WebhooksView | None:
    """The view of what reads webhooks; None where there are none."""
    webhooks = sdk.webhooks
    if webhooks is None:
        return None
    extra = f"{sdk.package.distribution}[webhooks]"
    schemes = sdk.client.security_schemes
    return WebhooksView(
        shown=past(_hidden(sdk.resources), returned(webhooks.event)),
        event=checked(webhooks.event),
        events=tuple((encode.literal(name), checked(node)) for name, node in webhooks.events),
        settings=tuple(_settings(webhooks.signing, webhooks.event_header)),
        extra=extra,
        argument=next(one.argument for one in schemes if one.type == "webhook"),
        about=_about(webhooks.signing, extra),
        refused=_refused(webhooks.signing),
    )


def _about(signing: Signing, extra: str) -> str:
    """How webhooks are signed, for README."""
    if signing.scheme == "standard":
        return f"It is signed as Standard Webhooks says, which `pip install {extra}` verifies."
    return f"It is signed with an HMAC, which {encode.markdown_code(signing.header)} has."


def _refused(signing: Signing) -> str:
    """What is refused beside wrong signatures, for README."""
    is_timed = signing.scheme == "standard" or "{timestamp}" in signing.signed
    late = f", or is more than {signing.tolerance:g} seconds old" if is_timed else ""
    return f", or comes a second time{late}"


def _settings(signing: Signing, event_header: str) -> Iterable[str]:
    """What is not as by default, as arguments."""
    given: dict[str, Any] = {"event_header": event_header} if event_header else {}
    default = Signing()
    for item in fields(Signing):
        value = getattr(signing, item.name)
        if value != getattr(default, item.name):
            given[item.name] = value
    return [f"{name}={encode.literal(value)}" for name, value in given.items()]


def _hidden(resources: Iterable[Resource]) -> set[str]:
    """The names in annotations that the methods of the resource hide."""
    own = next((one for one in resources if one.unwraps), None)
    names = {item.method_name for item in own.operations} if own else set[str]()
    return names & ANNOTATION_NAMES
