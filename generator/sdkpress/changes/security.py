"""What a call needs to authenticate, old and new, in; changes of it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..surface.model import Client, Method
from .change import Change
from .renames import Renamed, renamed_arguments
from .rules import change

Requirement = Sequence[tuple[str, ...]]
"""Alternatives, each with the security schemes that it needs together."""


def security_changes(
    where: str, old_client: Client, new_client: Client, old: Method, new: Method
) -> Iterator[Change]:
    """The changes of an operation that has, or had, a requirement of its own."""
    if old.security is not None or new.security is not None:
        before = old_client.security if old.security is None else old.security
        after = new_client.security if new.security is None else new.security
        yield from requirement_changes(where, before, after, old_client, new_client)


def requirement_changes(
    where: str, old: Requirement, new: Requirement, old_client: Client, new_client: Client
) -> Iterator[Change]:
    """The changes from one requirement to another one, by the arguments that fill the schemes."""
    renamed = renamed_arguments(old_client.arguments, new_client.arguments)
    before, after = _ways(old, old_client, renamed), _ways(new, new_client, {})
    texts = _text(before), _text(after)
    if before == after:
        return
    if not _is_free(before) and _is_free(after):
        yield change("authentication-optional", where, *texts)
    elif _is_free(before) and not _is_free(after):
        yield change("authentication-required", where, *texts)
    elif _is_free(before):
        yield change("wire-changed", where, *texts)
    elif lost := [way for way in before if not any(other <= way for other in after)]:
        yield change("authentication-lost", where, _text(lost), texts[1])
    else:
        yield change("authentication-added", where, *texts)


def _ways(requirement: Requirement, client: Client, renamed: Renamed) -> list[frozenset[str]]:
    """The arguments of each alternative, as they are called now."""
    arguments = [[client.schemes.get(name, name) for name in one] for one in requirement]
    return [frozenset(renamed.get(name, name) for name in one) for one in arguments]


def _is_free(ways: list[frozenset[str]]) -> bool:
    """Whether a call goes without credentials."""
    return not ways or frozenset[str]() in ways


def _text(ways: list[frozenset[str]]) -> str:
    return " or ".join(" and ".join(sorted(one)) or "nothing" for one in ways)
