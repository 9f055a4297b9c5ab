"""The clients of two surfaces in, changes of their constructor and defaults out."""

from __future__ import annotations

from collections.abc import Iterator

from ..surface.model import Client, Surface
from .arguments import argument_changes
from .change import Change
from .facts import plain, unknown
from .rules import change
from .security import requirement_changes
from .types import Names

_KNOWN = frozenset(
    [
        *("name", "base_error", "default_error", "arguments", "base_url_env", "timeout"),
        *("retries", "key_header", "servers", "schemes", "security", "scopes", "manners"),
        "server_env",
    ]
)


def client_changes(old: Surface, new: Surface, names: Names) -> Iterator[Change]:
    """The changes of the client classes."""
    before, after = old.client, new.client
    for prefix, one, other in (
        ("", before.name, after.name),
        ("errors.", before.base_error, after.base_error),
        ("errors.", before.default_error, after.default_error),
    ):
        if one != other:
            places = f"{prefix}{one}", f"{prefix}{other}"
            yield change("name-renamed", places[0], *places, places[1])
    yield from argument_changes(before.name, before.arguments, after.arguments, names)
    yield from _servers(before, after)
    where = before.name
    yield from plain("environment-changed", where, before.base_url_env, after.base_url_env)
    if before.server_env:
        yield from plain("environment-changed", where, before.server_env, after.server_env)
    else:
        yield from plain("environment-added", where, "", after.server_env)
    yield from plain("behaviour-changed", where, before.timeout, after.timeout)
    yield from plain("behaviour-changed", where, before.retries, after.retries)
    yield from plain("behaviour-changed", where, before.key_header, after.key_header)
    yield from plain("wire-changed", where, before.scopes, after.scopes)
    yield from requirement_changes(where, before.security, after.security, before, after)
    yield from _manners(before, after)
    yield from unknown(where, before, after, _KNOWN)


def _manners(old: Client, new: Client) -> Iterator[Change]:
    """How methods are used: whatever else is to be written breaks who has written it."""
    for name in sorted({*old.manners, *new.manners}):
        before, after = old.manners.get(name, ""), new.manners.get(name, "")
        if before == after:
            continue
        adds = name in ("attributes", "async_methods") and not before
        rule = "behaviour-changed" if adds else "signature-changed"
        pair = (f"{name} = {text}" if text else f"no {name}" for text in (before, after))
        yield change(rule, old.name, *pair)


def _servers(old: Client, new: Client) -> Iterator[Change]:
    before, after = list(old.servers), list(new.servers)  # the default ones first
    first, now = next(iter(before), ""), next(iter(after), "")
    if first and old.servers[first] != new.servers.get(now):
        pair = old.servers[first], new.servers.get(now, "")
        yield change("default-server-changed", old.name, *pair)
    for name in before[1:]:
        if name not in new.servers and old.servers[name] not in new.servers.values():
            yield change("server-removed", old.name, old.servers[name])
        elif name in new.servers and old.servers[name] != new.servers[name]:
            yield change("wire-changed", old.name, old.servers[name], new.servers[name])
    for name in after[1:]:
        if name not in old.servers and new.servers[name] not in old.servers.values():
            yield change("server-added", old.name, "", new.servers[name])
